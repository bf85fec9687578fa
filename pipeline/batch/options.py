"""What a night run is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """One run: where documents come from, how they are read, where what comes out is put.

    ``workers`` 0 means one a processor; ``scheduler`` is the address of a Dask scheduler that runs already. ``settle``
    is how long (seconds) a file must have lain still before it is read, ``patience`` how long a locked database is
    waited for. ``day`` is the day that alerts and exports are for (ISO; the command line says today).
    """

    db: str
    inboxes: tuple[str, ...]
    room: Path
    day: str
    settings: Settings = field(default_factory=Settings)
    actor: str = "nightly"
    engine: str = "processes"
    workers: int = 0
    scheduler: str | None = None
    settle: float = 2.0
    patience: float = 600.0
    batch_bytes: int = 2_000_000
    batch_files: int = 32
    file_seconds: int = 300
    keep: tuple[int, int, int] = (7, 4, 12)
