"""Patterns that are kept compiled: the same matches from the file as without it, and no file can do harm."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.rulebook.patterns import Patterns

SOURCE = "市政府|县政府|县(?!长)|(?P<body>局|委员会)"
TEXT = "县长、县政府、市政府和各局、委员会"


def matches(patterns: Patterns) -> list[tuple[str, str | None]]:
    return [(found[0], found["body"]) for found in patterns.compile(SOURCE).finditer(TEXT)]


EXPECTED = [(found[0], found["body"]) for found in re.finditer(SOURCE, TEXT)]


def test_a_second_run_compiles_nothing_and_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Patterns(tmp_path / "patterns.json")
    assert matches(first) == EXPECTED
    first.keep()
    monkeypatch.setattr("pipeline.rulebook.patterns.keep_compiled", lambda tree: pytest.fail("compiled again"))
    assert matches(Patterns(tmp_path / "patterns.json")) == EXPECTED


@pytest.mark.parametrize("content", ["", "[]", '{"key": "another", "patterns": {"a": 1}}', "\x00"])
def test_a_file_that_is_none_is_passed_over_and_replaced(tmp_path: Path, content: str) -> None:
    path = tmp_path / "patterns.json"
    path.write_text(content, encoding="utf-8")
    patterns = Patterns(path)
    assert matches(patterns) == EXPECTED
    patterns.keep()
    assert path.read_text(encoding="utf-8") != content


def test_code_that_was_tampered_with_is_compiled_anew(tmp_path: Path) -> None:
    path = tmp_path / "patterns.json"
    first = Patterns(path)
    first.compile(SOURCE)
    first.keep()
    text = path.read_text(encoding="utf-8")
    code = text[text.rindex(',"') + 2 : text.rindex('"]')]
    path.write_text(text.replace(code, code[::-1]), encoding="utf-8")
    assert matches(Patterns(path)) == EXPECTED
