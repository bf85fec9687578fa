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
from pipeline.resolve.times.said import limits, plans, tells, year_before
from pipeline.resolve.times.statutes import Statute, Statutes
from pipeline.resolve.times.words import TimeWords
from pipeline.rulebook import Rulebook

LONGEST = 400  # characters; no one writes a longer time
_PLANNED = frozenset({"time.date", "time.month", "time.month_alone", "time.range_months", "time.year"})
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
        if end - start > LONGEST:
            return None
        words, day = text[start:end], on if on and on.year in YEARS else None
        groups = tuple((name, at - start, to - start) for name, (at, to) in mention.groups.items())
        towards = direction or self._direction(text, mention)
        found = None
        if said := year_before(text, start, words):
            found = self._memo(words, mention.rule, groups, date(said.year, 1, 1), "future")
            found = found if said.fits(found, day, towards) else None
        statute = self._statutes.before(text, start) if "length" in mention.groups else None
        found = found or self._memo(words, mention.rule, groups, day, towards, statute)
        return replace(found, span=mention.span) if found else None

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
