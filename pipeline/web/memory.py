"""Answers that cost much are kept as long as nothing in the ledger has changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

T = TypeVar("T")


@dataclass
class Memory:
    """The last ``most`` answers by their question; a question names the state of the ledger that it was asked of.

    Who asks while the answer is being made waits for it: fifty readers don't make it fifty times.
    """

    most: int = 64
    _kept: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict, repr=False)
    _making: dict[Hashable, threading.Lock] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The kept answer, else the one made now."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                kept: T = self._kept[key]
                return kept
            making = self._making.setdefault(key, threading.Lock())
        try:
            with making:
                with self._lock:
                    known, held = key in self._kept, self._kept.get(key)
                made: T = cast(T, held) if known else make()
                with self._lock:
                    self._kept[key] = made
                    while len(self._kept) > self.most:
                        self._kept.popitem(last=False)
                return made
        finally:
            with self._lock:
                self._making.pop(key, None)
