"""A Word document to a draft study material, its pictures in a folder beside."""

from __future__ import annotations

from msgspec.structs import replace

from hongke.catalogue import Catalogue, Entry
from hongke.foreign.entry_text import entry_text
from hongke.foreign.imported import Imported, NewFile, already_there
from hongke.foreign.sheet import clean
from hongke.foreign.slug import slug
from hongke.foreign.word_document import WordDocument
from hongke.foreign.word_markdown import first_words, markdown_of, take_title
from hongke.kinds import KINDS
from hongke.model.knowledge import Material
from hongke.problems import Place, Problem, has_errors, in_order, problem
from hongke.rules.check import check
from hongke.source.text import MAX_BYTES

_KIND = KINDS["materials"]


def material_id(stem: str, name: str | None) -> str:
    """Return the id of the material that a file of this name becomes."""
    return name or slug(stem, "material")


def import_material(found: WordDocument, file: str, stem: str, name: str, catalogue: Catalogue) -> Imported:
    """Return the material, checked as if it were in the catalogue."""
    top = Place(file=file)
    problems: list[Problem] = list(found.remarks)
    if f"{_KIND.name}/{name}" in {*catalogue.entries, *catalogue.failed}:
        return Imported(problems=in_order([*problems, already_there(_KIND, name, top)]))
    title = clean(take_title(found.soup) or stem)[:300]
    summary = clean(first_words(found.soup)) or title
    body = _seen(markdown_of(found.soup))
    if not body.strip():
        return Imported(
            problems=in_order([*problems, problem("HK702", top, "文档里没有内容。", "看看是不是选错了文件。")])
        )
    head = entry_text({"title": title, "summary": summary, "status": "draft"})
    text = f"---\n{head}---\n\n{body}".encode()
    if len(text) > MAX_BYTES:
        problems.append(problem("HK701", top, "文字太长，一个文件放不下。", "拆成几篇再导入。"))
    problems += _checked(Material(title=title, summary=summary, status="draft"), name, body, found, top, catalogue)
    files = [NewFile(f"docs/materials/{name}.md", text)]
    files += [NewFile(f"docs/materials/{picture}", data) for picture, data in found.pictures.items()]
    table = (
        ("学习资料", f"materials/{name}"),
        ("标题", title),
        ("字数", str(len("".join(found.soup.get_text().split())))),
        ("图片", str(len(found.pictures))),
    )
    return Imported(() if has_errors(problems) else tuple(files), in_order(problems), table)


def _seen(body: str) -> str:
    """Return the Markdown without what no catalogue file may hold; breaks at the ends of lines stay."""
    return "\n".join(
        clean(line) + ("  " if line.endswith("  ") else "")
        if not line.startswith(" ")
        else line[: len(line) - len(line.lstrip(" "))] + clean(line)
        for line in body.split("\n")
    )


def _checked(
    model: Material, name: str, body: str, found: WordDocument, top: Place, catalogue: Catalogue
) -> list[Problem]:
    """Return what the rules say of the material; Word has no lines, so that each stands at the file."""
    file = f"\0{name}"
    entry = Entry(data=model, file=file, body=body, kind=_KIND, id=name)
    joined = catalogue.replaced(
        entries={**catalogue.entries, entry.address: entry},
        files=catalogue.files | {f"materials/{picture}" for picture in found.pictures},
    )
    return [replace(said, place=top) for said in check(joined) if said.place.file == file]
