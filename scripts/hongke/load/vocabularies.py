"""`courses/vocabularies.yml` to vocabularies."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec.structs import replace

from hongke.keys import settle_keys
from hongke.load.loading import RESERVED_IDS, Loading
from hongke.model.marks import ID_PATTERN
from hongke.model.vocabulary import VOCABULARIES, Vocabulary, VocabularyWord, WordModel
from hongke.problems import Place, nearest, problem
from hongke.source.tree import Mapping, key_position, position

VOCABULARY_FILE = "courses/vocabularies.yml"
_HOW = "每个词另起一行，缩进两格，写成“编号: {title: 名称}”。"


def load_vocabularies(loading: Loading) -> None:
    """Read the vocabulary file, if there is one; vocabularies that it does not name stay empty."""
    path = loading.root / VOCABULARY_FILE
    loading.vocabularies.update({name: Vocabulary(name, label) for name, label in VOCABULARIES.items()})
    if not path.is_file():
        _misnamed(path, loading)
        return
    data = loading.read(path)
    from hongke.source.reader import read_yaml  # and YAML's own, which a sound entry does not need

    tree, problems = read_yaml(data, VOCABULARY_FILE) if data is not None else (None, [])
    loading.problems += [said for said in problems if said.code != "HK004"]  # an empty file has no words yet
    if not isinstance(tree, Mapping):
        if tree is not None:
            message = "词表文件应是“词表名: 各个词”的写法。"
            loading.say("HK101", VOCABULARY_FILE, message, f"词表名有：{'、'.join(VOCABULARIES)}。")
        if tree is not None or any(said.code != "HK004" for said in problems):
            broken = {name: replace(found, broken=True) for name, found in loading.vocabularies.items()}
            loading.vocabularies.update(broken)
        return
    labels = {label: name for name, label in VOCABULARIES.items()}
    loading.problems += settle_keys(tree, labels, VOCABULARY_FILE)
    for name, node in tree.items.items():
        line, column = key_position(tree, (name,))
        place = Place(file=VOCABULARY_FILE, line=line, column=column)
        if name not in VOCABULARIES:
            found = nearest(name, (*VOCABULARIES, *labels))
            near = labels.get(found, found) if found else None
            hint = f"是不是 “{near}（{VOCABULARIES[near]}）”？" if near else f"词表名有：{'、'.join(VOCABULARIES)}。"
            loading.problems.append(problem("HK122", place, f"没有叫 “{name}” 的词表。", hint))
        elif isinstance(node, Mapping):
            before = len(loading.problems)
            words = _words(name, node, loading)
            loading.vocabularies[name] = Vocabulary(
                name, VOCABULARIES[name], words, broken=len(loading.problems) > before
            )
        else:
            loading.problems.append(problem("HK101", place, f"“{tree.keys[name].text}” 下面应是一个个词。", _HOW))
            loading.vocabularies[name] = Vocabulary(name, VOCABULARIES[name], broken=True)


def _misnamed(path: Path, loading: Loading) -> None:
    """Say of `vocabularies.yaml` and its like that it is not read, and take its words for not yet readable."""
    for other in sorted(path.parent.glob("[Vv][Oo][Cc][Aa][Bb][Uu][Ll][Aa][Rr][Ii][Ee][Ss].*")):
        if other.suffix.lower() in (".yaml", ".yml", ".txt"):
            loading.say("HK021", loading.name(other), f"词表文件叫 “{other.name}”，不会读。", f"改名为 {path.name}。")
            broken = {name: replace(found, broken=True) for name, found in loading.vocabularies.items()}
            loading.vocabularies.update(broken)


def _words(vocabulary: str, node: Mapping, loading: Loading) -> dict[str, VocabularyWord]:
    words: dict[str, VocabularyWord] = {}
    claimed: dict[str, str] = {}
    for slug, child in node.items.items():
        line, column = key_position(node, (slug,))
        place = Place(file=VOCABULARY_FILE, line=line, column=column)
        if not re.fullmatch(ID_PATTERN, slug) or slug in RESERVED_IDS:
            hint = "只用小写字母、数字和连字符，如 rural。"
            loading.problems.append(problem("HK020", place, f"“{slug}” 不能用作词的编号。", hint))
            continue
        value = loading.typed(child, WordModel, VOCABULARY_FILE, what=f"词 “{slug}” ")
        if value is None:
            continue
        words[slug] = VocabularyWord(vocabulary, slug, value.title, value.note, value.parent, value.synonyms)
        for text in dict.fromkeys((slug, value.title, *value.synonyms)):
            if claimed.setdefault(text, slug) != slug:
                message = f"“{text}” 已经指编号为 “{claimed[text]}” 的词，不能再指 “{slug}”。"
                loading.problems.append(problem("HK124", place, message, "一种写法只能指一个词，请改掉其中一处。"))
    _check_parents(vocabulary, words, node, loading)
    return words


def _check_parents(vocabulary: str, words: dict[str, VocabularyWord], node: Mapping, loading: Loading) -> None:
    for slug, word in words.items():
        line, column = position(node, (slug, "parent"))
        place = Place(file=VOCABULARY_FILE, line=line, column=column)
        if word.parent and word.parent not in words and word.parent not in node.items:
            near = nearest(word.parent, words)
            hint = f"是不是 “{near}（{words[near].title}）”？" if near else "parent 写上级词的编号。"
            loading.problems.append(problem("HK123", place, f"“{word.title}” 的上级 “{word.parent}” 不存在。", hint))
        elif word.parent and slug in Vocabulary(vocabulary, "", words).with_ancestors(word.parent):
            message = f"“{word.title}” 的上级绕了一圈又回到它自己。"
            loading.problems.append(problem("HK123", place, message, "去掉环里的一个 parent。"))
