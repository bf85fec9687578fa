"""Lengths: 自收到之日起15个工作日内, 开学前3日, 还有半小时, 过去十年, 5天前."""

from __future__ import annotations

from datetime import date, datetime, time

from pipeline.model import Deadline
from pipeline.resolve.times.forms.parts import Parts, Tools
from pipeline.resolve.times.lengths import Length, read_length
from pipeline.resolve.times.text import plain


def within(tools: Tools, parts: Parts) -> Deadline | None:
    """自收到之日起15个工作日内: a length from an anchor; dated only if the anchor's date is the document's own."""
    length = read_length(parts.groups.get("length", ""))
    if length is None:
        return None
    length = parts.statute.read(length) if parts.statute else length
    anchor = parts.groups.get("anchor", "").strip() or None
    due, provisional = None, False
    begin = tools.events.anchor(plain(anchor), parts.on) or _named_day(tools, parts, anchor) if anchor else None
    if begin:
        due, provisional = _run_out(tools, length, begin)
    return Deadline(
        parts.words, "within", due=due.isoformat() if due else None, duration=length.iso, business_days=length.business,
        anchor=anchor, provisional=provisional,
    )  # fmt: skip


def _named_day(tools: Tools, parts: Parts, anchor: str) -> date | None:
    """The day that the anchor itself names: 自2024年3月1日起."""
    _, stretch = tools.stretch(parts, plain(anchor).removesuffix("之日"))
    return stretch.first if stretch and stretch.first == stretch.last and not stretch.open_start else None


def _run_out(tools: Tools, length: Length, begin: date) -> tuple[date | None, bool]:
    """The day on which a length from ``begin`` ends, the first day not counted.

    And whether it hangs on an unpublished calendar.
    """
    if length.business and length.days_only:
        return tools.words.calendar.add(begin, length.days_only)
    last = length.after(begin)
    if last and tools.policy.rest_day == "next_working_day":
        return tools.words.calendar.next_working(last)
    return last, False


def before(tools: Tools, parts: Parts) -> Deadline | None:
    """开学前3日, 提前3日: a length before an event."""
    length = read_length(parts.groups.get("length", ""))
    if length is None:
        return None
    anchor = parts.groups.get("anchor", "").strip().removesuffix("的") or None
    if anchor and not anchor.endswith("前"):
        anchor += "前"
    return Deadline(parts.words, "within", duration=length.iso, business_days=length.business, anchor=anchor)


def length(tools: Tools, parts: Parts) -> Deadline | None:
    """A bare length (还有半小时): a duration, nothing more."""
    found = read_length(parts.groups.get("length", ""))
    return Deadline(parts.words, "within", duration=found.iso, business_days=found.business) if found else None


def past(tools: Tools, parts: Parts) -> Deadline | None:
    """过去十年: counted back from the document's date."""
    found = read_length(parts.groups.get("length", ""))
    if found is None or parts.on is None:
        return None
    begin = found.moved(datetime.combine(parts.on, time()), -1)
    return Deadline(parts.words, "period", start=begin.date().isoformat(), due=parts.on.isoformat()) if begin else None


def ago(tools: Tools, parts: Parts) -> Deadline | None:
    """5天前: a day gone by."""
    found = read_length(parts.groups.get("length", ""))
    there = found.moved(datetime.combine(parts.on, time()), -1) if found and parts.on else None
    return Deadline(parts.words, "on", due=there.date().isoformat()) if there else None
