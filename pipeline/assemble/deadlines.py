"""Which time bounds an item: its own, its lead-in's, its heading's or its list's 时间 field."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from operator import attrgetter

from pipeline.find.times import TimeFinder
from pipeline.model import Deadline, Mention, Span
from pipeline.patterns import compiled
from pipeline.record import record, replace
from pipeline.resolve.times import TimeResolver, deadline_of
from pipeline.resolve.times.said import WHICH
from pipeline.structure.view import View

DATED = frozenset({"by", "on", "period", "within", "recurring", "immediate", "event"})
_AIM = compiled(r"(?:确保|能够?|做到|实现|责令)[^，。；]*$")
_begins = attrgetter("span.start")
_STRETCH = ("期间", "以内", "之间", "以来")  # 2023年至2024年期间的项目: which are meant
_A_YEAR = compiled(r"[0-9一二两三]个(?:自然|会计|资助|完整)?$")  # 1个自然年度内: any year
_LONG_AGO = 60  # days
_LATELY = 60  # days by which a date of a cited document may lie behind the digest that tells of it
_ISSUED = compiled("(?:印发|发布|下发|公布|施行|成文|发文)之日")
_LIMITS = compiled("[前底末止起]")
_FORMER = ("time.as_of", "time.former", "time.effective")


@record
class Deadlines:
    """The times of one view in their order, and the day from which they are read."""

    resolver: TimeResolver
    view: View
    mentions: Sequence[Mention]
    on: date | None
    cited: bool = False

    def within(self, start: int, end: int, *, without: Sequence[tuple[int, int]] = ()) -> Deadline | None:
        """The one deadline of ``view.text[start:end]``, the stretches in ``without`` (conditions) left out."""
        if not self.mentions:
            return None
        first = bisect_left(self.mentions, start, key=_begins)
        after = bisect_left(self.mentions, end, first, key=_begins)
        if first == after:
            return None
        inside = [
            mention
            for mention in self.mentions[first:after]
            if mention.rule not in _FORMER
            and not any(left <= mention.span.start < right for left, right in without)
            and not self._aimed(mention)
            and not self.view.text.startswith(("已", "共", "累计"), mention.span.end)
            and _A_YEAR.search(self.view.text, max(0, mention.span.start - 4), mention.span.start) is None
            and WHICH.match(self.view.text, mention.span.end) is None
            and not (
                mention.span.of(self.view.text).endswith(_STRETCH) and self.view.text.startswith("的", mention.span.end)
            )
        ]
        if not inside:
            return None
        found = deadline_of(self.resolver, self.view.text, inside, self.on, start=start)
        if found is None or not self._over(found):
            return self._of_cited(found)
        ahead = [mention for mention in inside if not self._past(mention)]  # 清理2023年以前欠款，6月底前报结果
        return deadline_of(self.resolver, self.view.text, ahead, self.on, start=start) if ahead else None

    def _of_cited(self, found: Deadline | None) -> Deadline | None:
        """A day that a cited document sets may have gone by when a digest tells of it: 4月29日前, read on 30 April."""
        if not self.cited or found is None or self.on is None or found.rrule:
            return found
        if found.anchor is not None and _ISSUED.search(found.anchor):
            return replace(found, start=None, due=None)  # 自印发之日起: from a day that the digest does not tell
        if "年" in found.text:
            return found
        if _LIMITS.search(found.text) is None:
            return found  # a plain day: what is told of
        last = found.due or found.start
        ahead = (date.fromisoformat(last[:10]) - self.on).days if last is not None else 0
        if not 365 - _LATELY <= ahead <= 366:
            return found
        return replace(found, start=_a_year_before(found.start), due=_a_year_before(found.due))

    def _past(self, mention: Mention) -> bool:
        found = self.resolver.resolve(self.view.text, mention, self.on)
        return found is not None and self._over(found)

    def _over(self, found: Deadline) -> bool:
        """Whether it lies before the document by more than a mistaken date could: then it tells of the past."""
        if self.on is None or found.due is None or found.rrule:
            return False
        return (self.on - date.fromisoformat(found.due[:10])).days > _LONG_AGO

    def _aimed(self, mention: Mention) -> bool:
        """确保第一时间处置: what is aimed at, or ordered of others (责令立即改正), sets no time for the act itself."""
        if mention.rule not in ("deadline.immediate", "deadline.vague"):
            return False
        return _AIM.search(self.view.text[max(0, mention.span.start - 24) : mention.span.start]) is not None

    def key(self, start: int, end: int) -> object:
        """What tells one dated stretch from another: dates, rules and lengths; ``None`` where nothing is dated."""
        found = self.within(start, end) if self.mentions else None
        if found is None or found.kind not in DATED:
            return None
        fixed = found.start or found.due or found.rrule or found.duration
        named = found.anchor or found.text if found.kind == "event" or not fixed else None  # 3月1日前, of no known year
        return found.kind == "immediate", found.start, found.due, found.rrule, found.duration, named

    def on_day(self, day: str, times: TimeFinder, text: str) -> Deadline | None:
        """The day over a line of a timetable (``周一  各班汇报``): the one to come, as 周一前 would name it."""
        words = f"{day}前"
        mention = next(iter(times.find(words)), None)
        found = self.resolver.resolve(words, mention, self.on) if mention is not None else None
        at = self.view.text.find(day)
        if found is None or at < 0:
            return None
        span = self.view.raw(at, at + len(day))
        return replace(found, text=text[slice(*span)], kind="on", span=span)

    def stored(self, deadline: Deadline, text: str) -> Deadline:
        """The deadline with its words and place as they stand in the stored text."""
        place = deadline.span
        if place is None:
            at = self.view.text.find(deadline.text)
            place = Span(max(at, 0), max(at, 0) + len(deadline.text))
        span = self.view.raw(*place)
        return replace(deadline, text=text[slice(*span)], span=span)


def _a_year_before(day: str | None) -> str | None:
    """The same day of the year before; the last of February for the 29th."""
    if day is None:
        return None
    year = f"{int(day[:4]) - 1}{day[4:]}"
    return year.replace("-02-29", "-02-28")
