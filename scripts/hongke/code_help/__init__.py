"""What each code means, why it matters and how to mend it: the texts of the guide's page of codes, in YAML beside this."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from msgspec import Struct, field

FAMILIES: Mapping[str, str] = {
    "HK0": "读取文件",
    "HK1": "字段和词表",
    "HK2": "条目之间",
    "HK3": "正文",
    "HK4": "学习台账",
    "HK7": "导入",
}
"""What the codes of each hundred are about, by how they begin."""


class CodeHelp(Struct, frozen=True, kw_only=True):
    """The paragraph of one code, and its example where one can be written as text."""

    means: str
    """What was found."""
    why: str
    """Why it is reported."""
    mend: str
    """What to do about it."""
    path: str = ""
    """The file of the example. For a YAML file of the small test catalogue, `wrong` and `right` hold only the fields that matter."""
    wrong: str = ""
    """What the file may not hold."""
    right: str = ""
    """What it should hold."""
    wrong_path: str = ""
    """The wrong name of the file, where the name is what is wrong."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """Other files that both need, path and text."""
    note: str = ""
    """What stands in place of an example, or beside it."""


@functools.cache
def code_help() -> Mapping[str, CodeHelp]:
    """Read the paragraphs, by code. Only the page of codes asks for them: a check does not."""
    from importlib import resources  # neither of which a build that reads one file again needs

    import yaml

    found: dict[str, CodeHelp] = {}
    for file in sorted(resources.files(__name__).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".yml"):
            for code, texts in yaml.safe_load(file.read_text("utf-8")).items():
                if code in found:
                    raise ValueError(f"{file.name}: {code} has a paragraph already")
                found[code] = CodeHelp(**texts)
    return found
