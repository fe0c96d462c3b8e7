"""A site that was rebuilt is the one that is built anew: every file, after any edits, whatever happened to the cache."""

from __future__ import annotations

import gc
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import generate
from hongke import build_command
from hongke.build_command import build
from test_build import differences, tree

Edit = Callable[[Path, random.Random], None]


def built(root: Path, out: Path, *, no_cache: bool = False) -> int:
    """Build in this process; return the exit status."""
    assert build.callback is not None
    try:
        with pytest.raises(SystemExit) as ended:
            build.callback(root=root, out=out, strict=False, portable=False, no_cache=no_cache)
    finally:
        gc.enable()  # the command's own process would end here
    return int(ended.value.code or 0)


def chosen(root: Path, dice: random.Random, pattern: str) -> Path:
    return dice.choice(sorted(root.glob(pattern)))


def substitute(path: Path, pattern: str, text: str) -> None:
    path.write_text(re.sub(pattern, text, path.read_text("utf-8"), count=1, flags=re.MULTILINE), "utf-8")


def a_sentence(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "courses/case/*.yml")
    substitute(path, r"^(background|results): ('?)", rf"\1: \2第{dice.randrange(99)}次修改。")


def a_body(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "docs/materials/*.md")
    path.write_text(path.read_text("utf-8") + f"\n又一段，写于第{dice.randrange(99)}回。\n", "utf-8")


def a_title(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "courses/[!v]*/*.yml")
    substitute(path, "^title: ", f"title: 新{dice.randrange(99)}")


def a_summary(root: Path, dice: random.Random) -> None:
    substitute(chosen(root, dice, "courses/[!v]*/*.yml"), "^summary: ", f"summary: 改{dice.randrange(99)}")


def a_tag(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "courses/c*/*.yml")
    substitute(path, r"^tags:.*\n(- .*\n)*", f"tags: [标签{dice.randrange(3)}, 标签{dice.randrange(3) + 3}]\n")


def a_theme(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "courses/case/*.yml")
    words = re.findall(r"^  ([a-z-]+):", _vocabulary(root, "theme"), re.MULTILINE)
    substitute(path, r"^themes:\n(- .*\n)+", f"themes:\n- {dice.choice(words)}\n")


def a_reference(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "courses/course/*.yml")
    case = chosen(root, dice, "courses/case/*.yml").stem
    substitute(path, r"^cases:\n(- .*\n)+", f"cases:\n- case/{case}\n")


def a_link_in_prose(root: Path, dice: random.Random) -> None:
    case = chosen(root, dice, "courses/case/*.yml").stem
    path = chosen(root, dice, "docs/materials/*.md")
    path.write_text(path.read_text("utf-8") + f"\n另见 [[case/{case}]]。\n", "utf-8")


