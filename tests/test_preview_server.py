"""`hongke serve` as a server: types, paths, ports, hosts, its end; and that its memory of files is true."""

from __future__ import annotations

import random
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import SMALL, Project
from hongke.build import Recollection, check_again, check_catalogue
from hongke.catalogue import Catalogue
from hongke.preview.answers import injected, type_of
from hongke.preview.box import Trouble, box
from hongke.problems import Place, problem
from preview_reader import PATIENCE, Preview


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Serve the small catalogue, with a secret beside it."""
    project = Project(tmp_path_factory.mktemp("p") / "catalogue")
    for path, content in SMALL.items():
        project.write(path, content)
    project.write("docs/a.txt", "文字")
    (project.root.parent / "secret.txt").write_text("secret", "utf-8")
    running = Preview(project.root)
    yield running
    running.stop()


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/docs/../../secret.txt", "//etc/passwd", "/..\\secret.txt",
        "/__hongke/../secret.txt", "/__hongke/../../../server.py", "/mkdocs.yml", "/courses/course/grid.yml", "/%00",
    ],
)  # fmt: skip
def test_nothing_but_the_site_is_served(preview: Preview, path: str) -> None:
    status, _, content = preview.get(path)
    assert status == 404
    assert b"secret" not in content


def test_types_are_ours_and_text_says_its_encoding(preview: Preview) -> None:
    for path, kind in {
        "/": "text/html; charset=utf-8",
        "/a.txt": "text/plain; charset=utf-8",
        "/assets/hk/start.js": "text/javascript; charset=utf-8",
        "/assets/hk/tokens.css": "text/css; charset=utf-8",
        "/search/data/directory.bin": "application/octet-stream",
        "/sitemap.xml": "application/xml; charset=utf-8",
    }.items():
        status, headers, _ = preview.get(path)
        assert (status, headers["content-type"]) == (200, kind), path
    assert type_of("x.xlsx") == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert type_of("x.PNG") == "image/png"
    assert type_of("none") == "application/octet-stream"


def test_a_page_that_is_missing_is_the_sites_own_404(preview: Preview) -> None:
    status, _, content = preview.get("/course/nonesuch/")
    assert status == 404
    assert "没有这一页" in content.decode("utf-8")


def test_a_page_without_its_slash_is_led_to(preview: Preview) -> None:
    status, headers, _ = preview.get("/course/grid")
    assert (status, headers["location"]) == (302, "/course/grid/")


def test_what_has_not_changed_is_not_sent_again(preview: Preview) -> None:
    _, headers, _ = preview.get("/assets/hk/tokens.css")
    assert headers["cache-control"] == "no-cache"
    assert preview.get("/assets/hk/tokens.css", **{"If-None-Match": headers["etag"]})[::2] == (304, b"")


def test_another_sites_name_for_this_machine_is_refused(preview: Preview) -> None:
    assert preview.get("/", Host="evil.example")[0] == 403
    assert preview.get("/", Host=f"localhost:{preview.port}")[0] == 200


def test_a_port_in_use_is_said_and_the_next_is_taken(project: Project) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        running = Preview(project.root, "--port", str(port))
    try:
        assert f"端口 {port} 被占用，改用 {running.port}。" in "".join(running.printed)
    finally:
        running.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a whole console")
def test_ctrl_c_ends_it_cleanly_while_a_browser_listens(project: Project) -> None:
    running = Preview(project.root)
    listening = socket.create_connection(("127.0.0.1", running.port))
    listening.sendall(b"GET /__hongke/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert listening.recv(100)
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(PATIENCE) == 0
    assert "预览结束。" in running.said("(ended)")
    assert "Traceback" not in "".join(running.printed)
    listening.close()
    running.stop()


def test_a_folder_that_is_no_catalogue_is_told_so(tmp_path: Path) -> None:
    running = Preview(tmp_path)
    try:
        assert "找不到" in running.state()["box"]
        assert running.get("/")[0] == 503
    finally:
        running.stop()


def test_a_fault_in_a_template_is_shown_and_ends_nothing(project: Project) -> None:
    project.write("mkdocs.yml", "site_name: x\ntheme: {name: material, custom_dir: own}\nplugins: [hongke]\n")
    project.write("own/partials/copyright.html", "{{ nonesuch() }}")
    running = Preview(project.root)
    try:
        version = running.state()["version"]
        status, _, content = running.get("/")
        assert (status, "这一页没能做出来" in content.decode("utf-8")) == (500, True)
        project.write("own/partials/copyright.html", "<p>自己的页脚</p>")
        running.after(version)
        assert "自己的页脚" in running.page("")
    finally:
        running.stop()


def test_the_box_escapes_what_an_author_wrote() -> None:
    said = problem("HK104", Place(file="<b>.yml"), "未知字段 “<script>”。")
    html = box(Trouble(problems=(said,), remarks=("<i>",)))
    assert "<script>" not in html
    assert "&lt;b&gt;.yml:1:1" in html
    assert "&lt;i&gt;" in html
    assert box(Trouble()) == ""


def test_the_script_goes_to_the_end_of_the_body() -> None:
    assert injected(b"<body>x</body></html>", "S") == b"<body>xS</body></html>"
    assert injected(b"bare", "S") == b"bareS"


MISTAKES = [
    "hours: 0\n",
    "\t",
    "title: [\n",
    "status: draft\n",
    "themes: [没有的词]\n",
    "cases: [case/nonesuch]\n",
    "&a",
    "\x07",
    "\udcff",
]


@pytest.mark.parametrize("seed", range(12))
def test_a_remembered_catalogue_is_the_one_that_is_read_afresh(project: Project, seed: int) -> None:
    dice = random.Random(seed)
    last = Recollection()
    before: Catalogue | None = None
    contents: dict[str, bytes] = {}
    project.write("docs/materials/notes.md", "---\ntitle: 笔记\nsummary: 摘要。\n---\n一段笔记。\n")
    project.write("docs/guide/index.md", "# 手册\n")
    for _ in range(25):
        files = sorted(path for path in project.root.rglob("*") if path.is_file() and path.name != "mkdocs.yml")
        chosen = dice.choice(files)
        text = chosen.read_bytes().decode("utf-8", "surrogateescape")
        match dice.randrange(6):
            case 0:
                chosen.write_bytes((text + dice.choice(MISTAKES)).encode("utf-8", "surrogateescape"))
            case 1:
                at = dice.randrange(len(text) + 1)
                chosen.write_bytes((text[:at] + text[at + 1 :]).encode("utf-8", "surrogateescape"))
            case 2:
                chosen.rename(
                    chosen.with_name(
                        f"{chosen.stem}-{dice.randrange(9)}{dice.choice(['.yml', '.md', '.txt', '.yaml'])}"
                    )
                )
            case 3:
                chosen.with_name(f"new-{dice.randrange(9)}{chosen.suffix}").write_bytes(chosen.read_bytes())
            case 4:
                project.write(
                    "courses/vocabularies.yml", SMALL["courses/vocabularies.yml"] + dice.choice(["", "x: 1\n"])
                )
            case _:
                project.write(path := dice.choice(list(SMALL)), SMALL[path])
        # Half of the time as if the files had been left alone for long, so that their looks alone are compared.
        time.sleep(0.005)
        last.memory.moment = time.time_ns() + dice.choice([0, 60_000_000_000])
        held = {
            path.relative_to(project.root).as_posix(): path.read_bytes()
            for path in project.root.rglob("*") if path.is_file()
        }  # fmt: skip
        changed = {name for name, _ in held.items() ^ contents.items()}
        again = check_again(project.root, before, changed, last) if before else None
        said = again or check_catalogue(project.root, None, last)
        assert said == check_catalogue(project.root)
        before, contents = said[0], held
