"""What an earlier build made and many pages show is made again where a change touches it, now or since, and only there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from catalogue_edits import built, built_copy, substitute
from generator import generate
from hongke.breaks import WordKeeper
from hongke.catalogue import Entry
from hongke.load.catalogue import load_catalogue
from hongke.pages.related import Related, keys_of
from hongke.pages.table import ENTRIES, PAGES
from hongke.standing.recorder import Recorder
from hongke.templating import Templates
from test_build import differences, tree


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a catalogue of every kind."""
    root = tmp_path_factory.mktemp("t") / "c"
    generate(root, entries=70, characters=120)
    return root


@pytest.fixture
def root(template: Path, tmp_path: Path) -> Path:
    """Build a copy of the catalogue, and return its root; the site is beside it."""
    return built_copy(template, tmp_path)


def assert_as_new(root: Path) -> None:
    with pytest.MonkeyPatch.context() as context:
        context.setattr("hongke.building.build_anew", lambda *_given, **_named: pytest.fail("built anew"))
        assert built(root, root.parent / "kept") == 0
    assert built(root, root.parent / "new", no_cache=True) == 0
    assert differences(tree(root.parent / "kept"), tree(root.parent / "new")) == []
    shutil.rmtree(root.parent / "new")


def rebuilt(root: Path) -> None:
    assert built(root, root.parent / "kept") == 0


def case(root: Path, number: int) -> Path:
    return sorted(root.glob("courses/case/*.yml"))[number]


