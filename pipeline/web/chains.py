"""Where a duty comes from and what comes of it, as far as the visitor may see that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from pipeline.ledger.book import SUGGESTED
from pipeline.ledger.tracing import Step, near
from pipeline.store.entries import Entry
from pipeline.store.reach import reaches
from pipeline.web.asking import soon_on
from pipeline.web.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Knot:
    """One duty (or only a document) around the one that is shown: which, where to, and how the two hang together."""

    entry: Entry | None
    url: str
    name: str
    kind: str
    why: dict[str, str]
    sure: bool
    link: str


@dataclass(frozen=True, slots=True)
class Chain:
    """What stands above, from the source down, and below; ``hidden`` is out of reach, ``more`` is left out."""

    above: list[Knot]
    below: list[Knot]
    hidden: int
    more: int

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.above or self.below or self.hidden)

    def links(self) -> tuple[object, ...]:
        """By which links it hangs together, and how surely: what tells it from another state of it."""
        return (*((each.link, each.sure) for each in (*self.above, *self.below)), self.hidden, self.more)


def chain_of(connection: Connection, uid: str, who: Visitor) -> Chain:
    """The chain around a line of the ledger."""
    day = who.site.today()
    found = near(connection, uid, day, soon_on(who, day))
    above = list(_seen(found.above, who, "to"))
    below = list(_seen(found.below, who, "from"))
    hidden = len(found.above) + len(found.below) - len(above) - len(below)
    return Chain(above, below, hidden, found.more)


def _seen(steps: Iterable[Step], who: Visitor, side: str) -> Iterable[Knot]:
    for step in steps:
        entry, link = step.entry, step.link
        assert link is not None
        if who.within is not None and (entry is None or not reaches(entry, who.within)):
            continue
        document = link.to_document if side == "to" else link.from_document
        url = f"/items/{entry.id}" if entry else f"/documents/{document}"
        yield Knot(entry, url, step.document, link.kind, link.reason, link.state != SUGGESTED, link.id)
