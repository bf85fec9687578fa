"""What assembly works on: units of clauses, and the items that become lines of the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.clauses.facts import Clause
from pipeline.clauses.party import Party
from pipeline.model import Bearer, Deadline, Kind, Penalty, Span


@dataclass(slots=True)
class Unit:
    """Clauses that one bearer would tick off as one.

    ``lead`` are those that only prepare (conditions, adverbials), ``leaders`` those that only say who leads and helps
    (``由财务科牵头，各科室配合``).
    """

    kind: Kind
    clauses: list[Clause]
    lead: list[Clause] = field(default_factory=list)
    party: Party | None = None
    agent: bool = False
    reported_by: Span | None = None
    sentence: int = 0
    enumerated: bool = False
    leaders: list[Clause] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where the unit begins in its block's view."""
        start = (self.lead or self.clauses)[0].start
        return min(start, self.clauses[0].start, self.leaders[0].start) if self.leaders else start

    @property
    def end(self) -> int:
        """Where its last action ends."""
        end = self.clauses[-1].end
        return max(end, self.leaders[-1].end) if self.leaders else end

    @property
    def cued(self) -> bool:
        """Whether any of its clauses has a modal cue."""
        for clause in self.clauses:  # noqa: SIM110 (asked of every unit, several times)
            if clause.cues:
                return True
        return False


@dataclass(slots=True)
class Item:
    """A unit placed in its block, with the slots as they are filled one after the other."""

    block: int
    start: int
    end: int
    kind: Kind
    unit: Unit
    explicit: bool = False
    bearers: tuple[Bearer, ...] = ()
    helpers: tuple[Bearer, ...] = ()  # whom a bearer who is left out acts with (会同…)
    deadline: Deadline | None = None
    own_deadline: bool = False
    penalties: tuple[Penalty, ...] = ()
    condition: tuple[int, int] | None = None
    reported_by: str | None = None
    instrument: int = 0
    report_to: str | None = None
    place: int = 0  # which of its block's items it is
