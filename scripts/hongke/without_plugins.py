"""pydantic without its plugins: there are none, and to look for some it loads what reads every installed package's metadata.

The environment variable alone spares the looking, not the loading, which takes as long as reading ten entries again.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType

LOADER = "pydantic.plugin._loader"
"""A private part of pydantic, of which nothing but `get_plugins` is called."""


def without_plugins() -> None:
    """Let this process do without; to be called before pydantic makes a validator."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    loader = ModuleType(LOADER)
    loader.__dict__["get_plugins"] = tuple
    sys.modules.setdefault(LOADER, loader)
