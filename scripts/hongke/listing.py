"""Live lists in Markdown: `/// entries | case` and its filters, found and answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from hongke.catalogue import Catalogue, Entry
from hongke.kinds import KINDS
from hongke.model.vocabulary import VOCABULARIES, Vocabulary
from hongke.problems import nearest
from hongke.wiki import without_code

_BLOCK = re.compile(
    r"^///[ \t]*entries\b(?P<head>[^\n]*)\n(?P<options>(?:[ \t]+[^\n]*\n|[ \t]*\n)*)^///[ \t]*$", re.MULTILINE
)
_OPENING = re.compile(r"^///[ \t]*entries\b", re.MULTILINE)
_LIMIT = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)
_SORTS = ("title", "updated")


class ListBlock(Struct, frozen=True):
    """A live list as the author wrote it; `complaints` say what is wrong: where in the text, the sentence, the advice."""

    start: int
    end: int
    kind: str
    words: tuple[tuple[str, str], ...] = ()
    tag: str | None = None
    limit: int | None = None
    sort: str | None = None
    complaints: tuple[tuple[int, str, str], ...] = ()

    def entries(self, catalogue: Catalogue) -> tuple[Entry, ...]:
        """Return the entries that the list shows now."""
        found = list(catalogue.of_kind(self.kind))
        for vocabulary, slug in self.words:
            kept = {entry.address for entry in catalogue.with_word(vocabulary, slug)}
            found = [entry for entry in found if entry.address in kept]
        if self.tag:
            found = [entry for entry in found if self.tag in entry.record.tags]
        if self.sort == "title":
            found.sort(key=lambda entry: entry.record.title)
        elif self.sort == "updated":
            found.sort(key=lambda entry: entry.record.updated, reverse=True)
        return tuple(found[: self.limit])


class _Draft(Struct):
    words: list[tuple[str, str]] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    complaints: list[tuple[int, str, str]] = field(default_factory=list)


def list_blocks(text: str, vocabularies: Mapping[str, Vocabulary]) -> Iterator[ListBlock]:
    """Give the live lists of a Markdown text, those in code left out."""
    if "///" not in text:
        return
    plain = without_code(text)
    ends = set()
    for found in _BLOCK.finditer(plain):
        ends.add(found.start())
        yield _read(found, vocabularies)
    for found in _OPENING.finditer(plain):
        if found.start() not in ends:
            complaint = (found.start(), "列表块没有写完。", "最后另起一行写 ///，选项缩进四格。")
            yield ListBlock(found.start(), found.end(), "", complaints=(complaint,))


def _read(found: re.Match[str], vocabularies: Mapping[str, Vocabulary]) -> ListBlock:
    draft = _Draft()
    kind = found["head"].strip().removeprefix("|").strip()
    if kind not in KINDS:
        near = next((name for name, value in KINDS.items() if value.label == kind), None) or nearest(kind, KINDS)
        hint = f"是不是 “{near}”？" if near else f"可用的种类：{'、'.join(KINDS)}。"
        draft.complaints.append((found.start(), f"没有叫 “{kind}” 的条目。", hint))
    at = found.start("options")
    for line in found["options"].splitlines(keepends=True):
        if line.strip():
            _option(line.strip(), at + len(line) - len(line.lstrip()), draft, vocabularies)
        at += len(line)
    limit = draft.values.get("limit")
    return ListBlock(
        found.start(),
        found.end(),
        kind,
        tuple(draft.words),
        draft.values.get("tag"),
        int(limit) if limit else None,
        draft.values.get("sort"),
        tuple(draft.complaints),
    )


def _option(line: str, at: int, draft: _Draft, vocabularies: Mapping[str, Vocabulary]) -> None:
    """Take in one option, or say at its place in the text what is wrong with it."""
    name, colon, value = (part.strip() for part in line.partition(":"))
    value = value.strip("\"'")
    if not colon or not value:
        draft.complaints.append((at, f"看不懂这一行：“{line}”。", "写成“条件: 词”，如 theme: 基层治理。"))
    elif name == "limit" and not _LIMIT.fullmatch(value):
        draft.complaints.append((at, f"limit 应是 1 到 9999 的整数，这里是 “{value[:20]}”。", "如 limit: 5。"))
    elif name == "sort" and value not in _SORTS:
        draft.complaints.append((at, f"不能按 “{value}” 排序。", f"可以写 {'、'.join(_SORTS)}。"))
    elif name in ("tag", "limit", "sort"):
        draft.values[name] = value
    elif name in VOCABULARIES:
        vocabulary = vocabularies.get(name)
        word = vocabulary.find(value)[0] if vocabulary else None
        if word is None:
            near = nearest(value, [known.title for known in vocabulary.words.values()] if vocabulary else ())
            hint = f"是不是 “{near}”？" if near else "对照词表改写。"
            draft.complaints.append((at, f"“{value}” 不在“{VOCABULARIES[name]}”词表里。", hint))
        else:
            draft.words.append((name, word.slug))
    else:
        near = nearest(name, (*VOCABULARIES, "tag", "limit", "sort"))
        hint = f"是不是 “{near}”？" if near else f"可用的条件：{'、'.join(VOCABULARIES)}、tag、limit、sort。"
        draft.complaints.append((at, f"没有叫 “{name}” 的条件。", hint))
