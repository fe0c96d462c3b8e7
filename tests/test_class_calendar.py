"""Calendars of classes: read by a parser, and held to what parsers let through: UIDs, line ends, line lengths, bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event
from icalendar.prop import vDate, vDatetime

from conftest import REPOSITORY, Project
from hongke.build import build
from hongke.links import Links
from hongke.load.catalogue import load_catalogue
from hongke.mkdocs_site import build_site
from hongke.model.training_class import TrainingClass
from hongke.pages.calendar_lines import day, lines, moment, text
from pages_html import page

SHANGHAI = ZoneInfo("Asia/Shanghai")
CLASS = """\
title: 网格培训班
summary: 一天的班。
updated: 2026-05-06
class_type: 专题培训班
host: 某旗县区党委组织部
starts: 2027-04-13
ends: 2027-04-14
sessions:
  - {date: 2027-04-13, slot: 上午, start: "07:30", end: "09:00", course: course/grid, method: 讲授式, chair: 班主任, room: "教室一;甲,乙", hours: 1.5}
  - {date: 2027-04-13, slot: 下午, course: course/grid, title: 续, site: site/guomen, room: 门前, hours: 0.5}
  - {date: 2027-04-13, slot: 晚上, start: "19:00", title: 自学}
  - {date: 2027-04-14, slot: 上午, start: "09:00", end: "10:00", title: 自学}
