"""Kinds of text a field can hold, as marks on its type: a reference, a word of a vocabulary, Markdown, one line."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Annotated

from msgspec import Struct
from pydantic import Field, StringConstraints

ID_PATTERN = r"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"
ONE_LINE = r"^[^\n]*[^\s][^\n]*$"
URL = r"^https?://[^\s]+$"
ADDRESS_PATTERN = r"^[a-z]+/[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$"


class Ref(Struct, frozen=True):
    """The text is the address of an entry of one of these kinds; no kinds means any."""

    kinds: tuple[str, ...] = ()


class Word(Struct, frozen=True):
    """The text is a word of this vocabulary: authors write its title, its slug or a synonym; models hold the slug."""

    vocabulary: str


class FieldPath(Struct, frozen=True):
    """The text is the dotted path of a field of the entry, in names or in labels; models hold the names."""


class Prose(Struct, frozen=True):
    """The text is Markdown."""


class TrainerOnly(Struct, frozen=True):
    """The field is shown in the trainer's view alone."""


Day = date
"""A calendar day; fields called `date` cannot use the name `date` for their own type."""
Clock = time

Line = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=ONE_LINE)]
SamplePath = Annotated[Line, FieldPath()]
Text = Annotated[str, StringConstraints(min_length=1)]
Markdown = Annotated[str, Prose(), StringConstraints(min_length=1)]
Url = Annotated[str, StringConstraints(pattern=URL)]
Identifier = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Address = Annotated[str, StringConstraints(pattern=ADDRESS_PATTERN)]

AnyRef = Annotated[Address, Ref()]
CourseRef = Annotated[Address, Ref(("course",))]
CaseRef = Annotated[Address, Ref(("case",))]
MaterialRef = Annotated[Address, Ref(("materials",))]
ProgrammeRef = Annotated[Address, Ref(("programme",))]
SiteRef = Annotated[Address, Ref(("site",))]
RouteRef = Annotated[Address, Ref(("route",))]
ProviderRef = Annotated[Address, Ref(("provider",))]
LecturerRef = Annotated[Address, Ref(("lecturer",))]
QuizRef = Annotated[Address, Ref(("quiz",))]
TermRef = Annotated[Address, Ref(("term",))]
RuleRef = Annotated[Address, Ref(("rule",))]
StudyRef = Annotated[Address, Ref(("course", "case", "materials", "site", "route", "quiz", "platform"))]

CategoryWord = Annotated[str, StringConstraints(min_length=1), Word("category")]
ModeWord = Annotated[str, StringConstraints(min_length=1), Word("mode")]
MethodWord = Annotated[str, StringConstraints(min_length=1), Word("method")]
LevelWord = Annotated[str, StringConstraints(min_length=1), Word("level")]
AudienceWord = Annotated[str, StringConstraints(min_length=1), Word("audience")]
RegionWord = Annotated[str, StringConstraints(min_length=1), Word("region")]
FieldWord = Annotated[str, StringConstraints(min_length=1), Word("field")]
ThemeWord = Annotated[str, StringConstraints(min_length=1), Word("theme")]
ColumnWord = Annotated[str, StringConstraints(min_length=1), Word("column")]
ClassTypeWord = Annotated[str, StringConstraints(min_length=1), Word("class-type")]

Minutes = Annotated[int, Field(ge=1, le=10_000)]
Count = Annotated[int, Field(ge=1)]
Hours = Annotated[Decimal, Field(gt=0, le=10_000)]
