"""A line that is nothing but one time expression, as people type it to a command: 前天, 未来两个月, 1月3至2月10.

In a document these words point at something said before, or are too loose to rule on; alone, they count from ``on``.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from pipeline.model import Deadline, Span
from pipeline.patterns import compiled
from pipeline.resolve.times.forms import Tools
from pipeline.resolve.times.lengths import Length, read_length
from pipeline.resolve.times.point import Direction, Point, Stretch, month_end, place, week_of
from pipeline.resolve.times.policy import ISOLATED
from pipeline.resolve.times.resolver import YEARS
from pipeline.resolve.times.text import plain
from pipeline.resolve.times.words import TimeWords

_OPEN = compiled(r"^(?:自从|自|从|在|于|=)(?=.)")
_JOIN = compiled(r"起?(?:至|到|-{1,2}|和)")
_UNTIL_NOW = compiled(r"(?:起|开始)?(?:至今|以?来|到现在|至现在|到目前|到今天|到今日)$")
_SINCE = compiled(r"(?:起|开始|起算)$")
_BEFORE = compiled(r"(?:或|及)?(?:之|以)?前$")
_AFTER = compiled(r"(?:或|及)?(?:之|以)?后$")
_BACK = compiled(r"^(?:近|最近|过去|此前|前|上)(?:的)?(?P<l>.+?)(?:里|以?来|内|中)?$")
_AHEAD = compiled(r"^(?:未来|今后|接下来|此后|之后|后)(?:的)?(?P<l>.+?)(?:里|内|中)?$")
_TAIL = compiled(r"(?:之间|间|期间|为止|止|左右|里)$")
_BORN = compiled("[0-9零〇]{2}")  # 90后: people, no time
#: 25时30分前 is no time of day, 2月30日8时前 no day, and neither is a length.
_CLOCKED = compiled("(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?[0-9]{1,2}时(?:[0-9]{1,2}分?(?:[0-9]{1,2}秒)?)?")
_NOW = frozenset({"现在", "此刻", "目前", "眼下", "此时"})
_CLOCK_UNITS = ("H", "M", "S")


class IsolatedReader:
    """Reads a whole line as one time; ``None`` where it is none, or more than one."""

    def __init__(self, words: TimeWords) -> None:
        self._tools = Tools(words, ISOLATED)

    def read(self, line: str, on: date | datetime | None) -> Deadline | None:
        """What the line names, counted from ``on``; its span is the line without the white space around it."""
        bare = line.strip(" \t\r\n　。，,;；")
        if not bare or len(bare) > 60 or on is None or on.year not in YEARS:
            return None
        now = on if isinstance(on, datetime) else datetime.combine(on, time())
        found = self._read(plain(bare), now)
        at = line.index(bare)
        span = Span(at, at + len(bare))
        if found is None:
            length = read_length(bare)
            return Deadline(bare, "within", duration=length.iso, span=span) if length else self._event(bare, now, span)
        first, last, kind = found
        if first and last and last[: len(first)] < first[: len(last)]:
            return None
        if kind == "point":
            return Deadline(bare, "on" if first is None else "period", start=first, due=last, span=span)
        return Deadline(bare, "by" if kind == "by" else "period", start=first, due=last, span=span)

    def _event(self, words: str, now: datetime, span: Span) -> Deadline | None:
        """全国“两会”结束, where the events calendar knows the day."""
        day = self._tools.events.day(plain(words), now.date())
        return Deadline(words, "event", due=day.isoformat(), anchor=words, span=span) if day else None

    def _read(self, words: str, now: datetime) -> tuple[str | None, str | None, str] | None:
        words = _OPEN.sub("", words)
        if words in _NOW:
            return None, now.date().isoformat(), "point"
        for attempt in (self._point, self._running, self._before, self._after, self._since, self._around, self._range):
            found = attempt(words, now)
            if found:
                return found
        return None

    def _stretch(self, words: str, now: datetime) -> Stretch | None:
        if words == "年":
            return None  # 年前, 年后 are round the New Year of the moon, by whoever speaks
        point = self._tools.points.read(words, now.date())
        if point is None:
            return None
        day = now.date()
        if point.open == "day":
            gone = point.clock is not None and point.clock < f"{now:%H:%M}"
            return Stretch(*(day + timedelta(days=gone),) * 2, point.clock)
        if point.clock and point.open == "month" and point.day and point.day <= day.day:
            return (
                place(point, day + timedelta(days=1), "future") if point.day == day.day else place(point, day, "same")
            )
        return place(point, day, _direction(point))

    def _point(self, words: str, now: datetime) -> tuple[str | None, str | None, str] | None:
        stretch = self._stretch(_TAIL.sub("", words), now)
        if stretch is None:
            return None
        single = stretch.first == stretch.last or stretch.open_start
        return None if single else stretch.start(), stretch.due(), "point"

    def _running(self, words: str, now: datetime) -> tuple[str | None, str | None, str] | None:
        """从2001年起至今, 3年半以来: until now."""
        if not _UNTIL_NOW.search(words):
            return None
        head = _UNTIL_NOW.sub("", words)
        if head in ("年初", "今年", "今年初", "今年年初", "月初", "本月初"):
            begin_of = now.date().replace(day=1) if "月" in head else now.date().replace(month=1, day=1)
            return begin_of.isoformat(), now.date().isoformat(), "period"
        length = read_length(head.replace("多", ""))
        if length and (begin := length.moved(now, -1)):
            start = begin.date().replace(day=1) if length.parts[-1][0] in ("Y", "MO") else begin.date()
            return start.isoformat(), now.date().isoformat(), "period"
        stretch = self._stretch(head, now)
        return (stretch.first.isoformat(), now.date().isoformat(), "period") if stretch else None

    def _before(self, words: str, now: datetime) -> tuple[str | None, str | None, str] | None:
        """明年6月之前; 三年前 is a time gone by."""
        head = _BEFORE.sub("", words)
        if head == words:
            return None
        if length := None if _CLOCKED.fullmatch(head) else read_length(head):
            return _moment(length, now, -1)
        stretch = self._stretch(head, now)
        return (None, stretch.due(), "by") if stretch else None

    def _after(self, words: str, now: datetime) -> tuple[str | None, str | None, str] | None:
        """17天后; 2019年8月1日之后."""
        head = _AFTER.sub("", words)
        if head == words:
            return None
        length = read_length(head)
        if length:
            return _moment(length, now, 1)
        if _BORN.fullmatch(head):
            return None
        stretch = self._stretch(head, now)
        return (stretch.first.isoformat(), None, "period") if stretch else None

    def _since(self, words: str, now: datetime) -> tuple[str | None, str | None, str] | None:
        head = _SINCE.sub("", words)
        stretch = self._stretch(head, now) if head != words else None
        return (stretch.first.isoformat(), None, "period") if stretch else None

    def _around(self, words: str, now: datetime) -> tuple[str | None, str | None, str] | None:
        """近30天, 未来两个月."""
        today = now.date()
        back, ahead = _BACK.match(words), _AHEAD.match(words)
        if back and (length := read_length(back["l"])) and (begin := length.moved(now, -1)):
            return begin.date().isoformat(), today.isoformat(), "period"
        if ahead and (length := read_length(ahead["l"])) and (end := length.moved(now, 1)):
            timed = any(unit in _CLOCK_UNITS for unit, _ in length.parts)
            if words.startswith("后"):
                return (today + timedelta(days=1)).isoformat(), end.date().isoformat(), "period"
            last = end.date() if timed else end.date() - timedelta(days=1)
            return today.isoformat(), last.isoformat(), "period"
        return None

    def _range(self, words: str, now: datetime) -> tuple[str | None, str | None, str] | None:
        words = _TAIL.sub("", words)
        for join in _JOIN.finditer(words):
            left, right = words[: join.start()], words[join.end() :]
            if not left or not right:
                continue
            found = self._tools.ranges.read(left, right, now.date(), "same") or self._clocks(left, right, now)
            if found:
                return found[0].start() or found[0].first.isoformat(), found[1].due(), "period"
        return None

    def _clocks(self, left: str, right: str, now: datetime) -> tuple[Stretch, Stretch] | None:
        """今天下午1点到3点: the right side is of the same day, and of the same part of it."""
        first = self._stretch(left, now)
        last = self._tools.points.read(right, now.date())
        if first is None or last is None or first.first != first.last:
            return None
        if last.open == "day":
            clock = last.clock
            if clock and first.clock and clock < first.clock and int(clock[:2]) < 12:
                clock = f"{int(clock[:2]) + 12:02d}{clock[2:]}"
            return first, Stretch(first.last, first.last, clock)
        stretch = place(last, now.date(), "same")
        return (first, stretch) if stretch else None


def _direction(point: Point) -> Direction:
    return "future" if point.options is not None and len(point.options) > 1 else "same"


def _moment(length: Length, now: datetime, sign: int) -> tuple[str | None, str | None, str] | None:
    """The year, month, week or day that lies so far away, as coarse as the length's own unit."""
    there = length.moved(now, sign)
    if there is None:
        return None
    day, unit = there.date(), length.parts[-1][0]
    first, last = day, day
    if unit == "Y":
        first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    elif unit == "MO":
        first, last = date(day.year, day.month, 1), date(day.year, day.month, month_end(day.year, day.month))
    elif unit == "W":
        first, last = week_of(day)
    return None if first == last else first.isoformat(), last.isoformat(), "point"
