"""Our own expressions and negatives as a test for two: what is right, wrong, missed (nothing), invented.

Invented is a date where the words fix none.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

LISTS = Path(__file__).resolve().parents[1] / "resolve" / "times"
SORTS = ("date", "length", "recurrence", "no date", "negative")


def cases() -> list[dict[str, Any]]:
    """Every expected item of the expressions by its sort, then the negatives."""
    cases = []
    for row in map(json.loads, (LISTS / "expressions.jsonl").read_text(encoding="utf-8").splitlines()):
        wanted = [want for want in row["expect"] if _sort(want)]
        cases += [{"text": row["text"], "on": row["on"], "want": want, "sort": _sort(want)} for want in wanted]
    for row in map(json.loads, (LISTS / "negatives.jsonl").read_text(encoding="utf-8").splitlines()):
        if not row.get("time"):
            cases.append({"text": row["text"], "on": row["on"], "want": {}, "sort": "negative"})
    return cases


def _sort(want: dict[str, Any]) -> str | None:
    """What sort of answer is wanted; none where only the words and the kind are."""
    if want.get("rrule"):
        return "recurrence"
    if want.get("due") or want.get("start"):
        return "date"
    if want.get("duration"):
        return "length"
    return "no date" if "due" in want else None


def day_of(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None


def judge(case: dict[str, Any], rows: list[dict[str, Any]], right: Any) -> tuple[str, str]:
    sort = case["sort"]
    dated = [row for row in rows if row.get("due") or row.get("start") or isinstance(row.get("time"), list)]
    if sort == "negative":
        return sort, "invented" if rows else "right"
    if sort == "no date":
        return sort, "invented" if dated and len(rows) == 1 else "right"
    if not rows:
        return sort, "nothing"
    return sort, "right" if any(right(case["want"], row, sort) for row in rows) else "wrong"


def ours(want: dict[str, Any], row: dict[str, Any], sort: str) -> bool:
    return all(row[key] == value for key, value in want.items())


def theirs(want: dict[str, Any], row: dict[str, Any], sort: str) -> bool:
    """Leniently: any recurrence counts for a recurrence; only days are compared, and a start where both give one."""
    if sort == "recurrence":
        return row["type"] == "time_period"
    if sort == "length":
        return row["type"] in ("time_delta", "time_span")
    span = row["time"]
    if not isinstance(span, list) or not all(isinstance(side, str) for side in span):
        return False
    start, due = (want.get("start") or "")[:10], (want.get("due") or "")[:10]
    return (not due or span[1][:10] == due) and (not start or span[0][:10] == start)
