"""A workbook of plain sheets as the bytes of its file."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import date
from importlib import resources

from hongke.spreadsheet.archive import archive, packed, shared
from hongke.spreadsheet.sheet import DATE, NUMBER_FORMATS, Sheet, Style, Styles, escaped, kept, sheet_xml

_MAKER = "hongke"
_DUBLIN_CORE = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
_TERMS = (
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:type="dcterms:W3CDTF"'
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats"
_SHEETS = "/xl/worksheets/sheet"
_WRAPPED = '<alignment vertical="top" wrapText="1"/>'
_CENTRED = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
_UNTOUCHED = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" pivotButton="0" quotePrefix="0" xfId="0"/>'


def book_bytes(title: str, changed: date, sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook, dated by what it is made of and not by the clock."""
    styles = Styles()
    made = [packed(sheet_xml(sheet, styles)) for sheet in sheets]
    names = tuple(sheet.name for sheet in sheets)
    return archive(
        [
            ("docProps/app.xml", shared(_part("app.xml"))),
            ("docProps/core.xml", packed(_properties(title, changed))),
            ("xl/theme/theme1.xml", shared(_part("theme.xml"))),
            *((f"{_SHEETS[1:]}{number}.xml", member) for number, member in enumerate(made, 1)),
            ("xl/styles.xml", shared(_styles(tuple(styles.found)))),
            ("_rels/.rels", shared(_part("package.rels"))),
            ("xl/workbook.xml", shared(_contents(names))),
            ("xl/_rels/workbook.xml.rels", shared(_relations(len(names)))),
            ("[Content_Types].xml", shared(_content_types(len(names)))),
        ]
    )


@functools.cache
def _part(name: str) -> bytes:
    return resources.files("hongke.spreadsheet").joinpath("parts", name).read_bytes()


def _properties(title: str, changed: date) -> bytes:
    day = f"{changed.isoformat()}T00:00:00Z"
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">'
        f"<dc:creator {_DUBLIN_CORE}>{_MAKER}</dc:creator><dc:title {_DUBLIN_CORE}{kept(title)}>{escaped(title)}</dc:title>"
        f"<dcterms:created {_TERMS}>{day}</dcterms:created><dcterms:modified {_TERMS}>{day}</dcterms:modified>"
        f"<cp:lastModifiedBy>{_MAKER}</cp:lastModifiedBy></cp:coreProperties>"
    ).encode()


@functools.cache
def _styles(found: tuple[Style, ...]) -> bytes:
    own = sorted({style.format for style in found if NUMBER_FORMATS[style.format] >= NUMBER_FORMATS[DATE]})
    formats = "".join(f'<numFmt numFmtId="{NUMBER_FORMATS[name]}" formatCode="{name}"/>' for name in own)
    named = f'<numFmts count="{len(own)}">{formats}</numFmts>' if own else '<numFmts count="0"/>'
    cells = "".join(map(_cell_format, found))
    whole = _part("styles.xml").decode().replace("@number-formats@", named)
    return whole.replace("@cell-formats@", f'<cellXfs count="{len(found) + 1}">{_UNTOUCHED}{cells}</cellXfs>').encode()


def _cell_format(style: Style) -> str:
    start = f'<xf numFmtId="{NUMBER_FORMATS[style.format]}" fontId="{1 if style.heading else 0}"'
    start += f' fillId="{2 if style.heading else 0}" borderId="{1 if style.border else 0}"'
    end = ' pivotButton="0" quotePrefix="0" xfId="0"'
    if style.border and not style.heading:
        return f"{start}{end}/>"
    return f'{start} applyAlignment="1"{end}>{_CENTRED if style.heading else _WRAPPED}</xf>'


@functools.cache
def _contents(names: tuple[str, ...]) -> bytes:
    """Return the list of sheets, each with its first row to be printed on every page."""
    sheets = "".join(
        f'<sheet xmlns:r="{_OFFICE}" name="{name}" sheetId="{number}" state="visible" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    repeated = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">\'{name}\'!$1:$1</definedName>'
        for number, name in enumerate(names)
    )
    return (
        f'<workbook xmlns="{_MAIN}"><workbookPr/><workbookProtection/><bookViews>'
        '<workbookView visibility="visible" minimized="0" showHorizontalScroll="1" showVerticalScroll="1" '
        'showSheetTabs="1" tabRatio="600" firstSheet="0" activeTab="0" autoFilterDateGrouping="1"/></bookViews>'
        f"<sheets>{sheets}</sheets><definedNames>{repeated}</definedNames>"
        '<calcPr calcId="124519" fullCalcOnLoad="1"/></workbook>'
    ).encode()


@functools.cache
def _relations(count: int) -> bytes:
    targets = [("worksheet", f"{_SHEETS}{number}.xml") for number in range(1, count + 1)]
    targets += [("styles", "styles.xml"), ("theme", "theme/theme1.xml")]
    listed = "".join(
        f'<Relationship Type="{_OFFICE}/{what}" Target="{target}" Id="rId{number}"/>'
        for number, (what, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'.encode()


@functools.cache
def _content_types(count: int) -> bytes:
    sheet = f"{_TYPES}-officedocument.spreadsheetml.worksheet+xml"
    parts = [
        ("/xl/styles.xml", f"{_TYPES}-officedocument.spreadsheetml.styles+xml"),
        ("/xl/theme/theme1.xml", f"{_TYPES}-officedocument.theme+xml"),
        ("/docProps/core.xml", f"{_TYPES}-package.core-properties+xml"),
        ("/docProps/app.xml", f"{_TYPES}-officedocument.extended-properties+xml"),
        *((f"{_SHEETS}{number}.xml", sheet) for number in range(1, count + 1)),
        ("/xl/workbook.xml", f"{_TYPES}-officedocument.spreadsheetml.sheet.main+xml"),
    ]
    listed = "".join(f'<Override PartName="{name}" ContentType="{what}"/>' for name, what in parts)
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_TYPES}-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    ).encode()
