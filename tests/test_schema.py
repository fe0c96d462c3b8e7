"""Schemas for editors: they and the loader agree, over good files and over every sort of mistake."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from conftest import REPOSITORY, Project, needs
from hongke.catalogue import Catalogue
from hongke.commands import main
from hongke.kinds import KINDS
from hongke.load.catalogue import load_catalogue
from hongke.schema.files import editor_extensions, editor_settings, schemas
from schema_cases import as_yaml, loader_says, plain, schema_says, validators

RICH = Path(__file__).parent / "rich"
Path_ = tuple[str | int, ...]


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("schema") / "rich"
    shutil.copytree(RICH, root)
    return Project(root)


def _catalogue(root: Path) -> Catalogue:
    return load_catalogue(root)[0]


@pytest.mark.parametrize("root", [REPOSITORY, RICH], ids=["repository", "rich"])
def test_every_entry_of_a_sound_catalogue_is_good_by_its_schema(root: Path) -> None:
    catalogue = _catalogue(root)
    found = validators(catalogue)
    assert {entry.kind.name for entry in catalogue.entries.values()} == set(KINDS)
    for entry in catalogue.entries.values():
        assert [error.message for error in found[entry.kind.name].iter_errors(plain(entry.tree))] == [], entry.file
    text = (root / "courses/vocabularies.yml").read_text("utf-8")
    assert schema_says(found["vocabularies"], text) == []


def test_check_jsonschema_finds_the_catalogue_good_and_a_mistake_bad(tmp_path: Path) -> None:
    tool = needs("check-jsonschema (make test installs it)", Path(sys.executable).parent / "check-jsonschema")
    done = CliRunner().invoke(main, ["schema", "--root", str(REPOSITORY), "--out", str(tmp_path / "s")])
    assert done.exit_code == 0, done.output

    def run(kind: str, *files: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [tool, "--schemafile", str(tmp_path / f"s/{kind}.schema.json"), *map(str, files)],
            capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
        )  # fmt: skip

    for kind in ("course", "class", "quiz", "rule"):
        found = run(kind, *sorted((REPOSITORY / "courses" / kind).glob("*.yml")))
        assert found.returncode == 0, found.stdout
    assert run("vocabularies", REPOSITORY / "courses/vocabularies.yml").returncode == 0
    text = (REPOSITORY / "courses/course/party-life.yml").read_text("utf-8")
    bad = tmp_path / "bad.yml"
    bad.write_text(text.replace("hours:", "hour:", 1), "utf-8")
    found = run("course", bad)
    assert found.returncode == 1
    assert "'hour' was unexpected" in found.stdout


# One mistake of each sort, by the name of the kind whose full sample it is made in.
MISTAKES: tuple[tuple[str, Path_, Any], ...] = (
    ("course", ("hours",), "2"), ("course", ("hours",), 0), ("course", ("hours",), 10_001), ("course", ("hours",), True),
    ("course", ("hour",), 2), ("course", ("title",), 2024), ("course", ("title",), "两\n行"), ("course", ("title",), " "),
    ("course", ("title",), "一行\n"), ("course", ("title",), "长" * 301), ("course", ("title",), None),
    ("course", ("summary",), ["一"]), ("course", ("mode",), "空中"), ("course", ("mode",), ""),
    ("course", ("methods",), "讲授式"), ("course", ("methods",), []), ("course", ("methods", 0), "没有这种方法"),
    ("course", ("methods", 0), None), ("course", ("updated",), "2026-02-30"), ("course", ("updated",), "2026-5-1"),
    ("course", ("updated",), 20260501), ("course", ("updated",), "2100-02-29"), ("course", ("cases", 0), "case/none"),
    ("course", ("cases", 0), "site/full"), ("course", ("cases", 0), "案例"), ("course", ("units", 0, "minutes"), 1.5),
    ("course", ("units", 0, "minutes"), "四十"), ("course", ("units", 0, "optional"), "yes"), ("course", ("units", 0), "导学"),
    ("course", ("units",), {"title": "导学"}), ("course", ("objectives", 0, "level"), "精通"), ("course", ("status",), "done"),
    ("course", ("sources", 0, "url"), "example.org"), ("course", ("sources", 0, "id"), "报道"), ("course", ("illustrative",), ["hour"]),
    ("class", ("sessions", 0, "start"), "9:00"), ("class", ("sessions", 0, "start"), "25:00"), ("class", ("starts",), "五月"),
    ("route", ("stops",), []), ("site", ("geo", "latitude"), 91), ("site", ("category",), "旅游"), ("quiz", ("pass_score",), 101),
    ("quiz", ("questions", 0, "choices"), [{"text": str(number)} for number in range(9)]), ("rule", ("days",), -1),
)  # fmt: skip
SOUND: tuple[tuple[str, Path_, Any], ...] = (
    ("course", ("hours",), 1.5), ("course", ("region",), None), ("course", ("units", 0, "notes"), None), ("course", ("quiz",), None),
    ("course", ("updated",), "2028-02-29"), ("course", ("updated",), "2000-02-29"), ("course", ("illustrative",), ["*"]),
    ("course", ("sources",), None), ("course", ("title",), "no"), ("class", ("sessions", 0, "start"), "09:00"),
    ("course", ("tags",), []), ("course", ("mode",), "面授"), ("course", ("mode",), "offline"),
)  # fmt: skip


@pytest.mark.parametrize(("kind", "path", "value"), MISTAKES)
def test_schema_and_check_both_refuse(rich: Project, kind: str, path: Path_, value: Any) -> None:
    said, told = _both(rich, kind, _changed(rich, kind, path, value))
    assert said, told
    assert told, said


@pytest.mark.parametrize(("kind", "path", "value"), SOUND)
def test_schema_and_check_both_accept(rich: Project, kind: str, path: Path_, value: Any) -> None:
    assert _both(rich, kind, _changed(rich, kind, path, value)) == ([], [])


@pytest.mark.parametrize("kind", KINDS)
def test_each_required_field_is_required_by_both(rich: Project, kind: str) -> None:
    for name, info in KINDS[kind].model.model_fields.items():
        if info.is_required():
            value = _values(rich, kind)
            del value[name]
            said, told = _both(rich, kind, value)
            assert any(name in fault for fault in said), name
            assert [fault for fault in told if "HK102" in fault], name


odd = st.sampled_from([None, True, 0, -1, 7, 1.5, "x", "字", "", "2026-05-01", "09:00", "course/full", "no", "1e3", [], ["字"], {}, {"title": "字"}, "党员", "report", 10**6])  # fmt: skip


@given(data=st.data(), kind=st.sampled_from([kind for kind in KINDS if not KINDS[kind].markdown]))
@settings(max_examples=200, deadline=None)
def test_whatever_stands_somewhere_schema_and_check_agree(rich: Project, data: Any, kind: str) -> None:
    value = _values(rich, kind)
    path = data.draw(st.sampled_from(list(_paths(value))))
    owner = _at(value, path[:-1])
    what = data.draw(st.sampled_from(["replace", "drop", "add"]))
    if what == "add" and isinstance(owner, dict):
        names = [*KINDS[kind].model.model_fields, "步骤", "titel"]
        owner.setdefault(data.draw(st.sampled_from(names)), data.draw(odd))
    elif what == "drop":
        del owner[path[-1]]
    else:
        owner[path[-1]] = data.draw(odd)
    said, told = _both(rich, kind, value)
    assert bool(said) == bool(told), (path, said, told)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("theme:\n  grid: {title: 网格}\n", True),
        ("theme: {}\n", True),
        ("theme:\n", False),
        ("themes:\n  grid: {title: 网格}\n", False),
        ("theme:\n  Grid: {title: 网格}\n", False),
        ("theme:\n  con: {title: 网格}\n", False),
        ("theme:\n  grid: 网格\n", False),
        ("theme:\n  grid: {name: 网格}\n", False),
        ("theme:\n  grid: {title: 网格, synonyms: 网格化}\n", False),
        ("theme: [网格]\n", False),
    ],
)
def test_vocabularies_are_held_to_the_same(project: Project, text: str, good: bool) -> None:
    found = validators(_catalogue(project.root))
    project.write("courses/vocabularies.yml", text)
    assert (schema_says(found["vocabularies"], text) == []) == good
    assert (loader_says(project.root, "courses/vocabularies.yml") == []) == good


def test_a_vocabulary_with_mistakes_holds_no_word_against_an_author(project: Project) -> None:
    project.replace("courses/vocabularies.yml", "offline: {title: 线下", "offline: {titel: 线下")
    mode = schemas(_catalogue(project.root))["course.schema.json"]["properties"]["mode"]
    assert "enum" not in mode


def test_an_entry_with_mistakes_may_still_be_named(project: Project) -> None:
    project.replace("courses/case/wangfu-grid.yml", "title: ", "titel: ")
    cases = schemas(_catalogue(project.root))["course.schema.json"]["properties"]["cases"]
    assert cases["items"]["enum"] == ["case/wangfu-grid"]


def test_a_catalogue_without_words_and_entries_still_has_schemas(project: Project) -> None:
    for schema in schemas(Catalogue({})).values():
        Draft7Validator.check_schema(schema)


def test_words_and_addresses_say_what_they_are() -> None:
    found = schemas(_catalogue(REPOSITORY))["course.schema.json"]["properties"]
    words = dict(zip(found["category"]["enum"], found["category"]["markdownEnumDescriptions"], strict=True))
    assert words["总体国家安全观"].startswith("**总体国家安全观**（类别，编号 `national-security`）")
    assert "上级：党的创新理论教育" in words["总体国家安全观"]
    assert "国家、国土、国防安全观念的培训。" in words["national-security"]
    assert words["廉政教育"] == "“党风廉政”的同义词，建议写 **党风廉政**。"
    route = dict(zip(found["route"]["enum"], found["route"]["markdownEnumDescriptions"], strict=True))
    assert "教学线路" in route["route/guomen-half-day"]
    assert found["title"]["title"] == "标题"


def test_labels_may_be_keys_where_that_is_asked_for(rich: Project) -> None:
    catalogue = _catalogue(rich.root)
    validator = Draft7Validator(schemas(catalogue, labels=True)["term.schema.json"])
    assert list(validator.iter_errors({"标题": "网格", "summary": "一句话", "释义": "一句话"})) == []
    assert list(validator.iter_errors({"标题": "网格", "title": "网格", "summary": "一句话", "释义": "一句话"}))
    assert list(validator.iter_errors({"标题": "网格", "summary": "一句话"}))
    assert list(Draft7Validator(schemas(catalogue)["term.schema.json"]).iter_errors({"标题": "网格"}))


def test_the_settings_of_the_editor_are_those_of_the_program(project: Project) -> None:
    assert (REPOSITORY / ".vscode/settings.json").read_text("utf-8") == editor_settings()
    assert (REPOSITORY / ".vscode/extensions.json").read_text("utf-8") == editor_extensions()
    done = CliRunner().invoke(main, ["schema", "--root", str(project.root)])
    assert done.exit_code == 0
    for schema, files in json.loads(editor_settings())["yaml.schemas"].items():
        assert (project.root / schema).is_file()
        assert files.startswith("courses/")


def test_a_folder_that_is_no_catalogue_gets_no_schemas(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["schema", "--root", str(tmp_path)])
    assert done.exit_code == 1
    assert "没有 courses 文件夹" in done.output
    assert list(tmp_path.iterdir()) == []


def _file(kind: str) -> str:
    return f"docs/{kind}/full.md" if KINDS[kind].markdown else f"courses/{kind}/full.yml"


def _values(rich: Project, kind: str) -> dict[str, Any]:
    entry = _catalogue(RICH).entries[f"{kind}/full"]
    found = plain(entry.tree)
    assert isinstance(found, dict)
    return copy.deepcopy(found)


def _changed(rich: Project, kind: str, path: Path_, value: Any) -> dict[str, Any]:
    found = _values(rich, kind)
    _at(found, path[:-1])[path[-1]] = value
    return found


def _both(rich: Project, kind: str, value: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return what the schema and the check say of the kind's full sample with this value in its place."""
    file = _file(kind)
    before = (RICH / file).read_text("utf-8")
    text = as_yaml(value)
    rich.write(file, f"---\n{text}---\n正文\n" if KINDS[kind].markdown else text)
    try:
        return schema_says(_rich_validators()[kind], text), loader_says(rich.root, file)
    finally:
        rich.write(file, before)


def _rich_validators() -> dict[str, Draft7Validator]:
    if not _VALIDATORS:
        _VALIDATORS.update(validators(_catalogue(RICH)))
    return _VALIDATORS


_VALIDATORS: dict[str, Draft7Validator] = {}


def _paths(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in children:
        yield (*path, step)
        yield from _paths(child, (*path, step))


def _at(value: Any, path: Path_) -> Any:
    for step in path:
        value = value[step]
    return value
