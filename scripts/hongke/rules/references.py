"""Rules on references: they exist, they are of the right kind, they do not run in circles or to drafts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from hongke.catalogue import Catalogue, Entry, references_of
from hongke.kinds import KINDS
from hongke.model.marks import Ref
from hongke.model.programme import Programme
from hongke.problems import Problem, nearest, problem


def broken_reference(catalogue: Catalogue) -> Iterator[Problem]:
    """HK201, HK202, HK301: a field or a `[[link]]` names an entry that exists, of a kind the field takes."""
    by_kind: dict[str, list[str]] = {}
    for address in catalogue.entries:
        by_kind.setdefault(address.split("/")[0], []).append(address)
    known = catalogue.entries.keys() | catalogue.failed
    for document in catalogue.documents:
        if isinstance(document, Entry) and all(
            _sound(address, kinds, known) for address, kinds in document.record.refs
        ):
            continue
        for reference in references_of(document):
            found = _complaint(reference.address, reference.leaf.ref, catalogue, by_kind)
            if found:
                code, message, hint = found
                yield problem(code, reference.place, message, hint)
    for loose in catalogue.loose:
        found = _complaint(loose.address, loose.ref, catalogue, by_kind)
        if found:
            code, message, hint = found
            yield problem(code, loose.place, message, hint)


def _sound(address: str, kinds: tuple[str, ...] | None, known: Set[str]) -> bool:
    return address in known and (not kinds or address.partition("/")[0] in kinds)


def _complaint(
    address: str, ref: Ref | None, catalogue: Catalogue, by_kind: Mapping[str, list[str]]
) -> tuple[str, str, str] | None:
    kinds = ref.kinds if ref else ()
    if kinds and address.split("/")[0] not in kinds:
        wanted = "、".join(f"{name}/…（{KINDS[name].label}）" for name in kinds)
        return "HK202", f"“{address}” 的种类不对。", f"这里要写 {wanted}。"
    if address in catalogue.entries or address in catalogue.failed:
        return None
    return "HK201" if ref else "HK301", f"“{address}” 不存在。", _advice(address, kinds, catalogue, by_kind)


def _advice(address: str, kinds: tuple[str, ...], catalogue: Catalogue, by_kind: Mapping[str, list[str]]) -> str:
    if address in catalogue.aliases:
        return f"这是旧地址，请改成 “{catalogue.aliases[address]}”。"
    allowed = [known for kind in kinds or by_kind for known in by_kind.get(kind, ())]
    near = nearest(address, by_kind.get(address.split("/")[0], ())) or nearest(address, allowed)
    return (
        f"是不是 “{near}（{catalogue.entries[near].record.title}）”？" if near else "检查种类和编号，编号就是文件名。"
    )


def published_names_draft(catalogue: Catalogue) -> Iterator[Problem]:
    """HK206: nothing published links to a draft, which is not built."""
    if catalogue.options.drafts:
        return
    drafts = {address for address, entry in catalogue.entries.items() if entry.record.status == "draft"}
    for document in catalogue.documents if drafts else ():
        if isinstance(document, Entry) and (
            document.address in drafts or drafts.isdisjoint(address for address, _ in document.record.refs)
        ):
            continue
        for reference in references_of(document):
            if reference.address in drafts:
                title = catalogue.entries[reference.address].record.title
                message = f"已发布的内容引用了草稿 “{reference.address}（{title}）”。"
                yield problem("HK206", reference.place, message, "先发布那一条，或去掉这处引用。")


def address_clash(catalogue: Catalogue) -> Iterator[Problem]:
    """HK203: no old address is another entry's address, or claimed twice."""
    claimed: dict[str, str] = {}
    for entry in catalogue.entries.values():
        for index, alias in enumerate(entry.record.aliases):
            place = entry.place(("aliases", index))
            if alias == entry.address:
                yield problem("HK203", place, f"旧地址 “{alias}” 就是这个条目现在的地址。", "删去这个旧地址。")
            elif alias in catalogue.entries or alias in catalogue.failed:
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
            entry.address: getattr(entry.record, field)
            for entry in catalogue.all_of_kind("course")
            if getattr(entry.record, field)
        }
        for chain in _circles(edges):
            first, following = chain[0], chain[1 % len(chain)]
            where = catalogue.entries[first].place((field, edges[first].index(following)))
            round_trip = " → ".join((*chain, first))
            yield problem("HK213", where, f"{advice}课程成了环：{round_trip}。", "去掉环里的一处引用。")
    if any(entry.record.prerequisites for entry in catalogue.all_of_kind("course")):
        for entry in catalogue.all_of_kind("programme"):
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
        for needed in target.record.prerequisites if target else ():
            if order.get(needed, -1) > number:
                message = f"“{ref}” 排在它的先修课程 “{needed}” 之前。"
                yield problem("HK213", entry.place(path), message, "调换两者的先后。")


def _circles(edges: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Give each circle once, from its first address on, found by one walk in depth (white, grey and black nodes)."""
    done: set[str] = set()
    told: set[frozenset[str]] = set()
    for root in sorted(edges):
        if root in done:
            continue
        path, work = [root], [iter(edges[root])]
        while work:
            following = next(work[-1], None)
            if following is None:
                work.pop()
                done.add(path.pop())
            elif following in path:
                circle_found = path[path.index(following) :]
                if frozenset(circle_found) not in told:
                    told.add(frozenset(circle_found))
                    start = circle_found.index(min(circle_found))
                    yield tuple(circle_found[start:] + circle_found[:start])
            elif following not in done:
                path.append(following)
                work.append(iter(edges.get(following, ())))
