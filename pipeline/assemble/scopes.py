"""What a block inherits: the unit of a heading, the bearer and time of a lead-in.

The instrument of a digest's entry.
"""

from __future__ import annotations

from pipeline.assemble.sections import Regime
from pipeline.model import Bearer, Deadline, Penalty
from pipeline.record import record


@record
class Scope:
    """What stands over a block; a child's scope is its parent's with what the parent says itself laid over it."""

    section: tuple[str, ...] = ()
    heading: tuple[Bearer, ...] = ()
    lead: tuple[Bearer, ...] = ()
    deadline: Deadline | None = None
    regime: Regime = "open"
    instrument: int = 0
    reported_by: str | None = None
    authority: tuple[Bearer, ...] = ()
    breach: bool = False
    penalties: tuple[Penalty, ...] = ()
    forbids: bool = False  # what the block lists must not be done
