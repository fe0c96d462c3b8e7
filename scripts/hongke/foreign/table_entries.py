"""A foreign table by its map to entries of any kind: read, put together, checked as if they were in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from hongke.catalogue import Catalogue
from hongke.fields import model_at
from hongke.foreign.imported import Candidate, Imported, already_there, complaints_of, entry_file
from hongke.foreign.places import Places
from hongke.foreign.sheet import Row, Sheet, plain
from hongke.foreign.slug import free, slug
from hongke.foreign.table_map import MapFile
from hongke.foreign.table_rows import Part, TableRows, tree_of
from hongke.kinds import Kind
from hongke.load.loading import Loading
from hongke.problems import Place, Problem, Severity, has_errors, in_order, nearest, problem
from hongke.source.tree import Mapping as MappingNode
from hongke.source.tree import Node, Scalar
from hongke.source.tree import Path as TreePath


def import_table(
    sheets: Sequence[Sheet], kind: Kind, found: MapFile, catalogue: Catalogue, loading: Loading
) -> Imported:
    """Return the entries that a table comes to. `loading` tells whether a name can be an id."""
    problems: list[Problem] = []
    sheet = _sheet(sheets, found, problems)
    if sheet is None:
        return Imported(problems=in_order(problems))
    header, columns = _header(sheet, found, problems)
    if has_errors(problems):
        return Imported(problems=in_order(problems))
    places = Places()
    table = TableRows(sheet, found, kind, columns, places, problems)
    rows = [row for row in sheet.rows if row.number > header.number]
    parts = list(table.entries(rows))
    candidates: list[Candidate] = []
    bad_rows = {said.place.line for said in problems if said.code == "HK713"}
    refused: set[str] = set()
    taken = {address.partition("/")[2] for address in (*catalogue.entries, *catalogue.failed) if address.startswith(f"{kind.name}/")}  # fmt: skip
    for group, part in parts:
        name = _id(group, part, taken, table, catalogue, loading)
        if name:
            taken.add(name)
            part.values.setdefault("status", places.text(found.values.status, part.at))
            candidates.append(Candidate(kind, name, tree_of(part, places)))
            if any(row.number in bad_rows for row in group):
                refused.add(name)
    kept = _sound(candidates, refused, catalogue, places, problems)
    files = tuple(entry_file(kind, candidate.id, values_of(candidate.tree, kind.model)) for candidate in kept)
    summary = (
        ("条目", "编号"),
        *((str(values_of(candidate.tree, kind.model).get("title")), candidate.id) for candidate in kept[:20]),
        *((("……", f"另有 {len(kept) - 20} 个"),) if len(kept) > 20 else ()),
        ("导入", str(len(kept))),
        ("没有导入", str(len(parts) - len(kept))),
    )
    return Imported(files, in_order(problems), summary)


def _sheet(sheets: Sequence[Sheet], found: MapFile, problems: list[Problem]) -> Sheet | None:
    wanted = found.values.sheet
    full = [sheet for sheet in sheets if sheet.rows]
    if not full:
        problems.append(problem("HK702", Place(file=sheets[0].file if sheets else ""), "表里没有内容。", "看看是不是选错了文件。"))  # fmt: skip
        return None
    if wanted is None or not full[0].name:
        return full[0]
    names = [sheet.name for sheet in full]
    if wanted not in names:
        near = nearest(wanted, names)
        hint = f"是不是 “{near}”？" if near else f"有这些：{'、'.join(names)}。"
        problems.append(problem("HK711", found.place("sheet"), f"没有工作表 “{wanted}”。", hint))
        return None
    return full[names.index(wanted)]


def _header(sheet: Sheet, found: MapFile, problems: list[Problem]) -> tuple[Row, Mapping[str, int]]:
    """Return the header's row, and where the columns stand that the map names."""
    wanted: dict[str, TreePath] = {}
    for number, column in enumerate(found.values.columns):
        wanted.setdefault(column.column, ("columns", number, "column"))
    for name in ("group_by", "id_column"):
        said = getattr(found.values, name)
        if said:
            wanted.setdefault(said, (name,))
    keys = {plain(name) for name in wanted}
    rows = [row for row in sheet.rows if found.values.header_row in (None, row.number)][:30]
    header = max(rows, key=lambda row: len(keys & set(map(plain, row.cells))), default=Row(1, ()))
    at: dict[str, int] = {}
    for column_, text in enumerate(header.cells):
        at.setdefault(plain(text), column_)
    titles = [text for text in header.cells if text]
    for name, path in wanted.items():
        if plain(name) not in at:
            near = nearest(name, titles)
            hint = f"是不是 “{near}”？" if near else f"表头（第 {header.number} 行）有：{'、'.join(titles)}。"
            problems.append(problem("HK711", found.place(*path), f"表里没有 “{name}” 这一列。", hint))
    unused = [text for text in titles if plain(text) not in keys]
    if unused and not has_errors(problems):
        message = f"这些列没有用：{'、'.join(unused)}。"
        problems.append(problem("HK703", sheet.place(header.number), message, "要用就写进映射文件，不用就不管。"))
    return header, {name: at[plain(name)] for name in wanted if plain(name) in at}


def _id(
    group: list[Row], part: Part, taken: set[str], table: TableRows, catalogue: Catalogue, loading: Loading
) -> str | None:
    """Return the id of an entry, or None with a problem."""
    kind, column = table.kind, table.map.values.id_column
    if column is not None:
        place = table.sheet.place(group[0].number, table.columns[column])
        name = group[0].cell(table.columns[column]).lower()
        if not name or not loading.sound_id(name, ""):
            message = f"“{name}” 不能用作编号。" if name else "没有编号。"
            table.problems.append(problem("HK714", place, message, "只用小写字母、数字和连字符，如 wangfu-grid。"))
            return None
        if name in taken:
            table.problems.append(already_there(kind, name, place))
            return None
        return name
    node = part.values.get("title")
    title = node.text if isinstance(node, Scalar) else ""
    name = slug(title, kind.name)
    there = catalogue.get(f"{kind.name}/{name}")
    if there is not None and there.model.title == title:
        table.problems.append(already_there(kind, name, table.sheet.place(group[0].number)))
        return None
    return free(name, taken)


def _sound(
    candidates: list[Candidate], refused: set[str], catalogue: Catalogue, places: Places, problems: list[Problem]
) -> list[Candidate]:
    """Return the candidates that pass every check and are not refused already, the problems of the others told.

    What names an entry that is left out is left out as well, so that the check is made again until all pass.
    """
    while candidates:
        said = complaints_of(candidates, catalogue, places)
        problems += [found for told in said.values() for _, found in told]
        sound = [
            candidate
            for candidate in candidates
            if candidate.id not in refused
            and not any(found.severity is Severity.ERROR for _, found in said[candidate.id])
        ]
        if len(sound) == len(candidates):
            break
        candidates = sound
    return candidates


def values_of(node: Node, model: type[BaseModel], path: TreePath = ()) -> Any:
    """Return the values of a tree as they are written, fields in the order of the model."""
    if isinstance(node, Scalar):
        return node.value
    if not isinstance(node, MappingNode):
        return [values_of(child, model, (*path, number)) for number, child in enumerate(node.items)]
    owner = model_at(model, path)
    order = [name for name in owner.model_fields if name in node.items] if owner else list(node.items)
    return {name: values_of(node.items[name], model, (*path, name)) for name in order}
