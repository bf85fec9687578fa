"""``duban version``: what makes a record what it is."""

from __future__ import annotations

import platform

import typer

import pipeline
from pipeline.cli.output import Column, Layout, layout_of, print_rows
from pipeline.cli.session import session_of
from pipeline.cli.storing import AsCsv, AsJson, RulesDir
from pipeline.model import CONTRACT

COLUMNS = (Column("part", "部分", "part"), Column("version", "版本", "version"))
_NAMES = {
    "duban": ("程序 duban", "program duban"),
    "contract": ("契约", "contract"),
    "rules": ("规则", "rules"),
    "rules_folder": ("规则文件夹", "folder of rules"),
    "models": ("模型", "models"),
    "python": ("Python", "Python"),
}


def command(
    context: typer.Context,
    rules: RulesDir = None,
    json: AsJson = False,
    csv: AsCsv = False,
) -> None:
    """Print the versions of program, contract, rules, models and Python."""
    from pipeline.confidence.sets import rater_of
    from pipeline.resources import models_folder, rules_folder
    from pipeline.rulebook import load_rulebook

    session, layout = session_of(context), layout_of(json, csv)
    settings = session.settings(rules=rules)
    folder, rater = rules_folder(settings.rules), rater_of(models_folder(settings.models))
    versions = {
        "duban": pipeline.__version__,
        "contract": CONTRACT,
        "rules": load_rulebook(folder).version,
        "rules_folder": str(folder),
        "models": rater.version if rater else None,
        "python": platform.python_version(),
    }
    names = {part: session.say(*_NAMES[part]) if layout is Layout.table else part for part in versions}
    rows = [{"part": names[part], "version": version} for part, version in versions.items()]
    print_rows(rows, COLUMNS, layout, session.lang)
