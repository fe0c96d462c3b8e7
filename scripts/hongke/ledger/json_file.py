"""A member's ledger as JSON, format `hongke-ledger`, version 1."""

from __future__ import annotations

import json
import re
from datetime import datetime
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from hongke.ledger.decoding import ASK_AGAIN, CUT
from hongke.ledger.entries import Complaint, complaints, day, entry_of, unseen_in, whole
from hongke.ledger.positions import Positions
from hongke.ledger.record import FileName, LedgerFile, Member, Record, unread
from hongke.ledger.wording import found, shown
from hongke.model.ledger import FORMAT, VERSION, Ledger, LedgerMember
from hongke.problems import Place, Problem, problem
from hongke.source.tree import Path

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z", re.ASCII)


def read_json(text: str, name: FileName) -> LedgerFile:
    """Read a ledger from its text. Damage to the whole leaves the file out, an error in a record that record."""
    value = _loaded(text, name.label)
    if isinstance(value, Problem):
        return unread(name, value)
    positions = Positions(text)
    refusal = _wrong_kind(value, name.label, positions)
    if refusal:
        return unread(name, refusal)
    head = _head_problems(value, name.label, positions)
    records, refused, problems = _records(value.get("entries"), name, _member(value, name), positions)
    if head:
        return unread(name, *head, *problems)
    member = value["member"]
    whose = _member(value, name)
    return LedgerFile(
        name=name,
        members=(whose,),
        audience=member.get("audience", "").strip(),
        records=tuple(records),
        exported=datetime.fromisoformat(value["exported"]),
        named_by_file=frozenset() if member.get("name", "").strip() else frozenset([whose]),
        placed_by_folder=frozenset([whose] if name.folder and not member.get("branch", "").strip() else []),
        refused=refused,
        problems=tuple(problems),
    )


class _Refused(ValueError):
    """What the JSON reader of the standard library lets through and we do not."""


def _loaded(text: str, file: str) -> Any:
    """Return the value of a JSON text, or the problem that says where it is damaged."""
    try:
        return json.loads(
            text, parse_float=_decimal, parse_int=whole, parse_constant=_constant, object_pairs_hook=_pairs
        )
    except json.JSONDecodeError as error:
        place = Place(file=file, line=error.lineno, column=error.colno)
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated"):
            return problem("HK405", place, CUT, ASK_AGAIN)
        return problem("HK405", place, "文件损坏，从这里起读不下去。", f"不要用编辑器改导出的文件，{ASK_AGAIN}")
    except _Refused as error:
        return problem("HK405", Place(file=file), str(error), ASK_AGAIN)
    except RecursionError:
        return problem("HK405", Place(file=file), "括号套得太深，不是台账。", ASK_AGAIN)


def _decimal(text: str) -> Decimal | float:
    # Thirty digits are no hours: as a float the model refuses it, at its place.
    return Decimal(text) if len(text) <= 30 and "e" not in text.lower() else float(text)


def _constant(text: str) -> Any:
    raise _Refused(f"文件里有 {text}，它不是数。")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Refused(f"同一处把 “{shown(twice)}” 写了两遍。")
    return values


def _wrong_kind(value: Any, file: str, positions: Positions) -> Problem | None:
    """Return the problem of a JSON file that is no ledger, or of another version."""
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        message = f"这不是学习台账的导出文件：没有 “format: {FORMAT}”。"
        return problem("HK406", Place(file=file), message, "看看是不是选错了文件；台账在学习台账页上用“导出”得到。")
    version = value.get("version")
    if type(version) is not int or version != VERSION:
        kind = "（文字，应是数字）" if isinstance(version, str) else ""
        message = f"台账文件的版本是 {found(version)}{kind}，这里只认第 {VERSION} 版。"
        hint = "用同一版本的站点重新导出，或更新本程序。"
        return problem("HK407", _at(positions, file, ("version",)), message, hint)
    return None


def _head_problems(value: dict[str, Any], file: str, positions: Positions) -> list[Problem]:
    """Return what is wrong with all but the entries."""
    told: list[tuple[Path, Complaint]] = []
    try:
        Ledger.model_validate({**value, "member": LedgerMember(), **({"entries": ()} if "entries" in value else {})})
    except ValidationError as error:
        told += [((complaint[0],), complaint) for complaint in complaints(error, Ledger)]
    else:
        told += [(("exported",), complaint) for complaint in _exported(value["exported"])]
    if "entries" in value and not isinstance(value["entries"], list):
        told.append((("entries",), ("entries", ("HK418", "“记录”不是一组记录。", ASK_AGAIN))))
    elif len(value.get("entries", ())) > 100_000:
        told.append((("entries",), ("entries", ("HK402", "“记录”超过了 100000 条。", "看看是不是选错了文件。"))))
    member = value.get("member")
    if not isinstance(member, dict):
        message = "“学习者”没有填。" if "member" not in value else "“学习者”的值不对。"
        told.append((("member",), ("member", ("HK410" if "member" not in value else "HK418", message, ASK_AGAIN))))
    else:
        try:
            LedgerMember.model_validate(member)
        except ValidationError as error:
            told += [(("member", complaint[0]), complaint) for complaint in complaints(error, LedgerMember)]
        else:
            told += [(("member", complaint[0]), complaint) for complaint in unseen_in(member, LedgerMember)]
    return list(dict.fromkeys(problem(code, _at(positions, file, path), message, hint)
                              for path, (_, (code, message, hint)) in told))  # fmt: skip


def _exported(text: str) -> list[Complaint]:
    try:
        sound = 1900 < datetime.fromisoformat(text).year < 3000  # at the ends of time no zone can be reckoned
    except ValueError:
        sound = False
    if not sound:
        return [("exported", ("HK411", f"“导出时间”不是带时区的时刻：{found(text)}。", ASK_AGAIN))]
    return []


def _member(value: dict[str, Any], name: FileName) -> Member:
    given = value.get("member")
    texts = given if isinstance(given, dict) else {}
    return Member(
        branch=str(texts.get("branch", "")).strip() or name.folder, name=str(texts.get("name", "")).strip() or name.stem
    )


def _records(
    entries: Any, name: FileName, member: Member, positions: Positions
) -> tuple[list[Record], int, list[Problem]]:
    """Return the sound records, how many are refused, and the problems of those."""
    records: list[Record] = []
    problems: list[Problem] = []
    refused = 0
    for number, values in enumerate(entries if isinstance(entries, list) else ()):
        path: Path = ("entries", number)
        where = f"第 {number + 1} 条："
        if not isinstance(values, dict):
            message = f"{where}不是一条记录：{found(values)}。"
            problems.append(problem("HK418", _at(positions, name.label, path), message, ASK_AGAIN))
            refused += 1
            continue
        entry, told = entry_of(_typed(values))
        for field, (code, message, hint) in told:
            place = _at(positions, name.label, (*path, field))
            problems.append(problem(code, place, where + message, hint))
        if entry is None:
            refused += 1
        else:
            records.append(Record(member=member, entry=entry, place=_at(positions, name.label, path)))
    return records, refused, problems


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values with dates and decimals where JSON has texts and whole numbers."""
    typed = dict(values)
    for field in ("date", "end"):
        text = typed.get(field)
        if isinstance(text, str) and (parts := _DATE.match(text)):
            typed[field] = day(text, parts=(parts[1], parts[2], parts[3]))
    if type(typed.get("hours")) is int:
        typed["hours"] = Decimal(typed["hours"])
    return typed


def _at(positions: Positions, file: str, path: Path) -> Place:
    line, column = positions[path]
    return Place(file=file, line=line, column=column)
