"""How a set of lines stands: figures overall and unit by unit, for the circular and the overview."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.export.ledger_rows import head_unit
from pipeline.store.entries import Entry
from pipeline.store.lifecycle import OPEN

_DONE = ("done", "closed")


@dataclass
class Figures:
    """Counts of lines: all, done, open; of the open ones those late and those due soon."""

    total: int = 0
    done: int = 0
    open: int = 0
    overdue: int = 0
    soon: int = 0

    def count(self, entry: Entry) -> None:
        """Count one more line."""
        self.total += 1
        self.done += entry.state in _DONE
        self.open += entry.state in OPEN
        self.overdue += entry.light == "red"
        self.soon += entry.light == "yellow"


@dataclass(frozen=True, slots=True)
class Standings:
    """The figures of all, and of each unit, the one with most late matters first."""

    total: int
    done: int
    open: int
    overdue: int
    soon: int
    units: tuple[tuple[str, Figures], ...]

    @property
    def share_done(self) -> float | None:
        """Of what is done or late, the share that is done; None where there is neither."""
        settled = self.done + self.overdue
        return self.done / settled if settled else None


def standings_of(entries: Iterable[Entry]) -> Standings:
    """Count the lines; withdrawn and superseded ones count in the total alone."""
    whole, units = Figures(), dict[str, Figures]()
    for entry in entries:
        whole.count(entry)
        units.setdefault(head_unit(entry), Figures()).count(entry)
    ordered = sorted(units.items(), key=lambda pair: (-pair[1].overdue, -pair[1].open, pair[0]))
    return Standings(whole.total, whole.done, whole.open, whole.overdue, whole.soon, tuple(ordered))
