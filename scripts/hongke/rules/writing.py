"""Rules on habits of the keyboard that YAML lets through: quotes that will be shown, words that run together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hongke.catalogue import Entry
from hongke.corrections import QUOTES
from hongke.problems import Problem, problem
from hongke.rules.surroundings import Surroundings

_IN_QUOTES = re.compile(r"(?:[“”＂][^“”＂]*[“”＂]|[‘’＇][^‘’＇]*[‘’＇])\Z")
_SEPARATORS = re.compile(r"[，；]")


def value_in_quotes(entry: Entry, _around: Surroundings) -> Iterator[Problem]:
    """HK131: a title or summary does not stand in full-width quotes as a whole: they would be shown."""
    for name in ("title", "summary"):
        text = getattr(entry.model, name)
        if _IN_QUOTES.match(text):
            message = "整个值在中文引号里，引号会显示在页面上。"
            hint = f"若不是有意的，请去掉。改成：{entry.word(name)}: {text[1:-1]}"
            yield problem("HK131", entry.place((name,)), message, hint)


def words_run_together(entry: Entry, _around: Surroundings) -> Iterator[Problem]:
    """HK132: an item among tags or synonyms is one word: `[甲，乙]` is one item to YAML.

    The mark 、 stays: names such as 述学、评学、考学 hold it.
    """
    for name, texts in (("tags", entry.record.tags), ("synonyms", entry.record.synonyms)):
        for index, text in enumerate(texts):
            if _SEPARATORS.search(text):
                parts = ", ".join(filter(None, (part.strip(QUOTES + " ") for part in _SEPARATORS.split(text))))
                message = f"“{text}” 算作一项：各项之间用了中文的逗号或分号。"
                yield problem("HK132", entry.place((name, index)), message, f"用英文逗号分开。改成：{parts}")
