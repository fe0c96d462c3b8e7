"""The commands `hongke ledger …`: check members' ledgers, report on them, print the schema of a ledger."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from hongke.catalogue import Catalogue
from hongke.ledger.gathering import Gathered, gather, read_bytes
from hongke.ledger.markdown import markdown
from hongke.ledger.merging import merge
from hongke.ledger.page import page
from hongke.ledger.period import Period
from hongke.ledger.reading import read_ledger
from hongke.ledger.record import LedgerFile, unread
from hongke.ledger.report import Report, make_report
from hongke.ledger.target import Target
from hongke.ledger.workbook import workbook_bytes
from hongke.load.catalogue import load_catalogue
from hongke.mkdocs_site import options_of
from hongke.model.knowledge import Rule
from hongke.model.ledger_schema import ledger_schema
from hongke.problems import Problem, has_errors, in_order, nearest
from hongke.reports import FORMATS, summary, text_report

OUTPUTS: dict[str, Callable[[Report], bytes]] = {
    ".xlsx": workbook_bytes,
    ".md": lambda report: markdown(report).encode("utf-8"),
    ".html": lambda report: page(report).encode("utf-8"),
}
"""What a report is written as, by ending."""

_FILES = click.argument(
    "files", nargs=-1, required=True, metavar="FILES…", type=click.Path(path_type=Path, exists=True)
)


@click.group(help="学习台账：检查成员导出的台账，汇总成本单位的学习情况通报。")
def ledger() -> None:
    """Group the commands on ledgers."""


@ledger.command(help="检查台账文件（.json、.csv 或放着它们的文件夹），一次报出所有问题。")
@_FILES
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="报告格式。"
)
def check(files: tuple[Path, ...], form: str) -> None:
    """Report every problem of the ledgers; exit 1 when there are errors."""
    found, problems = _read(files)
    problems = in_order([*problems, *merge(found).problems])
    click.echo(FORMATS[form](problems), nl=False)
    entries = sum(len(file.records) for file in found)
    click.echo(f"共 {len(found)} 个台账文件，可用的记录 {entries} 条，{summary(problems)}。", err=True)
    sys.exit(1 if has_errors(problems) else 0)


@ledger.command(help="对照一条学时规定，把台账汇总成通报：Excel、Markdown 和可打印的网页。")
@_FILES
@click.option("--rule", required=True, metavar="rule/编号", help="对照哪条学时规定，如 rule/members-32-hours。")
@click.option(
    "--period",
    required=True,
    metavar="时间",
    help="2026H1（上半年）、2026H2、2026，或 2022-2026（几年一个周期的规定）。",
)
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="写到哪个文件夹。")
@click.option("--root", default=".", show_default=True, type=click.Path(path_type=Path), help="课程目录的根文件夹。")
@click.option(
    "--count-self-study/--no-count-self-study",
    default=False,
    show_default="不计入",
    help="自学计不计入学时，由本单位规定。",
)
def report(
    files: tuple[Path, ...], rule: str, period: str, out: Path, root: Path, *, count_self_study: bool
) -> None:  # fmt: skip
    """Write the report; exit 1 when something was left out of it for its errors."""
    catalogue, _ = load_catalogue(root, options_of(root))
    target = _target(catalogue, rule, root)
    when = _period(period, target.rule)
    found, problems = _read(files, without=out)
    words = [catalogue.word("audience", slug) for slug in target.rule.audience]
    made = make_report(
        found,
        target,
        when,
        self_study=count_self_study,
        problems=problems,
        audience=[word.title for word in words],
    )
    _write(made, out)
    click.echo(text_report(made.problems), nl=False)
    left_out = (
        f"，没有读的文件 {len(made.unread)} 个，没有算的记录 {made.refused} 条" if has_errors(made.problems) else ""
    )
    click.echo(f"{made.unit.members} 人，{made.files} 个文件{left_out}。通报写在 {out}。", err=True)
    sys.exit(1 if has_errors(made.problems) else 0)


@ledger.command(help="输出台账文件的 JSON Schema。")
def schema() -> None:
    """Print the JSON Schema of a ledger file."""
    click.echo(ledger_schema(), nl=False)


def _read(paths: tuple[Path, ...], *, without: Path | None = None) -> tuple[list[LedgerFile], tuple[Problem, ...]]:
    """Read every ledger that the paths name; the problems are all of them, in order."""
    gathered: Gathered = gather(paths, without=without)
    if not gathered.files and not gathered.problems:
        raise click.UsageError("没有找到台账文件：指明的文件夹里没有 .json 或 .csv。")
    found = []
    # A bar in a log is noise: it is drawn on a terminal only.
    with click.progressbar(
        gathered.files, label="读取台账", file=sys.stderr, hidden=not sys.stderr.isatty(), show_pos=True
    ) as files:
        for path, name in files:
            data = read_bytes(path, name)
            found.append(unread(name, data) if isinstance(data, Problem) else read_ledger(data, name))
    return found, in_order([*gathered.problems, *(problem for file in found for problem in file.problems)])


def _target(catalogue: Catalogue, address: str, root: Path) -> Target:
    rules = {entry.address: entry.model for entry in catalogue.of_kind("rule")}
    found = rules.get(address) or getattr(catalogue.get(address), "model", None)
    if isinstance(found, Rule):
        return Target.of(address, found, catalogue.options)
    near = nearest(address, rules) or next((known for known in rules if known == f"rule/{address}"), None)
    if near:
        hint = f"是不是 {near}？"
    elif rules:
        hint = f"有这些：{'、'.join(rules)}。"
    else:
        hint = f"{root} 里没有学时规定；用 --root 指明课程目录，用 hongke check 检查它。"
    raise click.BadParameter(f"没有学时规定 {address}。{hint}", param_hint="--rule")


def _period(text: str, rule: Rule) -> Period:
    period = Period.parse(text)
    if period is None:
        message = f"“{text}” 不是时间。写成 2026H1（上半年）、2026H2（下半年）、2026，或 2022-2026。"
        raise click.BadParameter(message, param_hint="--period")
    if period.years > rule.period_years:
        message = f"{period.label}有 {period.years} 年，这条规定的一个周期是 {rule.period_years} 年。"
        raise click.BadParameter(message, param_hint="--period")
    return period


def _write(made: Report, out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        for ending, make in OUTPUTS.items():
            (out / f"学习情况通报-{made.period.name}{ending}").write_bytes(make(made))
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"写不进 {out}（{reason}）。检查权限，通报文件若在 Excel 里开着，先关上。"
        raise click.ClickException(message) from error
