"""Plain values to YAML text in the project's one form: every field and every item on a line of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hongke.rewriting.comments import Notes
from hongke.rewriting.values import as_block, needs_quotes, quoted, scalar_text
from hongke.source.tree import Path

_NONE = Notes()


def emit(values: dict[str, Any], notes: Mapping[Path, Notes] | None = None) -> str:
    """Return the text of a file that holds these values, in the order in which they are given."""
    emitter = _Emitter(notes or {})
    lines = [*emitter.notes.get((), _NONE).above, *emitter.fields(values, 0, ())]
    return "".join(f"{line}\n" for line in lines)


class _Emitter:
    """Writes values with the comments that belong to them."""

    def __init__(self, notes: Mapping[Path, Notes]) -> None:
        self.notes = notes

    def fields(self, values: dict[str, Any], depth: int, path: Path) -> Iterator[str]:
        """Give the lines of a mapping whose keys stand `depth` columns in."""
        for key, value in values.items():
            yield from self.noted(f"{quoted(key) if needs_quotes(key) else key}:", value, depth, (*path, key))

    def noted(self, head: str, value: Any, depth: int, path: Path) -> Iterator[str]:
        """Give the lines of a field or item, comments included."""
        notes = self.notes.get(path, _NONE)
        margin = " " * depth
        yield from (margin + comment for comment in notes.above)
        first, *rest = self.lines(head, value, depth, path)
        yield margin + " ".join([first, *notes.beside])
        yield from rest
        yield from (margin + comment for comment in notes.below)

    def lines(self, head: str, value: Any, depth: int, path: Path) -> Iterator[str]:
        """Give the lines of what `head` says, the first of them without its margin."""
        if isinstance(value, list) and value:
            yield head
            for index, item in enumerate(value):
                yield from self.noted("-", item, depth + 2, (*path, index))
        elif isinstance(value, dict) and value:
            lines = list(self.fields(value, depth + 2, path))
            # The first field of an item stands beside its dash, unless a comment comes first.
            together = head == "-" and not lines[0].lstrip().startswith("#") and not self.notes.get(path, _NONE).beside
            yield f"- {lines.pop(0)[depth + 2 :]}" if together else head
            yield from lines
        else:
            yield from _leaf(head, value, depth)


def _leaf(head: str, value: Any, depth: int) -> Iterator[str]:
    """Give the lines of a text, number or empty collection."""
    if isinstance(value, dict | list):
        yield f"{head} {'{}' if isinstance(value, dict) else '[]'}"
        return
    text = scalar_text(value)
    if text is not None:
        yield f"{head} {text}".rstrip()
        return
    block = as_block(value)
    if block is None:
        yield f"{head} {quoted(value) if needs_quotes(value) else value}"
        return
    mark, lines = block
    yield f"{head} {mark}"
    yield from (f"{' ' * (depth + 2)}{line}" if line else "" for line in lines)
