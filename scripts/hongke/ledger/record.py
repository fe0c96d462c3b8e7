"""What a ledger file comes to: whose it is, its sound records, and all that is wrong with it."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath

from msgspec import Struct

from hongke.model.ledger import LedgerEntry
from hongke.problems import Place, Problem


class FileName(Struct, frozen=True, kw_only=True):
    """A ledger file by name: `label` is what reports call it, `folder` the subfolder of a given folder that it lies in."""

    label: str
    folder: str = ""

    @property
    def stem(self) -> str:
        """The name without folder and ending, which stands for a member who gave no name."""
        return PurePosixPath(self.label).stem.strip()

    @property
    def is_csv(self) -> bool:
        """Whether the ending is that of a CSV file."""
        return self.label.lower().endswith(".csv")


class Member(Struct, frozen=True, kw_only=True):
    """One member: two people of one name in two branches are two members."""

    branch: str
    name: str


class Record(Struct, frozen=True, kw_only=True):
    """A sound entry, with whose it is and where it stands."""

    member: Member
    entry: LedgerEntry
    place: Place


class LedgerFile(Struct, frozen=True, kw_only=True):
    """A file that was read, or could not be: then `unread` is set and it holds no records."""

    name: FileName
    members: tuple[Member, ...] = ()
    """Whose records it holds; a member without a record stands here all the same."""
    audience: str = ""
    records: tuple[Record, ...] = ()
    exported: datetime | None = None
    named_by_file: frozenset[Member] = frozenset()
    """Members who gave no name: the name of the file stands for it."""
    placed_by_folder: frozenset[Member] = frozenset()
    """Members who gave no branch: the name of the folder stands for it."""
    unread: bool = False
    refused: int = 0
    """How many of its records have errors and are left out."""
    problems: tuple[Problem, ...] = ()

    @property
    def left_out(self) -> bool:
        """Whether anything in it does not count for its errors."""
        return self.unread or self.refused > 0


def unread(name: FileName, *problems: Problem) -> LedgerFile:
    """Return what a file comes to that cannot be read as a whole."""
    return LedgerFile(name=name, unread=True, problems=problems)
