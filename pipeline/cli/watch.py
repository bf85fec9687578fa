"""``duban watch``: an inbox that is read as files arrive, until somebody stops it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.linking import link_loaded
from pipeline.cli.output import note
from pipeline.cli.session import session_of
from pipeline.cli.storing import Db, RulesDir, now, store_faults, writing
from pipeline.cli.words import both
from pipeline.errors import ConfigError

Stamp = tuple[int, int]


def command(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=both("收文文件夹", "the inbox"))],
    db: Db = None,
    rules: RulesDir = None,
    every: Annotated[float, typer.Option(min=0.1, help=both("每隔几秒看一次", "look every so many seconds"))] = 5.0,
    rounds: Annotated[int, typer.Option(min=0, help=both("看几次（0 为不停）", "how often (0: without end)"))] = 0,
    by: Annotated[str, typer.Option(help=both("载入人", "who loads"))] = "",
) -> None:
    """Load every file of a folder, and then whatever arrives or changes; Ctrl-C ends it after the file at hand."""
    from pipeline.cli.loading import Loading
    from pipeline.read.kinship import Judge
    from pipeline.store.writer import Writer

    session = session_of(context)
    if not folder.is_dir():
        raise ConfigError(f"没有这个文件夹：{folder}", f"no such folder: {folder}")
    settings = session.settings(db=db, rules=rules)
    note(session.say(f"正在看 {folder}；Ctrl-C 停止", f"watching {folder}; Ctrl-C stops"))
    with writing(session, db) as store, store_faults(session):
        loading = Loading(Writer(store, now, actor=by, origin="watch", kin=Judge()), settings, session.lang)
        for arrived in arrivals(folder, every, rounds):
            loading.run([str(path) for path in arrived])
            if not loading.interrupted:
                link_loaded(store, settings, session)
            counts = loading.counts
            note(
                session.say(
                    f"已处理 {loading.seen} 份：新载入 {counts['new']}，失败 {counts['failed']}",
                    f"{loading.seen} documents: {counts['new']} new, {counts['failed']} failed",
                )
            )
            if loading.interrupted:
                raise typer.Exit(130)


def arrivals(folder: Path, every: float, rounds: int) -> Iterator[list[Path]]:
    """What is new or changed since it was looked at last, once it has stopped growing; nothing where nothing is."""
    done: dict[Path, Stamp] = {}
    before: dict[Path, Stamp] = {}
    count = 0
    while True:
        seen = stamps(folder)
        still = [path for path, stamp in seen.items() if done.get(path) != stamp and before.get(path) == stamp]
        if still:
            done |= {path: seen[path] for path in still}
            yield still
        before = seen
        count += 1
        if count == rounds:
            return
        time.sleep(every)


def stamps(folder: Path) -> dict[Path, Stamp]:
    """The folder's files, hidden ones and links that lead out of it left out, with their size and time of change."""
    from pipeline.batch.sources import leads_out
    from pipeline.read.litter import is_left

    found: dict[Path, Stamp] = {}
    root = os.path.realpath(folder)
    for path in sorted(folder.rglob("*")):
        if is_left(path.name) or any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        if path.is_symlink() and leads_out(str(path), root):
            continue
        try:
            status = path.stat()
        except OSError:  # it went while we looked
            continue
        if path.is_file():
            found[path] = (status.st_size, status.st_mtime_ns)
    return found
