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

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
# What a kernel does: one namespace, cell after cell, the last expression of a cell shown.
RUN = """
import ast, json, sys
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


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs(path: Path, tmp_path: Path) -> None:
    sources = ["".join(cell["source"]) for cell in cells(path) if cell["cell_type"] == "code"]
    assert all(ast.parse(source) for source in sources)
    done = subprocess.run(
        [sys.executable, "-W", "error::UserWarning:matplotlib", "-c", RUN],
        input=json.dumps(sources), capture_output=True, text=True, timeout=120, check=False, cwd=path.parent,
        env=os.environ | {"MPLBACKEND": "agg", "PYTHONPATH": str(path.parents[1]), "MPLCONFIGDIR": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert "missing from font" not in done.stderr
