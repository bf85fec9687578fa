"""What a command loads before it does its work: counted in modules, for no clock of a busy machine is to be trusted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.resources import samples_folder
from tests.cli.command import environment

ROOT = Path(__file__).resolve().parents[2]
NOTICE = str(samples_folder() / "notice-census.txt")
# The command-line library and what it brings along; nothing else that was installed.
LIBRARY = {"typer", "annotated_doc", "shellingham", "typing_extensions"}
EDGE = {"cli", "errors", "settings"}
READING = {
    "clock",
    "codec",
    "model",
    "read",
    "record",
    "resources",
    "rulebook",
    "stages",
    "structure",
    "find",
    "resolve",
    "clauses",
}
SHOW = """
import sys
from pipeline.cli.app import main
try:
    main(sys.argv[1:])
except SystemExit:
    print(*sys.modules, file=sys.stderr)
"""


def loaded_by(*arguments: str, **variables: str) -> set[str]:
    """Every module that the command has loaded by its end, in a process of its own."""
    found = []
    for code, words in ((SHOW, arguments), ("import sys; print(*sys.modules, file=sys.stderr)", ())):
        done = subprocess.run(
            [sys.executable, "-c", code, *words], cwd=ROOT, env=environment(**variables),
            capture_output=True, text=True, encoding="utf-8", check=True,
        )  # fmt: skip
        found.append(set(done.stderr.split()))
    return found[0] - found[1]


def installed(modules: set[str]) -> set[str]:
    """The top-level packages among them that neither Python nor this project brings."""
    return {name.partition(".")[0] for name in modules} - set(sys.stdlib_module_names) - {"pipeline"}


def rooms(modules: set[str]) -> set[str]:
    return {name.split(".")[1] for name in modules if name.startswith("pipeline.")}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("arguments", [["--help"], ["ledger", "--help"], ["extract", "--help"]], ids=" ".join)
def test_help_loads_the_command_line_alone(arguments: list[str], lang: str) -> None:
    modules = loaded_by(*arguments, DUBAN_LANG=lang)
    assert installed(modules) <= LIBRARY
    assert rooms(modules) <= EDGE
    assert not modules & {"json", "decimal", "sqlite3", "asyncio", "http", "email", "tempfile"}


def test_extracting_a_notice_loads_the_way_of_a_text_file_alone() -> None:
    loaded_by("extract", NOTICE)  # the first run parses the rules and keeps them
    modules = loaded_by("extract", NOTICE)
    assert installed(modules) <= LIBRARY | {"ahocorasick"}  # one module in C, loaded in a third of a millisecond
    assert rooms(modules) <= EDGE | READING | {"assemble", "confidence", "patterns"}
    assert not modules & {"sqlite3", "asyncio", "http", "email", "multiprocessing", "xml.etree"}
