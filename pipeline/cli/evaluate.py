"""``duban evaluate``: how good the extraction is on gold, with intervals, by kind and by source of the bearer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.output import Column, Layout, layout_of, print_rows, write_line
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import AsCsv, AsJson, RulesDir
from pipeline.cli.words import both

if TYPE_CHECKING:
    from pipeline.confidence.rater import Rater
    from pipeline.evaluate.records import Records
    from pipeline.evaluate.score import Count, DocumentScore
    from pipeline.settings import Settings

MEASURES = (
    Column("group", "分组", "group"),
    Column("measure", "指标", "measure"),
    Column("p", "精确率", "P"),
    Column("r", "召回率", "R"),
    Column("f1", "F1", "F1"),
    Column("interval", "95% 区间", "95% interval"),
    Column("tp", "对", "tp"),
    Column("fp", "多", "fp"),
    Column("fn", "漏", "fn"),
)
MISTAKES = (
    Column("sort", "错误", "error"),
    Column("document", "文件", "document"),
    Column("quote", "原文", "quote", wrap=True),
    Column("gold", "标准", "gold", wrap=True),
    Column("predicted", "提取", "predicted", wrap=True),
)


Gold = Annotated[
    list[Path] | None,
    typer.Argument(metavar="GOLD", help=both("标准答案 JSONL（默认 corpus/gold）", "gold (default: corpus/gold)")),
]
Texts = Annotated[Path | None, typer.Option(metavar="DIR", help=both("原文所在文件夹", "folder of the texts"))]
Predicted = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help=both("直接用这些提取结果，不再提取", "score these records instead of extracting")
    ),
]
ByKind = Annotated[bool, typer.Option("--by-kind", help=both("按类别分列", "also by kind"))]
BySource = Annotated[bool, typer.Option("--by-source", help=both("按责任单位来源分列", "also by source of the bearer"))]
Errors = Annotated[int, typer.Option(min=0, metavar="N", help=both("每类错误列出 N 条", "list N errors of each sort"))]
Models = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="SET…",
        help=both(
            "用这套模型；写两套（A B）则相比；none 为不用模型", "these models; two (A B) are compared; none: without"
        ),
    ),
]
Page = Annotated[Path | None, typer.Option(metavar="FILE", help=both("写成一页 HTML 报告", "write a page of HTML"))]


def command(
    context: typer.Context,
    gold: Gold = None,
    texts: Texts = None,
    predicted: Predicted = None,
    by_kind: ByKind = False,
    by_source: BySource = False,
    errors: Errors = 0,
    json: AsJson = False,
    csv: AsCsv = False,
    rules: RulesDir = None,
    models: Models = None,
    report: Page = None,
) -> None:
    """Print precision, recall and F1 of every measure of the contract."""
    from pipeline.cli.evaluate_models import compare_sets, gold_and_sets, rater_by, write_report
    from pipeline.evaluate.errors import mistakes, of_each_sort
    from pipeline.evaluate.records import load_records

    session, layout = session_of(context), layout_of(json, csv)
    settings = session.settings(rules=rules)
    files, sets = gold_and_sets(gold or [], models or [], settings)
    given = load_records(predicted) if predicted else None
    runs = [_scored(settings, files, texts, given, rater_by(name, settings)) for name in sets]
    if len(runs) > 1:
        compare_sets(sets, runs, layout, session)
        return
    scores = runs[0]
    if report is not None:
        write_report(report, scores, files, texts, session)
    found = [asdict(m) for m in of_each_sort(mistakes(scores), errors)] if errors else []
    rows = [*_rows("", scores), *_grouped(scores, by_kind, by_source)]
    if layout is Layout.json:
        _print_json(rows, found, scores)
    else:
        _print_tables(rows, found, layout, session)


def _scored(
    settings: Settings, files: Sequence[Path], texts: Path | None, given: Records | None, rater: Rater | None
) -> list[DocumentScore]:
    from pipeline.evaluate.records import load_records
    from pipeline.evaluate.run import extractor_of, predict
    from pipeline.evaluate.score import score

    extractor = None if given is not None else extractor_of(settings.rules, rater)
    scores: list[DocumentScore] = []
    for file in files:
        known = load_records(file)
        scores += score(known, given if extractor is None else predict(known, file, texts, extractor))  # type: ignore[arg-type]
    return scores


def _rows(group: str, scores: Sequence[DocumentScore]) -> list[dict[str, Any]]:
    from pipeline.evaluate.intervals import intervals
    from pipeline.evaluate.score import total

    bounds = intervals(scores)
    return [_row(group, m, count, bounds.get(m)) for m, count in total(scores).items()]


def _grouped(scores: Sequence[DocumentScore], by_kind: bool, by_source: bool) -> list[dict[str, Any]]:
    from pipeline.evaluate.score import grouped, kind_of, source_of

    groups: dict[str, Mapping[str, Count]] = {}
    if by_kind:
        groups |= grouped(scores, kind_of)
    if by_source:
        groups |= {f"bearer: {name}": counts for name, counts in grouped(scores, source_of).items()}
    return [_row(group, m, count, None) for group, counts in groups.items() for m, count in counts.items()]


def _row(group: str, measure: str, count: Count, bounds: tuple[float, float] | None) -> dict[str, Any]:
    return {
        "group": group,
        "measure": measure,
        "p": count.precision,
        "r": count.recall,
        "f1": count.f1,
        "interval": list(bounds) if bounds else None,
        **count._asdict(),
    }


def _print_json(rows: list[dict[str, Any]], found: list[dict[str, Any]], scores: Sequence[DocumentScore]) -> None:
    from pipeline.codec import dumps_plain
    from pipeline.evaluate.certainty import figures

    whole = {row["measure"]: _figures(row) for row in rows if not row["group"]}
    groups: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["group"]:
            groups.setdefault(row["group"], {})[row["measure"]] = _figures(row)
    sure = figures(scores)
    result = {"documents": len(scores), "measures": whole, "groups": groups, "confidence": sure, "errors": found}
    write_line(dumps_plain(result))


def _figures(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in row.items() if k not in ("group", "measure")}


def _print_tables(rows: list[dict[str, Any]], found: list[dict[str, Any]], layout: Layout, session: Session) -> None:
    shown = [_rounded(row) for row in rows]
    columns = MEASURES if any(row["group"] for row in rows) else MEASURES[1:]
    print_rows(shown, columns, layout, session.lang)
    if found:
        print_rows(found, MISTAKES, layout, session.lang)


def _rounded(row: Mapping[str, Any]) -> dict[str, Any]:
    low, high = row["interval"] or (None, None)
    between = f"{low:.3f}–{high:.3f}" if low is not None else ""
    return {**row, **{k: f"{row[k]:.3f}" for k in ("p", "r", "f1")}, "interval": between}
