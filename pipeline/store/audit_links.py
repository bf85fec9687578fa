"""Whether links stand as the chains of their documents say: what is in force has its effect there, and no other has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from pipeline.store.effects import standing_acts
from pipeline.store.events import Event
from pipeline.store.kin import KINSHIPS
from pipeline.store.tables import links

IN_FORCE, DECIDED = ("applied", "accepted"), ("accepted", "rejected", "undone")
# In whose chain the effect of a link stands; links of other kinds have none.
_ON_TARGET, _ON_SOURCE = ("repeals", "extends", "extension", "amendment"), ("digest",)


def link_faults(connection: Connection, document: int, chain: Sequence[Event]) -> Iterator[tuple[str, str]]:
    """What is wrong with the links of one document."""
    here = links.c
    own = or_(here.from_document == document, here.to_document == document)
    rows = connection.execute(select(links).where(own, here.kind.not_in(KINSHIPS)).order_by(here.uid)).all()
    told = {event.data.get("link") for event in standing_acts(chain) if event.origin == "link"} - {None}
    wanted = {row.uid for row in rows if row.state in IN_FORCE and _bears_effect(row, document)}
    said = {event.data["link"]: event.data["decision"] for event in chain if event.kind == "link"}
    wrong = {row.uid for row in rows if row.from_document == document and _decision(row) != said.get(row.uid)}
    for uid in sorted((told ^ wanted) | wrong):
        yield f"关联 {uid} 被改动或缺失", f"link {uid} was changed or is missing"


def _bears_effect(row: Row[Any], document: int) -> bool:
    if row.kind in _ON_TARGET:
        return bool(row.to_document == document)
    return row.kind in _ON_SOURCE and row.from_document == document


def _decision(row: Row[Any]) -> str | None:
    return row.state if row.state in DECIDED else None
