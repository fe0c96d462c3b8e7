"""Live lists in Markdown: `/// entries | case` and its filters, found and answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from hongke.catalogue import Catalogue, Entry, without_code
from hongke.kinds import KINDS
from hongke.model.vocabulary import VOCABULARIES
from hongke.problems import nearest

_BLOCK = re.compile(
    r"^///[ \t]*entries\b(?P<head>[^\n]*)\n(?P<options>(?:[ \t]+[^\n]*\n|[ \t]*\n)*)^///[ \t]*$", re.MULTILINE
)
_OPENING = re.compile(r"^///[ \t]*entries\b", re.MULTILINE)
_SORTS = ("title", "updated")


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A live list as the author wrote it; `complaints` say what is wrong with it, each with its advice."""

    start: int
    end: int
    kind: str
    words: tuple[tuple[str, str], ...] = ()
    tag: str | None = None
    limit: int | None = None
    sort: str | None = None
    complaints: tuple[tuple[str, str], ...] = ()

    def entries(self, catalogue: Catalogue) -> tuple[Entry, ...]:
        """Return the entries that the list shows now."""
        found = list(catalogue.of_kind(self.kind))
        for vocabulary, slug in self.words:
            kept = {entry.address for entry in catalogue.with_word(vocabulary, slug)}
            found = [entry for entry in found if entry.address in kept]
        if self.tag:
            found = [entry for entry in found if self.tag in entry.model.tags]
        if self.sort == "title":
            found.sort(key=lambda entry: entry.model.title)
        elif self.sort == "updated":
            found.sort(key=lambda entry: str(entry.model.updated or ""), reverse=True)
        return tuple(found[: self.limit])


@dataclass(slots=True)
class _Draft:
    words: list[tuple[str, str]] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    complaints: list[tuple[str, str]] = field(default_factory=list)


def list_blocks(text: str, catalogue: Catalogue) -> Iterator[ListBlock]:
    """Give the live lists of a Markdown text, those in code left out."""
    if "///" not in text:
        return
    plain = without_code(text)
    ends = set()
    for found in _BLOCK.finditer(plain):
        ends.add(found.start())
        yield _read(found, catalogue)
    for found in _OPENING.finditer(plain):
        if found.start() not in ends:
            complaint = ("列表块没有写完。", "最后另起一行写 ///，选项缩进四格。")
            yield ListBlock(found.start(), found.end(), "", complaints=(complaint,))


def _read(found: re.Match[str], catalogue: Catalogue) -> ListBlock:
    draft = _Draft()
    kind = found["head"].strip().removeprefix("|").strip()
    if kind not in KINDS:
        near = nearest(kind, KINDS) or next((name for name, value in KINDS.items() if value.label == kind), None)
        draft.complaints.append(
            (f"没有叫 “{kind}” 的条目。", f"是不是 “{near}”？" if near else f"可用的种类：{'、'.join(KINDS)}。")
        )
    for line in filter(str.strip, found["options"].splitlines()):
        _option(line, draft, catalogue)
    limit = draft.values.get("limit")
    if limit is not None and not (limit.isascii() and limit.isdigit() and int(limit) > 0):
        draft.complaints.append((f"limit 应是大于零的整数，这里是 “{limit}”。", "如 limit: 5。"))
        limit = None
    sort = draft.values.get("sort")
    if sort is not None and sort not in _SORTS:
        draft.complaints.append((f"不能按 “{sort}” 排序。", f"可以写 {'、'.join(_SORTS)}。"))
    return ListBlock(
        found.start(), found.end(), kind, tuple(draft.words), draft.values.get("tag"),
        int(limit) if limit else None, sort, tuple(draft.complaints),
    )  # fmt: skip


def _option(line: str, draft: _Draft, catalogue: Catalogue) -> None:
    name, colon, value = (part.strip() for part in line.partition(":"))
    value = value.strip("\"'")
    if not colon or not value:
        draft.complaints.append((f"看不懂这一行：“{line.strip()}”。", "写成“条件: 词”，如 theme: 基层治理。"))
    elif name in ("tag", "limit", "sort"):
        draft.values[name] = value
    elif name in VOCABULARIES:
        vocabulary = catalogue.vocabularies.get(name)
        word = vocabulary.find(value)[0] if vocabulary else None
        if word is None:
            near = nearest(value, [known.title for known in vocabulary.words.values()] if vocabulary else ())
            draft.complaints.append(
                (f"“{value}” 不在“{VOCABULARIES[name]}”词表里。", f"是不是 “{near}”？" if near else "对照词表改写。")
            )
        else:
            draft.words.append((name, word.slug))
    else:
        near = nearest(name, (*VOCABULARIES, "tag", "limit", "sort"))
        draft.complaints.append(
            (
                f"没有叫 “{name}” 的条件。",
                f"是不是 “{near}”？" if near else f"可用的条件：{'、'.join(VOCABULARIES)}、tag、limit、sort。",
            )
        )
