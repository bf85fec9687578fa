"""The unit that grows clause by clause: when it is opened, what it takes along, when it is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.assemble import joins
from pipeline.assemble.item import Unit
from pipeline.assemble.kinds import Judge, Sentence
from pipeline.clauses.facts import Clause
from pipeline.model import Kind

MOST = 60  # clauses; no sentence of a document has as many, and a unit is looked at again with each

DeadlineKey = Callable[[int, int], object]


@dataclass(slots=True)
class Growing:
    """The units of one sentence so far; ``judge`` and ``dated`` look into the view."""

    text: str
    judge: Judge
    dated: DeadlineKey
    state: Sentence
    sentence: int
    statute: bool = False
    closed: bool = False
    units: list[Unit] = field(default_factory=list)
    pending: list[Clause] = field(default_factory=list)
    current: Unit | None = None
    ahead: list[Clause] = field(default_factory=list)
    leaders: list[Clause] = field(default_factory=list)

    def extend(self, unit: Unit, clause: Clause) -> None:
        """The clause, with what waits before it, becomes part of the unit; a topic's task gets who does it."""
        if unit.party is None and clause.own is not None and joins.topical(self.text, unit, clause):
            unit.party, unit.agent = clause.own, clause.agent is not None
        unit.clauses += [*self.pending, clause]
        subject = self.state.subject
        if unit.party is None and subject is not None and any(lead.own is subject for lead in self.pending):
            unit.party = subject

    def set_figure(self) -> None:
        """A figure that a measure sets is the task of the unit that closes it (``首付比例不低于20%。（市住建局）``)."""
        first = next((at for at, clause in enumerate(self.pending) if clause.role == "noun"), None)
        last = self.pending[-1] if self.pending else None
        if first is not None and last is not None and joins.sets_figure(self.text, last):
            self.current = Unit("obligation", self.pending[first:], self.pending[:first], sentence=self.sentence)

    def close_leaders(self) -> None:
        """Who leads, said last, leads what stands before; said alone, it is the item."""
        if not self.leaders:
            return
        if self.current is not None and self.current.kind == "obligation" and self.current.party is None:
            self.current.leaders = self.leaders
        else:
            self.flush()
            self.current = Unit("obligation", self.leaders, party=self.leaders[0].own, sentence=self.sentence,
                                leaders=self.leaders)  # fmt: skip
        self.leaders = []

    def is_dated(self) -> bool:
        """Whether the unit that grows has its time already."""
        return self.current is not None and self.dated(self.current.start, self.current.end) is not None

    def permitted(self, clause: Clause) -> Kind:
        """The kind of a clause that permits: its unit's own, where it goes on with a duty.

        Where nothing but the circumstance stood before (``企业利用余热发电，可自发自用``), the whole is a permission.
        """
        unit = self.current
        if unit is None or not joins.permitted_too(self.text, unit, clause, self.pending):
            return "permission"
        if not unit.cued and len(unit.clauses) == 1 and not self.pending and not self.is_dated():
            unit.kind = "permission"
        return unit.kind

    def take_along(self, clause: Clause, kind: Kind) -> None:
        """What stands before a new unit and belongs to it: the steps of who gets, the topic said last."""
        unit = self.current
        if unit is not None and joins.earned(self.text, unit, clause):
            self.pending = [*unit.lead, *unit.clauses, *self.pending]
            self.current = None
        elif (
            unit is not None and unit.kind != kind and not self.pending and joins.topic_of_next(self.text, unit, clause)
        ):
            self.pending = [unit.clauses.pop()]

    def open_unit(self, clause: Clause, kind: Kind) -> None:
        """A new unit with its lead and its party: its own, the subject in force, or who was said to lead."""
        lead = joins.own_lead(self.text, clause, self.pending)
        party, agent = joins.joint_party(clause, self.pending), clause.agent is not None
        if party is None and self.state.subject is not None and kind != "sanction":
            party = self.state.subject
        if clause.subject is not None:
            self.state.subject = clause.subject
        by = self.state.reported_by
        party = party or (self.leaders[0].own if self.leaders else None)
        self.current = Unit(kind, [clause], lead, party, agent, by, self.sentence,  # type: ignore[arg-type]
                            leaders=self.leaders)  # fmt: skip
        self.leaders = []

    def same(self, clause: Clause, kind: Kind) -> bool:
        """Whether the clause goes on with the current unit."""
        assert self.current is not None
        if (
            kind != self.current.kind
            or joins.other_party(self.text, self.current, clause)
            or joins.other_case(self.current, clause, self.pending)
            or len(self.current.clauses) >= MOST
        ):
            return False
        if joins.unfinished(self.text, self.current):
            return True
        before, now = self.dated(self.current.start, self.current.end), self.dated(self._from(clause), clause.end)
        return before is None or now is None or before == now

    def _from(self, clause: Clause) -> int:
        return self.pending[0].start if self.pending else clause.start

    def flush(self, *, keep: bool = False) -> None:
        """Close the unit that grows; what waits is dropped, unless it is to be kept."""
        if self.current is not None:
            self.units.append(self.current)
            self.current = None
        if not keep:
            self.pending = []
