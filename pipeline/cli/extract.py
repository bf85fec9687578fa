"""``duban extract``: documents in, records out, on standard output; nothing is stored."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.output import Column, Layout, print_rows, write, write_line
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import RulesDir
from pipeline.cli.words import both

if TYPE_CHECKING:
    from pipeline.model import Record
    from pipeline.settings import Settings

COLUMNS = (
    Column("kind", "类别", "kind"),
    Column("unit", "责任单位", "unit", wrap=True),
    Column("what", "事项", "what", wrap=True),
    Column("due", "时限", "due", wrap=True),
    Column("penalties", "处罚", "penalties", wrap=True),
    Column("number", "文号", "number", wrap=True),
)


class Format(StrEnum):
    """What is printed: records of the contract, a table, a page, or spaCy's binary format."""

    jsonl = "jsonl"
    table = "table"
    html = "html"
    docbin = "docbin"


def command(
    context: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH", help=both("文件、文件夹、通配符，- 表示标准输入", "files, folders, globs, - for stdin")
        ),
    ],
    format: Annotated[Format, typer.Option(help=both("输出格式", "what to print"))] = Format.jsonl,
    json: Annotated[bool, typer.Option("--json", help=both("同 --format jsonl", "same as --format jsonl"))] = False,
    csv: Annotated[bool, typer.Option("--csv", help=both("表格输出为 CSV", "the table as CSV"))] = False,
    min_confidence: Annotated[
        float | None,
        typer.Option(min=0, max=1, help=both("置信度低于此值的不输出", "leave out items below this confidence")),
    ] = None,
    rules: RulesDir = None,
) -> None:
    """Print what the documents oblige whom to do by when."""
    from pipeline.cli.extraction import Extraction

    session = session_of(context)
    settings = session.settings(rules=rules, min_confidence=min_confidence)
    extraction = Extraction(paths, settings, session.lang)
    records = (_confident(record, settings.min_confidence) for record in extraction)
    if csv or (format is Format.table and not json):
        _print_table(records, Layout.csv if csv else Layout.table, session)
    elif format is Format.html and not json:
        _print_page(records, session)
    elif format is Format.docbin and not json:
        _write_docbin(records, settings)
    else:
        _print_lines(records)
    raise typer.Exit(1 if extraction.failed else 0)


def _confident(record: Record, least: float) -> Record:
    kept = tuple(item for item in record.obligations if item.confidence is None or item.confidence >= least)
    return record if len(kept) == len(record.obligations) else replace(record, obligations=kept)


def _print_lines(records: Iterator[Record]) -> None:
    from pipeline.codec import dumps

    for record in records:
        write_line(dumps(record))


def _print_table(records: Iterator[Record], layout: Layout, session: Session) -> None:
    from pipeline.export.table import rows

    found = [row for record in records for row in rows(record, session.lang)]
    print_rows(found, (*COLUMNS, Column("document", "文件", "document", wrap=True)), layout, session.lang)


def _print_page(records: Iterator[Record], session: Session) -> None:
    from pipeline.export.html import page

    write(page(list(records), session.lang))


def _write_docbin(records: Iterator[Record], settings: Settings) -> None:
    from pipeline.export.docbin import to_docbin
    from pipeline.segment import make_segmenter

    segmenter = make_segmenter(settings.segmenter, model=settings.pkuseg_model)
    sys.stdout.buffer.write(to_docbin(records, segmenter).to_bytes())
