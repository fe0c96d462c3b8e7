"""Keys in either language: every mix of names and labels gives the same entry, and labels cannot be confused."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from conftest import REPOSITORY, SMALL, Project
from hongke.fields import unwrap
from hongke.keys import labels_of, names_of, path_in_names, paths_of
from hongke.kinds import KINDS
from hongke.load.catalogue import load_catalogue
from hongke.model.course import Course
from hongke.model.page import HandPage, Home
from hongke.model.vocabulary import VOCABULARIES, WordModel
from hongke.source.reader import read_yaml
from hongke.structure import structure

RICH = Path(__file__).parent / "rich"
ENTRIES = {path.parent.name: path for path in sorted(RICH.glob("courses/*/full.yml"))}


def models_in(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Give a model and every model in it."""
    yield model
    for info in model.model_fields.values():
        inner, _ = unwrap(info.annotation)
        if typing.get_origin(inner) is tuple:
            inner, _ = unwrap(typing.get_args(inner)[0])
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from models_in(inner)


TOPS: tuple[type[BaseModel], ...] = (*(kind.model for kind in KINDS.values()), WordModel, Home, HandPage)
MODELS = sorted({found for top in TOPS for found in models_in(top)}, key=lambda model: model.__name__)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_labels_are_unique_within_each_model(model: type[BaseModel]) -> None:
    words = [word for name, info in model.model_fields.items() for word in {name, *labels_of(info.title or "")}]
    assert len(words) == len(set(words))
    assert set(names_of(model)) == set(words)


def test_labels_of_vocabularies_are_unique() -> None:
    assert len({*VOCABULARIES, *VOCABULARIES.values()}) == 2 * len(VOCABULARIES)


def translated(value: Any, model: type[BaseModel] | None, choose: Any) -> Any:
    """Return plain YAML data with some of its keys under their labels."""
    if isinstance(value, list):
        return [translated(item, model, choose) for item in value]
    if not isinstance(value, dict) or model is None:
        return value
    out = {}
    for name, child in value.items():
        info = model.model_fields[name]
        inner, _ = unwrap(info.annotation)
        if typing.get_origin(inner) is tuple:
            inner, _ = unwrap(typing.get_args(inner)[0])
        part = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None
        word = choose((name, *labels_of(info.title or name)))
        out[word] = translated(child, part, choose)
    return out


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_mix_of_names_and_labels_loads_to_the_same_entry(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(ENTRIES)))
    plain = yaml.safe_load(ENTRIES[kind].read_text("utf-8"))
    mixed = translated(plain, KINDS[kind].model, lambda words: data.draw(st.sampled_from(words)))
    loaded = []
    for entry in (plain, mixed):
        tree, problems = read_yaml(dumped(entry), "x.yml")
        assert tree is not None
        assert problems == []
        found = structure(tree, KINDS[kind].model, "x.yml")
        assert found.problems == []
        loaded.append(found.value)
    assert loaded[0] is not None
    assert loaded[0] == loaded[1]


def test_every_kind_has_a_full_sample_to_translate() -> None:
    assert set(ENTRIES) == {kind.name for kind in KINDS.values() if not kind.markdown}


@pytest.mark.parametrize("kind", sorted(ENTRIES))
def test_a_whole_entry_may_be_written_in_chinese(kind: str, tmp_path: Path) -> None:
    def catalogue(name: str, in_chinese: bool) -> Any:
        project = Project(tmp_path / name)
        for path in sorted(path for path in RICH.rglob("*") if path.is_file()):
            text = path.read_bytes()
            if in_chinese and path == ENTRIES[kind]:
                text = dumped(translated(yaml.safe_load(text), KINDS[kind].model, lambda words: words[1]))
            project.write(path.relative_to(RICH).as_posix(), text)
        return load_catalogue(project.root)

    (english, told), (chinese, told_too) = catalogue("e", False), catalogue("c", True)
    address = f"{kind}/full"
    assert chinese.entries[address].model == english.entries[address].model
    assert [said.code for said in told_too] == [said.code for said in told]


def dumped(value: Any) -> bytes:
    """Return data as YAML that keeps the order of its keys."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False).encode()


def test_vocabularies_and_front_matter_may_be_written_in_chinese(project: Project) -> None:
    before = load_catalogue(project.root)[0]
    text = SMALL["courses/vocabularies.yml"]
    for name, label in VOCABULARIES.items():
        text = text.replace(f"{name}:\n", f"{label}:\n")
    for name, label in {"title": "名称", "synonyms": "同义词", "parent": "上级"}.items():
        text = text.replace(f"{name}:", f"{label}:")
    project.write("courses/vocabularies.yml", text)
    project.write("docs/index.md", "---\n导语: 一个用来测试的小目录。\n---\n")
    project.write("docs/materials/m.md", "---\n标题: 评论\n摘要: 一篇。\n主题: [基层治理]\n---\n正文。\n")
    after = load_catalogue(project.root)[0]
    assert project.report() == ""
    assert after.vocabularies == before.vocabularies
    assert after.home.data == before.home.data
    assert after.entries["materials/m"].model.title == "评论"


def test_paths_of_samples_may_be_in_either_language(project: Project) -> None:
    project.replace("courses/course/grid.yml", "[hours, units]", "[学时, 教学单元.分钟, units.教学方法, '*']")
    course = load_catalogue(project.root)[0].entries["course/grid"].model
    assert course.illustrative == ("hours", "units.minutes", "units.method", "*")
    assert course.is_sample("units.minutes")


def test_every_path_is_found_by_its_labels() -> None:
    for kind in KINDS.values():
        for path, labels in paths_of(kind.model).items():
            assert path_in_names(kind.model, labels) == path
            assert path_in_names(kind.model, path) == path


@given(st.text(alphabet="学时教单元分钟.．* 　unitsmihour", max_size=12))
def test_a_path_that_names_nothing_stays_as_written(text: str) -> None:
    found = path_in_names(Course, text)
    assert found == text or found in paths_of(Course)


def test_the_example_in_the_guide_loads(project: Project) -> None:
    guide = (REPOSITORY / "docs/guide/index.md").read_text("utf-8")
    example = guide.split("## 字段名可以写中文")[1].split("```yaml\n")[1].split("```")[0]
    project.write("courses/case/wangfu-grid.yml", example.replace("网格化治理", "基层治理"))
    assert project.report() == ""
