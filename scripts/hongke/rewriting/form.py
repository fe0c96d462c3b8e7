"""A file of an entry in the one form: order of the model, two spaces a level, an item a line, quotes where needed."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from hongke.fields import model_at
from hongke.problems import Problem, has_errors
from hongke.rewriting.comments import notes_of
from hongke.rewriting.emitter import emit
from hongke.rewriting.order import in_field_order, with_field_names
from hongke.rewriting.values import plain
from hongke.source.reader import read_tree
from hongke.source.tree import Mapping, Path


def formatted(text: str, model: type[BaseModel], file: str, *, first_line: int = 1) -> tuple[str, list[Problem]]:
    """Return the text in the one form, and what stands in the way; with problems the text is as it was.

    What the file loads as never changes: a text whose form cannot be had without that is left alone.
    """
    tree, problems = read_tree(text, file, first_line=first_line)
    if has_errors(problems) or not isinstance(tree, Mapping):
        return text, problems
    here, _ = read_tree(text, file)
    named = with_field_names(here or tree, model)
    values = plain(named)
    written = emit(in_order(values, model), notes_of(text, named))
    again, wrong = read_tree(written, file)
    if wrong or again is None or plain(again) != values:
        return text, []
    return written, []


def in_order(value: Any, model: type[BaseModel], path: Path = ()) -> Any:
    """Return values with the keys of every mapping in the order of its model."""
    if isinstance(value, dict):
        keys = in_field_order(value, model_at(model, path))
        return {key: in_order(value[key], model, (*path, key)) for key in keys}
    if isinstance(value, list):
        return [in_order(item, model, (*path, index)) for index, item in enumerate(value)]
    return value
