"""The one table of kinds: folder, Chinese label, model, template."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from hongke.model.base import EntryModel
from hongke.model.case import Case
from hongke.model.course import Course
from hongke.model.knowledge import Material, Rule, Term
from hongke.model.people import Lecturer, Platform, Provider
from hongke.model.place import Route, Site
from hongke.model.programme import Programme
from hongke.model.quiz import Quiz
from hongke.model.training_class import TrainingClass


class Kind(Struct, frozen=True, kw_only=True):
    """A kind of entry.

    `name` is folder, reference prefix and URL in one; `label` is the Chinese name and `unit` its measure word;
    `lead` is the sentence under the index's title; `icon` a Material icon; `template` the page's template; `tab` the kind
    under whose tab it stands, where it has none of its own; `markdown` marks the kind whose entries are Markdown pages
    under `docs/`.
    """

    name: str
    label: str
    unit: str
    lead: str
    icon: str
    model: type[EntryModel]
    template: str
    tab: str = ""
    markdown: bool = False

    @property
    def section(self) -> str:
        """Address of the section whose tab is lit on the kind's pages."""
        return self.tab or self.name

    def __reduce__(self) -> tuple[Callable[[str], Kind], tuple[str]]:
        """Pickle a kind as its name: there is one of each."""
        return _named, (self.name,)


def _named(name: str) -> Kind:
    return KINDS[name]


def kinds_of_section(section: str) -> tuple[Kind, ...]:
    """Return the kinds that share a tab, the one it is named after first."""
    return tuple(kind for kind in KINDS.values() if kind.section == section)


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
            name="provider", label="办学单位", unit="家", icon="bank-outline", model=Provider, template="provider.html.j2", tab="course",
            lead="开设课程、承办培训的单位。",
        ),
        Kind(
            name="platform", label="学习平台", unit="个", icon="laptop", model=Platform, template="platform.html.j2", tab="materials",
            lead="学员还可以在哪里学。这里不提供网址，请从本单位公布的入口进入。",
        ),
        Kind(
            name="term", label="术语", unit="条", icon="book-open-page-variant-outline", model=Term, template="term.html.j2", tab="materials",
            lead="课程和案例里的常用词，一两句话说清楚。",
        ),
        Kind(
            name="programme", label="学习路径", unit="条", icon="map-outline", model=Programme,
            template="programme.html.j2", tab="course", lead="把课程、案例和资料排成一条路，写明必修、选修和学时。",
        ),
        Kind(
            name="class", label="培训班次", unit="期", icon="calendar-outline", model=TrainingClass,
            template="class.html.j2", tab="course", lead="按天、按时段排好的课程表；标有“示例”的班次供办班时参考，不是开班通知。",
        ),
        Kind(
            name="route", label="教学线路", unit="条", icon="map-marker-path", model=Route,
            template="route.html.j2", tab="site", lead="把几个教学点连成半日或一日，一站一站写明时间和活动。",
        ),
        Kind(
            name="lecturer", label="师资", unit="位", icon="account-tie-outline", model=Lecturer,
            template="lecturer.html.j2", tab="course", lead="上课的人和团队，按公开的职务介绍。",
        ),
        Kind(
            name="quiz", label="题库", unit="套", icon="pencil-outline", model=Quiz, template="quiz.html.j2",
            lead="学完测一测。每道题都有解析，并链接到站内写着答案的页面。",
        ),
        Kind(
            name="rule", label="学时规定", unit="条", icon="scale-balance", model=Rule,
            template="rule.html.j2", tab="materials", lead="谁一年要学多少、依据哪份文件、现在是否有效。",
        ),
    )
}  # fmt: skip
"""Kinds in the order in which the site shows them."""
