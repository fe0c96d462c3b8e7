"""Rules on where things come from: sources, figures, pictures, and what is marked as an example."""

from __future__ import annotations

from collections.abc import Iterator

from hongke.catalogue import Entry
from hongke.keys import paths_of
from hongke.model.case import Case
from hongke.model.people import Provider
from hongke.problems import Problem, nearest, problem
from hongke.rules.surroundings import Surroundings


def case_without_source(entry: Entry, _around: Surroundings) -> Iterator[Problem]:
    """HK204: a published case says where it comes from."""
    if isinstance(entry.model, Case) and entry.model.status == "published" and not entry.model.sources:
        yield problem("HK204", entry.place(), "已发布的案例没有来源。", "补上 sources，或把 status 改成 draft。")


def unknown_source(entry: Entry, _around: Surroundings) -> Iterator[Problem]:
    """HK205: the source of a figure is one of the entry's own, and no two of them share an id."""
    ids = [source.id for source in entry.model.sources]
    for index, source_id in enumerate(ids):
        if source_id in ids[:index]:
            message = f"来源编号 “{source_id}” 用了两次。"
            yield problem("HK205", entry.place(("sources", index, "id")), message, "给其中一条换个编号。")
    for path, source_id in _cited(entry):
        if source_id not in ids:
            near = nearest(source_id, ids)
            hint = f"是不是 “{near}”？" if near else f"sources 里有：{'、'.join(ids) or '（空）'}。"
            yield problem("HK205", entry.place(path), f"来源编号 “{source_id}” 不在本条目的 sources 里。", hint)


def _cited(entry: Entry) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(entry.model, Case | Provider):
        for index, indicator in enumerate(entry.model.indicators):
            yield ("indicators", index, "source"), indicator.source
    if isinstance(entry.model, Provider):
        for index, topic in enumerate(entry.model.planned):
            yield ("planned", index, "source"), topic.source


def unknown_sample_path(entry: Entry, _around: Surroundings) -> Iterator[Problem]:
    """HK130: a path in `illustrative` names a field of the kind."""
    for index, path in enumerate(entry.model.illustrative):
        if path == "*":
            continue
        paths = paths_of(entry.kind.model)
        if path not in paths:
            near = nearest(path, paths if path.isascii() else paths.values())
            hint = f"是不是 “{near}”？" if near else "写字段名，里层用点连起来，如 units.minutes 或 教学单元.分钟。"
            yield problem("HK130", entry.place(("illustrative", index)), f"{entry.kind.label}没有字段 “{path}”。", hint)


def missing_photo(entry: Entry, around: Surroundings) -> Iterator[Problem]:
    """HK215: a picture's file lies below `docs/`."""
    for index, photo in enumerate(entry.model.photos if isinstance(entry.model, Case) else ()):
        if photo.file not in around.pictures:
            near = nearest(photo.file, around.pictures)
            hint = f"是不是 “{near}”？" if near else "写相对 docs/ 的路径，如 images/malaqin.jpg。"
            yield problem("HK215", entry.place(("photos", index, "file")), f"docs/ 下没有图片 “{photo.file}”。", hint)
