"""A clock on the extraction of one document: a text on which a rule runs on and on costs that document only."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from pipeline.errors import DubanError
from pipeline.model import Document
from pipeline.settings import Settings

_LEAST = 20.0  # seconds; a notice takes some hundredths
_PACE = 1_000.0  # characters a second: a hundredth of what is usual


class SlowError(DubanError):
    """A document whose extraction was given up."""


class _TimeIsUp(BaseException):
    """No Exception, so that nothing on the way out takes it for a fault of its own."""


def seconds_for(document: Document, settings: Settings) -> float:
    """How long its extraction may take: by its length, and never more than ``max_extract_seconds``.

    >>> seconds_for(Document("a.txt", "各单位要报送。"), Settings(max_extract_seconds=5))
    5.0
    """
    return min(float(settings.max_extract_seconds), _LEAST + len(document.text) / _PACE)


@contextmanager
def time_limit(document: Document, settings: Settings) -> Iterator[None]:
    """Raises SlowError where what is inside takes longer than the document may.

    The alarm reaches Python's own code and its regular expressions, in the main thread of a process and where there
    are signals (not on Windows); elsewhere there is no clock but that of the process.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    seconds = seconds_for(document, settings)
    before = signal.signal(signal.SIGALRM, _ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except _TimeIsUp:
        raise too_slow(document.path, seconds) from None
    finally:
        signal.signal(signal.SIGALRM, before)


def too_slow(path: str, seconds: float) -> SlowError:
    """What to tell of it."""
    return SlowError(
        f"{path}：提取超过 {seconds:.0f} 秒，已放弃这一份（设置项 max_extract_seconds）",
        f"{path}: extraction took more than {seconds:.0f} s, and this document was given up "
        "(setting max_extract_seconds)",
    )


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise _TimeIsUp
