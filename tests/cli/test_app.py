"""The command line as a whole: every command is there, in both languages, and completes in a shell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.cli.app import COMMANDS, _load, main
from tests.cli.command import duban

HAN = re.compile("[\u4e00-\u9fff]")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    out, err = capsys.readouterr()
    return int(left.value.code or 0), out, err


def parts(command: Any) -> Iterator[Any]:
    """The command, its parameters, and those of its subcommands."""
    yield command
    yield from command.params
    for child in getattr(command, "commands", {}).values():
        yield from parts(child)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_explained_in_both_languages(name: str) -> None:
    for lang in ("zh", "en"):
        for part in parts(_load(name, lang)):
            assert part.help, f"{name}: {part.name} has no help"
            assert bool(HAN.search(part.help)) == (lang == "zh"), f"{name}: {part.name} in {lang}: {part.help}"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_pages(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, zh, _ = run(capsys, name, "--help")
    assert code == 0
    assert zh.startswith("用法：")
    assert "选项：" in zh
    assert not re.search("Options:|Show this|required|default|<(str|int|float)", zh)
    code, en, _ = run(capsys, name, "--help", "--lang", "en")
    assert en.startswith("Usage:")
    assert not HAN.search(en)


def test_the_root_s_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ((), ("--help",)):
        code, out, _ = run(capsys, *arguments)
        assert code == 0
        assert all(f"  {name} " in out for name in COMMANDS)


def test_the_language_by_variable_and_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DUBAN_LANG", "en")
    assert run(capsys, "--help")[1].startswith("Usage:")
    assert run(capsys, "--lang", "zh", "--help")[1].startswith("用法：")
    monkeypatch.delenv("DUBAN_LANG")
    Path("duban.toml").write_text('lang = "en"', encoding="utf-8")
    assert run(capsys, "--help")[1].startswith("Usage:")


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "version", "--json")
    assert code == 0
    versions = {row["part"]: row["version"] for row in json.loads(out)}
    assert versions["duban"] == pipeline.__version__
    assert versions["contract"] == "1"
    assert versions["rules"]
    assert versions["models"]
    assert pipeline.__version__ in run(capsys, "version", "--csv")[1]


def test_a_shell_completes_commands_and_options(tmp_path: Path) -> None:
    script = duban("--show-completion", "bash", cwd=tmp_path, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert "complete" in script.stdout
    found = duban(cwd=tmp_path, _DUBAN_COMPLETE="complete_bash", COMP_WORDS="duban ex", COMP_CWORD="1")
    assert "extract" in found.stdout.split()
    found = duban(cwd=tmp_path, _DUBAN_COMPLETE="complete_bash", COMP_WORDS="duban extract --form", COMP_CWORD="2")
    assert "--format" in found.stdout.split()
