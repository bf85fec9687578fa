"""Who may import whom (the directions of the architecture), and what an import may cost."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "pipeline"
# Each room may import from its own layer and from those below; first the lowest.
LAYERS = (
    {"errors", "record", "model", "codec", "settings_check", "settings", "resources"},
    {"rulebook", "patterns"},
    {"read", "structure", "segment", "find", "resolve", "clauses", "assemble", "link", "confidence"},
    {"stages", "clock", "parse"},
    {"batch", "store", "export", "evaluate", "learn", "ledger"},
    {"explain"},
    {"cli", "web", "__main__"},
)
HEIGHT = {room: height for height, rooms in enumerate(LAYERS) for room in rooms}
STAGES = HEIGHT["stages"]
FOUNDATIONS = {"errors", "record", "model", "codec", "settings", "resources"}
# What no module up to the stages may know of.
FOREIGN = {"sqlalchemy", "alembic", "pandas", "fastapi", "typer", "rich", "sqlite3", "psycopg"}
CLOCK = {("datetime", "now"), ("datetime", "today"), ("date", "today"), ("time", "time"), ("datetime", "utcnow")}
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "_data" not in path.parts)


def room_of(path: Path) -> str:
    """``pipeline/find/times.py`` is of the room ``find``; ``pipeline/stages.py`` a room of its own."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


def imports(path: Path) -> Iterator[str]:
    """Every module that the file imports, anywhere in it, by its full name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield f"{node.module}" if node.module != "pipeline" else f"pipeline.{node.names[0].name}"


def room_of_import(name: str) -> str | None:
    """The room that an import reaches into; None for other packages and for the package itself."""
    parts = name.split(".")
    return parts[1] if parts[0] == "pipeline" and len(parts) > 1 and parts[1] in HEIGHT else None


def test_every_room_has_its_place() -> None:
    rooms = {room_of(path) for path in SOURCES} - {"__init__"}
    assert rooms <= HEIGHT.keys(), f"say in LAYERS where {rooms - HEIGHT.keys()} belong"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_directions(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    for name in imports(path):
        other = room_of_import(name)
        if other is not None:
            assert HEIGHT[other] <= HEIGHT[room], f"{room} imports {name}, which lies above it"
        if HEIGHT[room] <= STAGES and room not in FOUNDATIONS:
            assert name.split(".")[0] not in FOREIGN, f"{room} imports {name}"
        if room == "store":
            assert other in {*FOUNDATIONS, "store", None}, f"the store imports {name}"


def finder_of(path: Path) -> str:
    """``pipeline/find/times.py`` is of the finder ``times``, ``pipeline/find/names/shapes.py`` of ``names``."""
    return path.relative_to(PACKAGE / "find").with_suffix("").parts[0]


@pytest.mark.parametrize("path", sorted((PACKAGE / "find").rglob("*.py")), ids=finder_of)
def test_finders_do_not_import_one_another(path: Path) -> None:
    for name in imports(path):
        if name.startswith("pipeline.find."):
            assert name.split(".")[2] == finder_of(path), f"{path.name} imports {name}"


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if HEIGHT.get(room_of(path), 0) <= STAGES], ids=lambda path: path.name
)
def test_nothing_up_to_the_stages_reads_the_clock(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in CLOCK, f"{path}:{node.lineno} reads the clock"


def loaded_by(statement: str) -> set[str]:
    """The top-level packages and our own modules that a statement loads in a fresh interpreter."""
    code = f"import sys; before = set(sys.modules); {statement}; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    return set(done.stdout.split())


HEAVY = {
    "jieba",
    "rjieba",
    "spacy",
    "spacy_pkuseg",
    "pandas",
    "numpy",
    "sqlalchemy",
    "alembic",
    "pydantic",
    "rich",
    "typer",
}


def test_importing_the_package_loads_nothing_of_it() -> None:
    loaded = loaded_by("import pipeline")
    assert {name for name in loaded if name.startswith("pipeline")} == {"pipeline"}
    assert not loaded & {*HEAVY, "json", "yaml", "decimal", "pathlib"}


def test_the_stages_load_without_anything_heavy() -> None:
    assert not loaded_by("import pipeline.stages, pipeline.read, pipeline.codec") & HEAVY


def test_help_loads_the_command_line_alone() -> None:
    loaded = loaded_by("from pipeline.cli.app import root; root('zh')")
    assert not loaded & (HEAVY - {"typer"} | {"yaml", "pipeline.stages", "pipeline.store", "pipeline.rulebook"})


def test_importing_costs_at_most_twice_what_json_and_re_cost() -> None:
    """Processor time, the best of several runs each, taken in turns, so that a busy machine hits both alike."""
    ours, plain = [], []
    for _ in range(7):
        ours.append(seconds("import pipeline"))
        plain.append(seconds("import json, re"))
    assert min(ours) <= 2 * min(plain), f"import pipeline {min(ours):.4f} s, import json, re {min(plain):.4f} s"


def seconds(statement: str) -> float:
    """What a statement takes in a fresh interpreter that has loaded nothing of its own accord."""
    code = f"import sys, time; sys.path.insert(0, {str(PACKAGE.parent)!r}); t = time.process_time(); {statement}"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"{code}; print(time.process_time() - t)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return float(done.stdout)
