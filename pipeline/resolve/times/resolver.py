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
from pipeline.resolve.times.said import day_before, limits, names_day, next_of_each, plans, tells, year_before
from pipeline.resolve.times.statutes import Statute, Statutes
from pipeline.resolve.times.words import TimeWords
from pipeline.rulebook import Rulebook

LONGEST = 400  # characters; no one writes a longer time
_PLANNED = frozenset({"time.date", "time.month", "time.month_alone", "time.range_months", "time.year"})
_HAN_DAY = "deadline.by_day_han"
_BARE_DAY = frozenset({"deadline.by_day", _HAN_DAY})
_LISTED = frozenset({"time.date", "time.month_alone"})
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
        words, day = text[start:end], on if on and on.year in YEARS else None
        if end - start > LONGEST or (mention.rule == _HAN_DAY and not names_day(text, start, words)):
            return None
        if next_of_each(text, start, words):
            return None
        groups = tuple((name, at - start, to - start) for name, (at, to) in mention.groups.items())
        towards = direction or self._direction(text, mention)
        found = None
        if said := year_before(text, start, words):
            found = self._memo(words, mention.rule, groups, date(said.year, 1, 1), "future")
            found = found if said.fits(found, day, towards) else None
        elif mention.rule in _BARE_DAY:
            found = self._of_month(text, mention, groups, day)
        statute = self._statutes.before(text, start) if "length" in mention.groups else None
        found = found or self._memo(words, mention.rule, groups, day, towards, statute)
        if found is None:
            return None
        if mention.rule in _LISTED and found.kind in ("on", "period") and limits(text, end):
            return replace(found, kind="by", start=None, span=mention.span)  # 6月20日 of 6月20日、12月20日前
        return replace(found, span=mention.span)

    def _of_month(
        self, text: str, mention: Mention, groups: tuple[tuple[str, int, int], ...], on: date | None
    ) -> Deadline | None:
        """20日前 after 3月10日 in its sentence: of the same month, where that lies after it and ahead."""
        said = day_before(text, mention.span.start)
        if said is None:
            return None
        words, more = mention.span.of(text), len(said.month)
        moved = tuple((name, at + more if at else 0, to + more) for name, at, to in groups)
        found = self._memo(said.month + words, mention.rule, moved, on, "future")
        return replace(found, text=words) if found and said.fits(found, on) else None

    def _direction(self, text: str, mention: Mention) -> Direction:
        """A deadline lies ahead; a plain day behind (reports look back), a plain stretch where its rule says."""
        plain = self.tools.policy.plain
        if mention.kind == "deadline" or (plain == "past" and self._ahead(text, mention)):
            return "future"
        if tells(text, mention.span.end):
            return plain
        own: Direction = self._rulebook.rule(mention.rule).emit.get("direction", plain)
        return own if plain == "past" else plain

    def _ahead(self, text: str, mention: Mention) -> bool:
        """Whether the words around a plain day put it ahead."""
        start, end = mention.span
        return limits(text, end) or (mention.rule in _PLANNED and plans(text, start, end))

    def _read(
        self, words: str, rule: str, groups: tuple[tuple[str, int, int], ...], on: date | None, direction: Direction,
        statute: Statute | None = None,
    ) -> Deadline | None:  # fmt: skip
        emit = self._rulebook.rule(rule).emit
        parts = Parts(words, {name: words[at:to] for name, at, to in groups}, emit, on, direction, statute)
        form = FORMS.get(str(emit.get("form")))
        found = form(self.tools, parts) if form else None
        if found and found.due and found.start and found.due < found.start:
            return None
        return found
