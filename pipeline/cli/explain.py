"""``duban explain``: why each sentence of a document is, or is not, an obligation; what fired, and what lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.output import Column, Layout, layout_of, print_rows, report, write_line
from pipeline.cli.session import session_of
from pipeline.cli.storing import AsCsv, AsJson, RulesDir
from pipeline.cli.words import both
from pipeline.clock import SlowError, time_limit
from pipeline.errors import ConfigError, DubanError

if TYPE_CHECKING:
    from pipeline.explain import Explained
    from pipeline.model import Document
    from pipeline.settings import Settings

COLUMNS = (
    Column("sentence", "句", "no."),
    Column("verdict", "判定", "verdict"),
    Column("text", "原文", "text", wrap=True),
    Column("why", "理由", "why", wrap=True),
)


def command(
    context: typer.Context,
    path: Annotated[
        str, typer.Argument(metavar="PATH", help=both("一份公文，- 表示标准输入", "a document, - for stdin"))
    ],
    sentence: Annotated[
        int | None, typer.Option(min=1, metavar="N", help=both("只看第 N 句，详细说明", "sentence N only, in full"))
    ] = None,
    rules: RulesDir = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Print every sentence with the verdict and its reasons, or one sentence with everything that led to it."""
    from pipeline.cli.explanation import lines_of, row_of

    session, layout = session_of(context), layout_of(json, csv)
    documents, failed = _documents(path, session.settings(rules=rules), session.lang)
    told: list[tuple[Document, Explained]] = []
    for found in _explained(documents, session.settings(rules=rules), sentence):
        if isinstance(found, SlowError):
            failed = bool(report(found, session.lang))
        else:
            told += found
    if layout is Layout.table and sentence is not None:
        for _, one in told:
            write_line("\n".join(lines_of(one, session.lang)))
    elif told or layout is not Layout.table:
        name = Column("document", "文件", "document", wrap=True)
        columns = (*COLUMNS, name) if len(documents) > 1 or layout is Layout.csv else COLUMNS
        rows = [row_of(document.path, one, session.lang, whole=layout is Layout.json) for document, one in told]
        print_rows(rows, columns, layout, session.lang)
    raise typer.Exit(1 if failed else 0)


def _documents(path: str, settings: Settings, lang: str) -> tuple[list[Document], bool]:
    """What the path holds (an archive: several); a document that can't be read is reported."""
    from pipeline.read import limits_of, read_all

    read, failed = [], False
    for document in read_all([path], limits_of(settings)):
        if isinstance(document, DubanError):
            failed = bool(report(document, lang))
        else:
            read.append(document)
    return read, failed


def _explained(
    documents: list[Document], settings: Settings, sentence: int | None
) -> Iterator[list[tuple[Document, Explained]] | SlowError]:
    """What each document has to say, or that it took too long."""
    from pipeline.explain import Explainer
    from pipeline.stages import extractor_by

    explainer = Explainer(extractor_by(settings))
    for document in documents:
        try:
            with time_limit(document, settings):
                found = explainer.explain(document, only=sentence)
                count = len(found) if sentence is None or found else len(explainer.explain(document))
        except SlowError as error:
            yield error
            continue
        if sentence is not None and not found:
            raise ConfigError(
                f"{document.path} 只有 {count} 句，没有第 {sentence} 句",
                f"{document.path} has {count} sentences, there is no sentence {sentence}",
            )
        yield [(document, one) for one in found]
