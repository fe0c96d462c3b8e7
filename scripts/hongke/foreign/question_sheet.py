"""Question sheets to quizzes: every sheet with a header, every row that makes a question, the rest reported by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from hongke.catalogue import Catalogue
from hongke.foreign.entry_text import entry_text
from hongke.foreign.imported import Candidate, Imported, NewFile, already_there, complaints_of, entry_file
from hongke.foreign.places import Places
from hongke.foreign.question_header import Header, find_header, header_problems, no_header
from hongke.foreign.question_row import question_of
from hongke.foreign.sheet import Row, Sheet, plain
from hongke.foreign.slug import slug
from hongke.kinds import KINDS
from hongke.model.quiz import QUESTION_TYPES
from hongke.problems import Place, Problem, Severity, in_order, problem
from hongke.source.text import MAX_BYTES
from hongke.source.tree import Node

_KIND = KINDS["quiz"]
_MOST_BYTES = MAX_BYTES - 50_000
"""How large a quiz may get before it is divided: room is left for what authors add."""


class _Question(Struct, frozen=True):
    """A question that a row came to, and where its cells stand."""

    sheet: Sheet
    row: int
    columns: Mapping[str, int]
    values: dict[str, Any]

    def place(self, name: str = "") -> Place:
        column = self.columns.get(name, self.columns.get("choices", 0) if name in ("A", "choices") else 0)
        return self.sheet.place(self.row, column)

    @property
    def where(self) -> str:
        """How a message names the row."""
        return f" {self.sheet.name}!{self.row} " if self.sheet.name else f"第 {self.row} 行"


def import_questions(sheets: tuple[Sheet, ...], title: str, name: str | None, catalogue: Catalogue) -> Imported:
    """Return the quiz that the sheets come to, called `title`, with the id `name` or one made from the title.

    A quiz too large for one file of a catalogue is divided.
    """
    problems: list[Problem] = []
    questions: list[_Question] = []
    headers = [(sheet, find_header(sheet)) for sheet in sheets if sheet.rows]
    read = 0
    for sheet, header in headers:
        if header is not None:
            problems += header_problems(header, sheet)
            rows = [row for row in sheet.rows if row.number > header.row.number and not _is_header_again(row, header)]
            read += len(rows)
            questions += _questions(rows, header, sheet, problems)
    if not any(header for _, header in headers):
        top = Place(file=sheets[0].file if sheets else title)
        problems += [no_header(sheet) for sheet, _ in headers] or [problem("HK702", top, "表里没有内容。", "看看是不是选错了文件。")]  # fmt: skip
        return Imported(problems=in_order(problems))
    for sheet, header in headers:
        if header is None:
            message = f"工作表 “{sheet.name}” 里没有题目的表头，没有读。"
            problems.append(problem("HK708", sheet.place(sheet.rows[0].number), message, "里面若有题目，补上“题干”和“答案”两列。"))  # fmt: skip
    questions = list(_once(questions, problems))
    name = name or slug(title, "quiz")
    while questions:
        bad = _refused(questions, name, title, catalogue, problems)
        if not bad:
            break
        questions = [question for number, question in enumerate(questions) if number not in bad]
    files = _files(questions, name, title) if questions else ()
    taken = [file for file in files if file.path.rpartition("/")[2][:-4] in _taken(catalogue)]
    if taken:
        problems.append(already_there(_KIND, taken[0].path.rpartition("/")[2][:-4], Place(file=sheets[0].file)))
        files, questions = (), []
    return Imported(files, in_order(problems), _summary(questions, read))


def _is_header_again(row: Row, header: Header) -> bool:
    """Whether a row is the header once more, as sheets put together by hand have it."""
    return row.cell(header.columns["stem"]) == header.row.cell(header.columns["stem"])


def _questions(rows: list[Row], header: Header, sheet: Sheet, problems: list[Problem]) -> Iterator[_Question]:
    for row in rows:
        cells = {field: row.cell(column) for field, column in header.columns.items()}
        if not any(cells.values()):
            continue  # a number and nothing else
        made = question_of(cells, sheet.name)
        question = _Question(sheet, row.number, header.columns, made.values)
        problems += [problem("HK704", question.place(column), said, hint) for column, said, hint in made.complaints]
        problems += [problem("HK707", question.place(column), said, hint) for column, said, hint in made.remarks]
        if not made.complaints:
            yield question


def _once(questions: list[_Question], problems: list[Problem]) -> Iterator[_Question]:
    """Give each question once; one with the same stem and other choices is another question."""
    seen: dict[str, list[_Question]] = {}
    for question in questions:
        alike = seen.setdefault(plain(question.values["stem"]), [])
        same = next((other for other in alike if _texts(other) == _texts(question)), None)
        if same and _answers(same) == _answers(question):
            message = f"和{same.where}是同一道题，没有导入。"
            problems.append(problem("HK705", question.place("stem"), message, "删去多出来的一行。"))
            continue
        if same:
            message = f"和{same.where}是同一道题，答案却不同。"
            problems.append(problem("HK704", question.place("answer"), message, "核对答案，只留一行。"))
            continue
        if alike:
            message = f"题干和{alike[0].where}相同，选项不同，当作两道题。"
            problems.append(problem("HK706", question.place("stem"), message, "若是同一道题，删去一行。"))
        alike.append(question)
        yield question


def _texts(question: _Question) -> tuple[Any, ...]:
    return (
        question.values["type"] in ("judge", "blank", "short"),
        *sorted(c["text"] for c in question.values.get("choices", ())),
    )


def _answers(question: _Question) -> tuple[Any, ...]:
    right = sorted(choice["text"] for choice in question.values.get("choices", ()) if choice.get("correct"))
    return (question.values.get("answer"), *right)


def _refused(
    questions: list[_Question], name: str, title: str, catalogue: Catalogue, problems: list[Problem]
) -> set[int]:
    """Return the indexes of questions that the model or a rule refuses, their problems told."""
    places = Places()
    starts: list[int] = []
    nodes: list[Node] = []
    for question in questions:
        starts.append(len(places.found) + 1)
        nodes.append(_node(question, places))
    end = places.number(Place(file=questions[0].sheet.file))
    tree = places.mapping(
        end,
        {
            "title": places.text(title[:300], end),
            "summary": places.text("待检查。", end),
            "status": places.text("draft", end),
            "questions": places.sequence(end, nodes),
        },
    )
    said = complaints_of([Candidate(_KIND, name, tree)], catalogue, places)[name]
    index = {
        number: at
        for at, (start, stop) in enumerate(zip(starts, [*starts[1:], end], strict=True))
        for number in range(start, stop)
    }
    bad = set()
    for number, found in said:
        if number in index:
            problems.append(found)
            if found.severity is Severity.ERROR:
                bad.add(index[number])
    return bad


def _node(question: _Question, places: Places) -> Node:
    at = {field: places.number(question.place(field)) for field in ("", "stem", "answer", "A", *question.columns)}

    def node(field: str, value: Any) -> Node:
        here = at.get(_COLUMN_OF.get(field, field), at[""])
        if isinstance(value, list) and field == "choices":
            return places.sequence(here, [places.mapping(here, {key: node(key, child) for key, child in choice.items()}) for choice in value])  # fmt: skip
        if isinstance(value, list):
            return places.sequence(here, [places.text(part, here) for part in value])
        return places.text(value, here) if isinstance(value, str) else places.value(str(value).lower(), here)

    return places.mapping(at[""], {field: node(field, value) for field, value in question.values.items()})


_COLUMN_OF = {"choices": "A", "text": "A", "correct": "answer"}


def _files(questions: list[_Question], name: str, title: str) -> tuple[NewFile, ...]:
    """Return the file of the quiz, or those of its parts."""
    size = sum(len(entry_text({"q": [question.values]}).encode()) for question in questions)
    count = size // _MOST_BYTES + 1
    each = -(-len(questions) // count)
    parts = [questions[start : start + each] for start in range(0, len(questions), each)]
    files = []
    for number, part in enumerate(parts, 1):
        which = f"（{number}/{len(parts)}）" if len(parts) > 1 else ""
        values = {
            "title": f"{title[:290]}{which}",
            "summary": f"{len(part)} 道题：{_kinds(part)}。",
            "status": "draft",
            "questions": [question.values for question in part],
        }
        files.append(entry_file(_KIND, f"{name}-{number}" if which else name, values))
    return tuple(files)


def _kinds(questions: list[_Question]) -> str:
    return "、".join(f"{label} {count}" for label, count in _counts(questions).items() if count)


def _counts(questions: list[_Question]) -> dict[str, int]:
    return {label: sum(question.values["type"] == kind for question in questions) for kind, label in QUESTION_TYPES.items()}  # fmt: skip


def _summary(questions: list[_Question], read: int) -> tuple[tuple[str, ...], ...]:
    counted = tuple((label, str(count)) for label, count in _counts(questions).items() if count)
    return (("题型", "题数"), *counted, ("导入", str(len(questions))), ("没有导入", str(read - len(questions))))


def _taken(catalogue: Catalogue) -> frozenset[str]:
    known = {*catalogue.entries, *catalogue.failed}
    return frozenset(address.removeprefix("quiz/") for address in known if address.startswith("quiz/"))
