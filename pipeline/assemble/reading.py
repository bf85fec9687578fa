"""What assembly works with: its tools, and the reading of each block, kept for brackets and explanations."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.assemble.brackets import Brackets, Duty
from pipeline.assemble.deadlines import Deadlines
from pipeline.assemble.directive import Directives
from pipeline.assemble.item import Item
from pipeline.assemble.scopes import Scope
from pipeline.assemble.sections import Sections
from pipeline.clauses.facts import Marks
from pipeline.clauses.parse import ClauseReader
from pipeline.find.names import Names
from pipeline.find.penalties import PenaltyFinder
from pipeline.find.times import TimeFinder
from pipeline.model import Deadline
from pipeline.record import record
from pipeline.resolve.times import TimeResolver
from pipeline.structure.blocks import Block


@record
class Tools:
    """The finders and readers that assembly uses, each built once from the rulebook."""

    clauses: ClauseReader
    names: Names
    sections: Sections
    brackets: Brackets
    directives: Directives
    times: TimeFinder
    resolver: TimeResolver
    penalties: PenaltyFinder


@record
class Left:
    """A slice of a view that gave no item, and why: a reason of ``pipeline/explain/words.py``."""

    start: int
    end: int
    why: str


@dataclass(slots=True)
class BlockReading:
    """One block as it was read: kept, so that brackets and explanations can go back to it."""

    block: Block
    scope: Scope
    deadlines: Deadlines
    marks: Marks
    items: list[Item] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    dates: list[tuple[int, Deadline]] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def leave(self, start: int, end: int, why: str) -> None:
        """Note why nothing was made of a slice."""
        self.left.append(Left(start, end, why))
