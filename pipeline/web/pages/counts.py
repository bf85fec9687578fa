"""How many lines answer a question, sorted by one thing: a chart with its table, each figure a link to its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from pipeline.export import words
from pipeline.store.lifecycle import STATES
from pipeline.store.tallies import BY, Tally, tally
from pipeline.web.asking import meant
from pipeline.web.charts import bars
from pipeline.web.conditions import called, conditions
from pipeline.web.keeping import PATIENCE, figures_of, kept
from pipeline.web.questions import Question, question_of
from pipeline.web.render import page
from pipeline.web.visitor import Here, Visitor

router = APIRouter(include_in_schema=False)
_MOST = 200
_NAMES = {"light": words.LIGHTS, "level": words.LEVELS, "kind": words.KINDS, "state": STATES}


@router.get("/counts", response_class=HTMLResponse)
def show(request: Request, who: Here, by: str = "") -> HTMLResponse:
    """The counts of the question in the address."""
    asked, by = replace(question_of(request.query_params), page=1), by if by in BY else BY[0]
    found, made_of = figures_of(who, ("counts", asked, by), lambda: counted(who, asked, by), PATIENCE)
    return kept(request, who, lambda anybody: _page(request, anybody, asked, by, found), made_of)


def counted(who: Visitor, asked: Question, by: str) -> list[Tally]:
    """How many lines answer a question, within the visitor's reach."""
    with who.site.store.reading() as connection:
        return tally(connection, meant(connection, asked, who), by)


def _page(request: Request, who: Visitor, asked: Question, by: str, found: Sequence[Tally]) -> HTMLResponse:
    shown = bars(_row(asked, by, each, who) for each in found[:_MOST])
    return page(
        request, who, "counts.html", asked=asked, wrong=called(asked.wrong, who.lang), by=by, sorts=BY, shown=shown,
        more=len(found) - len(shown), total=sum(each.total for each in found), day=asked.day(who.site.today()),
        told=conditions(asked, who.lang),
    )  # fmt: skip


def _row(asked: Question, by: str, each: Tally, who: Visitor) -> tuple[str, int, str, int]:
    """A bar, and the address of the rows behind it; of those that have no such thing no question can be asked."""
    if each.key:
        return words.name_of(_NAMES.get(by, {}), each.key, who.lang), each.total, behind(asked, by, each.key), each.late
    address = asked.url(light="grey", page=1) if by == "day" else ""
    return who.say("（没有）", "(none)"), each.total, address, each.late


def behind(asked: Question, by: str, key: str) -> str:
    """The address that asks for the rows of one sort."""
    if by == "day":
        return asked.url(due_after=key, due_before=key, due_within="", page=1)
    field = {"unit": "bearer", "instrument": "number"}.get(by, by)
    return replace(asked, page=1, **{field: key}).url()  # type: ignore[arg-type]
