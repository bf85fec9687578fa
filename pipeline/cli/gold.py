"""``duban gold``: what persons corrected, out to be labelled or trained on, and back; and what it teaches the rules."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.output import Column, layout_of, note, print_rows, write_line
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import AsCsv, AsJson, Db, reading
from pipeline.cli.words import both

if TYPE_CHECKING:
    from pipeline.learn.gold.labels import Labelled

app = typer.Typer(
    help=both("标准答案：导出、导入、由更正得规则草稿", "gold: export, import, draft rules from corrections"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
COLUMNS = (
    Column("sort", "类别", "sort"),
    Column("word", "词", "word"),
    Column("count", "次数", "times"),
    Column("documents", "文件数", "documents"),
    Column("examples", "例句", "examples", wrap=True),
)


class Format(StrEnum):
    """What is written: a folder of gold, or a file for an annotation tool."""

    jsonl = "jsonl"
    label_studio = "label-studio"
    doccano = "doccano"
    docbin = "docbin"


@app.command("export", help=both("把台账里复核过的文件导出为标准答案", "write what was reviewed in the ledger as gold"))
def export(
    context: typer.Context,
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help=both("文件夹（jsonl）或文件", "a folder (jsonl) or a file"))
    ],
    format: Annotated[Format, typer.Option(help=both("格式", "format"))] = Format.jsonl,
    every: Annotated[
        bool, typer.Option("--all", help=both("没有复核过的也要", "also what nobody has reviewed"))
    ] = False,
    db: Db = None,
) -> None:
    """Write the documents that somebody corrected or acted on, as persons left them."""
    from pipeline.learn.gold.labels import labelled
    from pipeline.store.records import records_of, reviewed

    session = session_of(context)
    with reading(session, db) as store, store.reading() as connection:
        records = list(records_of(connection, None if every else reviewed(connection)))
    count = _write(out, format, [labelled(record) for record in records])
    _told(session, count, out)


@app.command("import", help=both("把标注好的文件读成标准答案", "read labelled files as gold"))
def import_(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help=both("Label Studio、doccano、DocBin 或契约的文件", "what was labelled")),
    ],
    out: Annotated[Path, typer.Argument(metavar="DIR", help=both("标准答案文件夹", "the folder of gold"))],
) -> None:
    """Write ``gold.jsonl`` and ``texts/``, ready for ``duban train --gold`` and ``duban evaluate``."""
    from pipeline.learn.gold.folder import read_labelled

    count = _write(out, Format.jsonl, read_labelled(file))
    _told(session_of(context), count, out)


@app.command(
    "suggest", help=both("由更正得出规则草稿，供人取舍", "draft rules out of corrections, for a person to accept")
)
def suggest(
    context: typer.Context,
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD", help=both("标准答案 JSONL", "gold, JSON Lines"))],
    out: Annotated[Path | None, typer.Option(metavar="DIR", help=both("草稿写到这里", "write the drafts here"))] = None,
    least: Annotated[int, typer.Option(min=1, help=both("至少出现几次", "at least so many times"))] = 2,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Print verbs and unit endings that corrections have and no rule knows."""
    from pipeline.evaluate.records import load_records
    from pipeline.evaluate.run import extractor_of, predict
    from pipeline.evaluate.score import score
    from pipeline.learn.suggest import draft, suggestions

    session = session_of(context)
    extractor = extractor_of(session.settings().rules)
    scores = [
        each
        for file in gold
        for known in [load_records(file)]
        for each in score(known, predict(known, file, None, extractor))
    ]
    found = suggestions(scores, extractor.rulebook, least)
    layout = layout_of(json, csv)
    print_rows([asdict(one) for one in found], COLUMNS, layout, session.lang)
    verbs = [one for one in found if one.sort == "verb" and one.examples]
    if out is not None:
        _draft(out, [draft(one, number) for number, one in enumerate(verbs, 1)])
        note(session.say(f"{len(verbs)} 份草稿已写到 {out}", f"{len(verbs)} drafts written to {out}"))


def _draft(folder: Path, files: list[tuple[str, str]]) -> None:
    from pipeline.learn.writing import replace_file

    for name, text in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        replace_file(folder / name, text.encode())


def _write(out: Path, format: Format, documents: list[Labelled]) -> int:
    from pipeline.learn.gold import formats
    from pipeline.learn.gold.folder import write_folder
    from pipeline.learn.writing import replace_file

    if format is Format.jsonl:
        return write_folder(out, documents)
    if format is Format.docbin:
        data = formats.to_docbin(documents)
    else:
        make = formats.to_label_studio if format is Format.label_studio else formats.to_doccano
        data = make(documents).encode()
    replace_file(out, data)
    return len(documents)


def _told(session: Session, count: int, out: Path) -> None:
    write_line(session.say(f"{count} 份文件已写到 {out}", f"{count} documents written to {out}"))
