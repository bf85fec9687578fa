"""What the README says holds: its commands exist, its Python runs, the files that it names are there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"duban ((?:rules|parse|audit|models) [a-z]+|[a-z]+)", README)))
OPTIONS = sorted(set(re.findall(r"`(--[a-z-]+)", README)))


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """The command as a user would type it, from the checkout."""
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_exists(command: str) -> None:
    done = run("-m", "pipeline", *command.split(), "--help")
    assert done.returncode == 0, done.stderr


def test_the_ledgers_options_exist() -> None:
    shown = run("-m", "pipeline", "ledger", "--help").stdout
    for option in ("--unit", "--overdue", "--due-within", "--recurring", "--number", "--search", "--as-of", "--kind"):
        assert option in OPTIONS or f"`{option}" in README
        assert option in shown


def test_the_python_example_prints_the_duty() -> None:
    example = re.search(r"```python\n(.*?)```", README, re.S)
    assert example is not None
    done = run("-c", example[1])
    assert done.returncode == 0, done.stderr
    assert "2024-03-05" in done.stdout
    assert "各大队" in done.stdout


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make ([a-z]+)`", README))))
def test_every_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
