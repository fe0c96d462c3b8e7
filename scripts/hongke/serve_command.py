"""The command `hongke serve`: the site in a browser while it is being written."""

from __future__ import annotations

import errno
import signal
import sys
from pathlib import Path

import click

from hongke.preview.box import Trouble
from hongke.preview.server import PreviewServer
from hongke.preview.worker import Worker
from hongke.preview.workshop import Workshop
from hongke.reports import summary, text_report

_PORTS = 20
"""How many ports are tried, one after the other."""


@click.command(help="边写边看：在浏览器里打开站点，保存后自动刷新，有问题写在页面顶上。按 Ctrl-C 结束。")
@click.option("--root", default=".", show_default=True, type=click.Path(path_type=Path), help="课程目录的根文件夹。")
@click.option("--host", default="127.0.0.1", show_default=True, help="在哪个地址上提供；默认只有本机能看。")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="端口，被占用时用后面空着的一个。"
)
@click.option("--drafts", is_flag=True, help="草稿也显示，页面上注明是草稿。")
@click.option("--poll", is_flag=True, help="隔一会儿看一遍文件，用于不通知改动的网络盘。")
def serve(root: Path, host: str, port: int, *, drafts: bool, poll: bool) -> None:
    """Serve until interrupted."""
    workshop = Workshop(root.resolve(), drafts=drafts)

    def report() -> None:
        _report(workshop.trouble)

    worker = Worker(workshop, poll=poll, refreshed=report)
    server = _listen(host, port, workshop, worker)
    shown = "127.0.0.1" if host in ("0.0.0.0", "localhost") else f"[{host}]" if ":" in host else host  # noqa: S104
    if port and server.server_port != port:
        click.echo(f"端口 {port} 被占用，改用 {server.server_port}。", err=True)
    click.echo(f"预览 {root}：http://{shown}:{server.server_port}{workshop.mount}  按 Ctrl-C 结束。", err=True)
    if host not in ("127.0.0.1", "localhost", "::1"):
        click.echo("注意：同一网络里的人都能看到这个预览，没有发布的内容也在内。", err=True)
    # A shell that starts a command in the background lets it ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    worker.start()
    try:
        server.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        click.echo("预览结束。", err=True)
    finally:
        workshop.board.close()
        worker.stop()
        server.server_close()


def _listen(host: str, port: int, workshop: Workshop, worker: Worker) -> PreviewServer:
    for number in range(port, min(port + _PORTS, 65536)) if port else (0,):
        try:
            return PreviewServer((host, number), workshop, worker)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise click.ClickException(
                    f"不能在 {host} 上提供预览（{error.strerror or error}）。检查 --host。"
                ) from error
    raise click.ClickException(f"端口 {port} 到 {port + _PORTS - 1} 都被占用。用 --port 指定另一个。")


def _report(trouble: Trouble) -> None:
    """Say on the terminal what the browser shows."""
    if trouble.failure:
        click.echo(trouble.failure, err=True)
    if trouble.refused:
        click.echo(trouble.refused, err=True)
    click.echo(text_report(trouble.problems), nl=False)
    click.echo("站点没有更新。" if trouble.grave else f"已更新，{summary(trouble.problems)}。", err=True)
    sys.stdout.flush()
