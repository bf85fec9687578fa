"""Answers that take long: the last one is given at once, while a newer one is made beside it."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar, cast

T = TypeVar("T")
_LOG = logging.getLogger("duban.web")


@dataclass
class Lately:
    """The last ``most`` answers, each with the state of the ledger that it is of. Only who asks first has to wait."""

    most: int = 64
    _kept: OrderedDict[Hashable, tuple[Hashable, object]] = field(default_factory=OrderedDict, repr=False)
    _making: dict[Hashable, threading.Thread] = field(default_factory=dict, repr=False)
    _first: dict[Hashable, threading.Lock] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def get(self, key: Hashable, state: Hashable, make: Callable[[], T]) -> T:
        """The answer of this state, or the one before it while that of this state is being made."""
        with self._lock:
            first = self._first.setdefault(key, threading.Lock())
        with first:
            with self._lock:
                kept = self._kept.get(key)
                if kept is not None and kept[0] != state and key not in self._making:
                    self._begin(key, state, make)
            if kept is not None:
                return cast(T, kept[1])
            made = make()
            self._keep(key, state, made)
            return made

    def quiet(self, seconds: float) -> None:
        """Wait until nothing is being made any more, at most so long."""
        for thread in list(self._making.values()):
            thread.join(seconds)

    def _begin(self, key: Hashable, state: Hashable, make: Callable[[], object]) -> None:
        thread = threading.Thread(target=self._make, args=(key, state, make), name="duban-lately", daemon=True)
        self._making[key] = thread
        thread.start()

    def _make(self, key: Hashable, state: Hashable, make: Callable[[], object]) -> None:
        try:
            self._keep(key, state, make())
        except Exception:
            _LOG.exception("figures could not be made anew")
        finally:
            with self._lock:
                self._making.pop(key, None)

    def _keep(self, key: Hashable, state: Hashable, made: object) -> None:
        with self._lock:
            self._kept[key] = (state, made)
            self._kept.move_to_end(key)
            while len(self._kept) > self.most:
                old, _ = self._kept.popitem(last=False)
                self._first.pop(old, None)
