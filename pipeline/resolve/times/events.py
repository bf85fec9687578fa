"""Days that events give: the document's own date, festivals, and what the events calendar knows."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.patterns import compiled
from pipeline.resolve.times.point import choose
from pipeline.resolve.times.words import TimeWords, bare_name

#: Anchors whose day is the document's own (印发之日); 收到之日 is not: who knows when it came.
_OWN_DATE = compiled(
    r"(?:(?:(?:本|该)?(?:通知|意见|办法|方案|文件|文|细则|措施)"
    r"|(?:本|该)(?:规定|决定|公告|通告|通报|批复|函|期|刊|简报|摘报|专报|周报|要情|纪要|提示|要求|条例|预案|计划|指南|标准|目录|规划|令))?"
    r"(?:正式)?(?:印发|发布|下发|发文|公布|发出|颁布|颁发|制发)|即日|今日|文件下发|成文)(?:之日|之时|当日|之?次日|日|后|时)?"
)
#: 节, 春节假期结束: the days off around the next festival, or the one that is named.
_AFTER_REST = compiled(
    r"(?P<name>.{0,8}?节|元旦|春节|清明|端午|中秋|国庆|[“\"]?(?:五一|十一)[”\"]?)?(?:小?长假|假期|放假|休假|假)?(?:结束)?(?:之?后)?"
)
_ENDING = compiled(r"(?P<name>.+?)(?:胜利|全部|圆满)?(?P<end>结束|闭幕|完毕|终了)$")


class EventCalendar:
    """Looks events up; what it doesn't know stays unknown."""

    def __init__(self, words: TimeWords) -> None:
        self._words = words

    def anchor(self, words: str, on: date | None) -> date | None:
        """The day of a length's anchor, where it is the document's own date or a known event's."""
        if on and _OWN_DATE.fullmatch(words):
            return on
        if words and _AFTER_REST.fullmatch(words):
            return self.rest_end(words, on)
        return self.day(words, on)

    def day(self, words: str, on: date | None, before: bool = False) -> date | None:
        """The day of an event on or after the document's date: the last of a stretch that ends, else its first.

        ``before``: what must be done before it is due the day before it begins.
        """
        ending = _ENDING.match(words)
        chosen = self.stretch(words, on) or (self.stretch(ending["name"], on) if ending else None)
        if chosen is None:
            return None
        if ending:
            return chosen[1]
        return chosen[0] - timedelta(days=1) if before else chosen[0]

    def stretch(self, name: str, on: date | None) -> tuple[date, date] | None:
        """The days of a known event that is not over on the document's date, and begins within a year of it."""
        stretches = self._stretches(name) if on else []
        if on is None or not stretches:
            return None
        chosen = choose([s for s in stretches if s[0] >= on - timedelta(days=45)] or stretches, on, "future")
        return None if chosen is None or chosen[1] < on or (chosen[0] - on).days > 366 else chosen

    def _stretches(self, name: str) -> list[tuple[date, date]]:
        return self._words.events.get(bare_name(name), [])

    def rest_end(self, words: str, on: date | None) -> date | None:
        """The last day off of the holiday around a festival; 节 alone is the next festival with days off."""
        if on is None:
            return None
        day = min((d for d in self._festive(words, on) if d >= on - timedelta(days=7)), default=None)
        if day is None:
            return None
        while not self._words.calendar.is_working(day + timedelta(days=1)):
            day += timedelta(days=1)
        return day

    def eve_of_rest(self, words: str, on: date | None) -> date | None:
        """The last working day before the holiday around a festival, not before ``on``: 节前最后一个工作日."""
        if on is None:
            return None
        calendar, one = self._words.calendar, timedelta(days=1)
        free = [day for day in self._festive(words, on) if not calendar.is_working(day)]
        eves = [calendar.nth_within(day - timedelta(days=14), day - one, -1) for day in free]
        return min((eve for eve in eves if eve and eve >= on), default=None)

    def _festive(self, words: str, on: date) -> list[date]:
        """The days, this year and next, of the festival that is named, or of all that bring days of rest."""
        named = self._words.festival.match(bare_name(words))
        festivals = [self._words.festivals.get(named[0])] if named else list(self._words.festivals.with_rest())
        return [day for f in festivals if f for year in (on.year, on.year + 1) if (day := f.in_year(year))]
