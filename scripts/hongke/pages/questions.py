"""The questions of a quiz as a page shows them: numbered, with the letters of their choices and their answers in words."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from hongke.model.quiz import CHOICE_LETTERS, QUESTION_TYPES, Choice, Question, Quiz


class Item(Struct, frozen=True):
    """A question with its number, its type in Chinese, its lettered choices, and its answer in words."""

    number: int
    question: Question
    type: str
    choices: tuple[tuple[str, Choice], ...]
    answer: str


def items_of(quiz: Quiz) -> tuple[Item, ...]:
    """Return every question of a quiz in the author's order."""
    return tuple(
        Item(
            number,
            question,
            QUESTION_TYPES[question.type],
            tuple(zip(CHOICE_LETTERS, question.choices, strict=False)),
            answer_of(question),
        )
        for number, question in enumerate(quiz.questions, 1)
    )


def answer_of(question: Question) -> str:
    """Return the answer as one line: letters for choices, otherwise the author's words; other spellings after 或."""
    if question.choices:
        return "".join(
            letter for letter, choice in zip(CHOICE_LETTERS, question.choices, strict=False) if choice.correct
        )
    answer = question.answer or ""
    return answer.replace("|", " 或 ") if question.type == "blank" else answer


def counts_of(quiz: Quiz) -> tuple[tuple[str, int], ...]:
    """Return how many questions of each type there are, in the order of the types."""
    kinds = [question.type for question in quiz.questions]
    return tuple((label, kinds.count(name)) for name, label in QUESTION_TYPES.items() if name in kinds)


def full_score(quiz: Quiz) -> Decimal:
    """Return the scores of all questions together."""
    return sum((question.score for question in quiz.questions), Decimal(0))
