"""Makers of generated entries, one a kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator_words import PLACES, THINGS, UNITS, WAYS, WHY, Writer

Made = tuple[dict[str, Any], str]
Ids = Mapping[str, list[str]]


def _common(writer: Writer, number: int) -> dict[str, Any]:
    day = writer.random.randint(1, 28)
    return {
        "title": writer.title(number),
        "summary": writer.sentence(),
        "tags": writer.some(THINGS, 0, 3),
        "updated": f"2026-{number % 12 + 1:02d}-{day:02d}",
    }


def _near(number: int, of: int) -> int:
    """Return a neighbour's number: references are local, as in a real catalogue, so that none has thousands."""
    return number % of


def _refs(writer: Writer, number: int, addresses: list[str], most: int) -> list[str]:
    start = _near(number * 7, len(addresses))
    return [
        addresses[(start + step) % len(addresses)]
        for step in range(min(len(addresses), writer.random.randint(1, most)))
    ]


def _course(writer: Writer, number: int, ids: Ids, slugs: Ids, characters: int) -> Made:
    units = [
        {
            "title": f"{writer.one(WAYS)}：{writer.one(THINGS)}",
            "method": writer.one(slugs["method"]),
            "minutes": writer.random.choice([30, 45, 60]),
            "body": writer.text(characters // 6),
        }
        for _ in range(writer.random.randint(3, 5))
    ]
    course = {
        **_common(writer, number),
        "category": writer.one(slugs["category"]), "mode": writer.one(slugs["mode"]), "methods": list(dict.fromkeys(unit["method"] for unit in units)),
        "level": writer.one(slugs["level"]), "audience": writer.some(slugs["audience"], 1, 3), "themes": writer.some(slugs["theme"], 1, 2),
        "region": writer.one(slugs["region"]), "hours": writer.random.choice([1, 1.5, 2, 3, 4]), "topic_basis": writer.text(characters // 8),
        "objectives": [{"level": level, "text": writer.sentence()} for level in ("掌握", "熟悉", "了解")],
        "key_points": [writer.one(THINGS)], "difficult_points": [writer.one(WHY)], "units": units,
        "sites": _refs(writer, number, ids["site"], 2), "cases": _refs(writer, number, ids["case"], 3), "materials": _refs(writer, number, ids["materials"], 2),
        "discussion_questions": [writer.sentence() for _ in range(2)], "quiz": ids["quiz"][_near(number, len(ids["quiz"]))],
        "lecturers": _refs(writer, number, ids["lecturer"], 2), "illustrative": ["hours", "units"],
    }  # fmt: skip
    return course, ""


def _case(writer: Writer, number: int, _ids: Ids, slugs: Ids, characters: int) -> Made:
    case = {
        **_common(writer, number),
        "organisation": f"{writer.one(PLACES)}{writer.one(UNITS)}", "region": writer.one(slugs["region"]), "field": writer.one(slugs["field"]),
        "themes": writer.some(slugs["theme"], 1, 2), "background": writer.text(characters // 4),
        "practice": [{"title": writer.one(WAYS), "body": writer.text(characters // 6)} for _ in range(3)],
        "results": writer.text(characters // 4), "takeaways": [writer.sentence()], "discussion_questions": [writer.sentence()],
        "indicators": [{"name": writer.one(THINGS), "value": writer.random.randint(2, 9000), "unit": writer.random.choice("个名支次项"), "source": "made"}],
        "sources": [{"id": "made", "name": "生成的来源"}],
    }  # fmt: skip
    return case, ""


def _material(writer: Writer, number: int, ids: Ids, slugs: Ids, characters: int) -> Made:
    cases = _refs(writer, number, ids["case"], 2)
    material = {
        **_common(writer, number),
        "column": writer.one(slugs["column"]),
        "themes": writer.some(slugs["theme"], 1, 2),
        "cases": cases,
    }
    body = "\n\n".join(f"## {writer.one(THINGS)}\n\n{writer.text(characters // 3)}" for _ in range(3))
    return material, f"{body}\n\n参见 [[{cases[0]}]]。"


def _term(writer: Writer, number: int, _ids: Ids, _slugs: Ids, _characters: int) -> Made:
    term = f"{writer.one(PLACES)}{writer.one(THINGS)}{number}法"
    return {**_common(writer, number), "title": term, "definition": writer.text(60)}, ""


def _site(writer: Writer, number: int, _ids: Ids, slugs: Ids, characters: int) -> Made:
    category = writer.random.choice(["党性教育", "乡村振兴", "基层治理", "生态文明"])
    return {
        **_common(writer, number),
        "category": category,
        "region": writer.one(slugs["region"]),
        "themes": writer.some(slugs["theme"], 1, 2),
        "narration": writer.text(characters // 2),
    }, ""


def _quiz(writer: Writer, number: int, ids: Ids, _slugs: Ids, _characters: int) -> Made:
    questions: list[dict[str, Any]] = []
    for _ in range(8):
        right = writer.one(THINGS)
        wrong = writer.some([thing for thing in THINGS if thing != right], 3, 3)
        choices = [{"text": right, "correct": True}, *({"text": text} for text in wrong)]
        writer.random.shuffle(choices)
        questions.append(
            {
                "type": "single",
                "stem": writer.sentence(),
                "choices": choices,
                "refs": _refs(writer, number, ids["case"], 1),
            }
        )
    questions.append({"type": "judge", "stem": writer.sentence(), "answer": writer.random.choice("对错")})
    questions.append({"type": "blank", "stem": f"做好{writer.one(THINGS)}要靠____。", "answer": writer.one(WAYS)})
    return {**_common(writer, number), "questions": questions}, ""


def _lecturer(writer: Writer, number: int, _ids: Ids, _slugs: Ids, _characters: int) -> Made:
    return {
        **_common(writer, number),
        "organisation": f"{writer.one(PLACES)}{writer.one(UNITS)}",
        "expertise": writer.some(THINGS, 1, 3),
        "bio": writer.text(150),
    }, ""


def _programme(writer: Writer, number: int, ids: Ids, slugs: Ids, _characters: int) -> Made:
    sections = [
        {
            "title": writer.one(THINGS),
            "items": [{"ref": ref} for ref in dict.fromkeys(_refs(writer, number + step, ids["course"], 4))],
        }
        for step in range(3)
    ]
    return {
        **_common(writer, number),
        "audience": writer.some(slugs["audience"], 1, 2),
        "sections": sections,
        "rules": ["rule/members-32-hours"],
    }, ""


def _class(writer: Writer, number: int, ids: Ids, slugs: Ids, _characters: int) -> Made:
    sessions = [
        {"date": f"2027-03-{day:02d}", "slot": slot, "title": writer.one(THINGS), "room": f"教室{number}", "hours": 2}
        for day in (1, 2, 3)
        for slot in ("上午", "下午")
    ]
    programme = ids["programme"][_near(number, len(ids["programme"]))]
    return {
        **_common(writer, number),
        "class_type": writer.one(slugs["class-type"]),
        "programme": programme,
        "starts": "2027-03-01",
        "ends": "2027-03-03",
        "sessions": sessions,
        "illustrative": ["*"],
    }, ""


def _route(writer: Writer, number: int, ids: Ids, slugs: Ids, _characters: int) -> Made:
    sites = ids["site"]
    stops = [
        {
            "site": sites[(number + step) % len(sites)],
            "minutes": 40,
            "activity": writer.sentence(),
            "transfer_minutes": 10,
        }
        for step in range(3)
    ]
    return {
        **_common(writer, number),
        "theme": writer.one(slugs["theme"]),
        "duration": writer.random.choice(["半日", "一日"]),
        "stops": stops,
    }, ""


def _provider(writer: Writer, number: int, ids: Ids, slugs: Ids, _characters: int) -> Made:
    return {
        **_common(writer, number),
        "type": "党校",
        "region": writer.one(slugs["region"]),
        "about": writer.text(300),
        "sites": _refs(writer, number, ids["site"], 3),
    }, ""


def _platform(writer: Writer, number: int, _ids: Ids, _slugs: Ids, _characters: int) -> Made:
    return {**_common(writer, number), "use": writer.text(150)}, ""


MAKERS: Mapping[str, Callable[[Writer, int, Ids, Ids, int], Made]] = {
    "course": _course, "case": _case, "materials": _material, "term": _term, "site": _site, "quiz": _quiz, "lecturer": _lecturer,
    "programme": _programme, "class": _class, "route": _route, "provider": _provider, "platform": _platform,
}  # fmt: skip
