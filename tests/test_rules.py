"""What the rules must let pass; what they must refuse is in tests/golden/rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Project
from hongke.rules.privacy import _identity_checks, _luhn_checks
from hongke.rules.references import _circles


@pytest.mark.parametrize(
    "text",
    [
        "2023 2024 2025 2026 四年",
        "时间 2026-05-05 2026-05-07",
        "投资 15000000000 元",
        "见 https://example.org/13900001111/a",
        "0482-1234567",
        "编号 1234567890123456",
    ],
)
def test_numbers_of_public_life_are_not_taken_for_personal_ones(text: str, project: Project) -> None:
    project.replace("courses/case/wangfu-grid.yml", "background: 流动人口多。", f"background: {text}")
    assert project.report() == ""


def test_trainers_notes_may_hold_a_telephone_number(project: Project) -> None:
    project.replace(
        "courses/course/grid.yml", "body: 从一个案例讲起。", "body: 从一个案例讲起。, notes: 联系 13900001111"
    )
    assert project.report() == ""


def test_the_check_digits_are_those_of_the_standards() -> None:
    # The example of GB 11643-1999 and a test number of the card industry.
    assert _identity_checks("11010519491231002X")
    assert not _identity_checks("110105194912310021")
    assert _luhn_checks("4111111111111111")
    assert not _luhn_checks("4111111111111112")


@given(
    st.dictionaries(
        st.sampled_from("abcdefgh"),
        st.lists(st.sampled_from("abcdefgh"), max_size=3, unique=True).map(tuple),
        max_size=8,
    )
)
def test_a_circle_is_told_exactly_when_there_is_one(edges: dict[str, tuple[str, ...]]) -> None:
    reach = {node: set(targets) for node, targets in edges.items()}
    for _ in range(8):
        for targets in reach.values():
            for target in tuple(targets):
                targets |= reach.get(target, set())
    circular = {node for node, targets in reach.items() if node in targets}
    found = list(_circles(edges))
    assert bool(found) == bool(circular)
    for chain in found:
        assert set(chain) <= circular
        for node, following in zip(chain, (*chain[1:], chain[0]), strict=True):
            assert following in edges[node]
    assert len({frozenset(chain) for chain in found}) == len(found)


def test_a_draft_may_name_a_draft(project: Project) -> None:
    project.write(
        "courses/term/a.yml", "title: 甲\nsummary: 甲。\ndefinition: 甲。\nstatus: draft\nsee_also: [term/b]\n"
    )
    project.write("courses/term/b.yml", "title: 乙\nsummary: 乙。\ndefinition: 乙。\nstatus: draft\n")
    assert project.report() == ""


def test_references_of_a_file_with_other_errors_are_checked_in_the_same_run(project: Project) -> None:
    project.replace("courses/course/grid.yml", "hours: 2", "hours: 零")
    project.replace("courses/course/grid.yml", "case/wangfu-grid", "case/wangfu-gird")
    assert [line.split(" ")[1] for line in project.report().splitlines()] == ["HK103", "HK201"]


def test_a_reference_to_a_file_that_cannot_be_read_is_not_told_as_well(project: Project) -> None:
    project.write("courses/case/wangfu-grid.yml", "title: [\n")
    assert [line.split(" ")[1] for line in project.report().splitlines()] == ["HK005"]
