"""Failed logins are counted, and after some of them nobody gets another try for a while."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

_MOST_KEYS = 10_000


@dataclass
class Throttle:
    """At most ``most`` failures of a key within ``window``; kept in memory, for one process serves."""

    most: int = 5
    window: timedelta = timedelta(minutes=15)
    _failures: dict[str, list[datetime]] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def wait(self, keys: Iterable[tuple[str, int]], now: datetime) -> int:
        """Seconds until the next try is allowed, 0 for now; each key with how many times ``most`` it may fail."""
        with self._lock:
            return max((self._wait(key, times, now) for key, times in keys), default=0)

    def failed(self, keys: Iterable[tuple[str, int]], now: datetime) -> None:
        """Count a failure against each key."""
        with self._lock:
            if len(self._failures) > _MOST_KEYS:
                self._failures = {key: times for key in self._failures if (times := self._recent(key, now))}
            for key, _ in keys:
                self._failures[key] = [*self._recent(key, now), now]

    def passed(self, key: str) -> None:
        """Somebody got in: the key starts afresh."""
        with self._lock:
            self._failures.pop(key, None)

    def forgiven(self, key: str) -> None:
        """One try less counts against the key: it was no failure, but what others failed at stays."""
        with self._lock:
            self._failures[key] = self._failures.get(key, [])[:-1]

    def _wait(self, key: str, times: int, now: datetime) -> int:
        recent = self._recent(key, now)
        if len(recent) < self.most * times:
            return 0
        return int((recent[-self.most * times] + self.window - now).total_seconds()) + 1

    def _recent(self, key: str, now: datetime) -> list[datetime]:
        return [at for at in self._failures.get(key, ()) if now - at < self.window]
