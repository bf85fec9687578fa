"""The structured log of night runs: a JSON object a line, files that turn over by themselves."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

_BYTES, _FILES = 5_000_000, 5


class Log:
    """Writes events with their fields: ``log("step", name="load", seconds=1.2)``."""

    def __init__(self, handler: logging.Handler, clock: Callable[[], datetime]) -> None:
        self._handler = handler
        self._clock = clock

    def __call__(self, event: str, level: str = "info", **fields: Any) -> None:
        """One line."""
        said = {"at": self._clock().isoformat(timespec="milliseconds"), "level": level, "event": event, **fields}
        line = json.dumps(said, ensure_ascii=False, default=str).encode("utf-8", "backslashreplace").decode()
        self._handler.emit(logging.LogRecord("duban.nightly", logging.INFO, "", 0, line, None, None))


class _Handler(RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:
        """A log that can't be written (a full disk) must not end the run that it tells of."""


@contextmanager
def open_log(folder: Path, clock: Callable[[], datetime]) -> Iterator[Log]:
    """The log in ``folder/nightly.log``; at most 5 MB a file, five older ones kept."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = _Handler(folder / "nightly.log", maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8", delay=True)
    try:
        yield Log(handler, clock)
    finally:
        handler.close()
