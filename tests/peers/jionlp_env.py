"""JioNLP in a throw-away environment of its own: asked in lines of JSON, answered in lines; never a dependency."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

WORKER = Path(__file__).with_name("jionlp_worker.py")


def answers(asked: Sequence[dict[str, Any]]) -> list[Any]:
    """What JioNLP says to ``{"text", "on"}`` (times), ``{"money"}`` (sums) and ``{"long"}`` (its seconds), in order."""
    folder = Path(tempfile.mkdtemp(prefix="duban-peers-"))
    try:
        lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in asked)
        done = subprocess.run(
            [_environment(folder), WORKER], input=lines, text=True, capture_output=True, check=True, encoding="utf-8"
        )
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith(("[", "{"))]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _environment(folder: Path) -> Path:
    """A fresh environment with JioNLP in it; its Python."""
    python = folder / "bin" / "python"
    uv = shutil.which("uv") or Path(sys.executable).with_name("uv")
    if Path(uv).exists():
        subprocess.run([uv, "venv", "-q", "--python", sys.executable, folder], check=True)
        subprocess.run([uv, "pip", "install", "-q", "--python", python, "jionlp"], check=True)
    else:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "jionlp"], check=True)
    return python
