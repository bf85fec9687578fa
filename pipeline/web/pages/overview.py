"""The front page: how everything stands today. Each figure leads to the rows behind it, each chart has a table."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from pipeline.errors import DubanError
from pipeline.store import figures
from pipeline.store.accounts import Account
from pipeline.store.filters import KINDS
from pipeline.store.lifecycle import SETTLED
from pipeline.store.stamps import stamp
from pipeline.web.asking import outstanding, soon_on
from pipeline.web.charts import Bar, bars
from pipeline.web.keeping import PATIENCE, figures_of, kept
from pipeline.web.lately import CountingError
from pipeline.web.questions import Question
from pipeline.web.render import page
from pipeline.web.site import Site
from pipeline.web.visitor import Here, Visitor

router = APIRouter(include_in_schema=False)
_LOG = logging.getLogger("duban.web")
_UNITS = 12
_WEEKS = 8
_TREND = 8
_RECENT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the front page, made once for a state of the ledger."""

    lights: dict[str, int]
    units: list[Bar]
    weeks: list[Bar]
    calendar: list[list[tuple[date, int]]]
    trend: list[Bar]
    arrivals: list[Bar]
    done: int
    in_time: int
    since: date
    changed: dict[str, int]
    documents: int
    at: str


@router.get("/", response_class=HTMLResponse)
def show(request: Request, who: Here) -> HTMLResponse:
    """The overview."""
    day = who.site.today()
    soon = soon_on(who, day)
    found, made_of = made(who)
    return kept(
        request, who, lambda anybody: page(request, anybody, "overview.html", day=day, soon=soon, made=found), made_of
    )


def made(who: Visitor) -> tuple[Overview, tuple[object, ...]]:
    """The figures of today, and of what they were made: kept until something in the ledger changes.

    While it is written to all the time, they are made anew every few seconds; of a large one, every minute.
    """
    return figures_of(who, "overview", lambda: _make(who), PATIENCE)


def warm(site: Site) -> None:
    """Make the figures of a large ledger before anybody waits for them."""
    nobody = Account(0, "", "reader", (), True, False, "")
    try:
        made(Visitor(site, nobody, "zh", "", None, frozenset(), ""))
    except CountingError:
        return
    except DubanError as error:
        _LOG.error("%s", error.zh)


def _make(who: Visitor) -> Overview:
    day = who.site.today()
    asked = outstanding(who)
    monday = day - timedelta(days=day.weekday())
    first = day.replace(day=1) - timedelta(days=day.replace(day=1).weekday())
    yesterday = stamp(who.site.clock() - timedelta(days=1))
    with who.site.store.reading() as connection:
        documents = figures.how_many_documents(connection)
        lights = figures.by_light(connection, asked)
        units = figures.by_unit(connection, asked, _UNITS)
        ahead = figures.by_day(connection, asked, min(first, monday), day + timedelta(weeks=_WEEKS + 6))
        trend = figures.overdue_on(connection, asked, [monday - timedelta(weeks=n) for n in range(_TREND, 0, -1)])
        since = day - _RECENT
        done, in_time = figures.settled(connection, replace(asked, done_from=since, states=SETTLED, kinds=KINDS))
        whole = who.within is None
        arrived = figures.loaded_by_day(connection, stamp(who.site.clock() - timedelta(weeks=_TREND))) if whole else {}
        changed = figures.happened_since(connection, yesterday) if whole else {}
    return Overview(
        lights=lights,
        units=bars((name, total, Question(bearer=name).url(), late) for name, total, late in units),
        weeks=bars(_week(monday + timedelta(weeks=n), ahead) for n in range(_WEEKS)),
        calendar=_month(first, ahead),
        trend=bars(
            (f"{each:%m-%d}", number, Question(as_of=each.isoformat(), light="red").url(), 0)
            for each, number in [*trend, (day, lights["red"])]
        ),
        arrivals=bars(_arrivals(monday - timedelta(weeks=n), arrived) for n in range(_TREND - 1, -1, -1)),
        done=done,
        in_time=in_time,
        since=since,
        changed=changed,
        documents=documents,
        at=who.site.stamp(),
    )


def _week(monday: date, ahead: dict[date, int]) -> tuple[str, int, str, int]:
    """What falls due in a week, and the question that finds it."""
    days = [monday + timedelta(days=n) for n in range(7)]
    address = Question(due_after=days[0].isoformat(), due_before=days[-1].isoformat()).url()
    return f"{monday:%m-%d}", sum(ahead.get(day, 0) for day in days), address, 0


def _arrivals(monday: date, arrived: dict[date, int]) -> tuple[str, int, str, int]:
    number = sum(arrived.get(monday + timedelta(days=n), 0) for n in range(7))
    sunday = monday + timedelta(days=6)
    return f"{monday:%m-%d}", number, f"/documents?loaded_from={monday}&loaded_to={sunday}", 0


def _month(first: date, ahead: dict[date, int]) -> list[list[tuple[date, int]]]:
    """Six weeks from a Monday on, with how many lines fall due on each day."""
    days = [first + timedelta(days=n) for n in range(42)]
    return [[(day, ahead.get(day, 0)) for day in days[start : start + 7]] for start in range(0, 42, 7)]
