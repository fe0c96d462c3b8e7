"""Templates are compiled once for all processes, and whatever lies in the cache, the pages stay the same."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

import hongke.compiled
from hongke.compiled import CompiledTemplates, CompiledTheme


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    (tmp_path / "a.j2").write_text("{{ 'x' | twice }}", "utf-8")
    return tmp_path


def render(folder: Path, made: list[str], *, times: int = 2) -> str:
    environment = Environment(loader=FileSystemLoader(folder), bytecode_cache=CompiledTemplates(), autoescape=True)

    def twice(text: str) -> str:
        made.append(text)
        return text * times

    environment.filters["twice"] = twice
    return environment.get_template("a.j2").render()


def kept(folder: Path) -> Path:
    (path,) = (folder / "__pycache__").iterdir()
    return path


def test_a_second_process_compiles_nothing(templates: Path) -> None:
    made: list[str] = []
    assert render(templates, made) == render(templates, made) == "xx"
    assert made == ["x"]


def test_a_changed_template_is_compiled_anew(templates: Path) -> None:
    render(templates, [])
    (templates / "a.j2").write_text("{{ 'yz' | twice }}", "utf-8")
    assert render(templates, []) == "yzyz"


def test_changed_code_behind_constants_is_seen(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    render(templates, [])
    monkeypatch.setattr(hongke.compiled, "_makers", lambda: "other")
    assert render(templates, [], times=3) == "xxx"


def test_a_damaged_file_is_thrown_away(templates: Path) -> None:
    render(templates, [])
    whole = kept(templates).read_bytes()
    for damaged in (b"", whole[:40], whole[:-1], whole[:60] + b"\xff" + whole[61:], b"x" * len(whole)):
        kept(templates).write_bytes(damaged)
        assert render(templates, []) == "xx"
        assert kept(templates).read_bytes() == whole


def test_where_nothing_can_be_written_templates_work(templates: Path) -> None:
    (templates / "__pycache__").write_text("", "utf-8")
    assert render(templates, []) == "xx"


def test_nothing_is_written_where_python_writes_nothing(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    render(templates, [])
    assert not (templates / "__pycache__").exists()


@pytest.fixture
def themes(templates: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    ours = templates / "ours"
    ours.mkdir()
    monkeypatch.setattr(hongke.compiled, "_themes", lambda: str(ours))
    return ours / "__pycache__"


def rendered(
    folder: Path, made: list[str], *, times: int = 2, named: tuple[str, ...] = ("url",), autoescape: bool = False
) -> str:
    environment = Environment(loader=FileSystemLoader(folder), autoescape=autoescape)
    environment.filters["url"] = str
    if "twice" in named:

        def twice(text: str) -> str:
            made.append(text)
            return text * times

        environment.filters["twice"] = twice
    else:
        (folder / "a.j2").write_text("{{ '<x>' | e }}", "utf-8")
    environment.bytecode_cache = CompiledTheme(environment, [str(folder)], ("url",))
    return environment.get_template("a.j2").render()


def test_the_templates_of_a_theme_are_kept_in_our_own_folder(templates: Path, themes: Path) -> None:
    assert rendered(templates, []) == rendered(templates, []) == "&lt;x&gt;"
    (kept_one,) = themes.iterdir()
    assert not (templates / "__pycache__").exists()
    before = kept_one.read_bytes()
    assert rendered(templates, [], autoescape=True) == "&lt;x&gt;"
    assert kept_one.read_bytes() != before, "compiled anew for other options"


def test_templates_of_a_theme_with_unknown_filters_are_not_kept(templates: Path, themes: Path) -> None:
    made: list[str] = []
    assert rendered(templates, made, named=("twice",)) == "xx"
    assert rendered(templates, made, times=3, named=("twice",)) == "xxx"
    assert made == ["x", "x"]
    assert not themes.exists()


def test_the_templates_of_a_catalogue_are_not_kept(templates: Path, themes: Path) -> None:
    environment = Environment(loader=FileSystemLoader(templates))
    environment.filters["twice"] = str
    environment.bytecode_cache = CompiledTheme(environment, [str(templates / "other")], ("twice",))
    assert environment.get_template("a.j2").render() == "x"
    assert not themes.exists()
