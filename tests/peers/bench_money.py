"""Our own amounts and look-alikes for both: right is every sum with its exact bounds, invented one too many."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

LIST = Path(__file__).resolve().parents[1] / "resolve" / "amounts.jsonl"
SORTS = ("money", "no money")
Bounds = tuple[Decimal | None, Decimal | None]


def cases() -> list[dict[str, Any]]:
    """Every line of the list with the sums of money (not ratios) that stand in it, in yuan, rough ones left out."""
    rows = [json.loads(line) for line in LIST.read_text(encoding="utf-8").splitlines() if line]
    plain = [row for row in rows if not any(one.get("approximate") for one in row["amounts"])]
    return [{"text": row["text"], "want": _sums(row["amounts"])} for row in plain]


def _sums(amounts: Sequence[dict[str, Any]]) -> list[Bounds]:
    return [(_exact(one["min"]), _exact(one["max"])) for one in amounts if one["unit"] == "CNY"]


def _exact(words: str | None) -> Decimal | None:
    return None if words is None else Decimal(words)


def judge(case: dict[str, Any], found: Sequence[Bounds]) -> tuple[str, str]:
    """``right`` where just the wanted sums were found."""
    wanted = case["want"]
    if not wanted:
        return "no money", "invented" if found else "right"
    if not found:
        return "money", "nothing"
    return "money", "right" if list(found) == list(wanted) else "wrong"


def theirs(rows: Sequence[dict[str, Any]]) -> list[Bounds]:
    """JioNLP's ``num`` is a figure, or a list of two bounds."""
    return [bounds for row in rows if row["case"] == "元" and (bounds := _bounds(row["num"]))]


def _bounds(num: Any) -> Bounds | None:
    sides = num if isinstance(num, list) else [num, num]
    try:
        low, high = (Decimal(str(side)) for side in sides)
    except (InvalidOperation, ValueError):
        return None
    return low, high
