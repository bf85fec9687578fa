"""How each form of time mention is turned into a deadline; a rule names its form in ``emit``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from pipeline.model import Deadline, DeadlineKind
from pipeline.resolve.times.events import EventCalendar
from pipeline.resolve.times.lengths import Length, read_length
from pipeline.resolve.times.point import Direction, Point, Stretch, place
from pipeline.resolve.times.policy import TimePolicy
from pipeline.resolve.times.ranges import RangeReader
from pipeline.resolve.times.reader import PointReader
from pipeline.resolve.times.recurring import RecurrenceReader, read_quota
from pipeline.resolve.times.text import count, plain
from pipeline.resolve.times.words import TimeWords


@dataclass(frozen=True)
class Parts:
    """One mention: its words, its named groups, what its rule says.

    The document's date and where to look for a year.
    """

    words: str
    groups: Mapping[str, str]
    emit: Mapping[str, Any]
    on: date | None
    direction: Direction

    @property
    def kind(self) -> DeadlineKind:
        """The kind that the rule gives."""
        return self.emit["kind"]  # type: ignore[no-any-return]

    def group(self, name: str) -> str:
        """A named group in plain spelling, empty if it took no part."""
        return plain(self.groups.get(name, ""))


class Tools:
    """The readers that the forms share."""

    def __init__(self, words: TimeWords, policy: TimePolicy) -> None:
        self.words, self.policy = words, policy
        self.points = PointReader(words, isolated=policy.bare_clock)
        self.ranges = RangeReader(self.points)
        self.recurrences = RecurrenceReader(words)
        self.events = EventCalendar(words)

    def stretch(self, parts: Parts, words: str) -> tuple[bool, Stretch | None]:
        """Whether the words could be read, and the days that they name, as far as the document's date can tell."""
        point = self.points.read(words, parts.on)
        if point is None:
            return False, None
        if point.open == "day" and point.clock and self.policy.bare_clock and parts.on:
            return True, Stretch(parts.on, parts.on, point.clock)
        return True, place(point, parts.on, parts.direction)


Form = Callable[[Tools, Parts], Deadline | None]


def point(tools: Tools, parts: Parts) -> Deadline | None:
    """2024年3月31日前, 年底, 1月27日: the last day named; 春节前 the day before."""
    words = plain(parts.words) if parts.emit.get("whole") else parts.group("point")
    read = tools.points.read(words, parts.on)
    stretch = tools.stretch(parts, words)[1]
    if stretch is None:
        return _undated(tools, parts, words, read)
    if read and read.festival and parts.kind == "by" and "前" in parts.words and not stretch.clock:
        day = stretch.first - timedelta(days=1)
        return Deadline(parts.words, "by", due=day.isoformat(), anchor=read.festival, provisional=stretch.provisional)
    kind, start = _kind_of(parts, stretch)
    return Deadline(parts.words, kind, start=start, due=stretch.due(), provisional=stretch.provisional)


def _kind_of(parts: Parts, stretch: Stretch) -> tuple[DeadlineKind, str | None]:
    """A plain mention of one day is ``on`` it; of a month or year a period; a limit has no start."""
    if parts.kind == "by":
        return "by", None
    if stretch.first == stretch.last or stretch.open_start:
        return "on", None
    return "period", stretch.start()


def _undated(tools: Tools, parts: Parts, words: str, read: Point | None) -> Deadline | None:
    """Words of a date that nothing fixes (16时前; 6月30日前 without a document's date): kept, with nothing invented."""
    if read is None and parts.on is None:
        read = tools.points.read(words, date(2000, 1, 1))
    return Deadline(parts.words, parts.kind) if read and (parts.on is None or read.open == "day") else None


def ranged(tools: Tools, parts: Parts) -> Deadline | None:
    """2024年3月1日至15日, 3—5月."""
    found = tools.ranges.read(parts.group("from"), parts.group("to"), parts.on, parts.direction)
    if found is None:
        return None
    first, last = found
    return Deadline(parts.words, "period", start=first.start() or first.first.isoformat(), due=last.due())


def now_until(tools: Tools, parts: Parts) -> Deadline | None:
    """即日起至5月底: from the document's date."""
    _, stretch = tools.stretch(parts, parts.group("point"))
    start = parts.on.isoformat() if parts.on and (stretch is None or stretch.last >= parts.on) else None
    return Deadline(parts.words, "period", start=start, due=stretch.due() if stretch else None)