def a_status(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "courses/lecturer/*.yml")
    status = dice.choice(["archived", "draft", "published"])
    text = re.sub(r"^status: .*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
    path.write_text(f"status: {status}\n{text}", "utf-8")


def a_day(root: Path, dice: random.Random) -> None:
    substitute(chosen(root, dice, "courses/c*/*.yml"), "^updated: .*", f"updated: 2026-10-{dice.randrange(1, 29):02d}")


def a_new_name(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "courses/case/*.yml")
    path.rename(path.with_name(f"renamed-{dice.randrange(999)}.yml"))


def a_deletion(root: Path, dice: random.Random) -> None:
    chosen(root, dice, "courses/[!v]*/*.yml").unlink()


def a_new_entry(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "courses/case/*.yml")
    shutil.copy(path, path.with_name(f"new-{dice.randrange(999)}.yml"))


def a_word(root: Path, dice: random.Random) -> None:
    path = root / "courses/vocabularies.yml"
    places = list(re.finditer(r"title: [^,}\n]+", path.read_text("utf-8")))
    found = dice.choice(places)
    text = path.read_text("utf-8")
    path.write_text(f"{text[: found.end()]}改{dice.randrange(99)}{text[found.end() :]}", "utf-8")


def a_word_more(root: Path, dice: random.Random) -> None:
    path = root / "courses/vocabularies.yml"
    number = dice.randrange(999)
    substitute(path, "^theme:\n", f"theme:\n  new-{number}: {{title: 新词{number}}}\n")


def a_page(root: Path, dice: random.Random) -> None:
    (root / "docs/about.md").write_text(f"# 关于\n\n第{dice.randrange(99)}版。\n", "utf-8")


def a_home(root: Path, dice: random.Random) -> None:
    (root / "docs/index.md").write_text(f"---\nlead: 第{dice.randrange(99)}版。\n---\n", "utf-8")


def a_file(root: Path, dice: random.Random) -> None:
    (root / "docs/notes.txt").write_text(f"{dice.randrange(99)}", "utf-8")


def a_setting(root: Path, dice: random.Random) -> None:
    substitute(root / "mkdocs.yml", "^site_name: .*", f"site_name: 目录{dice.randrange(99)}")


def a_theme_file(root: Path, dice: random.Random) -> None:
    (root / "theme/partials").mkdir(parents=True, exist_ok=True)
    (root / "theme/partials/copyright.html").write_text(f"<p>{dice.randrange(99)} {{{{ page.title }}}}</p>", "utf-8")
    substitute(root / "mkdocs.yml", "^theme:.*(\n  .*)*", "theme:\n  name: material\n  custom_dir: theme")


def nothing(root: Path, dice: random.Random) -> None:
    chosen(root, dice, "courses/[!v]*/*.yml").touch()


EDITS: tuple[Edit, ...] = (
    a_sentence, a_body, a_title, a_title, a_summary, a_tag, a_theme, a_reference, a_link_in_prose, a_status, a_day, a_new_name,
    a_deletion, a_new_entry, a_word, a_word, a_word_more, a_page, a_home, a_file, a_setting, a_theme_file, nothing,
)  # fmt: skip


def _vocabulary(root: Path, name: str) -> str:
    text = (root / "courses/vocabularies.yml").read_text("utf-8")
    return re.search(rf"^{name}:\n((?:  .*\n|\n)+)", text, re.MULTILINE)[1]  # type: ignore[index]


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
    root = tmp_path / "c"
    shutil.copytree(template, root)
    assert built(root, tmp_path / "kept") == 0
    return root


def site_and_new(root: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    assert built(root, root.parent / "kept") == 0
    assert built(root, root.parent / "new", no_cache=True) == 0
    return tree(root.parent / "kept"), tree(root.parent / "new")


def a_theme_word(root: Path, dice: random.Random) -> None:
    substitute(
        root / "courses/vocabularies.yml", r"^(theme:\n(?:  .*\n)*?  \S+: \{title: )", rf"\1改{dice.randrange(99)}"
    )


def an_archived_entry(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "courses/lecturer/*.yml")
    path.write_text(f"status: archived\n{path.read_text('utf-8')}", "utf-8")


def an_entry_less(root: Path, dice: random.Random) -> None:
    (root / "courses/term/word.yml").unlink()


FEW = (a_sentence, a_body, a_title, a_day, a_tag, a_theme_word, an_archived_entry, a_new_entry, an_entry_less)


@pytest.mark.parametrize("edit", FEW)
def test_an_edit_makes_few_pages_again(standing: Path, edit: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    site = standing.parent / "kept"
    pages = sorted(site.rglob("*.html"))
    before = {path: path.stat().st_mtime_ns for path in pages}
    edit(standing, random.Random(4))
    with monkeypatch.context() as context:
        context.setattr("hongke.build_command._anew", lambda *_given, **_named: pytest.fail("built anew"))
        assert built(standing, site) == 0
    again = [path for path in pages if path.exists() and path.stat().st_mtime_ns != before[path]]
    assert 0 < len(again) < len(pages) * (0.2 if edit in (a_sentence, a_body) else 0.8)


def test_with_nothing_changed_nothing_is_written(standing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = standing.parent / "kept"
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    monkeypatch.setattr("hongke.build_command._anew", lambda *_given, **_named: pytest.fail("built anew"))
    assert built(standing, site) == 0
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before


@pytest.mark.parametrize("name", ["manifest", "state", "entries"])
@pytest.mark.parametrize("harm", ["cut", "bit", "foreign", "gone", "empty"])
def test_a_damaged_cache_is_not_trusted(standing: Path, name: str, harm: str) -> None:
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


def test_a_state_of_another_build_is_not_used(standing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = standing / ".cache/hongke/state"
    older = state.read_bytes()
    nothing(standing, random.Random(3))
    assert built(standing, standing.parent / "kept") == 0
    assert state.read_bytes() != older
    state.write_bytes(older)
    a_sentence(standing, random.Random(3))
    anew: list[Path] = []

    def noted(root: Path, *_given: object, **_named: object) -> int:
        anew.append(root)
        return 0

    monkeypatch.setattr(build_command, "_anew", noted)
    assert built(standing, standing.parent / "kept") == 0
    assert anew == [standing]


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
