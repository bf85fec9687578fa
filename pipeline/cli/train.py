"""``duban train``: gold in, a set of models out, with what it is worth on documents that it has not seen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.output import Column, note, print_rows, write_line
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import AsJson, RulesDir
from pipeline.cli.words import both

COLUMNS = (
    Column("what", "模型", "model"),
    Column("events", "例子", "examples"),
    Column("wrong", "其中错", "wrong"),
    Column("calibration_error", "校准误差", "calibration error"),
    Column("caught", "最没把握的 15% 含错误", "errors in the least certain 15%"),
)
_EVENTS = {
    "obligation": ("是不是义务", "is an obligation"),
    "bearers": ("责任单位", "bearers"),
    "deadline": ("时限", "deadline"),
    "penalties": ("处罚", "penalties"),
}


Out = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help=both("模型写到这里（默认 模型文件夹/trained）", "write the models here")),
]
Gold = Annotated[
    list[Path] | None,
    typer.Option(metavar="FILE", help=both("另加的标准答案 JSONL（可多次）", "more gold, JSON Lines (repeatable)")),
]
Corpus = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help=both("语料文件夹（默认 corpus）", "folder of the corpus (default: corpus)")),
]
Recipe = Annotated[Path | None, typer.Option(metavar="FILE", help=both("训练配方", "how to train"))]


def command(
    context: typer.Context,
    out: Out = None,
    gold: Gold = None,
    corpus: Corpus = None,
    recipe: Recipe = None,
    rules: RulesDir = None,
    json: AsJson = False,
) -> None:
    """Train, measure in cross-validation by document, write the set; the same data give the same bytes."""
    from pipeline.learn.recipe import read_recipe
    from pipeline.learn.run import run
    from pipeline.learn.sources import sources_of
    from pipeline.resources import models_folder, rules_folder
    from pipeline.rulebook import load_rulebook

    session = session_of(context)
    settings = session.settings(rules=rules)
    shipped = models_folder(None)
    sources = sources_of(corpus or Path("corpus"), gold or ())
    folder = out or models_folder(settings.models) / "trained"
    manifest = run(
        sources,
        load_rulebook(rules_folder(settings.rules)),
        read_recipe(recipe or shipped / "recipe.json"),
        folder,
    )
    if json:
        from pipeline.codec import dumps_plain

        write_line(dumps_plain(manifest))
    else:
        _print(manifest, folder, session)


def _print(manifest: dict[str, Any], folder: Path, session: Session) -> None:
    from pipeline.cli.output import Layout

    scores = manifest["scores"]
    rows = [{"what": session.say(*words), **scores[event]} for event, words in _EVENTS.items() if event in scores]
    print_rows(rows, COLUMNS, Layout.table, session.lang)
    found = scores["detection"]
    low, high = found["interval"]
    write_line(
        session.say(
            f"识别 F1：不用模型 {found['without']:.3f}，用模型 {found['with']:.3f}（差 {low:+.3f} 至 {high:+.3f}）",
            f"detection F1: {found['without']:.3f} without, {found['with']:.3f} with ({low:+.3f} to {high:+.3f})",
        )
    )
    note(
        session.say(
            f"已写到 {folder}；启用：duban models use {folder.name} --models {folder.parent}",
            f"written to {folder}; put it in use: duban models use {folder.name} --models {folder.parent}",
        )
    )
