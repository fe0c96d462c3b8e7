"""What MkDocs and other plugins warn of, kept to be said elsewhere or again."""

from __future__ import annotations

import logging


class Remarks(logging.Handler):
    """Keeps warnings. Our own plugin's are left out: they are the catalogue's problems, which are found and shown apart."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a warning."""
        if not record.name.endswith(".hongke"):
            self.said.append(record.getMessage())
