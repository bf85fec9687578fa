"""``duban doubts``: what a person should look at first, from files or from the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.output import Column, Layout, layout_of, note, print_rows, report
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import AsCsv, AsJson, Db
from pipeline.cli.words import both
from pipeline.errors import ConfigError, DubanError
from pipeline.model import Document, Record
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.learn.queue import Doubt

COLUMNS = (
    Column("confidence", "把握", "confidence"),
    Column("sort", "看什么", "what"),
    Column("value", "提取为", "read as", wrap=True),
    Column("quote", "原文", "quote", wrap=True),
    Column("source", "出处", "source", wrap=True),
)
_SORTS = {
    "obligation": ("是不是义务", "an obligation?"),
    "bearers": ("责任单位", "bearers"),
    "deadline": ("时限", "deadline"),
    "missed": ("是否漏提", "missed?"),
}


class Of(StrEnum):
    """What is looked at."""

    obligations = "obligations"
    slots = "slots"
    missed = "missed"


def command(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help=both("文件、文件夹（不写则看台账）", "files, folders (none: the ledger)")),
    ] = None,
    of: Annotated[
        Of,
        typer.Option(
            help=both("obligations 义务、slots 责任单位和时限、missed 可能漏提的句子", "which queue to print"),
        ),
    ] = Of.obligations,
    share: Annotated[
        float | None,
        typer.Option(min=0, max=100, help=both("看百分之几（默认 15；漏提 5）", "per cent (default 15; missed: 5)")),
    ] = None,
    db: Db = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Print the least certain obligations or slots, or the likeliest missed sentences, most doubtful first."""
    session, layout = session_of(context), layout_of(json, csv)
    settings = session.settings(db=db)
    part = None if share is None else share / 100
    found = (
        _obligations(paths or [], settings, session, part)
        if of is Of.obligations
        else (_read_anew(of, paths or [], settings, session, part))
    )
    rows = [_row(one, session, plain=layout is Layout.json) for one in found]
    print_rows(rows, COLUMNS, layout, session.lang)
    if layout is Layout.table:
        note(session.say(f"共 {len(rows)} 项，最该看的在前", f"{len(rows)} to look at, most doubtful first"))


def _obligations(paths: list[str], settings: Settings, session: Session, share: float | None) -> list[Doubt]:
    from pipeline.learn import queue

    records = _extracted(paths, settings, session) if paths else _stored(settings, session)
    return queue.obligations(records, queue.SHARE if share is None else share)


def _read_anew(of: Of, paths: list[str], settings: Settings, session: Session, share: float | None) -> list[Doubt]:
    """Slots and what was missed: what a record does not say (an empty slot, a sentence passed over) is read again."""
    from pipeline.confidence.sets import set_in_use
    from pipeline.learn import queue
    from pipeline.resources import models_folder
    from pipeline.stages import extractor_by

    used = set_in_use(models_folder(settings.models))
    model = used.model("missed") if used else None
    if used is None or model is None:
        raise ConfigError("没有启用模型；请用 duban models use 启用一套", "no models are in use: duban models use")
    extractor, rater = extractor_by(settings), used.rater()
    found: list[Doubt] = []
    for each in _read(paths, settings, session) if paths else (one.document for one in _stored(settings, session)):
        reading = extractor.understand(each).rated
        found += queue.missed(each.path, reading, model) if of is Of.missed else queue.slots(each.path, reading, rater)
    if of is Of.missed:
        return queue.likeliest(found, queue.MISSED_SHARE if share is None else share)
    return queue.least(found, queue.SHARE if share is None else share)


def _extracted(paths: list[str], settings: Settings, session: Session) -> Iterator[Record]:
    from pipeline.cli.extraction import Extraction

    yield from Extraction(paths, settings, session.lang)


def _read(paths: list[str], settings: Settings, session: Session) -> Iterator[Document]:
    from pipeline.read import limits_of, read_all

    for document in read_all(paths, limits_of(settings)):
        if isinstance(document, DubanError):
            report(document, session.lang)
        else:
            yield document


def _stored(settings: Settings, session: Session) -> list[Record]:
    from pipeline.cli.storing import reading
    from pipeline.store.records import records_of

    with reading(session, settings.db) as store, store.reading() as connection:
        return list(records_of(connection))


def _row(one: Doubt, session: Session, *, plain: bool) -> dict[str, Any]:
    if plain:
        return {**asdict(one), "span": list(one.span)}
    return {
        "confidence": f"{one.confidence:.0%}",
        "sort": session.say(*_SORTS[one.sort]),
        "value": _value(one, session),
        "quote": one.quote,
        "source": f"{PurePath(one.document).name} [{one.span.start}:{one.span.end}]",
    }


def _value(one: Doubt, session: Session) -> str:
    """A kind in the user's words, the rules' reason for what gave nothing, else what was read."""
    if one.sort == "obligation":
        from pipeline.export import words

        return words.name_of(words.KINDS, one.value, session.lang)
    if one.sort == "missed":
        from pipeline.explain.words import LEFT

        return session.say(*LEFT[one.value]) if one.value in LEFT else ""
    return one.value
