"""The command `hongke fmt`: files of entries in the one form."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hongke.kinds import KINDS, Kind
from hongke.problems import Place, Problem, has_errors, in_order, problem
from hongke.reports import text_report
from hongke.rewriting.files import take_apart
from hongke.rewriting.form import formatted


@click.command(
    help="把条目文件整理成一种写法：字段按手册的顺序，列表一行一项，缩进两格，只在需要时加引号。注释保留，内容不变。"
)
@click.argument("files", nargs=-1, metavar="[FILES…]", type=click.Path(path_type=Path, exists=True))
@click.option("--check", is_flag=True, help="只列出要改的文件，不写；有要改的，退出码为 1。")
@click.option("--root", default=".", show_default=True, type=click.Path(path_type=Path), help="课程目录的根文件夹。")
def fmt(files: tuple[Path, ...], root: Path, *, check: bool) -> None:
    """Rewrite the files, or list those that would change; exit 1 when one cannot be read."""
    problems: list[Problem] = []
    changed = 0
    found = _expand(files) if files else _entry_files(root)
    for path in found:
        kind = _kind_of(path)
        if kind is None:
            raise click.UsageError(
                f"{path} 不是条目文件：条目写在 courses/种类/ 下的 .yml，资料写在 docs/materials/ 下。"
            )
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
        made, said = _formatted(path, kind, name)
        problems += said
        if made is None:
            continue
        changed += 1
        click.echo(name)
        if not check:
            path.write_bytes(made)
    click.echo(text_report(in_order(problems)), nl=False)
    click.echo(f"共 {len(found)} 个文件，{'要改' if check else '改了'} {changed} 个。", err=True)
    sys.exit(1 if has_errors(problems) or (check and changed) else 0)


def _formatted(path: Path, kind: Kind, name: str) -> tuple[bytes | None, list[Problem]]:
    """Return the file in the one form, None where it is so already or cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        hint = "检查文件是否被别的程序占用、有没有读取权限。"
        return None, [problem("HK023", Place(file=name), f"文件打不开（{error.strerror}）。", hint)]
    file, problems = take_apart(data, kind, name)
    if file is None:
        return None, problems
    text, problems = formatted(file.yaml, kind.model, name, first_line=file.first_line)
    made = file.with_yaml(text).to_bytes()
    return (made if made != data else None), problems


def _entry_files(root: Path) -> list[Path]:
    courses = [path for kind in KINDS.values() for path in (root / "courses" / kind.name).glob("*.yml")]
    return sorted([*courses, *(root / "docs/materials").glob("*.md")])


def _expand(paths: tuple[Path, ...]) -> list[Path]:
    """Return the files that are named, and those of entries below the folders that are named."""
    found: list[Path] = []
    for path in paths:
        inside = [*path.rglob("*.yml"), *path.rglob("*.md")] if path.is_dir() else []
        found += sorted(one for one in inside if _kind_of(one)) if path.is_dir() else [path]
    return found


def _kind_of(path: Path) -> Kind | None:
    kind = KINDS.get(path.resolve().parent.name)
    return kind if kind and path.suffix == (".md" if kind.markdown else ".yml") else None
