"""A question by the names of its options, as ``duban ledger`` has them: what the command line, the pages and saved
questions all ask by. What is said of days stays relative to the day asked about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pipeline.ledger.said import day_in, day_of, since
from pipeline.store.filters import DUTIES, KINDS, Filter
from pipeline.store.lifecycle import OPEN, SETTLED
from pipeline.store.queries_documents import document_named

# What was done: in time, or late.
TIMELY = {"in_time": True, "late": False}


def filter_of(options: Mapping[str, Any], day: date, connection: Connection) -> Filter:
    """The question that the options ask on a day; units and lights are looked up by ``Questions``.

    Raises ConfigError where one can't be understood, StoreError where there is no document of the name.
    """
    within, document = options.get("due_within"), options.get("document")
    fine = options.get("fine")
    return Filter(
        as_of=day,
        unit=options.get("unit"),
        bearer=options.get("bearer"),
        number=options.get("number"),
        document=document_named(connection, document) if document else None,
        kinds=kinds_of(options.get("kind")),
        search=options.get("search"),
        states=_states(options),
        done_from=day_of(options.get("done_after"), "--done-after"),
        in_time=TIMELY.get(options.get("timely") or ""),
        due_after=day if within else day_of(options.get("due_after"), "--due-after"),
        due_before=(
            day_in(day, within, "--due-within") if within else day_of(options.get("due_before"), "--due-before")
        ),
        overdue=bool(options.get("overdue")),
        undated=bool(options.get("undated")),
        recurring=bool(options.get("recurring")),
        level=options.get("level"),
        fine_from=None if fine is None else int(fine),
        fine_on=options.get("fine_on"),
        new_since=_since(options, "new_since", connection),
        changed_since=_since(options, "changed_since", connection),
    )


def kinds_of(kind: str | None) -> tuple[str, ...] | None:
    """The kinds that a user's word stands for; None for what the question answers to by itself."""
    return {None: None, "all": KINDS, "duties": DUTIES}.get(kind, (kind,) if kind else None)


def _states(options: Mapping[str, Any]) -> tuple[str, ...] | None:
    """What is outstanding, unless what was done is asked for, or a state."""
    state = options.get("state") or "outstanding"
    if state == "outstanding":
        return SETTLED if options.get("done_after") or options.get("timely") else OPEN
    return None if state == "all" else (state,)


def _since(options: Mapping[str, Any], name: str, connection: Connection) -> str | None:
    text = options.get(name)
    return None if text is None else since(text, "--" + name.replace("_", "-"), connection)