def test_only_cards_that_changed_since_the_build_are_rendered(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = case(root, 0), case(root, 1)
    rendered: list[str] = []
    real = Templates._new_card

    def noted(templates: Templates, entry: Entry) -> object:
        rendered.append(entry.address)
        return real(templates, entry)

    with monkeypatch.context() as context:
        context.setattr(Templates, "_new_card", noted)
        substitute(first, "^title: ", "title: 改一")
        rebuilt(root)
        assert rendered == [f"case/{first.stem}"]
        rendered.clear()
        substitute(second, "^title: ", "title: 改二")
        rebuilt(root)
        assert set(rendered) == {f"case/{first.stem}", f"case/{second.stem}"}
    substitute(second, "^summary: ", "summary: 改三")
    assert_as_new(root)


def test_cards_show_the_name_that_a_word_got_in_an_earlier_rebuild(root: Path) -> None:
    field = re.search("^field: (.*)", case(root, 0).read_text("utf-8"), re.MULTILINE)
    assert field
    title = load_catalogue(root)[0].word("field", field[1]).title
    if title == field[1]:
        found = load_catalogue(root)[0].vocabularies["field"].find(field[1])[0]
        title = found.title if found else title
    words = root / "courses/vocabularies.yml"
    words.write_text(words.read_text("utf-8").replace(f"title: {title}", f"title: {title}改"), "utf-8")
    for path in root.glob("courses/*/*.yml"):
        substitute(path, f"^field: {title}$", f"field: {title}改")
    rebuilt(root)
    substitute(case(root, 1), "^summary: ", "summary: 改")
    assert_as_new(root)


def test_a_title_is_not_cut_inside_a_name_that_came_in_an_earlier_rebuild(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = next(
        path for path in sorted((root.parent / "kept/case").glob("*/index.html"))
        if re.search(r'hk-head__title">[^<]*<wbr>[^<]*<', path.read_text("utf-8"))
    )  # fmt: skip
    found = re.search(r'hk-head__title">[^<]*([^<])<wbr>([^<])', page.read_text("utf-8"))
    assert found
    term = sorted(root.glob("courses/term/*.yml"))[0]
    substitute(term, "^title: .*", f"title: {found[1]}{found[2]}")
    rebuilt(root)
    file = root / f"courses/case/{page.parent.name}.yml"
    substitute(file, r"^(background|results): ('?)", r"\1: \2又改。")
    assert_as_new(root)
    assert f"{found[1]}<wbr>{found[2]}" not in re.findall(r'hk-head__title">(.*?)</h1>', page.read_text("utf-8"))[0]
    other = next(path for path in sorted(root.glob("courses/case/*.yml")) if path != file)
    substitute(other, r"^(background|results): ('?)", r"\1: \2又改。")
    with monkeypatch.context() as context:
        context.setattr(WordKeeper, "__call__", lambda _keeper, text: pytest.fail(f"cut {text}"))
        rebuilt(root)


def test_related_entries_are_those_of_the_catalogue_as_it_is(root: Path) -> None:
    """One case takes the tags of another and leaves its own; then every page is made again."""
    one, other = case(root, 0), case(root, 3)
    tags = re.compile(r"^tags:.*\n(- .*\n)*", re.MULTILINE)
    found = tags.search(other.read_text("utf-8"))
    text = tags.sub("", one.read_text("utf-8"))
    one.write_text(f"{text.rstrip()}\n{found[0] if found else 'tags: [新]'}", "utf-8")
    substitute(
        one,
        r"^themes:\n(- .*\n)+",
        "themes:\n" + re.findall(r"^themes:\n((?:- .*\n)+)", other.read_text("utf-8"), re.MULTILINE)[0],
    )
    rebuilt(root)
    for path in root.glob("courses/c*/*.yml"):
        substitute(path, r"^(background|results|topic_basis): ('?)", r"\1: \2又改。")
    assert_as_new(root)


def test_related_entries_that_stand_are_not_looked_for(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    substitute(case(root, 0), r"^(background|results): ('?)", r"\1: \2又改。")
    with monkeypatch.context() as context:
        context.setattr(Related, "to", lambda *_given, **_named: pytest.fail("looked for"))
        rebuilt(root)


def test_entries_that_are_no_longer_named_may_be_related(root: Path) -> None:
    """What is left out of the related entries of a case are the courses that name it."""
    for path in root.glob("courses/course/*.yml"):
        substitute(path, r"^cases:\n(- .*\n)+", "")
    assert_as_new(root)


def test_expected_entries_find_who_has_what_they_have(root: Path) -> None:
    for number, path in enumerate(sorted(root.glob("docs/materials/*.md"))):
        path.write_text(f"{path.read_text('utf-8')}\n另见 [[case/{case(root, number).stem}]]。\n", "utf-8")
    catalogue = load_catalogue(root)[0]
    everything = Related(catalogue)._all()
    for entry in catalogue.entries.values():
        wanted = set(keys_of(entry.record))
        assert Related(catalogue)._some(wanted) == {key: everything[key] for key in wanted if key in everything}


def test_a_changed_entry_has_its_pages_listed_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed: list[object] = []
    real = Recorder.listed

    def noted(recorder: Recorder, maker: int) -> object:
        listed.append(PAGES[maker])
        return real(recorder, maker)

    with monkeypatch.context() as context:
        context.setattr(Recorder, "listed", noted)
        substitute(case(root, 0), "^title: ", "title: 改一")
        substitute(case(root, 1), "^updated: .*", "updated: 2026-11-20")
        rebuilt(root)
        assert listed
        assert ENTRIES not in listed
        shutil.copy(case(root, 0), case(root, 0).with_name("another.yml"))
        rebuilt(root)
        assert ENTRIES in listed
    substitute(case(root, 2), "^title: ", "title: 改二")
    assert_as_new(root)


def test_a_trainers_view_that_comes_is_written(root: Path) -> None:
    path = next(
        path for path in sorted(root.glob("courses/case/*.yml")) if "teaching_note" not in path.read_text("utf-8")
    )
    with path.open("a", encoding="utf-8") as stream:
        stream.write("teaching_note:\n  objectives: [想一想]\n")
    rebuilt(root)
    assert (root.parent / f"kept/case/{path.stem}/teach/index.html").exists()
    assert_as_new(root)


def test_data_of_a_catalogue_page_stands_where_nothing_in_it_changes(root: Path) -> None:
    data = root.parent / "kept/search/data/catalogue"
    before = {path.name: path.stat().st_mtime_ns for path in data.iterdir()}
    substitute(root / "courses/vocabularies.yml", "(lecture: .*title: )", r"\1新")
    assert_as_new(root)
    after = {path.name: path.stat().st_mtime_ns for path in data.iterdir()}
    assert after["course.bin"] == before["course.bin"]
    assert after["course-0.bin"] != before["course-0.bin"]


def test_data_of_the_ledger_changes_with_courses_and_steps_alone(root: Path) -> None:
    programme = sorted(root.glob("courses/programme/*.yml"))[0]
    one, other = case(root, 0), case(root, 1)
    substitute(programme, "^sections:\n", f"sections:\n- title: 先读\n  items:\n  - ref: case/{one.stem}\n")
    assert_as_new(root)
    file = root.parent / "kept/search/data/ledger/entries.bin"
    named = "".join(path.read_text("utf-8") for path in root.glob("courses/programme/*.yml"))
    course = next(path for path in sorted(root.glob("courses/course/*.yml")) if f"course/{path.stem}\n" not in named)
    for path, in_it in ((other, False), (one, True), (course, True), (other, False)):
        before = file.stat().st_mtime_ns
        substitute(path, "^title: ", "title: 改")
        assert_as_new(root)
        assert (file.stat().st_mtime_ns != before) is in_it, path.name
