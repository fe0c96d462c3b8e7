"""The one table of kinds: folder, Chinese label, model, template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hongke.model.base import EntryModel
from hongke.model.case import Case
from hongke.model.course import Course
from hongke.model.knowledge import Material, Rule, Term
from hongke.model.people import Lecturer, Platform, Provider
from hongke.model.place import Route, Site
from hongke.model.programme import Programme
from hongke.model.quiz import Quiz
from hongke.model.training_class import TrainingClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of entry.

    `name` is folder, reference prefix and URL in one; `label` is the Chinese name and `unit` its measure word;
    `lead` is the sentence under the index's title; `icon` a Material icon; `template` the page's template, None while
    the kind has no page; `markdown` marks the kind whose entries are Markdown pages under `docs/`.
    """

    name: str
    label: str
    unit: str
    lead: str
    icon: str
    model: type[EntryModel]
    template: str | None = None
    markdown: bool = False


KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            name="course", label="课程", unit="门", icon="school-outline", model=Course, template="course.html.j2",
            lead="每门课写明学完能做什么、为谁准备、多少学时、分几个单元；标有“示例”的是教学安排示意，可按本单位情况调整。",
        ),
        Kind(
            name="case", label="典型案例", unit="个", icon="text-box-search-outline", model=Case, template="case.html.j2",
            lead="每个案例分背景、做法、成效、启示，数字逐项注明出处，并附思考题。",
        ),
        Kind(
            name="site", label="现场教学点", unit="处", icon="map-marker-radius-outline", model=Site, template="site.html.j2",
            lead="可以带学员去上课的地方，以及怎样把参观上成一堂课。",
        ),
        Kind(
            name="materials", label="学习资料", unit="篇", icon="file-document-outline", model=Material,
            template="material.html.j2", markdown=True, lead="评论摘编、活动方案和学习提纲，可以直接用在课前和课后。",
        ),
        Kind(
            name="provider", label="办学单位", unit="家", icon="bank-outline", model=Provider, template="provider.html.j2",
            lead="开设课程、承办培训的单位。",
        ),
        Kind(
            name="platform", label="学习平台", unit="个", icon="laptop", model=Platform, template="platform.html.j2",
            lead="学员还可以在哪里学。这里不提供网址，请从本单位公布的入口进入。",
        ),
        Kind(
            name="term", label="术语", unit="条", icon="book-open-page-variant-outline", model=Term, template="term.html.j2",
            lead="课程和案例里的常用词，一两句话说清楚。",
        ),
        Kind(name="programme", label="学习路径", unit="条", icon="map-outline", model=Programme, lead=""),
        Kind(name="class", label="培训班次", unit="期", icon="calendar-outline", model=TrainingClass, lead=""),
        Kind(name="route", label="教学线路", unit="条", icon="map-marker-path", model=Route, lead=""),
        Kind(name="lecturer", label="师资", unit="位", icon="account-tie-outline", model=Lecturer, lead=""),
        Kind(name="quiz", label="题库", unit="套", icon="pencil-outline", model=Quiz, lead=""),
        Kind(name="rule", label="学时规定", unit="条", icon="scale-balance", model=Rule, lead=""),
    )
}  # fmt: skip
"""Kinds in the order in which the site shows them."""