def now(tools: Tools, parts: Parts) -> Deadline | None:
    """即日起: at once, from the document's date."""
    return Deadline(parts.words, "immediate", start=parts.on.isoformat() if parts.on else None)


def since(tools: Tools, parts: Parts) -> Deadline | None:
    """自4月8日起: a start and no end."""
    understood, stretch = tools.stretch(parts, parts.group("point"))
    if stretch is None:
        return Deadline(parts.words, "period") if understood else None
    return Deadline(parts.words, "period", start=stretch.start() or stretch.last.isoformat())


def since_own(tools: Tools, parts: Parts) -> Deadline | None:
    """自印发之日起: from the document's date on."""
    return Deadline(parts.words, "period", start=parts.on.isoformat() if parts.on else None)


def years(tools: Tools, parts: Parts) -> Deadline | None:
    """2024、2025年: one stretch where the years follow one another."""
    found = [int(year) for year in re.findall("[12][0-9]{3}", plain(parts.words))]
    if found != list(range(found[0], found[-1] + 1)):
        return None
    return Deadline(parts.words, "period", start=f"{found[0]}-01-01", due=f"{found[-1]}-12-31")


def during(tools: Tools, parts: Parts) -> Deadline | None:
    """国庆假期期间, “十四五”期间."""
    _, stretch = tools.stretch(parts, parts.group("point"))
    if stretch is None:
        return Deadline(parts.words, "period")
    return Deadline(parts.words, "period", stretch.start(), stretch.due(), provisional=stretch.provisional)


def within(tools: Tools, parts: Parts) -> Deadline | None:
    """自收到之日起15个工作日内: a length from an anchor; dated only if the anchor's date is the document's own."""
    length = read_length(parts.groups.get("length", ""))
    if length is None:
        return None
    anchor = parts.groups.get("anchor", "").strip() or None
    due, provisional = None, False
    begin = tools.events.anchor(plain(anchor), parts.on) if anchor else None
    if begin:
        due, provisional = _run_out(tools, length, begin)
    return Deadline(
        parts.words, "within", due=due.isoformat() if due else None, duration=length.iso, business_days=length.business,
        anchor=anchor, provisional=provisional,
    )  # fmt: skip


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


def recur(tools: Tools, parts: Parts) -> Deadline | None:
    """每月5日前, 每周不得少于2次."""
    every = parts.group("every")
    rule = tools.recurrences.read(every) or tools.recurrences.read("每" + every)
    if rule is None:
        return None
    quota = read_quota(parts.group("least") + parts.group("quota"), rule.per) if "quota" in parts.groups else None
    return Deadline(
        parts.words, "recurring", rrule=rule.rrule(), duration=rule.duration, business_days=rule.business, quota=quota
    )


def event(tools: Tools, parts: Parts) -> Deadline | None:
    """到全国“两会”结束期间: symbolic until the events calendar knows the day."""
    anchor = parts.groups.get("anchor", "").strip() or None
    day = tools.events.day(plain(anchor), parts.on, before="前" in parts.words[-2:]) if anchor else None
    return Deadline(parts.words, "event", due=day.isoformat() if day else None, anchor=anchor)


def after_rest(tools: Tools, parts: Parts) -> Deadline | None:
    """节后第一个工作日: the first working day after the holiday; 节前 alone is an event."""
    if "point" not in parts.groups:
        return Deadline(parts.words, "event", anchor=parts.groups.get("anchor"))
    nth = count(parts.group("nth")) or 1
    words = parts.group("point").removesuffix("后")
    found = tools.events.rest_end(words, parts.on)
    if found is None:
        return Deadline(parts.words, "event", anchor=parts.groups.get("point"))
    day, provisional = tools.words.calendar.add(found, nth)
    return Deadline(parts.words, "by", due=day.isoformat(), anchor=parts.groups.get("point"), provisional=provisional)


def word(tools: Tools, parts: Parts) -> Deadline | None:
    """立即, 尽快."""
    return Deadline(parts.words, parts.kind)


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


FORMS: Mapping[str, Form] = {
    "point": point, "range": ranged, "now_until": now_until, "now": now,
    "since": since, "since_own": since_own, "years": years, "during": during, "within": within,
    "before": before, "recur": recur, "event": event, "after_rest": after_rest,
    "word": word, "length": length, "past": past, "ago": ago,
}  # fmt: skip
