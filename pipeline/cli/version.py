"""``duban version``: what makes a record what it is."""

from __future__ import annotations

import platform
from typing import Annotated

import typer

import pipeline
from pipeline.cli.output import Column, layout_of, print_rows
from pipeline.cli.session import session_of
from pipeline.cli.words import both

COLUMNS = (Column("part", "部分", "part"), Column("version", "版本", "version"))


def command(
    context: typer.Context,
    rules: Annotated[str, typer.Option(help=both("规则文件夹", "folder of rules"), metavar="DIR")] = "",
    json: Annotated[bool, typer.Option("--json", help=both("输出 JSON", "print JSON"))] = False,
    csv: Annotated[bool, typer.Option("--csv", help=both("输出 CSV", "print CSV"))] = False,
) -> None:
    """Print the versions of program, rules and Python."""
    from pathlib import Path

    from pipeline.resources import rules_folder
    from pipeline.rulebook import load_rulebook

    session = session_of(context)
    settings = session.settings(rules=Path(rules) if rules else None)
    folder = rules_folder(settings.rules)
    rows = [
        {"part": "duban", "version": pipeline.__version__},
        {"part": "rules", "version": load_rulebook(folder).version},
        {"part": "rules_folder", "version": str(folder)},
        {"part": "python", "version": platform.python_version()},
    ]
    print_rows(rows, COLUMNS, layout_of(json, csv), session.lang)
