"""What stands below a field in the source is its help, and what was once read of a file holds as long as the file does."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from hongke import derived
from hongke.model import docstrings

SOURCE = '''class Part:
    """A part."""

    name: str
    """{text}"""
    size: int = 1
'''


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the path of a module, which `part_of` loads; what is kept of it lies beside it."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)  # where it is set, nothing is kept
    monkeypatch.setattr(derived, "place", lambda name: tmp_path / f"{name}.table")
    return tmp_path / "parts.py"


def part_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> type:
    docstrings._in_file.cache_clear()
    loaded = ModuleType("parts_of_a_test")
    loaded.__file__ = str(path)
    monkeypatch.setitem(sys.modules, "parts_of_a_test", loaded)
    exec(compile(path.read_text("utf-8"), path, "exec"), loaded.__dict__)
    part: type = loaded.Part
    return part


def test_the_text_below_a_field_is_its_help_now_and_after_a_change(
    module: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module.write_text(SOURCE.format(text="名称。"), "utf-8")
    assert docstrings.docstrings(part_of(module, monkeypatch)) == {"name": "名称。"}
    with monkeypatch.context() as context:
        context.setattr(docstrings, "_parsed", lambda _source: pytest.fail("read again"))
        assert docstrings.docstrings(part_of(module, monkeypatch)) == {"name": "名称。"}
    module.write_text(SOURCE.format(text="部分的名称。"), "utf-8")
    assert docstrings.docstrings(part_of(module, monkeypatch)) == {"name": "部分的名称。"}


def test_a_class_without_a_source_has_no_help() -> None:
    assert docstrings.docstrings(type("Made", (), {"__module__": "nowhere"})) == {}
