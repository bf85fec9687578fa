"""What of two records is compared: values with everything taken off that the contract calls spelling.

Plain values in, hashable keys out; ``None`` means that there is nothing to compare.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from typing import Any

Item = Mapping[str, Any]
Key = Hashable | None

ITSELF = "the document itself"
_SPELLING = re.compile(r"[\s　“”‘’\"'《》<>()()\[\]〔〕【】、,。．.;:；：]+")
_SPACE = re.compile(r"\s+")
_OPEN, _CLOSE = re.compile(r"[\[(【〔﹝{]"), re.compile(r"[\])】〕﹞}]")
_RULE_PARTS = ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "BYHOUR", "BYMINUTE")
_RULE_LISTS = ("BYDAY", "BYMONTH", "BYMONTHDAY")
_RULE_DEFAULTS = {"INTERVAL": "1", "BYMINUTE": "0"}
_END_OF_DAY = ("", "23:59", "24:00")


def words_key(text: str | None) -> str | None:
    """The words without spaces, brackets and punctuation.

    >>> words_key("市住建局、市财政局")
    '市住建局市财政局'
    """
    return _SPELLING.sub("", text or "") or None


def number_key(number: str | None) -> str:
    """A document number under one style of bracket and width.

    >>> number_key("云消[２０２５] 7 号") == number_key("云消〔2025〕7号")
    True
    """
    plain = unicodedata.normalize("NFKC", _SPACE.sub("", number or ""))
    return _OPEN.sub("〔", _CLOSE.sub("〕", plain))


def rule_key(rule: str | None) -> str | None:
    """A recurrence without its end (which stands in ``due``), its defaults and the order of its parts.

    >>> rule_key("FREQ=MONTHLY;BYMONTHDAY=20,5;INTERVAL=1;UNTIL=20250331")
    'FREQ=MONTHLY;BYMONTHDAY=20,5'
    """
    if not rule:
        return None
    parts = {}
    for part in rule.upper().removeprefix("RRULE:").split(";"):
        name, equals, value = part.partition("=")
        if equals:
            parts[name] = ",".join(sorted(value.split(","))) if name in _RULE_LISTS else value
    kept = (n for n in _RULE_PARTS if n in parts and parts[n] != _RULE_DEFAULTS.get(n))
    return ";".join(f"{name}={parts[name]}" for name in kept)


def moment_key(value: str | None) -> str | None:
    """A date, or a date and minute; the end of a day is the day.

    >>> moment_key("2025-03-31 16:00:00"), moment_key("2025-03-31T24:00")
    ('2025-03-31T16:00', '2025-03-31')
    """
    if not value:
        return None
    day, _, clock = value.replace(" ", "T").partition("T")
    return day if clock[:5] in _END_OF_DAY else f"{day}T{clock[:5]}"


def deadline_key(deadline: Item | None) -> Key:
    """Dates and rules of a deadline; an event by being one; ``None`` for none and for ``unspecified``.

    >>> deadline_key({"kind": "immediate", "start": "2025-03-02"})
    ('immediate',)
    """
    if not deadline or deadline.get("kind") == "unspecified":
        return None
    kind = deadline["kind"]
    if kind == "event":
        return ("event",)
    quota = deadline.get("quota") or None
    values = (
        moment_key(deadline.get("start")) if kind == "period" else None,
        None if kind == "recurring" else moment_key(deadline.get("due")),  # a recurrence's end may hang on an event
        rule_key(deadline.get("rrule")),
        deadline.get("duration"),
        bool(deadline.get("business_days")),
        (quota.get("min"), quota.get("max"), quota.get("per")) if quota else None,
    )
    if any(values):
        return values
    return ("immediate",) if kind == "immediate" else None


def penalty_counts(item: Item) -> Counter[Key]:
    """How often each penalty (kind, figures, unit, period) is in the item."""
    return Counter(
        (p["kind"], _figure(p.get("min")), _figure(p.get("max")), p.get("unit"), p.get("per") or None)
        for p in item.get("penalties") or []
    )


def _figure(value: Any) -> float | None:
    return None if value is None else round(float(value), 6)


def instrument_key(record: Item, item: Item) -> Key:
    """The imposing document by its number, else its title."""
    index, known = item.get("instrument"), record.get("instruments") or []
    if index is None or not 0 <= index < len(known):
        return None
    if index == 0:
        return ITSELF
    return number_key(known[index].get("number")) or words_key(known[index].get("title"))


def bearers_key(_: Item, item: Item) -> Key:
    """The set of the bearers' names."""
    return frozenset(filter(None, (words_key(b["text"]) for b in item.get("bearers") or []))) or None


# Every slot that is compared on a matched pair, as (record, item) → key.
SLOTS: Mapping[str, Callable[[Item, Item], Key]] = {
    "kind": lambda _, item: item["kind"],
    "bearers": bearers_key,
    "deadline": lambda _, item: deadline_key(item.get("deadline")),
    "report_to": lambda _, item: words_key(item.get("report_to")),
    "instrument": instrument_key,
    "penalties": lambda _, item: frozenset(penalty_counts(item).items()) or None,
}


def document_sets(record: Item) -> dict[str, set[Key]]:
    """What a whole document holds: numbers, deadlines, penalties, penalties with figures."""
    items = [o for o in record.get("obligations", []) if o["kind"] != "permission"]
    penalties = {k for o in items for k in penalty_counts(o)}
    return {
        "doc.numbers": {number_key(i["number"]) for i in record.get("instruments", []) if i.get("number")},
        "doc.deadlines": {k for o in items if (k := deadline_key(o.get("deadline")))},
        "doc.penalties": penalties,
        "doc.figures": {k for k in penalties if isinstance(k, tuple) and (k[1] is not None or k[2] is not None)},
    }
