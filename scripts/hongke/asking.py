"""Questions at the terminal for what a new entry must have: one a line, with the words that may be chosen."""

from __future__ import annotations

import re
import typing
from typing import Literal

import click
from pydantic.fields import FieldInfo

from hongke.catalogue import Catalogue
from hongke.fields import unwrap
from hongke.kinds import Kind
from hongke.model.marks import Prose, Ref, Word
from hongke.model.vocabulary import Vocabulary
from hongke.problems import nearest

LONGEST = 300
"""Characters of one line of an entry (`Line` in `model/marks.py`)."""


def ask(kind: Kind, catalogue: Catalogue) -> dict[str, str | tuple[str, ...]]:
    """Ask for the texts and words that the kind requires; a question passed over with Enter is left out."""
    click.echo("下面几项必填。不知道的直接按回车，以后在文件里改。", err=True)
    given: dict[str, str | tuple[str, ...]] = {}
    for name, info in kind.model.model_fields.items():
        if not info.is_required():
            continue
        answer = _ask_field(info, catalogue)
        if answer:
            given[name] = answer
    return given


def _ask_field(info: FieldInfo, catalogue: Catalogue) -> str | tuple[str, ...] | None:
    inner, marks = unwrap(info.annotation)
    marks += tuple(info.metadata)
    several = typing.get_origin(inner) is tuple
    if several:
        inner, marks = unwrap(typing.get_args(inner)[0])
    word = next((mark for mark in marks if isinstance(mark, Word)), None)
    if word:
        vocabulary = catalogue.vocabularies.get(word.vocabulary)
        return _ask_words(info, vocabulary, several=several) if vocabulary and vocabulary.words else None
    if typing.get_origin(inner) is Literal and not several:
        return _ask_choice(info, [str(choice) for choice in typing.get_args(inner)])
    is_line = inner is str and not any(isinstance(mark, Prose | Ref) for mark in marks)
    return _ask_line(info) if is_line and not several else None


def _prompt(info: FieldInfo, more: str = "") -> str:
    answer = click.prompt(f"{info.title}{more}", default="", show_default=False, err=True)
    return str(answer).strip()


def _ask_line(info: FieldInfo) -> str:
    click.echo(f"  {info.description}", err=True)
    while len(answer := _prompt(info)) > LONGEST:
        click.echo(f"超过了 {LONGEST} 个字，请写短一些。", err=True)
    return answer


def _ask_choice(info: FieldInfo, choices: list[str]) -> str:
    _show(choices)
    while True:
        answer = _prompt(info, "（写序号或原词）")
        found = _numbered(answer, choices)
        if not answer or found in choices:
            return found
        _refuse(answer, choices)


def _ask_words(info: FieldInfo, vocabulary: Vocabulary, *, several: bool) -> str | tuple[str, ...]:
    titles = [word.title for word in vocabulary.words.values()]
    _show(titles)
    while True:
        answer = _prompt(info, "（写序号或原词，可以写几个，用逗号分开）" if several else "（写序号或原词）")
        parts = [part for part in re.split(r"[,，、;；\s]+", answer) if part] if several else [answer] if answer else []
        words = [vocabulary.find(_numbered(part, titles))[0] for part in parts]
        if None not in words:
            found = tuple(dict.fromkeys(word.title for word in words if word))
            return found if several else "".join(found)
        _refuse(parts[words.index(None)], titles)


def _show(words: list[str]) -> None:
    click.echo("  " + "  ".join(f"{number} {word}" for number, word in enumerate(words, 1)), err=True)


def _numbered(answer: str, words: list[str]) -> str:
    return words[int(answer) - 1] if re.fullmatch(r"[0-9]{1,4}", answer) and 0 < int(answer) <= len(words) else answer


def _refuse(answer: str, words: list[str]) -> None:
    near = nearest(answer, words)
    click.echo(f"没有 “{answer}”。" + (f"是不是 “{near}”？" if near else "请从上面的词里选。"), err=True)
