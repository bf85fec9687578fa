"""What a block inherits: the unit of a heading, the bearer and time of a lead-in, the instrument of a digest's entry."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.assemble.sections import Regime
from pipeline.model import Bearer, Deadline


@dataclass(frozen=True, slots=True)
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
    duties: tuple[Bearer, ...] = ()


@dataclass(slots=True)
class Scopes:
    """Scopes by block, settled before any sentence is read and amended by the lead-ins as they are met."""

    under: dict[int, Scope] = field(default_factory=dict)
    cases: set[int] = field(default_factory=set)
    preamble: set[int] = field(default_factory=set)
