"""`courses/<kind>/<id>.yml` to entries."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from hongke.catalogue import Entry
from hongke.kinds import KINDS, Kind
from hongke.load.loading import Loading
from hongke.load.read_entry import ReadEntry
from hongke.load.vocabularies import VOCABULARY_FILE
from hongke.problems import nearest
from hongke.signs import is_marked
from hongke.source.text import read_text


def _visible(folder: str | Path) -> list[os.DirEntry[str]]:
    """Return what a folder holds in a fixed order, less what editors and systems leave there (`.DS_Store`, `~$x`)."""
    with os.scandir(folder) as found:
        entries = [entry for entry in found if entry.name[0] not in ".~" and entry.name != "Thumbs.db"]
    return sorted(entries, key=lambda entry: entry.name)


def _kinds_in(courses: Path, loading: Loading) -> Iterator[Kind]:
    folders = {kind.name: kind for kind in KINDS.values() if not kind.markdown}
    for path in map(Path, _visible(courses)):
        if path.is_dir() and path.name in folders:
            yield folders[path.name]
        elif path.is_dir():
            near = next((name for name, kind in folders.items() if kind.label == path.name), None) or nearest(
                path.name, folders
            )
            hint = f"是不是 “{near}（{folders[near].label}）”？" if near else f"可用的文件夹：{'、'.join(folders)}。"
            if path.name == "materials":
                hint = "学习资料写成 Markdown，放在 docs/materials/ 下。"
            loading.say("HK022", loading.name(path), f"courses/ 下没有 “{path.name}” 这种条目。", hint)
        elif loading.name(path) != VOCABULARY_FILE and path.stem.lower() != "vocabularies":
            loading.say(
                "HK022", loading.name(path), "这个文件不属于任何一种条目。", "条目放进 courses/ 下以种类命名的文件夹。"
            )


def _yaml_files(folder: Path, loading: Loading) -> Iterator[os.DirEntry[str]]:
    for found in _visible(folder):
        if found.name.endswith(".yml") and found.name != ".yml" and not found.is_dir():
            yield found
        else:
            _misplaced(Path(found), loading)


def _misplaced(path: Path, loading: Loading) -> None:
    """Say of what stands among entries and is none why it is passed over."""
    if path.is_dir():
        loading.say("HK021", loading.name(path), "种类文件夹里不再分子文件夹。", "把里面的文件移到上一层。")
        return
    stem = path.name.split(".")[0]
    loading.failed.add(f"{path.parent.name}/{stem}")
    is_yaml = any(suffix.lower() in (".yaml", ".yml") for suffix in path.suffixes)
    hint = f"改名为 {stem}.yml。" if is_yaml else "条目用 .yml 文件；图片放到 docs/ 下。"
    if is_yaml and path.suffix.lower() == ".txt":
        hint += "看不到 .txt 时，在资源管理器的“查看”里勾选“文件扩展名”。"
    loading.say("HK021", loading.name(path), f"扩展名是 “{path.suffix}”，不是 “.yml”。", hint)


def load_entries(courses: Path, loading: Loading) -> None:
    """Read every entry below `courses/`."""
    for kind in _kinds_in(courses, loading):
        for found in _yaml_files(courses / kind.name, loading):
            file = f"courses/{kind.name}/{found.name}"
            loading.add(file, found, partial(load_entry, file, found.name.removesuffix(".yml"), kind))


def load_entry(file: str, name: str, kind: Kind, loading: Loading, data: bytes | None) -> None:
    """Read one entry from the bytes of its file, None where they cannot be had."""
    loading.failed.add(f"{kind.name}/{name}")
    sound = loading.sound_id(name, file)
    text, problems = read_text(data, file) if data is not None else (None, [])
    loading.problems += problems
    if text is None or data is None:
        return
    read = loading.read_quickly(text, kind.model) if sound else None
    if read is not None:
        loading.keep(ReadEntry.make(read, data, kind=kind, name=name, file=file, marked=is_marked(text)))
        return
    from hongke.source.reader import read_tree  # and YAML's own, which a sound entry does not need

    tree, problems = read_tree(text, file)
    loading.problems += problems
    value = loading.typed(tree, kind.model, file) if tree is not None else None
    if value is not None and tree is not None and sound:
        source = text.replace("\r\n", "\n")
        loading.keep(Entry(data=value, file=file, tree=tree, source=source, kind=kind, id=name))
