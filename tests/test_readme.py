"""What the README says holds: its commands exist, its Python runs, the files that it names are there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from pipeline.cli.app import COMMANDS as PROGRAM
from pipeline.cli.app import main
from pipeline.evaluate.rules import readers
from pipeline.rulebook import load_rulebook
from pipeline.rulebook.source import read_source
from pipeline.rulebook.trials import Trials
from pipeline.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ON_RULES = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"duban ((?:rules|parse|audit|models|gold) [a-z]+|[a-z]+)", README + ON_RULES)))
OPTIONS = sorted(set(re.findall(r"`(--[a-z-]+)", README)))


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """The command as a user would type it, from the checkout."""
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


def shown_by(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What the command prints, run in this process; it must end well."""
    with pytest.raises(SystemExit) as left:
        main(list(words))
    assert not left.value.code
    return capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_exists(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown_by(capsys, *command.split(), "--help")


def test_every_command_and_setting_is_told() -> None:
    told = {command.split()[0] for command in COMMANDS} | {"version"}
    assert set(PROGRAM) <= told, set(PROGRAM) - told
    for setting in fields(Settings):
        assert f"`{setting.name}`" in README, setting.name


def test_the_ledgers_options_exist(capsys: pytest.CaptureFixture[str]) -> None:
    shown = shown_by(capsys, "ledger", "--help")
    for option in ("--unit", "--overdue", "--due-within", "--recurring", "--number", "--search", "--as-of", "--kind"):
        assert option in OPTIONS or f"`{option}" in README
        assert option in shown


def test_the_screen_is_real(tmp_path: Path) -> None:
    """The notice and the commands that the README shows, run as it shows them."""
    (tmp_path / "notice.txt").write_text(block("text"), encoding="utf-8")
    shown = block("console")
    commands = re.findall(r"^\$ duban (.*)$", shown, re.M)
    assert len(commands) >= 3
    assert shown == "".join(f"$ duban {words}\n{output(words, tmp_path)}" for words in commands)


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", README, re.S)
    assert found is not None
    return found[1]


def output(words: str, folder: Path) -> str:
    """What a command prints on a screen of 80 columns, remarks after the rest; ``| head -4`` shows the first lines."""
    arguments, _, lines = words.partition(" | head -")
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments.split()], cwd=folder, capture_output=True, encoding="utf-8",
        env=os.environ | {"COLUMNS": "80", "PYTHONPATH": str(ROOT)}, timeout=300, check=True,
    )  # fmt: skip
    shown = (done.stdout + done.stderr).splitlines()
    return "".join(f"{line}\n" for line in shown[: int(lines or len(shown))])


def test_the_python_examples_print_the_duty_and_the_times() -> None:
    examples = re.findall(r"```python\n(.*?)```", README, re.S)
    wanted = (("2024-03-05", "各大队"), ("2024-03-31", "FREQ=MONTHLY;BYMONTHDAY=5"))
    for example, words in zip(examples, wanted, strict=True):
        done = run("-c", example)
        assert done.returncode == 0, done.stderr
        assert all(word in done.stdout for word in words)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make ([a-z]+)`", README))))
def test_every_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)


def test_the_rule_that_shows_analysts_how_holds(tmp_path: Path) -> None:
    """The rule printed in ``rules/README.md``, put where it says, among the rules of this checkout."""
    rule = re.search(r"```yaml\n(id: '(\w+)\.(\w+)'.*?)```", ON_RULES, re.S)
    assert rule is not None
    folder = tmp_path / "rules"
    shutil.copytree(ROOT / "rules", folder)
    (folder / rule[2] / f"{rule[3]}.yaml").write_text(rule[1], encoding="utf-8")
    source = read_source(folder)
    trials = Trials(load_rulebook(folder), readers())
    examples = [example for example in source.examples if example.rule == f"{rule[2]}.{rule[3]}"]
    assert len(examples) == 3
    assert [problem.en for example in examples for problem in trials.problems(example)] == []


def test_the_folders_of_rules_are_all_named() -> None:
    for folder in (path.name for path in (ROOT / "rules").iterdir() if path.is_dir()):
        assert f"`{folder}`" in ON_RULES, folder
