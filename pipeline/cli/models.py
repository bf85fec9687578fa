"""``duban models``: the sets of models in a folder, which one is in use, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.output import Column, layout_of, print_rows, write_line
from pipeline.cli.session import Session, session_of
from pipeline.cli.words import both

if TYPE_CHECKING:
    from pipeline.confidence.sets import ModelSet

app = typer.Typer(
    help=both("模型：列出、启用、退回", "models: list, use, go back"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
Models = Annotated[Path | None, typer.Option("--models", metavar="DIR", help=both("模型文件夹", "folder of models"))]
COLUMNS = (
    Column("used", "启用", "in use"),
    Column("name", "名称", "name"),
    Column("version", "版本", "version"),
    Column("rules", "所依规则", "rules"),
    Column("documents", "训练文件", "documents"),
    Column("calibration_error", "校准误差", "calibration error"),
    Column("gain", "识别 F1 增减", "detection F1 gain"),
    Column("bytes", "字节", "bytes"),
)


@app.command("list", help=both("列出各套模型", "list the sets of models"))
def list_(
    context: typer.Context,
    models: Models = None,
    json: Annotated[bool, typer.Option("--json", help=both("输出 JSON", "print JSON"))] = False,
    csv: Annotated[bool, typer.Option("--csv", help=both("输出 CSV", "print CSV"))] = False,
) -> None:
    """Print a line for every set."""
    from pipeline.confidence.sets import in_use, sets_in

    session = session_of(context)
    home = _home(session, models)
    used = in_use(home)[-1:]
    rows = [_row(one, one.folder.name in used) for one in sets_in(home)]
    print_rows(rows, COLUMNS, layout_of(json, csv), session.lang)


@app.command("use", help=both("启用一套模型", "put a set in use"))
def use(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=both("名称", "its name"))],
    models: Models = None,
) -> None:
    """Every command rates by this set from now on."""
    from pipeline.confidence.sets import put_in_use

    session = session_of(context)
    found = put_in_use(_home(session, models), name)
    write_line(session.say(f"已启用 {name}（版本 {found.version}）", f"{name} is in use (version {found.version})"))


@app.command("rollback", help=both("退回上一套模型", "go back to the set before"))
def rollback(context: typer.Context, models: Models = None) -> None:
    """The set that was in use before is in use again."""
    from pipeline.confidence.sets import go_back

    session = session_of(context)
    found = go_back(_home(session, models))
    name = found.folder.name
    write_line(session.say(f"已退回 {name}（版本 {found.version}）", f"back to {name} (version {found.version})"))


def _home(session: Session, models: Path | None) -> Path:
    from pipeline.resources import models_folder

    return models_folder(session.settings(models=models).models)


def _row(one: ModelSet, used: bool) -> dict[str, Any]:
    manifest = one.manifest
    scores = manifest.get("scores", {})
    return {
        "used": "*" if used else "",
        "name": one.folder.name,
        "version": one.version,
        "rules": manifest.get("versions", {}).get("rules"),
        "documents": sum(source.get("documents", 0) for source in manifest.get("data", [])),
        "calibration_error": scores.get("obligation", {}).get("calibration_error"),
        "gain": scores.get("detection", {}).get("gain"),
        "bytes": sum(facts.get("bytes", 0) for facts in manifest["files"].values()),
    }
