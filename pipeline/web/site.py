"""What every page and every answer needs: the ledger, the settings, the clock, and where handed-in files lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pipeline.settings import Settings
from pipeline.store.opening import Store
from pipeline.store.stamps import stamp
from pipeline.web.lately import Lately
from pipeline.web.memory import Memory
from pipeline.web.throttle import Throttle

ZONE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment: the pages are where the clock is read."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Site:
    """One running service. ``hosts`` are the names by which it may be called; ``secure`` that TLS lies in front."""

    store: Store
    settings: Settings
    spool: Path
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    secure: bool = False
    clock: Callable[[], datetime] = now
    throttle: Throttle = field(default_factory=Throttle)
    memory: Memory = field(default_factory=lambda: Memory(most=512))
    # What is made once and kept: the rulebook, the extractor.
    tools: Memory = field(default_factory=Memory)
    pages: Memory = field(default_factory=lambda: Memory(most=256))
    # What takes seconds on a large ledger: figures and counts.
    figures: Lately = field(default_factory=Lately)
    # When each account last did something.
    acted: dict[str, datetime] = field(default_factory=dict)

    def today(self) -> date:
        """The day in Shanghai."""
        return self.clock().astimezone(ZONE).date()

    def stamp(self) -> str:
        """This moment as the ledger writes it."""
        return stamp(self.clock())
