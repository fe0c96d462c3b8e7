"""Edits of a catalogue, and builds of it with and without a cache, for tests of rebuilding."""

from __future__ import annotations

import gc
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from hongke.build_arguments import BuildArguments
from hongke.building import build

Edit = Callable[[Path, random.Random], None]


def built(root: Path, out: Path, *, no_cache: bool = False) -> int:
    """Build in this process; return the exit status."""
    try:
        return build(BuildArguments(str(root), str(out), no_cache=no_cache))
    finally:
        gc.enable()  # the command's own process would end here


def built_copy(template: Path, folder: Path) -> Path:
    """Build a copy of a catalogue, and return its root, `c` in the folder; the site is `kept` beside it."""
    root = folder / "c"
    shutil.copytree(template, root)
    assert built(root, folder / "kept") == 0
    return root


def chosen(root: Path, dice: random.Random, pattern: str) -> Path:
    return dice.choice(sorted(root.glob(pattern)))


def substitute(path: Path, pattern: str, text: str) -> None:
    path.write_text(re.sub(pattern, text, path.read_text("utf-8"), count=1, flags=re.MULTILINE), "utf-8")


def a_sentence(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "courses/case/*.yml")
    substitute(path, r"^(background|results): ('?)", rf"\1: \2第{dice.randrange(99)}次修改。")


def a_body(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "docs/materials/*.md")
    path.write_text(path.read_text("utf-8") + f"\n又一段，写于第{dice.randrange(99)}回。\n", "utf-8")


def a_title(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "courses/[!v]*/*.yml")
    substitute(path, "^title: ", f"title: 新{dice.randrange(99)}")


def a_summary(root: Path, dice: random.Random) -> None:
    substitute(chosen(root, dice, "courses/[!v]*/*.yml"), "^summary: ", f"summary: 改{dice.randrange(99)}")


def a_tag(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "courses/c*/*.yml")
    substitute(path, r"^tags:.*\n(- .*\n)*", f"tags: [标签{dice.randrange(3)}, 标签{dice.randrange(3) + 3}]\n")


def a_theme(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "courses/case/*.yml")
    words = re.findall(r"^  ([a-z-]+):", _vocabulary(root, "theme"), re.MULTILINE)
    substitute(path, r"^themes:\n(- .*\n)+", f"themes:\n- {dice.choice(words)}\n")


def a_reference(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "courses/course/*.yml")
    case = chosen(root, dice, "courses/case/*.yml").stem
    substitute(path, r"^cases:\n(- .*\n)+", f"cases:\n- case/{case}\n")


def a_link_in_prose(root: Path, dice: random.Random) -> None:
    case = chosen(root, dice, "courses/case/*.yml").stem
    path = chosen(root, dice, "docs/materials/*.md")
    path.write_text(path.read_text("utf-8") + f"\n另见 [[case/{case}]]。\n", "utf-8")


def a_status(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "courses/lecturer/*.yml")
    status = dice.choice(["archived", "draft", "published"])
    text = re.sub(r"^status: .*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
    path.write_text(f"status: {status}\n{text}", "utf-8")


def a_day(root: Path, dice: random.Random) -> None:
    substitute(chosen(root, dice, "courses/c*/*.yml"), "^updated: .*", f"updated: 2026-10-{dice.randrange(1, 29):02d}")


def a_new_name(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "courses/case/*.yml")
    path.rename(path.with_name(f"renamed-{dice.randrange(999)}.yml"))


def a_deletion(root: Path, dice: random.Random) -> None:
    chosen(root, dice, "courses/[!v]*/*.yml").unlink()


def a_new_entry(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "courses/case/*.yml")
    shutil.copy(path, path.with_name(f"new-{dice.randrange(999)}.yml"))


def a_word(root: Path, dice: random.Random) -> None:
    path = root / "courses/vocabularies.yml"
    places = list(re.finditer(r"title: [^,}\n]+", path.read_text("utf-8")))
    found = dice.choice(places)
    text = path.read_text("utf-8")
    path.write_text(f"{text[: found.end()]}改{dice.randrange(99)}{text[found.end() :]}", "utf-8")


def a_word_more(root: Path, dice: random.Random) -> None:
    path = root / "courses/vocabularies.yml"
    number = dice.randrange(999)
    substitute(path, "^theme:\n", f"theme:\n  new-{number}: {{title: 新词{number}}}\n")


def a_page(root: Path, dice: random.Random) -> None:
    (root / "docs/about.md").write_text(f"# 关于\n\n第{dice.randrange(99)}版。\n", "utf-8")


def a_home(root: Path, dice: random.Random) -> None:
    (root / "docs/index.md").write_text(f"---\nlead: 第{dice.randrange(99)}版。\n---\n", "utf-8")


def a_file(root: Path, dice: random.Random) -> None:
    (root / "docs/notes.txt").write_text(f"{dice.randrange(99)}", "utf-8")


def a_setting(root: Path, dice: random.Random) -> None:
    substitute(root / "mkdocs.yml", "^site_name: .*", f"site_name: 目录{dice.randrange(99)}")


def a_theme_file(root: Path, dice: random.Random) -> None:
    (root / "theme/partials").mkdir(parents=True, exist_ok=True)
    (root / "theme/partials/copyright.html").write_text(f"<p>{dice.randrange(99)} {{{{ page.title }}}}</p>", "utf-8")
    substitute(root / "mkdocs.yml", "^theme:.*(\n  .*)*", "theme:\n  name: material\n  custom_dir: theme")


def nothing(root: Path, dice: random.Random) -> None:
    chosen(root, dice, "courses/[!v]*/*.yml").touch()


EDITS: tuple[Edit, ...] = (
    a_sentence, a_body, a_title, a_title, a_summary, a_tag, a_theme, a_reference, a_link_in_prose, a_status, a_day, a_new_name,
    a_deletion, a_new_entry, a_word, a_word, a_word_more, a_page, a_home, a_file, a_setting, a_theme_file, nothing,
)  # fmt: skip


def _vocabulary(root: Path, name: str) -> str:
    text = (root / "courses/vocabularies.yml").read_text("utf-8")
    return re.search(rf"^{name}:\n((?:  .*\n|\n)+)", text, re.MULTILINE)[1]  # type: ignore[index]


def a_theme_word(root: Path, dice: random.Random) -> None:
    substitute(
        root / "courses/vocabularies.yml", r"^(theme:\n(?:  .*\n)*?  \S+: \{title: )", rf"\1改{dice.randrange(99)}"
    )


def an_archived_entry(root: Path, dice: random.Random) -> None:
    path = chosen(root, dice, "courses/lecturer/*.yml")
    path.write_text(f"status: archived\n{path.read_text('utf-8')}", "utf-8")


def an_entry_less(root: Path, dice: random.Random) -> None:
    (root / "courses/term/word.yml").unlink()


FEW = (a_sentence, a_body, a_title, a_day, a_tag, a_theme_word, an_archived_entry, a_new_entry, an_entry_less)
