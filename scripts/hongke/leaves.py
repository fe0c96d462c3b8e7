"""Every text of a model with its marks: what is a reference, what is Markdown, what readers see."""

from __future__ import annotations

import functools
import typing
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from hongke.fields import annotation_of, unwrap
from hongke.model.marks import Prose, Ref, TrainerOnly, Word
from hongke.source.tree import Path


class Leaf(NamedTuple):
    """A piece of text in a model: where it stands, what it is, and whether readers see it."""

    path: Path
    text: str
    ref: Ref | None
    word: Word | None
    prose: bool
    public: bool


def leaves(value: BaseModel, path: Path = (), *, public: bool = True) -> Iterator[Leaf]:
    """Give every text of a model with its marks, in the order of the fields."""
    for name, walk, trainer_only in _walkers(type(value)):
        child = getattr(value, name)
        if child is not None and child != ():
            yield from walk(child, (*path, name), public and not trainer_only)


Walker = Callable[[Any, Path, bool], Iterator[Leaf]]


@functools.cache
def _walkers(model: type[BaseModel]) -> tuple[tuple[str, Walker, bool], ...]:
    found = []
    for name, info in model.model_fields.items():
        walk = _walker(annotation_of(info))
        if walk:
            found.append((name, walk, any(isinstance(mark, TrainerOnly) for mark in info.metadata)))
    return tuple(found)


@functools.cache
def _walker(annotation: Any) -> Walker | None:
    inner, marks = unwrap(annotation)
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return lambda value, path, public: leaves(value, path, public=public)
    if typing.get_origin(inner) is tuple:
        item = _walker(typing.get_args(inner)[0])
        return functools.partial(_walk_tuple, item) if item else None
    if inner is str:
        ref = next((mark for mark in marks if isinstance(mark, Ref)), None)
        word = next((mark for mark in marks if isinstance(mark, Word)), None)
        prose = any(isinstance(mark, Prose) for mark in marks)
        return lambda value, path, public: iter((Leaf(path, value, ref, word, prose, public),))
    return None


def _walk_tuple(walk: Walker, values: Any, path: Path, public: bool) -> Iterator[Leaf]:  # noqa: FBT001
    for index, value in enumerate(values):
        yield from walk(value, (*path, index), public)
