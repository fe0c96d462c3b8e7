"""Builds: the same bytes whatever the command and the day, and live reload in `mkdocs serve`."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from conftest import REPOSITORY, SMALL, Project
from hongke.mkdocs_site import build_site

SCRIPTS = Path(sys.executable).parent


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_two_builds_on_different_days_are_identical(tmp_path: Path) -> None:
    for name, day in (("a", "2026-01-05T08:00:00"), ("b", "2027-07-30T23:59:00")):
        seconds = str(int(time.mktime(time.strptime(day, "%Y-%m-%dT%H:%M:%S"))))
        subprocess.run(
            [sys.executable, "-m", "hongke", "build", "--root", REPOSITORY, "--out", tmp_path / name, "--strict"],
            env={**os.environ, "SOURCE_DATE_EPOCH": seconds, "PYTHONHASHSEED": seconds[-5:]}, check=True, capture_output=True,
        )  # fmt: skip
    assert differences(tree(tmp_path / "a"), tree(tmp_path / "b")) == []
    assert len(tree(tmp_path / "a")) > 200


def test_no_module_of_ours_reads_the_clock_or_rolls_dice() -> None:
    for path in (REPOSITORY / "scripts/hongke").rglob("*.py"):
        assert not re.search(r"\b(now|today|random|uuid4|time\.time)\(\)", path.read_text("utf-8")), path


def test_hongke_build_writes_what_mkdocs_build_writes(site: Path, tmp_path: Path) -> None:
    subprocess.run(
        [SCRIPTS / "mkdocs", "build", "--quiet", "--strict", "--site-dir", tmp_path / "m"], cwd=REPOSITORY, check=True
    )
    assert differences(tree(site), tree(tmp_path / "m")) == []


def test_a_rebuild_takes_away_what_no_longer_belongs(project: Project) -> None:
    project.write("courses/term/x.yml", "title: 术语\nsummary: 摘要。\ndefinition: 释义。\n")
    assert build_site(project.root, None, strict=True) == 0
    assert (project.root / "site/term/x/index.html").is_file()
    (project.root / "courses/term/x.yml").unlink()
    assert build_site(project.root, None, strict=True) == 0
    assert not (project.root / "site/term/x").exists()


def test_mkdocs_serve_shows_the_pages_and_reloads_when_yaml_changes(tmp_path: Path) -> None:
    project = Project(tmp_path / "c")
    for path, content in SMALL.items():
        project.write(path, content)
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    server = subprocess.Popen(
        [SCRIPTS / "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=project.root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert "网格党建实务" in _eventually(f"http://127.0.0.1:{port}/course/grid/", "网格党建实务")
        project.replace("courses/course/grid.yml", "title: 网格党建实务", "title: 换了题目")
        assert "换了题目" in _eventually(f"http://127.0.0.1:{port}/course/grid/", "换了题目")
    finally:
        server.terminate()
        server.wait(20)


def _eventually(url: str, wanted: str, *, seconds: float = 40) -> str:
    """Read a page until it holds what is wanted."""
    page = ""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                page = answer.read().decode("utf-8")
        except OSError:
            page = ""
        if wanted in page:
            return page
        time.sleep(0.3)
    return page


def test_the_sites_own_style_can_be_overridden_by_custom_dir(project: Project) -> None:
    project.write("mkdocs.yml", "site_name: x\ntheme: {name: material, custom_dir: own}\nplugins: [hongke]\n")
    project.write("own/partials/copyright.html", "<p>自己的页脚</p>")
    assert build_site(project.root, None, strict=True) == 0
    assert "自己的页脚" in (project.root / "site/index.html").read_text("utf-8")


def test_the_wheel_carries_templates_and_theme(tmp_path: Path) -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "--wheel-dir",
            tmp_path,
            REPOSITORY,
        ],
        check=True,
    )
    shutil.unpack_archive(next(tmp_path.glob("*.whl")), tmp_path / "w", "zip")
    ours = {
        path.relative_to(REPOSITORY / "scripts").as_posix()
        for path in (REPOSITORY / "scripts/hongke").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {
        path.relative_to(tmp_path / "w").as_posix() for path in (tmp_path / "w/hongke").rglob("*") if path.is_file()
    }
    assert ours == packed
