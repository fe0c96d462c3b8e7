"""Files and folders that a command names to the ledger files in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, field

from hongke.ledger.decoding import MAX_BYTES
from hongke.ledger.record import FileName
from hongke.ledger.wording import without_unseen
from hongke.problems import Place, Problem, problem

ENDINGS = (".json", ".csv")
_FOREIGN = (".xlsx", ".xls", ".xlsm", ".et", ".ods", ".zip", ".rar", ".7z")
"""What members send by mistake: never read, and never passed over in silence."""


class Gathered(Struct):
    """The ledger files found, in order of their labels, and the problems of what could not be searched."""

    files: list[tuple[Path, FileName]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def gather(paths: Sequence[Path], *, without: Path | None = None) -> Gathered:
    """Find every ledger below the paths, each file once; the folder `without`, where reports are written, is left out."""
    found = Gathered()
    seen: set[Path] = set()
    for path in paths:
        for file, root in _below(path, found.problems):
            real = file.resolve()
            if real in seen or (without is not None and path.is_dir() and without.resolve() in real.parents):
                continue
            seen.add(real)
            label = _label(file, path)
            ending = file.suffix.lower()
            if ending in ENDINGS:
                folder = _text(file.parent.name) if root is not None and file.parent != root else ""
                found.files.append((file, FileName(label=label, folder=folder.strip())))
            elif root is None:
                found.problems.append(
                    problem(
                        "HK422", Place(file=label), "台账文件的扩展名要是 .json 或 .csv。", "看看是不是选错了文件。"
                    )
                )
            elif ending in _FOREIGN:
                message = f"{ending} 文件没有读：台账只读 .json 和 .csv。"
                hint = "若是台账，在 Excel 里另存为“CSV UTF-8（逗号分隔）”，或请本人重新导出。"
                found.problems.append(problem("HK421", Place(file=label), message, hint))
    found.files.sort(key=lambda pair: pair[1].label)
    return found


def read_bytes(path: Path, name: FileName) -> bytes | Problem:
    """Return the bytes of a file, one more than the limit at most, or the problem that stands in the way."""
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = "没有读取权限" if isinstance(error, PermissionError) else "文件打不开"
        hint = "检查文件的权限、是否被别的程序占用、是否是失效的链接。"
        return problem("HK401", Place(file=name.label), f"{reason}。", hint)


def _below(path: Path, problems: list[Problem]) -> Iterator[tuple[Path, Path | None]]:
    """Give the files to look at, with the folder that was named; for a file that was named itself, None."""
    if not path.is_dir():
        yield path, None
        return

    def closed(error: OSError) -> None:
        where = _label(Path(error.filename), path)
        problems.append(problem("HK401", Place(file=where), "文件夹打不开。", "检查文件夹的权限。"))

    for folder, names, files in os.walk(path, onerror=closed):
        names[:] = sorted(_shown(names))
        yield from ((Path(folder) / name, path) for name in sorted(_shown(files)))


def _shown(names: Iterable[str]) -> Iterator[str]:
    """Give the names that are no hidden file and none that Office keeps while a document is open."""
    return (name for name in names if not name.startswith((".", "~$")))


def _label(file: Path, given: Path) -> str:
    """Return what reports call a file: as it was given; of an absolute path only what stands below the folder named."""
    if not given.is_absolute():
        return _text(file.as_posix())
    return _text((given.name / file.relative_to(given)).as_posix() if file != given else given.name)


def _text(name: str) -> str:
    """Return a file's name as text, whatever its bytes are."""
    return without_unseen(os.fsencode(name).decode("utf-8", "replace"))
