"""Points and stretches of the calendar: 2024年3月31日前, 3—5月, 即日起至5月底, 自4月8日起, 国庆假期期间."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.model import Deadline, DeadlineKind
from pipeline.record import replace
from pipeline.resolve.times.forms.parts import Parts, Tools
from pipeline.resolve.times.point import Point, Stretch, place
from pipeline.resolve.times.text import plain

_ANY = date(2000, 1, 1)  # a day by which to tell whether words are a date at all; nothing of it is kept


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


def festivals(tools: Tools, parts: Parts) -> Deadline | None:
    """中秋、国庆节前: the day before the one that comes first."""
    days = [tools.stretch(parts, parts.group(name))[1] for name in ("first", "point")]
    first = min((day.first for day in days if day), default=None)
    if first is None or None in days:
        return Deadline(parts.words, "by") if parts.on is None else None
    return Deadline(parts.words, "by", due=(first - timedelta(days=1)).isoformat())


def as_of(tools: Tools, parts: Parts) -> Deadline | None:
    """截至1月底: the day that a report speaks of; one that the document's date has yet to reach is a limit."""
    found = point(tools, parts)
    if found and found.due and parts.on and found.due > parts.on.isoformat():
        return replace(found, kind="by", start=None)
    return found


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
        read = tools.points.read(words, _ANY)
    return Deadline(parts.words, parts.kind) if read and (parts.on is None or read.open == "day") else None


def ranged(tools: Tools, parts: Parts) -> Deadline | None:
    """2024年3月1日至15日, 3—5月."""
    start, end = parts.group("from"), parts.group("to")
    if parts.words.endswith("期间"):
        end = _with_rest(tools, end, tools.points.read(end, parts.on))
    found = tools.ranges.read(start, end, parts.on, parts.direction)
    if found is None:
        undated = parts.on is None and tools.ranges.read(start, end, _ANY, parts.direction)
        return Deadline(parts.words, "period") if undated else None
    first, last = found
    return Deadline(parts.words, "period", start=first.start() or first.last.isoformat(), due=last.due())


def now_until(tools: Tools, parts: Parts) -> Deadline | None:
    """即日起至5月底: from the document's date."""
    words = parts.group("point")
    read, stretch = tools.points.read(words, parts.on), tools.stretch(parts, words)[1]
    if stretch and read and read.festival and "前" in parts.words[-2:] and not stretch.clock:
        stretch = replace(stretch, last=stretch.first - timedelta(days=1))  # 即日起至春节前
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


def effective(tools: Tools, parts: Parts) -> Deadline | None:
    """自11月1日起施行: a start and no end; 于5月1日废止 is on that day."""
    return since(tools, parts) if "起" in parts.words else point(tools, parts)


def since_own(tools: Tools, parts: Parts) -> Deadline | None:
    """自印发之日起: from the document's date on."""
    return Deadline(parts.words, "period", start=parts.on.isoformat() if parts.on else None)


def since_then(tools: Tools, parts: Parts) -> Deadline | None:
    """2021年以来, 2012年至今: up to the document's date."""
    found = since(tools, parts)
    due = parts.on.isoformat() if parts.on else None
    return replace(found, due=due) if found and due and (found.start or due) <= due else found


def during(tools: Tools, parts: Parts) -> Deadline | None:
    """国庆假期期间, “十四五”期间; 春节期间 is every day off around it."""
    words = parts.group("point")
    read = tools.points.read(words, parts.on)
    _, stretch = tools.stretch(parts, _with_rest(tools, words, read))
    if stretch is None:
        return Deadline(parts.words, "period")
    first = _earlier(tools, parts, stretch)
    return Deadline(parts.words, "period", first.start(), stretch.due(), provisional=stretch.provisional)


def _earlier(tools: Tools, parts: Parts, last: Stretch) -> Stretch:
    """The festival with which a list of them begins (元旦、春节期间): the one of the same year, if it comes first."""
    words = parts.group("first")
    read = tools.points.read(words, last.first) if words else None
    read = tools.points.read(_with_rest(tools, words, read), last.first)
    found = place(read, last.first, "same") if read else None
    return found if found and found.first <= last.first else last


def _with_rest(tools: Tools, words: str, read: Point | None) -> str:
    """春节期间 is every day off around it, so that 春节 is 春节假期 there."""
    festival = tools.words.festivals.get(read.festival) if read and read.festival else None
    return f"{words}假期" if festival and festival.rest and "假" not in words else words
