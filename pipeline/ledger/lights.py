"""When a light turns yellow: so many days before it is due, or so many working days, as the settings say."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from pipeline.resolve.calendar.workdays import WorkCalendar
from pipeline.settings import Settings


def soon_until(settings: Settings, as_of: date) -> date:
    """The last day that counts as soon on the day asked about."""
    days = min(settings.soon_days, (date.max - as_of).days)
    if not settings.soon_working:
        return as_of + timedelta(days=days)
    return _calendar(settings.rules, settings.calendar).add(as_of, days)[0]


@lru_cache(maxsize=4)
def _calendar(rules: Path | None, calendar: Path | None) -> WorkCalendar:
    from pipeline.resolve.calendar.festivals import Festivals
    from pipeline.resolve.calendar.local import rows_in_force
    from pipeline.resources import rules_folder
    from pipeline.rulebook import load_rulebook

    table = load_rulebook(rules_folder(rules)).table("festivals")
    return WorkCalendar(Festivals(table), rows_in_force(calendar))
