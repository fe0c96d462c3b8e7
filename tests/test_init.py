"""`hongke init`: a new catalogue that builds, links to nothing that is not there, and is ready for an author."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from conftest import REPOSITORY, command, needs
from hongke.commands import main
from hongke.kinds import KINDS
from hongke.load.catalogue import load_catalogue
from hongke.schema.files import SCHEMA_FOLDER
from hongke.starter.files import starter_files
from test_commands import run


@pytest.fixture(scope="module")
def academy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a new catalogue, built strictly."""
    root = tmp_path_factory.mktemp("init") / "红城 党校"
    done = run("init", root, "--name", "红城: “党校” & 知识库")
    assert done.returncode == 0, done.stderr
    assert f'hongke build --root "{root}" --strict' in done.stderr
    built = run("build", "--root", root, "--strict")
    assert built.returncode == 0, built.stderr
    return root


def test_a_new_catalogue_has_no_problems_and_shows_its_two_samples(academy: Path) -> None:
    assert run("check", "--root", academy).stdout == ""
    assert set(load_catalogue(academy)[0].entries) == {"course/sample-course", "case/sample-case"}
    home = (academy / "site/index.html").read_text("utf-8")
    assert "红城: “党校” &amp; 知识库" in home
    for kind in ("course", "case"):
        assert f'/sample-{kind}/"' in (academy / f"site/{kind}/index.html").read_text("utf-8")
    assert len((academy / "mkdocs.yml").read_text("utf-8").splitlines()) < 20


@pytest.mark.site
@pytest.mark.parametrize("form", [[], ["--portable"]], ids=["served", "portable"])
def test_every_link_of_the_new_site_holds(academy: Path, tmp_path: Path, form: list[str]) -> None:
    lychee = needs("lychee (make test installs it)", shutil.which("lychee", path=str(Path(sys.executable).parent)))
    out = tmp_path / "site"
    assert run("build", "--root", academy, "--out", out, "--strict", *form).returncode == 0
    done = subprocess.run(
        [lychee, "--offline", "--include-fragments", "--no-progress", "--root-dir", str(out), str(out / "**/*.html")],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert int(re.search(r"(\d+) OK", done.stdout)[1]) > 500  # type: ignore[index]


def test_an_entry_of_every_kind_can_be_begun_in_it(academy: Path, tmp_path: Path) -> None:
    root = tmp_path / "c"
    shutil.copytree(academy, root, ignore=shutil.ignore_patterns("site"))
    for kind in sorted(KINDS, key=lambda name: name == "route"):  # a route needs a site to stop at
        done = run("new", kind, "first", "--root", root)
        assert done.returncode == 0, done.stderr
    assert run("check", "--root", root).stdout == ""
    assert run("build", "--root", root, "--strict").returncode == 0


def test_the_editor_is_ready_and_what_is_made_is_kept_out_of_git(academy: Path) -> None:
    ignored = (academy / ".gitignore").read_text("utf-8").split()
    assert f"/{SCHEMA_FOLDER}/" in ignored
    assert "/site/" in ignored
    assert (academy / SCHEMA_FOLDER / "course.schema.json").is_file()
    assert "样例案例" in (academy / SCHEMA_FOLDER / "course.schema.json").read_text("utf-8")
    assert (academy / ".vscode/settings.json").read_text("utf-8") == (
        REPOSITORY / ".vscode/settings.json"
    ).read_text("utf-8")  # fmt: skip


def test_commands_named_in_its_readme_exist(academy: Path) -> None:
    text = (academy / "README.md").read_text("utf-8") + (academy / "docs/guide/index.md").read_text("utf-8")
    assert text.startswith("# 红城: “党校” & 知识库\n")
    for name, option in re.findall(r"hongke ([a-z]+)(?: [^\n`]*?(--[a-z-]+))?", text):
        assert name in main.list_commands(click.Context(main)), name
        if option:
            assert option in [written for parameter in command(name).params for written in parameter.opts]
    assert "Windows" in text


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    for target, answer in ((tmp_path, "里已经有文件，没有改动"), (tmp_path / "a.txt", "不是文件夹")):
        done = CliRunner().invoke(main, ["init", str(target)])
        assert done.exit_code == 1
        assert answer in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    (tmp_path / "empty").mkdir()
    assert CliRunner().invoke(main, ["init", str(tmp_path / "empty")]).exit_code == 0


@pytest.mark.parametrize("name", ["", " ", "两\n行", "长" * 61])
def test_a_name_that_is_no_name_is_refused(tmp_path: Path, name: str) -> None:
    assert CliRunner().invoke(main, ["init", str(tmp_path / "c"), "--name", name]).exit_code == 2
    assert not (tmp_path / "c").exists()


def test_the_wheel_carries_every_text_of_a_new_catalogue(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), str(REPOSITORY)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    [wheel] = tmp_path.glob("*.whl")
    program = "from hongke.starter import files; print(files.__file__, len(files.starter_files('甲')))"
    found = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(wheel)!r}); {program}"],
        capture_output=True, text=True, check=False, cwd=tmp_path, encoding="utf-8", env={"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert found.stdout.split() == [f"{wheel}/hongke/starter/files.py", str(len(starter_files("甲")))], found.stderr
