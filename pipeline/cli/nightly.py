"""``duban nightly``: everything that has to happen at night, as one command for cron or a systemd timer."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.night_words import summary
from pipeline.cli.output import dumps_list, report, write_line
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import AsOf, Db, RulesDir, day_of, now, store_faults, today
from pipeline.cli.words import both
from pipeline.errors import ConfigError
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.batch.options import Options

# "Try again later", as sysexits.h has it: another run is at work.
BUSY = 75


Inbox = Annotated[
    list[str] | None,
    typer.Option(metavar="DIR", help=both("收文文件夹，可多次给出（默认设置项 inbox）", "watched folder, repeatable")),
]
Room = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR", help=both("报告、导出、备份、日志放在哪里", "where reports, exports, backups, logs go")
    ),
]
Engine = Annotated[
    str, typer.Option(metavar="NAME", help=both("processes、dask 或 inline", "processes, dask or inline"))
]
Workers = Annotated[
    int, typer.Option(min=0, help=both("工作进程数（0：每个处理器一个）", "workers (0: one a processor)"))
]
Scheduler = Annotated[
    str | None, typer.Option(metavar="URL", help=both("Dask 调度器，如 tcp://主机:8786", "a Dask scheduler"))
]
Settle = Annotated[
    float, typer.Option(min=0, help=both("文件静置多少秒后才读", "seconds a file must lie still before it is read"))
]
Patience = Annotated[
    float, typer.Option(min=0, help=both("数据库被占用时等多少秒", "seconds to wait for a locked database"))
]
ReportJson = Annotated[bool, typer.Option("--json", help=both("报告输出 JSON", "print the report as JSON"))]
Systemd = Annotated[
    bool, typer.Option("--print-systemd", help=both("输出 systemd 单元文件", "print the systemd unit files"))
]


def command(
    context: typer.Context,
    inbox: Inbox = None,
    db: Db = None,
    rules: RulesDir = None,
    room: Room = None,
    engine: Engine = "processes",
    workers: Workers = 0,
    scheduler: Scheduler = None,
    settle: Settle = 2.0,
    patience: Patience = 600.0,
    as_of: AsOf = None,
    json: ReportJson = False,
    print_systemd: Systemd = False,
) -> None:
    """Load what is new, link, alert, export, back up, report. Status: 0 well, 1 look, 2 failed, 75 busy."""
    from pipeline.batch.options import Options

    session = session_of(context)
    settings = session.settings(db=db, rules=rules)
    options = Options(
        db=settings.db, inboxes=tuple(inbox or settings.inbox), room=room or room_of(settings),
        day=(day_of(as_of, "--as-of") or today()).isoformat(), settings=settings,
        engine=engine, workers=workers, scheduler=scheduler, settle=settle, patience=patience,
        keep=(settings.keep_daily, settings.keep_weekly, settings.keep_monthly),
    )  # fmt: skip
    if not options.inboxes:
        raise ConfigError("没有收文文件夹：用 --inbox 给出，或写入设置项 inbox", "no inbox: give --inbox, or set inbox")
    if print_systemd:
        from pipeline.batch.systemd import unit_files

        write_line(unit_files(options, session.config))
        return
    raise typer.Exit(_run(options, session, json))


def _run(options: Options, session: Session, json: bool) -> int:
    from pipeline.batch.lock import RunningError
    from pipeline.batch.night import NightRun

    try:
        with store_faults(session), stoppable() as stopped, _bar(session.lang) as advance:
            done = NightRun(options, now, stopped, advance).run()
    except RunningError as error:
        return report(error, session.lang, code=BUSY)
    if json:
        write_line(dumps_list([done.to_dict()])[1:-1])
    else:
        for line in summary(done.to_dict(), session.lang):
            write_line(line)
    return done.status


def room_of(settings: Settings) -> Path:
    """The folder of a ledger's night runs: as set, or beside its file, or here where it is on a server."""
    from pipeline.store.urls import address

    if settings.nightly:
        return settings.nightly
    file = address(settings.db).file
    return file.with_name(f"{file.stem}-nightly") if file else Path("duban-nightly")


@contextmanager
def stoppable() -> Iterator[Any]:
    """A function that says whether somebody asked to stop (Ctrl-C, SIGTERM): the run ends after the batch at hand."""
    asked = [False]

    def stop(_number: int, _frame: FrameType | None) -> None:
        if asked[0]:
            raise KeyboardInterrupt
        asked[0] = True

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: asked[0]
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _bar(lang: str) -> Iterator[Any]:
    """A progress bar where somebody is watching; gives the function that is told how far it is."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    words = TextColumn("reading" if lang == "en" else "读取")
    console = Console(file=sys.stderr)
    with Progress(words, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console) as progress:
        task = progress.add_task("", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
