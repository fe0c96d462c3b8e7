"""The guide's server settings are run as they stand: a site below a folder, its 404 page, its types, its caching."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from conftest import REPOSITORY
from hongke.mkdocs_site import build_site

GUIDE = (REPOSITORY / "docs/guide/publish.md").read_text("utf-8")
PROXY_FREE = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}


def snippet(language: str) -> str:
    """Return the guide's only block of this language."""
    [found] = re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    return str(found)


@pytest.fixture(scope="module")
def www(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a catalogue with every kind for a folder of a server, and put it there."""
    root = tmp_path_factory.mktemp("publish")
    shutil.copytree(REPOSITORY / "tests/rich", root / "c")
    settings = root / "c/mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "site_url: http://xuexi.example.cn/hongke/\n", "utf-8")
    (root / "c/docs/web.config").write_text(snippet("xml"), "utf-8")
    assert build_site(root / "c", root / "www/hongke", strict=False) == 0
    return root / "www"


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def running(command: list[str], port: int) -> Iterator[int]:
    """Run a server until the test is over; gives its port when it answers."""
    server = subprocess.Popen(command, env=PROXY_FREE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            assert server.poll() is None, f"{command[0]} did not start"
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture
def nginx(www: Path, tmp_path: Path) -> Iterator[int]:
    program = shutil.which("nginx") or pytest.skip("nginx is not installed")
    types = Path("/etc/nginx/mime.types")
    if not types.exists():
        pytest.skip("nginx has no mime.types where Debian puts it")
    port = free_port()
    server = snippet("nginx").replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/srv/www", str(www))
    folders = "".join(
        f"{name}_temp_path {tmp_path}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    settings = tmp_path / "nginx.conf"
    settings.write_text(
        f"{user}\ndaemon off;\npid {tmp_path}/pid;\nerror_log {tmp_path}/errors;\nevents {{}}\n"
        f"http {{\ninclude {types};\naccess_log off;\n{folders}{server}}}\n",
        "utf-8",
    )
    yield from running([program, "-e", str(tmp_path / "errors"), "-c", str(settings)], port)


@pytest.fixture
def caddy(www: Path, tmp_path: Path) -> Iterator[int]:
    program = shutil.which("caddy") or pytest.skip("caddy is not installed")
    port = free_port()
    settings = tmp_path / "Caddyfile"
    site = snippet("caddy").replace(":80 {", f":{port} {{").replace("/srv/www", str(www))
    settings.write_text(f"{{\n\tadmin off\n}}\n{site}", "utf-8")
    yield from running([program, "run", "--config", str(settings), "--adapter", "caddyfile"], port)


def asking(port: int) -> Callable[[str], tuple[int, Mapping[str, str], str]]:
    """Give a function that asks for an address: status, headers in small letters, text."""

    def ask(path: str) -> tuple[int, Mapping[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        headers = {name.lower(): value for name, value in answer.getheaders()}
        connection.close()
        return answer.status, headers, text

    return ask


@pytest.mark.site
@pytest.mark.parametrize("server", ["nginx", "caddy"])
def test_the_settings_serve_the_site_below_a_folder(server: str, www: Path, request: pytest.FixtureRequest) -> None:
    ask = asking(request.getfixturevalue(server))
    for path, start in (
        ("/hongke/", "text/html"),
        ("/hongke/course/full/", "text/html"),
        ("/hongke/assets/hk/start.js", ("text/javascript", "application/javascript")),
        ("/hongke/assets/hk/tokens.css", "text/css"),
        ("/hongke/" + next((www / "hongke").rglob("*.ics")).relative_to(www / "hongke").as_posix(), "text/calendar"),
        ("/hongke/" + next((www / "hongke").rglob("*.bin")).relative_to(www / "hongke").as_posix(), ""),
    ):
        status, headers, _ = ask(path)
        assert status == 200, path
        assert headers.get("content-type", "").startswith(start), path
        assert headers["cache-control"] == "no-cache", path
    status, headers, _ = ask("/hongke/course")
    assert status in (301, 308)
    assert headers["location"].endswith("/hongke/course/")
    for path in ("/hongke/no-such-page/", "/hongke/course/full/no/such/page"):
        status, _, text = ask(path)
        assert status == 404
        assert "没有这一页" in text
        links = [link.removesuffix(".") for link in re.findall(r'<(?:link|a)[^>]*href="([^"#:]+)"', text)]
        assert any(link.startswith("/hongke/search/") for link in links)
        for link in links:
            assert ask(link)[0] == 200, link


def test_the_iis_settings_name_every_type_that_a_site_has(www: Path) -> None:
    tree = Xml.fromstring(snippet("xml"))
    named = {mapped.get("fileExtension") for mapped in tree.iter("mimeMap")}
    # What every IIS knows.
    known = {".html", ".css", ".png", ".xml", ".config"}
    ours = {path.suffix for path in (www / "hongke").rglob("*") if path.is_file()}
    assert ours - known <= named
    assert {".js", ".json", ".bin", ".ics"} <= named
    listed = set(re.findall(r"`(\.[a-z]+)`", GUIDE.split("## 放在子文件夹里")[0]))
    assert ours - {".config"} <= listed
    assert named <= listed


def test_a_file_in_docs_comes_along_to_the_site(www: Path) -> None:
    assert (www / "hongke/web.config").read_text("utf-8") == snippet("xml")


def test_the_files_that_the_guide_asks_for_are_there(www: Path) -> None:
    asked = re.findall(r"http://主机名/hongke/(\S+\.\w+)", GUIDE)
    assert len(asked) == 2
    assert all((www / "hongke" / path).is_file() for path in asked)


def test_only_404_and_the_map_hold_the_sites_own_address(www: Path) -> None:
    text = (www / "hongke/404.html").read_text("utf-8")
    assert 'href="/hongke/assets/hk/favicon.svg"' in text
    assert "http://xuexi.example.cn/hongke/course/full/" in (www / "hongke/sitemap.xml").read_text("utf-8")
    page = (www / "hongke/course/full/index.html").read_text("utf-8")
    assert not re.search(r'(?:href|src)="/', page)
