"""The commands that help an author begin: `hongke schema` for the editor, `hongke new`, `hongke init`."""

from __future__ import annotations

from pathlib import Path

import click

from hongke.load.catalogue import load_catalogue
from hongke.mkdocs_site import options_of
from hongke.schema.files import SCHEMA_FOLDER, schema_text, schemas

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
    if not (root / "courses").is_dir():
        raise click.ClickException(f"{root} 里没有 courses 文件夹。在课程目录里运行，或用 --root 指明它。")
    catalogue, _ = load_catalogue(root, options_of(root))
    folder = out or root / SCHEMA_FOLDER
    made = {folder / name: schema_text(found) for name, found in schemas(catalogue).items()}
    write(made)
    click.echo(f"{len(made)} 个文件写在 {folder}。", err=True)


def write(files: dict[Path, str]) -> None:
    """Write text files and the folders they need."""
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or str(error)
        raise click.ClickException(f"写不进 {error.filename}（{reason}）。检查权限，文件若开着，先关上。") from error
