"""Questions with answers made from a seed, and what each answer must come to: known from how it was made, not by marking."""

from __future__ import annotations

import random
import unicodedata
from typing import Any

WORDS = [
    "网格",
    "党群服务中心",
    "微心愿",
    "Party",
    "e生活",
    "32学时",
    "A1",
    "双报到",
    "国门",
    "3D展厅",
    "1666名",
    "Wi-Fi",
]
SPACES = [" ", "\u3000", "\t", "\u00a0", "\u200b"]
Case = dict[str, Any]


def wide(text: str) -> str:
    """Return the full-width forms of a text's ASCII."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def respelt(text: str, dice: random.Random) -> str:
    """Return another spelling that must count as the same: width, case, spaces."""
    signs = [dice.choice([sign, sign.upper(), sign.lower(), wide(sign)]) for sign in text]
    for _ in range(dice.randint(0, 3)):
        signs.insert(dice.randint(0, len(signs)), dice.choice(SPACES))
    return "".join(signs)


def plain(text: str) -> str:
    """Return what two spellings of the same have in common."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(sign for sign in folded if not sign.isspace() and sign != "\u200b")


def question(kind: str, dice: random.Random, number: int) -> Case:
    """Return a question as the build writes one."""
    made: Case = {
        "key": f"{number:08x}",
        "type": kind,
        "stem": f"题干 {number}",
        "score": dice.choice([500, 1000, 2000, 2500, 3333]),
    }
    if kind in ("single", "multiple"):
        size = dice.randint(2, 8)
        right = {dice.randrange(size)} if kind == "single" else set(dice.sample(range(size), dice.randint(2, size)))
        made["choices"] = [
            {"text": f"选项 {place}"} | ({"right": 1} if place in right else {}) for place in range(size)
        ]
    elif kind == "judge":
        made["answer"] = dice.choice("对错")
    elif kind == "blank":
        blanks = [dice.sample(WORDS, dice.randint(1, 3)) for _ in range(dice.randint(1, 4))]
        made["answer"] = "；".join("|".join(spellings) for spellings in blanks)
    else:
        made["answer"] = "要点一；要点二"
    return made


def answers(asked: Case, dice: random.Random) -> list[tuple[Any, str, int]]:
    """Return answers with the verdict and the score that each must get: right, wrong, partly right, none."""
    full = asked["score"]
    match asked["type"]:
        case "single":
            right = next(place for place, choice in enumerate(asked["choices"]) if "right" in choice)
            others = [place for place in range(len(asked["choices"])) if place != right]
            return [(right, "right", full), (dice.choice(others), "wrong", 0), (None, "none", 0)]
        case "multiple":
            right_ones = [place for place, choice in enumerate(asked["choices"]) if "right" in choice]
            mixed = dice.sample(right_ones, len(right_ones))
            made = [(mixed, "right", full), (mixed[:-1], "wrong", 0), ([], "none", 0)]
            rest = [place for place in range(len(asked["choices"])) if place not in right_ones]
            if rest:
                made.append(([*mixed, dice.choice(rest)], "wrong", 0))
                made.append(([*mixed[:-1], dice.choice(rest)], "wrong", 0))
            return made
        case "judge":
            other = {"对": "错", "错": "对"}[asked["answer"]]
            return [(asked["answer"], "right", full), (other, "wrong", 0), (None, "none", 0)]
        case "blank":
            return _blank_answers(asked, dice)
        case _:
            return [
                ({"text": "随便", "self": "right"}, "right", full),
                ({"text": "", "self": "part"}, "part", full // 2),
                ({"text": "随便", "self": "wrong"}, "wrong", 0),
                ({"text": "随便", "self": None}, "wrong", 0),
                ({"text": " \u3000", "self": None}, "none", 0),
                (None, "none", 0),
            ]


def _blank_answers(asked: Case, dice: random.Random) -> list[tuple[Any, str, int]]:
    blanks = [blank.split("|") for blank in asked["answer"].split("；")]
    right = [respelt(dice.choice(spellings), dice) for spellings in blanks]
    wrong = [dice.choice(spellings) + dice.choice(["不", "2", "s"]) for spellings in blanks]
    taken = [{plain(spelling) for spelling in spellings} for spellings in blanks]
    wrong = [typed if plain(typed) not in known else "决不是" for typed, known in zip(wrong, taken, strict=True)]
    hits = [dice.random() < 0.5 for _ in blanks]
    mixed = [good if hit else dice.choice([bad, ""]) for good, bad, hit in zip(right, wrong, hits, strict=True)]
    count = sum(hits)
    if count == len(blanks):
        verdict = "right"
    elif count:
        verdict = "part"
    else:
        verdict = "wrong" if any(mixed) else "none"
    return [
        (right, "right", asked["score"]),
        (wrong, "wrong", 0),
        (mixed, verdict, asked["score"] if verdict == "right" else asked["score"] * count // len(blanks)),
        (["　"] * len(blanks), "none", 0),
        ([], "none", 0),
    ]
