"""Bytes of a ledger file to its records and problems. Never raises, whatever the bytes."""

from __future__ import annotations

from hongke.ledger.csv_file import read_csv
from hongke.ledger.decoding import ledger_text
from hongke.ledger.json_file import read_json
from hongke.ledger.record import FileName, LedgerFile, unread
from hongke.problems import Problem


def read_ledger(data: bytes, name: FileName) -> LedgerFile:
    """Read a member's ledger, JSON or CSV by the ending of its name."""
    text = ledger_text(data, name.label, csv=name.is_csv)
    if isinstance(text, Problem):
        return unread(name, text)
    return read_csv(text, name) if name.is_csv else read_json(text, name)
