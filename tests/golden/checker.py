"""What must hold of any record, gold or extracted: the contract's shape, checked without the contract at hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import Any, get_args

from pipeline.model import DeadlineKind, Kind, PenaltyKind, PenaltyUnit, QuotaPer, Role, Source

RULE_ORDER = ["FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE", "UNTIL"]
RULE_PART = re.compile(r"[A-Z]+=[A-Z0-9,\-]+")
DURATION = re.compile(r"P(\d+[YMWD]|T\d+[HM])")
NUMBER = re.compile(r"(?:（[\u4e00-\u9fff]{1,4}）)?[^\s\[\]（）()【】﹝﹞]+号")


def faults(record: dict[str, Any], text: str) -> Iterator[str]:
    """Every fault of one record, in words."""
    for k, instrument in enumerate(record["instruments"]):
        yield from (f"instrument {k}: {f}" for f in _instrument(instrument, text))
    for k, item in enumerate(record["obligations"]):
        start, end = item["span"]
        if not 0 <= start < end <= len(text) or text[start:end] != item["quote"]:
            yield f"item {k}: quote is not text[{start}:{end}]"
        if item["quote"] != item["quote"].strip() or item["quote"][-1] in "。；;，,":
            yield f"item {k}: the span takes in a space or final punctuation"
        if item["kind"] not in get_args(Kind):
            yield f"item {k}: kind {item['kind']}"
        if not 0 <= item["instrument"] < len(record["instruments"]):
            yield f"item {k}: instrument {item['instrument']}"
        for fault in (*_bearers(item, text), *_deadline(item["deadline"], text), *_penalties(item, text)):
            yield f"item {k} {item['quote'][:12]}: {fault}"
    spans = sorted(item["span"] for item in record["obligations"])
    if any(a[1] > b[0] for a, b in pairwise(spans)):
        yield "items overlap"


def _instrument(instrument: dict[str, Any], text: str) -> Iterator[str]:
    if instrument["number"] and not NUMBER.fullmatch(instrument["number"]):
        yield f"number {instrument['number']!r} is not normalized"
    span = instrument["span"]
    if span and not 0 <= span[0] < span[1] <= len(text):
        yield f"span {span}"


def _bearers(item: dict[str, Any], text: str) -> Iterator[str]:
    for bearer in item["bearers"]:
        if bearer["text"] not in text:
            yield f"bearer {bearer['text']!r} is not in the text"
        if bearer["role"] not in get_args(Role) or bearer["source"] not in get_args(Source):
            yield f"bearer {bearer}"
        if bearer["source"] == "explicit" and not _near(bearer["text"], item, text):
            yield f"{bearer['text']} is said to be explicit and stands nowhere near"


def _near(name: str, item: dict[str, Any], text: str) -> bool:
    """In the item, or within reach of a trailing bracket or the row that closes its measure."""
    return name in text[max(0, item["span"][0] - 200) : item["span"][1] + 400]


def _deadline(deadline: dict[str, Any] | None, text: str) -> Iterator[str]:
    if deadline is None:
        return
    if deadline["kind"] not in get_args(DeadlineKind):
        yield f"deadline kind {deadline['kind']}"
    if deadline["text"] not in text:
        yield f"deadline {deadline['text']!r} is not in the text"
    for field in ("start", "due"):
        if deadline[field]:
            (datetime if "T" in deadline[field] else date).fromisoformat(deadline[field])
    yield from _rule(deadline["rrule"])
    if (deadline["kind"] == "recurring") != bool(deadline["rrule"]):
        yield "a recurrence and its rule go together"
    if deadline["duration"] and not DURATION.fullmatch(deadline["duration"]):
        yield f"duration {deadline['duration']}"
    if deadline["quota"] and deadline["quota"]["per"] not in get_args(QuotaPer):
        yield f"quota {deadline['quota']}"
    if deadline["kind"] == "by" and not deadline["due"]:
        yield "a date that is none"


def _rule(rule: str | None) -> Iterator[str]:
    if not rule:
        return
    parts = rule.split(";")
    names = [p.split("=")[0] for p in parts]
    if not all(RULE_PART.fullmatch(p) for p in parts) or names != [n for n in RULE_ORDER if n in names]:
        yield f"rule {rule} is not sorted as the contract says"


def _penalties(item: dict[str, Any], text: str) -> Iterator[str]:
    for penalty in item["penalties"]:
        if penalty["kind"] not in get_args(PenaltyKind):
            yield f"penalty kind {penalty['kind']}"
        if penalty["text"] not in text:
            yield f"penalty {penalty['text']!r} is not in the text"
        figures = [f for f in (penalty["min"], penalty["max"]) if f is not None]
        if bool(figures) != bool(penalty["unit"]) or (penalty["unit"] and penalty["unit"] not in get_args(PenaltyUnit)):
            yield f"penalty figures {figures} and unit {penalty['unit']}"
        if figures != sorted(figures):
            yield f"penalty figures {figures} are not in order"
    if item["penalties"] and item["kind"] != "sanction":
        yield "a penalty in what is no sanction"
