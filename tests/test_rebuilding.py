"""A site that was rebuilt is the one that is built anew: every file, after any edits, whatever happened to the cache."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from catalogue_edits import (
    EDITS,
    FEW,
    Edit,
    a_body,
    a_sentence,
    a_title,
    a_word,
    built,
    built_copy,
    nothing,
    substitute,
)
from generator import generate
from hongke import building
from hongke.build_arguments import BuildArguments
from test_build import differences, tree


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a catalogue of every kind with terms that its prose uses, and a site address, so that there is a site map."""
    root = tmp_path_factory.mktemp("t") / "catalogue"
    generate(root, entries=70, characters=200)
    term = root / "courses/term/word.yml"
    term.write_text("title: 消防演练\nsummary: 演练。\nsynonyms: [楼道清理]\ndefinition: 练习。\n", "utf-8")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as stream:
        stream.write("site_url: https://example.org/hongke/\n")
    return root


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_a_rebuilt_site_is_the_one_built_anew(template: Path, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    root = tmp_path / "c"
    shutil.copytree(template, root)
    assert built(root, tmp_path / "kept") == 0
    for turn in range(8):
        before = tree(tmp_path / "kept")
        made = dice.sample(EDITS, dice.choice([1, 1, 2]))
        for edit in made:
            edit(root, dice)
        names = f"{seed}.{turn} {[edit.__name__ for edit in made]}"
        status = built(root, tmp_path / "kept")
        assert status == built(root, tmp_path / "new", no_cache=True), names
        if status:
            assert differences(tree(tmp_path / "kept"), before) == [], names
            shutil.rmtree(root)
            shutil.copytree(template, root)
            assert built(root, tmp_path / "kept") == 0
        else:
            assert differences(tree(tmp_path / "kept"), tree(tmp_path / "new")) == [], names


@pytest.fixture
def standing(template: Path, tmp_path: Path) -> Path:
    """Build a copy of the catalogue once, with everything long settled, and return its root; the site is beside it."""
    return built_copy(template, tmp_path)


def site_and_new(root: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    assert built(root, root.parent / "kept") == 0
    assert built(root, root.parent / "new", no_cache=True) == 0
    return tree(root.parent / "kept"), tree(root.parent / "new")


@pytest.mark.parametrize("edit", FEW)
def test_an_edit_makes_few_pages_again(standing: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    site = standing.parent / "kept"
    pages = sorted(site.rglob("*.html"))
    before = {path: path.stat().st_mtime_ns for path in pages}
    edit(standing, random.Random(4))
    with monkeypatch.context() as context:
        context.setattr("hongke.building.build_anew", lambda *_given, **_named: pytest.fail("built anew"))
        assert built(standing, site) == 0
    again = [path for path in pages if path.exists() and path.stat().st_mtime_ns != before[path]]
    assert 0 < len(again) < len(pages) * (0.2 if edit in (a_sentence, a_body) else 0.8)


def test_with_nothing_changed_nothing_is_written(standing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = standing.parent / "kept"
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    monkeypatch.setattr("hongke.building.build_anew", lambda *_given, **_named: pytest.fail("built anew"))
    assert built(standing, site) == 0
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before


@pytest.mark.parametrize("name", ["manifest", "state", "changes", "entries"])
@pytest.mark.parametrize("harm", ["cut", "bit", "foreign", "gone", "empty"])
def test_a_damaged_cache_is_not_trusted(standing: Path, name: str, harm: str) -> None:
    a_sentence(standing, random.Random(5))
    assert built(standing, standing.parent / "kept") == 0
    path = standing / ".cache/hongke" / name
    data = path.read_bytes()
    half = len(data) // 2
    path.write_bytes({
        "cut": data[:half],
        "bit": data[:half] + bytes([data[half] ^ 1]) + data[half + 1 :],
        "foreign": b"\x80\x04}q\x00.",
        "gone": b"",
        "empty": b"",
    }[harm])  # fmt: skip
    if harm == "gone":
        path.unlink()
    a_title(standing, random.Random(1))
    a_word(standing, random.Random(2))
    site, new = site_and_new(standing)
    assert differences(site, new) == []


@pytest.mark.parametrize("name", ["state", "changes"])
def test_a_state_of_another_build_is_not_used(standing: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    a_sentence(standing, random.Random(5))
    assert built(standing, standing.parent / "kept") == 0
    path = standing / ".cache/hongke" / name
    older = path.read_bytes()
    a_sentence(standing, random.Random(6))
    if name == "state":
        (standing / ".cache/hongke/manifest").unlink()
        assert built(standing, standing.parent / "kept") == 0
        a_sentence(standing, random.Random(7))
    assert built(standing, standing.parent / "kept") == 0
    assert path.read_bytes() != older
    path.write_bytes(older)
    a_sentence(standing, random.Random(3))
    anew: list[str] = []

    def noted(arguments: BuildArguments, *_given: object) -> int:
        anew.append(arguments.root)
        return 0

    monkeypatch.setattr(building, "build_anew", noted)
    assert built(standing, standing.parent / "kept") == 0
    assert anew == [str(standing)]


def test_small_changes_are_written_apart_until_they_have_grown(standing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = standing / ".cache/hongke"
    before = (folder / "state").read_bytes()
    a_sentence(standing, random.Random(5))
    assert built(standing, standing.parent / "kept") == 0
    assert (folder / "state").read_bytes() == before
    assert (folder / "changes").stat().st_size < len(before) / 4
    monkeypatch.setattr("hongke.standing.kept._WHOLE_BELOW", 1000)
    a_sentence(standing, random.Random(6))
    assert built(standing, standing.parent / "kept") == 0
    assert (folder / "state").read_bytes() != before
    assert not (folder / "changes").exists()
    a_title(standing, random.Random(1))
    site, new = site_and_new(standing)
    assert differences(site, new) == []


@pytest.mark.parametrize("edit", [a_sentence, a_title, a_word])
def test_an_edit_of_known_entries_or_names_of_words_reads_no_other_file(
    standing: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(standing, random.Random(2))
    with monkeypatch.context() as context:
        context.setattr("hongke.rebuilding.check_catalogue", lambda *_given: pytest.fail("read as a whole"))
        assert built(standing, standing.parent / "kept") == 0
    site, new = site_and_new(standing)
    assert differences(site, new) == []


def test_a_site_that_somebody_changed_is_mended(standing: Path) -> None:
    site = standing.parent / "kept"
    page = site / "case/case-00001/index.html"
    for harm in (
        lambda: page.write_text("别的", "utf-8"),
        page.unlink,
        lambda: (site / "case/stray.html").write_text("x", "utf-8"),
        lambda: shutil.rmtree(site / "search"),
        lambda: shutil.rmtree(site),
    ):
        harm()
        made, new = site_and_new(standing)
        assert differences(made, new) == []


def test_a_rebuild_says_again_what_is_wrong(standing: Path) -> None:
    """Warnings of pages that stand are not lost, and errors leave the site as it is."""
    course = sorted(standing.glob("courses/course/*.yml"))[0]
    substitute(standing / "mkdocs.yml", r"^plugins:.*", "plugins:\n- hongke:\n    minutes_per_hour: 45")
    substitute(course, "^hours:.*", "hours: 9999")
    site = standing.parent / "kept"

    def lines() -> tuple[int, list[str]]:
        command = [sys.executable, "-m", "hongke", "build", "--root", str(standing), "--out", str(site)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stderr.splitlines()

    anew = lines()
    assert anew[0] == 0
    assert any("HK208" in line and course.name in line for line in anew[1])
    assert lines() == anew
    nothing(standing, random.Random(7))
    assert lines() == anew
    a_sentence(standing, random.Random(7))
    assert lines() == anew
    before = tree(site)
    substitute(course, "^hours:.*", "hours: 0")
    status, said = lines()
    assert status == 1
    assert any("HK107" in line and course.name in line for line in said)
    assert tree(site) == before


def test_no_cache_leaves_none_and_uses_none(template: Path, tmp_path: Path) -> None:
    root = tmp_path / "c"
    shutil.copytree(template, root)
    assert built(root, tmp_path / "kept", no_cache=True) == 0
    assert not (root / ".cache").exists()


def test_a_strict_build_still_fails_on_warnings(standing: Path) -> None:
    substitute(standing / "mkdocs.yml", r"^plugins:.*", "strict: true\nplugins:\n- hongke:\n    minutes_per_hour: 45")
    site = standing.parent / "kept"
    for path in standing.glob("courses/course/*.yml"):
        substitute(path, "^hours:.*", "hours: 9999")
    assert built(standing, site) == 1
    assert built(standing, site) == 1


HOOK = """\
from pathlib import Path
from mkdocs.structure.files import File

def on_files(files, config):
    files.append(File.generated(config, "own.txt", content=Path(__file__).with_name("own-text").read_text("utf-8")))
    return files
"""


@pytest.mark.parametrize("more", ["hooks: [own.py]", "INHERIT: base.yml"])
def test_what_else_a_configuration_reads_is_not_taken_for_unchanged(standing: Path, more: str) -> None:
    with (standing / "mkdocs.yml").open("a", encoding="utf-8") as stream:
        stream.write(f"{more}\n")
    (standing / "own.py").write_text(HOOK, "utf-8")
    for text in ("甲", "乙"):
        (standing / "own-text").write_text(text, "utf-8")
        (standing / "base.yml").write_text(f"copyright: {text}\n", "utf-8")
        site, new = site_and_new(standing)
        assert differences(site, new) == []
        assert any(text.encode() in content for content in (site.get("own.txt", b""), site["index.html"]))