"""


@pytest.fixture
def classy(project: Project) -> Project:
    project.write("courses/class/grid-class.yml", CLASS)
    assert project.report() == ""
    return project


def calendars(root: Path, links: Links | None = None) -> dict[str, bytes]:
    made = build(root, None, links)
    return {asset.path: asset.content for asset in made.assets if asset.path.endswith(".ics")}


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def all_of_the_repository() -> dict[str, bytes]:
    return calendars(REPOSITORY)


@pytest.fixture(scope="module")
def ours() -> dict[str, bytes]:
    return all_of_the_repository()


def unfolded(content: bytes) -> Iterator[bytes]:
    yield from content.replace(b"\r\n ", b"").split(b"\r\n")


def test_every_class_has_a_calendar_with_one_event_a_session_and_one_of_the_whole(ours: dict[str, bytes]) -> None:
    classes = load_catalogue(REPOSITORY)[0].of_kind("class")
    assert classes
    for entry in classes:
        assert isinstance(entry.model, TrainingClass)
        found = events(ours[f"{entry.address}/{entry.id}.ics"])
        assert len(found) == len(entry.model.sessions) + 1
        whole = found[0]
        assert whole["DTSTART"].dt == entry.model.starts
        assert whole["DTEND"].dt == entry.model.ends + timedelta(days=1), "the end of a whole day is the next morning"
        timed = {(event["DTSTART"].dt, event["DTEND"].dt) for event in found[1:]}
        for session in entry.model.sessions:
            assert session.start
            assert session.end
            start = datetime.combine(session.date, session.start, SHANGHAI)
            assert (start, datetime.combine(session.date, session.end, SHANGHAI)) in timed


def test_lines_end_in_crlf_and_hold_no_more_than_75_octets(ours: dict[str, bytes]) -> None:
    assert len(ours) > 20
    for path, content in ours.items():
        assert path.isascii()
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert re.search(rb"(?<!\r)\n|\r(?!\n)", content) is None, path
        for line in content.split(b"\r\n"):
            assert len(line) <= 75, (path, line)
            line.decode("utf-8")  # a character is not cut in two


def test_the_bytes_are_those_of_the_library(ours: dict[str, bytes], classy: Project) -> None:
    for content in (*ours.values(), *calendars(classy.root, Links(base=f"https://example.org/{'kb/' * 20}")).values()):
        assert Calendar.from_ical(content).to_ical() == content


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\\N\r\n;,^好𠮷"), max_size=300))
def test_any_text_has_the_bytes_of_the_library(value: str) -> None:
    event = Event()
    event.add("summary", value)
    assert lines(("BEGIN:VEVENT", f"SUMMARY:{text(value)}", "END:VEVENT")) == event.to_ical()


@given(st.datetimes(timezones=st.just(UTC)))
def test_any_time_has_the_bytes_of_the_library(value: datetime) -> None:
    assert moment(value).encode() == vDatetime(value).to_ical()  # type: ignore[no-untyped-call]
    assert day(value).encode() == vDate(value.date()).to_ical()  # type: ignore[no-untyped-call]


def test_uids_are_there_and_no_two_events_share_one(ours: dict[str, bytes]) -> None:
    of_classes = [content for path, content in ours.items() if not re.search(r"\d{4}-\d\d-\d\d-\d+\.ics$", path)]
    uids = [str(event["UID"]) for content in of_classes for event in events(content)]
    assert len(uids) == len(set(uids)) > 20
    assert all(re.fullmatch(r"[\x21-\x7e]{10,}", uid) for uid in uids)


def test_a_session_alone_is_the_event_it_is_in_the_class(ours: dict[str, bytes]) -> None:
    whole = next(content for path, content in ours.items() if path.endswith("/grid-workshop-sample.ics"))
    alone = [content for path, content in ours.items() if "/grid-workshop-sample.2027" in path]
    assert len(alone) == 12
    for content in alone:
        [event] = events(content)
        assert event.to_ical() in whole


def test_required_properties_are_in_every_event_once(ours: dict[str, bytes]) -> None:
    for content in ours.values():
        lines = list(unfolded(content))
        assert lines.count(b"VERSION:2.0") == 1
        assert sum(line.startswith(b"PRODID:") for line in lines) == 1
        for event in b"\n".join(lines).split(b"BEGIN:VEVENT")[1:]:
            for name in (b"UID", b"DTSTAMP", b"DTSTART", b"DTEND", b"SUMMARY"):
                assert len(re.findall(rb"^%b[:;]" % name, event, re.MULTILINE)) == 1, name


def test_the_stamp_is_the_day_of_the_last_change(classy: Project) -> None:
    before = calendars(classy.root)
    assert {event["DTSTAMP"].dt for event in events(before["class/grid-class/grid-class.ics"])} == {
        datetime(2026, 5, 6, tzinfo=UTC)
    }
    classy.replace("courses/class/grid-class.yml", "2026-05-06", "2026-05-09")
    after = calendars(classy.root)
    first, second = (events(found["class/grid-class/grid-class.ics"])[0]["SEQUENCE"] for found in (before, after))
    assert second > first, "a calendar takes the newer one for newer"


def test_times_are_beijing_times_in_utc(classy: Project) -> None:
    [event] = events(calendars(classy.root)["class/grid-class/grid-class.2027-04-13-1.ics"])
    assert event["DTSTART"].to_ical() == b"20270412T233000Z"
    assert event["DTEND"].to_ical() == b"20270413T010000Z"


def test_a_session_without_both_hours_is_a_whole_day_that_blocks_nothing(classy: Project) -> None:
    found = calendars(classy.root)
    for number, summary in ((2, "下午：网格党建实务（续）"), (3, "晚上 19:00：自学")):
        [event] = events(found[f"class/grid-class/grid-class.2027-04-13-{number}.ics"])
        assert str(event["SUMMARY"]) == summary
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 4, 13), date(2027, 4, 14))
        assert str(event["TRANSP"]) == "TRANSPARENT"


def test_place_and_details_say_what_the_entry_says(classy: Project) -> None:
    found = calendars(classy.root)
    [first] = events(found["class/grid-class/grid-class.2027-04-13-1.ics"])
    assert str(first["LOCATION"]) == "教室一;甲,乙", "commas and semicolons are escaped and read back"
    assert str(first["DESCRIPTION"]).split("\n") == [
        "班次：网格培训班",
        "教学方法：讲授式",
        "主持：班主任",
        "学时：1.5",
    ]
    [second] = events(found["class/grid-class/grid-class.2027-04-13-2.ics"])
    assert str(second["LOCATION"]) == "国门，门前"
    [third] = events(found["class/grid-class/grid-class.2027-04-13-3.ics"])
    assert "LOCATION" not in third


def test_examples_say_so_in_the_calendar(ours: dict[str, bytes], classy: Project) -> None:
    assert all("示例" in str(event["DESCRIPTION"]) for content in ours.values() for event in events(content))
    assert all("示例" not in str(e["DESCRIPTION"]) for c in calendars(classy.root).values() for e in events(c))


def test_a_session_that_moves_keeps_its_uid(classy: Project) -> None:
    def uids() -> list[str]:
        return [str(event["UID"]) for event in events(calendars(classy.root)["class/grid-class/grid-class.ics"])]

    before = uids()
    assert len(set(before)) == 5
    classy.replace("courses/class/grid-class.yml", 'start: "07:30", end: "09:00"', 'start: "10:30", end: "11:45"')
    classy.replace("courses/class/grid-class.yml", "门前", "门后")
    assert uids() == before
    classy.replace("courses/class/grid-class.yml", "{date: 2027-04-13, slot: 上午", "{date: 2027-04-14, slot: 下午")
    assert sorted(uids()) == sorted(before), "on another day too"
    classy.replace("courses/class/grid-class.yml", "{date: 2027-04-14, slot: 下午", "{date: 2027-04-13, slot: 上午")
    classy.replace("courses/class/grid-class.yml", "title: 续", "title: 完")
    assert [uid in before for uid in uids()] == [True, True, False, True, True]


def test_the_url_is_there_only_where_the_site_has_an_address(classy: Project) -> None:
    without = calendars(classy.root)
    assert all("URL" not in event for content in without.values() for event in events(content))
    there = calendars(classy.root, Links(base="https://example.org/kb/"))
    [event] = events(there["class/grid-class/grid-class.2027-04-13-2.ics"])
    assert str(event["URL"]) == "https://example.org/kb/class/grid-class/#s-2027-04-13-2"


def test_site_url_reaches_the_files_and_the_anchor_is_on_the_page(classy: Project) -> None:
    classy.write("mkdocs.yml", "site_name: x\nsite_url: https://example.org/kb\ntheme: material\nplugins: [hongke]\n")
    assert build_site(classy.root, None, strict=True) == 0
    built = classy.root / "site/class/grid-class/grid-class.2027-04-13-2.ics"
    [event] = events(built.read_bytes())
    base, anchor = str(event["URL"]).split("#")
    assert base == "https://example.org/kb/class/grid-class/"
    assert page(classy.root / "site", "class/grid-class/").cssselect(f"#{anchor}")
    assert build_site(classy.root, classy.root / "folder", strict=True, portable=True) == 0
    assert b"URL:" not in (classy.root / "folder/class/grid-class/grid-class.ics").read_bytes()


def test_two_builds_give_the_same_bytes(ours: dict[str, bytes]) -> None:
    assert all_of_the_repository() == ours


def test_a_class_whose_name_looks_like_a_session_loses_no_file(classy: Project) -> None:
    (classy.root / "courses/class/grid-class.yml").rename(classy.root / "courses/class/2027-04-13-1.yml")
    made = [asset.path for asset in build(classy.root).assets]
    assert len(made) == len(set(made))
