"""What is worked out from a pattern is taken from the caches, for a changed folder and for a copy; none does harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.rulebook import cache as cache_module
from pipeline.rulebook import load_rulebook
from pipeline.rulebook.cache import cache_file
from pipeline.rulebook.source import gather_source
from tests.rulebook.folder import GOOD, rule, write

MORE = {"deadline/x.yaml": rule("deadline.x", "3日前", "['前']", "priority: 9\n")}


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    load_rulebook(write(tmp_path / "rules", GOOD), tmp_path / "cache")
    return tmp_path / "cache"


def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The patterns that are parsed from now on."""
    from pipeline.rulebook import source

    parsed: list[str] = []
    parse = source.parse_expression
    monkeypatch.setattr(source, "parse_expression", lambda pattern: parsed.append(pattern) or parse(pattern))
    return parsed


def test_a_copy_with_one_rule_more_works_out_that_rule_alone(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = write(tmp_path / "copy", GOOD | MORE)
    fresh = gather_source(copy, cache=tmp_path / "none")
    parsed = worked_out(monkeypatch)
    assert gather_source(copy, cache=cache) == fresh
    assert set(parsed) == {"3日前"}


def test_other_anchors_are_another_form(cache: Path, tmp_path: Path) -> None:
    name, text = next((name, text) for name, text in GOOD.items() if name.startswith("deadline/"))
    changed = text.replace("anchor: ['前']", "anchor: ['月']")
    assert changed != text
    copy = write(tmp_path / "copy", GOOD | {name: changed})
    assert gather_source(copy, cache=cache) == gather_source(copy, cache=tmp_path / "none")


@pytest.mark.parametrize(
    "junk", [b"", b"[]", b"null", b"[" * 100_000, b'{"key": 1}', b'{"key": "KEY", "rules": [1, []]}', b'{"key": "KEY"}']
)
def test_an_odd_cache_is_passed_over(cache: Path, tmp_path: Path, junk: bytes) -> None:
    path = cache_file(cache, tmp_path / "rules")
    path.write_bytes(junk.replace(b"KEY", json.dumps(cache_module.code_key())[1:-1].encode()))
    copy = write(tmp_path / "copy", GOOD | MORE)
    assert gather_source(copy, cache=cache) == gather_source(copy, cache=tmp_path / "none")


def test_forms_of_other_code_are_not_taken(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache_module, "FORMAT", -1)
    parsed = worked_out(monkeypatch)
    gather_source(tmp_path / "rules", cache=cache)
    assert parsed
