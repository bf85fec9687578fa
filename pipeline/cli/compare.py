"""``duban compare``: obligations gained and lost over a corpus, between two record files or two folders of rules."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.output import Column, Layout, layout_of, note, print_rows, write_line
from pipeline.cli.session import Session, session_of
from pipeline.cli.words import both
from pipeline.errors import ConfigError

if TYPE_CHECKING:
    from pipeline.evaluate.records import Records

COLUMNS = (
    Column("change", "变化", "change"),
    Column("document", "文件", "document"),
    Column("kind", "类别", "kind"),
    Column("slots", "不同之处", "differs in"),
    Column("quote", "原文", "quote", wrap=True),
)
CHANGES = {"gained": "新增", "lost": "丢失", "changed": "改变"}


def command(
    context: typer.Context,
    base: Annotated[
        Path, typer.Argument(metavar="BASE", help=both("原来的提取结果 JSONL 或规则文件夹", "the old records or rules"))
    ],
    new: Annotated[
        Path | None,
        typer.Argument(metavar="[NEW]", help=both("新的；默认现行规则", "the new ones; default: the rules in force")),
    ] = None,
    corpus: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="PATH", help=both("语料：文件、文件夹、JSONL（默认样例）", "texts (default: the samples)")
        ),
    ] = None,
    limit: Annotated[
        int, typer.Option(min=0, help=both("每种变化最多列出多少条，0 为全部", "most items of each change, 0: all"))
    ] = 0,
    json: Annotated[bool, typer.Option("--json", help=both("输出 JSON", "print JSON"))] = False,
    csv: Annotated[bool, typer.Option("--csv", help=both("输出 CSV", "print CSV"))] = False,
) -> None:
    """Print what the new rules or records gain, lose and change."""
    from pipeline.evaluate.compare import compare, tally

    session, layout = session_of(context), layout_of(json, csv)
    texts = corpus or [_samples()]
    found = compare(_records(session, base, texts), _records(session, new, texts))
    counts = tally(found)
    rows = _limited([asdict(d) | {"slots": list(d.slots)} for d in found], limit)
    if layout is Layout.json:
        _print_json(counts, rows)
        return
    print_rows(rows if layout is Layout.csv else [_spoken(r, session) for r in rows], COLUMNS, layout, session.lang)
    note("  ".join(f"{session.say(CHANGES.get(k, k), k)} {n}" for k, n in counts.items()))


def _records(session: Session, source: Path | None, texts: list[Path]) -> Records:
    """The records of a file, or of the corpus by a folder of rules (None: the rules in force)."""
    from pipeline.evaluate.records import load_records
    from pipeline.evaluate.run import corpus, extract_corpus, extractor_of

    if source is not None and source.is_file():
        return load_records(source)
    if source is not None and not source.is_dir():
        raise ConfigError(f"没有这个文件或文件夹：{source}", f"no such file or folder: {source}")
    settings = session.settings(rules=source)
    return extract_corpus(corpus(texts, settings.max_bytes), extractor_of(settings.rules))


def _samples() -> Path:
    from pipeline.resources import samples_folder

    return samples_folder()


def _limited(rows: list[dict[str, Any]], limit: int) -> list[dict[str, Any]]:
    if not limit:
        return rows
    seen: dict[str, int] = {}
    kept = []
    for row in rows:
        seen[row["change"]] = seen.get(row["change"], 0) + 1
        if seen[row["change"]] <= limit:
            kept.append(row)
    return kept


def _spoken(row: dict[str, Any], session: Session) -> dict[str, Any]:
    return {**row, "change": session.say(CHANGES[row["change"]], row["change"])}


def _print_json(counts: dict[str, int], rows: list[dict[str, Any]]) -> None:
    from pipeline.codec import dumps_plain

    write_line(dumps_plain({"counts": counts, "differences": rows}))
