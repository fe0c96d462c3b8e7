"""The commands that help an author begin: `hongke schema` for the editor, `hongke new`, `hongke init`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hongke.asking import ask
from hongke.catalogue import Catalogue
from hongke.kinds import KINDS, Kind
from hongke.load.catalogue import load_catalogue
from hongke.load.loading import Loading
from hongke.mkdocs_site import options_of
from hongke.model.vocabulary import VOCABULARIES
from hongke.problems import nearest
from hongke.schema.files import SCHEMA_FOLDER, schema_text, schemas
from hongke.skeleton.entry import entry_text
from hongke.skeleton.values import Lacking
from hongke.starter.files import DEFAULT_NAME, LONGEST_NAME, starter_files

ROOT = click.option(
    "--root", default=".", show_default=True, type=click.Path(path_type=Path), help="课程目录的根文件夹。"
)


@click.command(help="写出各种文件的 JSON Schema，供 VS Code 等编辑器提示和检查。加了条目或词以后再运行一次。")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help=f"写到哪个文件夹，默认是课程目录里的 {SCHEMA_FOLDER}。",
)
@ROOT
def schema(out: Path | None, root: Path) -> None:
    """Write a schema for every kind of file, with the words and addresses that exist now."""
    catalogue = _catalogue(root)
    folder = out or root / SCHEMA_FOLDER
    made = {folder / name: schema_text(found) for name, found in schemas(catalogue).items()}
    write(made)
    click.echo(f"{len(made)} 个文件写在 {folder}。", err=True)


@click.command(
    help="新建一个条目：写出带说明的草稿，在窗口里会先问必填的几项。KIND 是种类，如 course；ID 是编号，如 grid-work。"
)
@click.argument("kind")
@click.argument("entry_id", metavar="ID")
@ROOT
def new(kind: str, entry_id: str, root: Path) -> None:
    """Write the commented draft of a new entry; never over a file that exists."""
    found = _kind(kind)
    catalogue = _catalogue(root)
    path = root / _file(found, entry_id)
    _sound_id(entry_id, path, root)
    address = f"{found.name}/{entry_id}"
    # Written in another case or with another ending it is the same entry on Windows, or a mistake about to happen.
    if any(path.parent.glob(f"{entry_id}.*")):
        raise click.ClickException(f"{path} 已经有了，没有改动。换一个编号，或直接修改那个文件。")
    if address in catalogue.aliases:
        raise click.ClickException(f"{address} 是 {catalogue.aliases[address]} 的旧地址，请换一个编号。")
    given = ask(found, catalogue) if at_terminal() else {}
    try:
        text = entry_text(found, entry_id, catalogue, given=given)
    except Lacking as lacking:
        raise click.ClickException(_what_is_lacking(found, lacking)) from lacking
    write({path: text})
    click.echo(f"写好了 {path}。打开它，把“待填”的地方改好，再运行 hongke check。", err=True)


def at_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty()


def _kind(name: str) -> Kind:
    if name in KINDS:
        return KINDS[name]
    labels = {kind.label: kind.name for kind in KINDS.values()}
    near = labels.get(name) or nearest(name, KINDS) or labels.get(nearest(name, labels) or "")
    if near:
        hint = f"是不是 {near}（{KINDS[near].label}）？"
    else:
        hint = f"有这些：{'、'.join(f'{kind.name}（{kind.label}）' for kind in KINDS.values())}。"
    raise click.BadParameter(f"没有 “{name}” 这种条目。{hint}", param_hint="KIND")


def _file(kind: Kind, entry_id: str) -> str:
    return f"docs/{kind.name}/{entry_id}.md" if kind.markdown else f"courses/{kind.name}/{entry_id}.yml"


def _sound_id(entry_id: str, path: Path, root: Path) -> None:
    loading = Loading(root)
    if not loading.sound_id(entry_id, path.name):
        [said] = loading.problems
        raise click.BadParameter(f"{said.message}{said.hint}", param_hint="ID")


def _catalogue(root: Path) -> Catalogue:
    if not (root / "courses").is_dir():
        raise click.ClickException(f"{root} 里没有 courses 文件夹。在课程目录里运行，或用 --root 指明它。")
    return load_catalogue(root, options_of(root))[0]


def _what_is_lacking(kind: Kind, lacking: Lacking) -> str:
    if lacking.words:
        label = VOCABULARIES[lacking.words]
        return f"{kind.label}要写“{label}”，词表里还没有词。先在 courses/vocabularies.yml 的 {lacking.words} 下面加上。"
    first = KINDS[lacking.kinds[0]]
    wanted = "、".join(KINDS[name].label for name in lacking.kinds)
    return f"{kind.label}要写{wanted}的地址，目录里还没有。先运行 hongke new {first.name} 编号。"


@click.command(help="在一个空文件夹里建起新的课程目录，构建就是一个小站点。")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", default=DEFAULT_NAME, show_default=True, help="站点的名称。")
def init(folder: Path, name: str) -> None:
    """Write a new catalogue into a folder that is empty or not there yet."""
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise click.BadParameter(f"名称写成一行，最多 {LONGEST_NAME} 个字。", param_hint="--name")
    if folder.exists() and not folder.is_dir():
        raise click.ClickException(f"{folder} 是一个文件，不是文件夹。换一个名字。")
    if folder.is_dir() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} 里已经有文件，没有改动。换一个空文件夹。")
    files = {folder / path: text for path, text in starter_files(name).items()}
    write(files)
    write({folder / SCHEMA_FOLDER / path: schema_text(found) for path, found in schemas(_catalogue(folder)).items()})
    shown = f'"{folder}"' if " " in str(folder) else str(folder)
    click.echo(f"{len(files)} 个文件写在 {folder}。下一步：hongke build --root {shown} --strict", err=True)


def write(files: dict[Path, str]) -> None:
    """Write text files and the folders they need."""
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.ClickException(f"写不进 {error.filename}（{reason}）。检查权限，文件若开着，先关上。") from error
