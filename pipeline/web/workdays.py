"""How many working days are left, by the published arrangements and the user's own calendar."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.resolve.calendar.festivals import Festivals
from pipeline.resolve.calendar.local import rows_in_force
from pipeline.resolve.calendar.workdays import WorkCalendar
from pipeline.web.rulebooks import Books
from pipeline.web.site import Site

# Beyond a year nobody counts working days, and no arrangement is known.
_FARTHEST = 366


def working_days_left(site: Site, due: str | None, day: date) -> int | None:
    """Working days after ``day`` up to the due date, that day included; None for what is late, far off or undated."""
    if due is None:
        return None
    last = date.fromisoformat(due[:10])
    if not 0 <= (last - day).days <= _FARTHEST:
        return None
    calendar = site.tools.get("workdays", lambda: _calendar(site))
    return sum(calendar.is_working(day + timedelta(days=n)) for n in range(1, (last - day).days + 1))


def _calendar(site: Site) -> WorkCalendar:
    return WorkCalendar(Festivals(Books(site).book().table("festivals")), rows_in_force(site.settings.calendar))
