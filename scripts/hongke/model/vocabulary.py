"""The controlled vocabularies (受控词表): ten of them, each a table of words or a tree."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field
from pydantic import Field

from hongke.model.base import Model
from hongke.model.marks import Identifier, Line, Text

VOCABULARIES: Mapping[str, str] = {
    "category": "类别",
    "mode": "授课形式",
    "method": "教学方法",
    "level": "层次",
    "audience": "对象",
    "region": "地区",
    "field": "领域",
    "theme": "主题",
    "column": "栏目",
    "class-type": "班次类型",
}
"""Name of each vocabulary, which is also its folder on the site, and its Chinese label."""


class WordModel(Model):
    """A word as it stands in `vocabularies.yml`."""

    title: Line = Field(title="名称")
    """页面上显示的词。"""
    note: Text | None = Field(None, title="说明")
    """这个词指什么。"""
    parent: Identifier | None = Field(None, title="上级")
    """上级词的 slug。"""
    synonyms: tuple[Line, ...] = Field((), title="同义词")
    """作者写成这些词时也认，并提示规范写法。"""


class VocabularyWord(Struct, frozen=True):
    """A word with its vocabulary and slug."""

    vocabulary: str
    slug: str
    title: str
    note: str | None = None
    parent: str | None = None
    synonyms: tuple[str, ...] = ()


class Vocabulary(Struct, frozen=True):
    """One vocabulary: its words by slug, in the author's order; `broken` where some of it could not be read."""

    name: str
    label: str
    words: Mapping[str, VocabularyWord] = field(default_factory=dict)
    broken: bool = False

    def find(self, text: str) -> tuple[VocabularyWord | None, bool]:
        """Return the word meant by a slug, title or synonym, and whether it was a synonym."""
        if text in self.words:
            return self.words[text], False
        for word in self.words.values():
            if word.title == text:
                return word, False
        for word in self.words.values():
            if text in word.synonyms:
                return word, True
        return None, False

    def with_ancestors(self, slug: str) -> tuple[str, ...]:
        """Return the slug and those above it, nearest first; stops where a parent is missing or comes round again."""
        chain: list[str] = []
        current: str | None = slug
        while current and current in self.words and current not in chain:
            chain.append(current)
            current = self.words[current].parent
        return tuple(chain)

    def children(self, slug: str | None) -> tuple[VocabularyWord, ...]:
        """Return the words directly below `slug`, or the topmost ones for None."""
        return tuple(word for word in self.words.values() if word.parent == slug)
