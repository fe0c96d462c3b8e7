"""pydantic does without its plugins, and without what would look for them."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

from hongke.without_plugins import LOADER

MAKES_A_MODEL = """
import sys
{before}
from pydantic import BaseModel

class Model(BaseModel):
    number: int

assert Model(number="3").number == 3
print("importlib.metadata" in sys.modules)
"""
SPARED = "from hongke.without_plugins import without_plugins; without_plugins()"


def loads_metadata(before: str) -> str:
    """Return whether a process that makes a model loads what reads packages' metadata, as Python prints it."""
    program = MAKES_A_MODEL.format(before=before)
    return subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.strip()


def test_a_model_is_made_without_reading_packages() -> None:
    assert loads_metadata("") == "True"
    assert loads_metadata(SPARED) == "False"


def test_the_part_of_pydantic_that_is_replaced_is_still_what_it_was() -> None:
    assert callable(import_module(LOADER).get_plugins)
