"""JioNLP's and Recognizers-Text's own time cases, through our parser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.parse.times import TimeParser, time_row
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook
from tests.peers.recognizers import results, same
from tests.shared import shared_path

HELD = Path(__file__).with_name("held_times.jsonl")


def cases(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def parser() -> TimeParser:
    return TimeParser(load_rulebook(rules_folder()))


def rows(parse: TimeParser, text: str, on: str | None) -> list[dict[str, Any]]:
    return [time_row(*found) for found in parse.parse(text, datetime.fromisoformat(on) if on else None)]


def like_jionlp(case: dict[str, Any], row: dict[str, Any]) -> bool:
    """The same end day, and the same start day where both give one."""
    if (row["due"] or "")[:10] != case["end"][:10]:
        return False
    return row["start"] is None or row["start"][:10] == case["start"][:10]


def test_jionlp_times() -> None:
    given = cases(shared_path("peers", "time_jionlp.jsonl"))
    held = {case["text"]: case["reason"] for case in cases(HELD)}
    assert len(held) <= len(given) / 10
    assert held.keys() <= {case["text"] for case in given}
    assert all(held.values())
    counted = [case for case in given if case["text"] not in held]
    parse = parser()
    wrong = [c["text"] for c in counted if not any(like_jionlp(c, row) for row in rows(parse, c["text"], c["on"]))]
    assert len(wrong) <= len(counted) / 10, wrong


def overlapping(case: dict[str, Any], result: dict[str, Any], found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Our rows over the words of the result."""
    at = case["input"].find(result["text"].split(",")[0])
    return (row for row in found if row["span"][0] < at + len(result["text"]) and at < row["span"][1])


def test_recognizers_dates() -> None:
    parse = parser()
    right, wrong = 0, []
    for case in cases(shared_path("peers", "time_recognizers.jsonl")):
        found = rows(parse, case["input"], case["on"])
        for result in results(case):
            good = any(same(result, row) for row in overlapping(case, result, found))
            right += good
            wrong += [] if good else [result["text"]]
    assert right >= 150
    assert len(wrong) <= (right + len(wrong)) / 10, wrong
