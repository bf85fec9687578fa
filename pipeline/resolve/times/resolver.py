"""Says what a time mention means: a :class:`~pipeline.model.Deadline` from its words alone and the document's date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from pipeline.model import Deadline, Mention
from pipeline.record import replace
from pipeline.resolve.calendar.local import CalendarRow
from pipeline.resolve.times.forms import FORMS, Parts, Tools
from pipeline.resolve.times.point import Direction
from pipeline.resolve.times.policy import CONTRACT, TimePolicy
from pipeline.resolve.times.said import day_before, happened, limits, month_named, plans, tells, year_before
from pipeline.resolve.times.statutes import Statute, Statutes
from pipeline.resolve.times.void import is_void
from pipeline.resolve.times.words import TimeWords
from pipeline.rulebook import Rulebook

LONGEST = 400  # characters; no one writes a longer time
_PLANNED = frozenset({"time.date", "time.month", "time.month_alone", "time.range_months", "time.year"})
_BARE_DAY = frozenset({"deadline.by_day", "deadline.by_day_han"})
_NEXT_MONTH = "deadline.next_month"
_LISTED = frozenset({"time.date", "time.month_alone"})
_Groups = tuple[tuple[str, int, int], ...]
YEARS = range(1600, 2400)  # in which a document's date is taken for one; beyond, calendars end


class TimeResolver:
    """Resolves mentions of the slots ``deadline`` and ``time``; ``policy`` settles what good readers differ on."""

    def __init__(self, rulebook: Rulebook, policy: TimePolicy = CONTRACT, rows: Iterable[CalendarRow] = ()) -> None:
        self._rulebook = rulebook
        self.tools = Tools(TimeWords.of(rulebook, rows), policy)
        self._statutes = Statutes(rulebook.table("statutes"))
        self._memo = lru_cache(maxsize=8192)(self._read)

    def resolve(
        self, text: str, mention: Mention, on: date | None = None, direction: Direction | None = None
    ) -> Deadline | None:
        """What the mention means, or ``None`` where its words name nothing on any calendar. Never raises for bad words.

        ``on`` is the document's date; ``direction`` overrules where an unnamed year is looked for (a plain date that
        turns
        out to be a deadline: ``future``). ``text[deadline.span]`` is ``deadline.text``.
        """
        start, end = mention.span
        day = on if on and on.year in YEARS else None
        if end - start > LONGEST or is_void(text, mention):
            return None
        found = self._found(text, mention, day, direction or self._direction(text, mention))
        if found is None:
            return None
        if mention.rule in _LISTED and found.kind in ("on", "period") and limits(text, end):
            return replace(found, kind="by", start=None, span=mention.span)  # 6月20日 of 6月20日、12月20日前
        return replace(found, span=mention.span)

    def _found(self, text: str, mention: Mention, on: date | None, towards: Direction) -> Deadline | None:
        start, end = mention.span
        words, rule = text[start:end], mention.rule
        groups = tuple((name, at - start, to - start) for name, (at, to) in mention.groups.items())
        if borrowed := self._borrowed(text, mention, groups, on, towards):
            return borrowed
        statute = self._statutes.before(text, start) if "length" in mention.groups else None
        found = self._memo(words, rule, groups, on, towards, statute)
        if found and towards == "told" and _lies_ahead(found, on) and happened(text, end):
            return self._memo(words, rule, groups, on, "past", statute)
        return found

    def _borrowed(
        self, text: str, mention: Mention, groups: _Groups, on: date | None, towards: Direction
    ) -> Deadline | None:
        """The mention with the year, or the month, that its sentence has named before."""
        start, words = mention.span.start, mention.span.of(text)
        if said := year_before(text, start, words):
            found = self._memo(words, mention.rule, groups, date(said.year, 1, 1), "future")
            return found if said.fits(found, on, towards) else None
        if mention.rule in _BARE_DAY:
            return self._of_month(text, mention, groups, on)
        return self._after_month(text, mention, on) if mention.rule == _NEXT_MONTH else None

    def _of_month(self, text: str, mention: Mention, groups: _Groups, on: date | None) -> Deadline | None:
        """20日前 after 3月10日 in its sentence: of the same month, where that lies after it and ahead."""
        said = day_before(text, mention.span.start)
        if said is None:
            return None
        words, more = mention.span.of(text), len(said.month)
        moved = tuple((name, at + more if at else 0, to + more) for name, at, to in groups)
        found = self._memo(said.month + words, mention.rule, moved, on, "future")
        return replace(found, text=words) if found and said.fits(found, on) else None

    def _after_month(self, text: str, mention: Mention, on: date | None) -> Deadline | None:
        """2月份数据于次月10日前报送: a month is named, so that nothing recurs."""
        month = month_named(text, mention.span.start)
        if month is None:
            return None
        point = f"{month % 12 + 1}月" + mention.groups["every"].of(text).removeprefix("次月").lstrip("的 ")
        found = self._memo(f"{point}前", "deadline.by_date", (("point", 0, len(point)),), on, "future")
        return replace(found, text=mention.span.of(text)) if found else None

    def _direction(self, text: str, mention: Mention) -> Direction:
        """A deadline lies ahead; a plain day in its own year, or behind, a plain stretch where its rule says."""
        plain = self.tools.policy.plain
        if mention.kind == "deadline" or (plain == "past" and self._ahead(text, mention)):
            return "future"
        if tells(text, mention.span.end):
            return plain
        own: Direction = self._rulebook.rule(mention.rule).emit.get("direction", "told")
        return own if plain == "past" else plain

    def _ahead(self, text: str, mention: Mention) -> bool:
        """Whether the words around a plain day put it ahead."""
        start, end = mention.span
        return limits(text, end) or (mention.rule in _PLANNED and plans(text, start, end))

    def _read(
        self, words: str, rule: str, groups: _Groups, on: date | None, direction: Direction,
        statute: Statute | None = None,
    ) -> Deadline | None:  # fmt: skip
        emit = self._rulebook.rule(rule).emit
        parts = Parts(words, {name: words[at:to] for name, at, to in groups}, emit, on, direction, statute)
        form = FORMS.get(str(emit.get("form")))
        found = form(self.tools, parts) if form else None
        if found and found.due and found.start and found.due < found.start:
            return None
        return found


def _lies_ahead(found: Deadline, on: date | None) -> bool:
    return on is not None and (found.due or found.start or "") > on.isoformat()
