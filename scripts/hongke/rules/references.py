"""Rules on references: they exist, they are of the right kind, they do not run in circles or to drafts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hongke.catalogue import Catalogue, Entry, Reference
from hongke.kinds import KINDS
from hongke.model.course import Course
from hongke.model.programme import Programme
from hongke.problems import Place, Problem, nearest, problem


def broken_reference(catalogue: Catalogue) -> Iterator[Problem]:
    """HK201, HK202, HK301: a field or a `[[link]]` names an entry that exists, of a kind the field takes."""
    ids: dict[str, list[str]] = {}
    for address in catalogue.entries:
        ids.setdefault(address.split("/")[0], []).append(address)
    for reference in catalogue.references:
        address = reference.address
        mark = reference.leaf.ref
        kind = address.split("/")[0]
        if mark and mark.kinds and kind not in mark.kinds:
            wanted = "、".join(f"{name}/…（{KINDS[name].label}）" for name in mark.kinds)
            yield problem("HK202", _place(reference), f"“{address}” 的种类不对。", f"这里要写 {wanted}。")
        elif address not in catalogue.entries and address not in catalogue.failed:
            code = "HK201" if mark else "HK301"
            yield problem(code, _place(reference), f"“{address}” 不存在。", _advice(address, catalogue, ids))


def _advice(address: str, catalogue: Catalogue, ids: Mapping[str, list[str]]) -> str:
    if address in catalogue.aliases:
        return f"这是旧地址，请改成 “{catalogue.aliases[address]}”。"
    near = nearest(address, ids.get(address.split("/")[0], ())) or nearest(address, catalogue.entries)
    return f"是不是 “{near}（{catalogue.entries[near].model.title}）”？" if near else "检查种类和编号，编号就是文件名。"


def published_names_draft(catalogue: Catalogue) -> Iterator[Problem]:
    """HK206: nothing published links to a draft, which is not built."""
    if catalogue.options.drafts:
        return
    for reference in catalogue.references:
        target = catalogue.get(reference.address)
        source = reference.source
        is_draft = isinstance(source, Entry) and source.model.status == "draft"
        if target is not None and target.model.status == "draft" and not is_draft:
            message = f"已发布的内容引用了草稿 “{reference.address}（{target.model.title}）”。"
            yield problem("HK206", _place(reference), message, "先发布那一条，或去掉这处引用。")


def address_clash(catalogue: Catalogue) -> Iterator[Problem]:
    """HK203: no old address is another entry's address, or claimed twice."""
    claimed: dict[str, str] = {}
    for entry in catalogue.entries.values():
        for index, alias in enumerate(entry.model.aliases):
            place = entry.place(("aliases", index))
            if alias in catalogue.entries or alias in catalogue.failed:
                yield problem(
                    "HK203", place, f"旧地址 “{alias}” 现在是另一个条目的地址。", "删去这个旧地址，或给那个条目改名。"
                )
            elif alias.split("/")[0] not in KINDS:
                yield problem(
                    "HK203", place, f"旧地址 “{alias}” 不是条目的地址。", f"开头要是种类：{'、'.join(KINDS)}。"
                )
            elif alias in claimed:
                message = f"旧地址 “{alias}” 已经由 {claimed[alias]} 占用。"
                yield problem("HK203", place, message, "一个旧地址只能转到一个条目。")
            claimed.setdefault(alias, entry.address)


def circle(catalogue: Catalogue) -> Iterator[Problem]:
    """HK213: prerequisites, what follows, and what programmes contain never lead back to where they began."""
    for field, advice in (("prerequisites", "先修"), ("follow_up", "后续")):
        edges: dict[str, tuple[str, ...]] = {
            entry.address: getattr(entry.model, field)
            for entry in catalogue.entries.values()
            if isinstance(entry.model, Course) and getattr(entry.model, field)
        }
        for start in _on_circles(edges):
            entry = catalogue.entries[start]
            where = entry.place((field, 0))
            yield problem("HK213", where, f"{advice}课程成了环：从 {start} 出发又回到它自己。", "去掉环里的一处引用。")
    for entry in catalogue.entries.values():
        if isinstance(entry.model, Programme):
            yield from _order_against_prerequisites(entry, catalogue)


def _order_against_prerequisites(entry: Entry, catalogue: Catalogue) -> Iterator[Problem]:
    """A programme that puts a course before its own prerequisite sends the learner round in a circle."""
    programme = entry.model
    if not isinstance(programme, Programme):
        return
    steps = [
        (item.ref, ("sections", number, "items", index, "ref"))
        for number, section in enumerate(programme.sections)
        for index, item in enumerate(section.items)
    ]
    order = {ref: number for number, (ref, _) in reversed(list(enumerate(steps)))}
    for number, (ref, path) in enumerate(steps):
        target = catalogue.get(ref)
        for needed in target.model.prerequisites if target and isinstance(target.model, Course) else ():
            if order.get(needed, -1) > number:
                message = f"“{ref}” 排在它的先修课程 “{needed}” 之前。"
                yield problem("HK213", entry.place(path), message, "调换两者的先后。")


def _on_circles(edges: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the nodes from which the edges lead back, smallest first; one search over all nodes (Tarjan 1972)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    found: list[str] = []
    for root in sorted(edges):
        if root in index:
            continue
        work = [(root, iter(edges[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(edges.get(target, ()))))
                    break
                if target in on_stack:
                    low[node] = min(low[node], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    at = stack.index(node)
                    part, stack[at:] = stack[at:], []
                    on_stack.difference_update(part)
                    if len(part) > 1 or node in edges.get(node, ()):
                        found.append(min(part))
    return sorted(found)


def _place(reference: Reference) -> Place:
    if reference.leaf.ref:
        return reference.source.place(reference.leaf.path)
    return reference.source.text_place(reference.leaf, f"[[{reference.address}")
