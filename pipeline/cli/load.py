"""``duban load``: documents into the ledger. One that fails is reported and the others go on."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.linking import link_loaded
from pipeline.cli.output import dumps_list, note, write_line
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import Db, RulesDir, now, store_faults, writing
from pipeline.cli.words import both

_WORDS = {
    "new": ("新载入", "new"),
    "updated": ("更新", "updated"),
    "same": ("未变", "unchanged"),
    "failed": ("失败", "failed"),
}

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH", help=both("文件、文件夹、通配符，- 表示标准输入", "files, folders, globs, - for stdin")
    ),
]
Link = Annotated[
    bool, typer.Option("--link/--no-link", help=both("载入后与已有文件比对关联", "compare with what is there"))
]


def command(
    context: typer.Context,
    paths: Paths,
    db: Db = None,
    rules: RulesDir = None,
    by: Annotated[str, typer.Option(help=both("载入人", "who loads"))] = "",
    link: Link = True,
    json: Annotated[bool, typer.Option("--json", help=both("结果输出 JSON", "print the result as JSON"))] = False,
) -> None:
    """Read documents and keep what they oblige whom to do by when."""
    from pipeline.cli.loading import Loading
    from pipeline.read.kinship import Judge
    from pipeline.store.writer import Writer

    session = session_of(context)
    settings = session.settings(db=db, rules=rules)
    with writing(session, db) as store:
        loading = Loading(Writer(store, now, actor=by, origin="load", kin=Judge()), settings, session.lang)
        try:
            with store_faults(session):
                loading.run(paths)
            if link and not loading.interrupted:
                link_loaded(store, settings, session)
        finally:
            if loading.seen or loading.interrupted:
                _summary(loading.counts, loading.obligations, store.where.name, session, json)
    if loading.interrupted:
        note(
            session.say(
                "已中断：上面所列已在台账里，其余没有载入", "interrupted: what is listed above is in, the rest is not"
            )
        )
        raise typer.Exit(130)
    raise typer.Exit(1 if loading.counts["failed"] else 0)


def _summary(counts: dict[str, int], obligations: int, where: str, session: Session, json: bool) -> None:
    if json:
        write_line(dumps_list([{**counts, "obligations": obligations, "db": where}])[1:-1])
        return
    words = [f"{session.say(*_WORDS[name])} {count}" for name, count in counts.items()]
    total = sum(counts.values())
    write_line(
        session.say(
            f"共 {total} 份：{'，'.join(words)}；新记入 {obligations} 条；台账 {where}",
            f"{total} documents: {', '.join(words)}; {obligations} new items; ledger {where}",
        )
    )
