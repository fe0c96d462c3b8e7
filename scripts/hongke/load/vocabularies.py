"""`courses/vocabularies.yml` to vocabularies."""

from __future__ import annotations

import re

from hongke.load.loading import RESERVED_IDS, Loading
from hongke.model.marks import ID_PATTERN
from hongke.model.vocabulary import VOCABULARIES, Vocabulary, VocabularyWord, WordModel
from hongke.problems import Place, nearest, problem
from hongke.source.reader import read_yaml
from hongke.source.tree import Mapping

VOCABULARY_FILE = "courses/vocabularies.yml"


def load_vocabularies(loading: Loading) -> None:
    """Read the vocabulary file, if there is one; vocabularies that it does not name stay empty."""
    path = loading.root / VOCABULARY_FILE
    loading.vocabularies.update({name: Vocabulary(name, label) for name, label in VOCABULARIES.items()})
    if not path.is_file():
        return
    data = loading.read(path)
    tree, problems = read_yaml(data, VOCABULARY_FILE) if data is not None else (None, [])
    loading.problems += problems
    if not isinstance(tree, Mapping):
        if tree is not None:
            loading.say(
                "HK101",
                VOCABULARY_FILE,
                "词表文件应是“词表名: 各个词”的写法。",
                f"词表名有：{'、'.join(VOCABULARIES)}。",
            )
        return
    for name, node in tree.items.items():
        place = Place(file=VOCABULARY_FILE, line=tree.keys[name].line, column=tree.keys[name].column)
        if name not in VOCABULARIES:
            near = nearest(name, VOCABULARIES)
            hint = f"是不是 “{near}（{VOCABULARIES[near]}）”？" if near else f"词表名有：{'、'.join(VOCABULARIES)}。"
            loading.problems.append(problem("HK122", place, f"没有叫 “{name}” 的词表。", hint))
        elif isinstance(node, Mapping):
            loading.vocabularies[name] = Vocabulary(name, VOCABULARIES[name], _words(name, node, loading))
        else:
            loading.problems.append(
                problem("HK101", place, f"“{name}” 下面应是“slug: 各字段”的写法。", "每个词另起一行，缩进两格。")
            )


def _words(vocabulary: str, node: Mapping, loading: Loading) -> dict[str, VocabularyWord]:
    words: dict[str, VocabularyWord] = {}
    claimed: dict[str, str] = {}
    for slug, child in node.items.items():
        place = Place(file=VOCABULARY_FILE, line=node.keys[slug].line, column=node.keys[slug].column)
        if not re.fullmatch(ID_PATTERN, slug) or slug in RESERVED_IDS:
            loading.problems.append(
                problem("HK020", place, f"“{slug}” 不能用作词的编号。", "只用小写字母、数字和连字符，如 rural。")
            )
            continue
        value = loading.typed(child, WordModel, VOCABULARY_FILE)
        if value is None:
            continue
        words[slug] = VocabularyWord(vocabulary, slug, value.title, value.note, value.parent, value.synonyms)
        for text in (slug, value.title, *value.synonyms):
            if claimed.setdefault(text, slug) != slug:
                message = f"“{text}” 已经指 “{words[claimed[text]].title}”，不能再指 “{value.title}”。"
                loading.problems.append(problem("HK124", place, message, "一种写法只能指一个词，请改掉其中一处。"))
    for slug, word in words.items():
        if word.parent and (
            word.parent not in words or slug in Vocabulary(vocabulary, "", words).with_ancestors(word.parent)
        ):
            place = Place(file=VOCABULARY_FILE, line=node.keys[slug].line, column=node.keys[slug].column)
            near = nearest(word.parent, words)
            hint = f"是不是 “{near}”？" if near and word.parent not in words else "检查 parent。"
            loading.problems.append(
                problem("HK123", place, f"“{word.title}” 的上级 “{word.parent}” 不存在或成了环。", hint)
            )
    return words
