"""What rules and other pages ask of an entry without opening it: its words, references, tags, old addresses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hongke.leaves import Leaf
from hongke.model.base import EntryModel
from hongke.wiki import wiki_links


class Record(NamedTuple):
    """An entry in short.

    `words` are (vocabulary, slug), `refs` are addresses with the kinds that the field takes: () for any, None for a
    `[[link]]`. Each stands once, in the order of the entry's texts. `has_lists` says whether its Markdown
    holds what may be a live list, and whether anything in it names a file.
    """

    title: str
    summary: str
    status: str
    updated: str
    words: tuple[tuple[str, str], ...] = ()
    refs: tuple[tuple[str, tuple[str, ...] | None], ...] = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()
    follow_up: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    has_teaching_note: bool = False
    has_lists: bool = False
    has_files: bool = False


def record_of(model: EntryModel, texts: Iterable[Leaf]) -> Record:
    """Return the record of an entry; `texts` are all of its texts, the Markdown body included."""
    words: dict[tuple[str, str], None] = {}
    refs: dict[tuple[str, tuple[str, ...] | None], None] = {}
    has_lists = has_files = False
    for leaf in texts:
        text = leaf.text
        if leaf.ref is not None:
            refs[text, leaf.ref.kinds] = None
        elif leaf.word is not None:
            words[leaf.word.vocabulary, text] = None
        elif leaf.prose:
            if "[[" in text:
                refs.update(((found["address"].strip("/"), None), None) for found in wiki_links(text))
            has_lists = has_lists or "///" in text
            has_files = has_files or "](" in text
    return Record(
        title=model.title,
        summary=model.summary,
        status=model.status,
        updated=model.updated.isoformat() if model.updated else "",
        words=tuple(words),
        refs=tuple(refs),
        tags=model.tags,
        aliases=model.aliases,
        prerequisites=getattr(model, "prerequisites", ()),
        follow_up=getattr(model, "follow_up", ()),
        synonyms=getattr(model, "synonyms", ()),
        has_teaching_note=getattr(model, "teaching_note", None) is not None,
        has_lists=has_lists,
        has_files=has_files or bool(getattr(model, "photos", ())),
    )
