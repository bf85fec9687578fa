"""Every notebook runs from top to bottom, and is kept without outputs."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.resources import samples_folder
from tests.soaked import some

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
# What a kernel does: one namespace, cell after cell, the last expression of a cell shown.
RUN = """
import ast, json, sys
from pathlib import Path
import pipeline.resources
if len(sys.argv) > 1:
    pipeline.resources.samples_folder = lambda: Path(sys.argv[1])
space = {"__name__": "__main__"}
for number, source in enumerate(json.load(sys.stdin), 1):
    tree = ast.parse(source, f"cell {number}")
    last = ast.Expression(tree.body.pop().value) if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, f"cell {number}", "exec"), space)
    if last is not None:
        shown = eval(compile(last, f"cell {number}", "eval"), space)
        assert shown is None or repr(shown)
import matplotlib.pyplot as plt
print("figures", len(plt.get_fignums()))
"""


def cells(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text(encoding="utf-8"))["cells"])


def test_there_are_four() -> None:
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_kept_without_outputs(path: Path) -> None:
    for cell in cells(path):
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


SAMPLES = samples_folder()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of our corpus with a few documents of each sort."""
    copy = tmp_path_factory.mktemp("clone") / "corpus"
    for folder in ("samples", "gold"):
        (copy / folder).mkdir(parents=True)
    for gold in (SAMPLES.parent / "gold").glob("*.jsonl"):
        lines = some(gold.read_text(encoding="utf-8").splitlines(keepends=True), 6)
        (copy / "gold" / gold.name).write_text("".join(lines), encoding="utf-8")
        for line in lines:
            add(copy, json.loads(line)["document"]["path"])
    for name in some(sorted(path.name for path in SAMPLES.glob("n*.txt")), 2):
        add(copy, name)
    add(copy, "digest-fire-may.txt")
    return copy


def add(copy: Path, name: str) -> None:
    (copy / "samples" / name).write_bytes((SAMPLES / name).read_bytes())


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_over_a_few_documents(path: Path, tmp_path: Path, corpus: Path) -> None:
    run(path, tmp_path, corpus.parent, str(corpus / "samples"))


@pytest.mark.soak
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs(path: Path, tmp_path: Path) -> None:
    run(path, tmp_path, path.parent)


def run(path: Path, tmp_path: Path, folder: Path, *samples: str) -> None:
    """Every cell, in that folder; what the notebook calls the samples may be some of them."""
    sources = ["".join(cell["source"]) for cell in cells(path) if cell["cell_type"] == "code"]
    assert all(ast.parse(source) for source in sources)
    done = subprocess.run(
        [sys.executable, "-W", "error::UserWarning:matplotlib", "-c", RUN, *samples],
        input=json.dumps(sources), capture_output=True, text=True, timeout=120, check=False, cwd=folder,
        env=os.environ | {"MPLBACKEND": "agg", "PYTHONPATH": str(path.parents[1]), "MPLCONFIGDIR": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert "missing from font" not in done.stderr
