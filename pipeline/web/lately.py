"""Answers that take long: the last one is given at once, while a newer one is made beside it."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from typing import TypeVar, cast

from pipeline.errors import DubanError

T = TypeVar("T")
_LOG = logging.getLogger("duban.web")


class CountingError(DubanError):
    """What is asked for the first time takes longer than somebody at a page should wait."""


@dataclass
class Lately:
    """The last ``most`` answers, each with the state of the ledger that it is of. Only who asks first has to wait."""

    most: int = 64
    _kept: OrderedDict[Hashable, tuple[Hashable, object]] = field(default_factory=OrderedDict, repr=False)
    _making: dict[Hashable, Future[object]] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def get(self, key: Hashable, state: Hashable, make: Callable[[], T], patience: float | None = None) -> T:
        """The answer of this state, or the one before it while that of this state is being made.

        Raises CountingError where there is none yet, and none within so many seconds (None: however long it takes).
        """
        with self._lock:
            kept, making = self._kept.get(key), self._making.get(key)
            if making is None and (kept is None or kept[0] != state):
                making = self._begin(key, state, make)
        if kept is not None:
            return cast(T, kept[1])
        assert making is not None
        try:
            return cast(T, making.result(patience))
        except TimeoutError:
            raise CountingError("台账很大，正在计数，请稍候", "the ledger is large: it is being counted") from None

    def quiet(self, seconds: float) -> None:
        """Wait until nothing is being made any more, at most so long."""
        wait(list(self._making.values()), seconds)

    def _begin(self, key: Hashable, state: Hashable, make: Callable[[], object]) -> Future[object]:
        future = self._making[key] = Future[object]()
        threading.Thread(target=self._make, args=(key, state, make, future), name="duban-lately", daemon=True).start()
        return future

    def _make(self, key: Hashable, state: Hashable, make: Callable[[], object], future: Future[object]) -> None:
        try:
            made = make()
        except Exception as error:
            _LOG.warning("figures could not be made: %s", error)
            self._done(key)
            future.set_exception(error)
        else:
            self._keep(key, state, made)
            self._done(key)
            future.set_result(made)

    def _done(self, key: Hashable) -> None:
        with self._lock:
            self._making.pop(key, None)

    def _keep(self, key: Hashable, state: Hashable, made: object) -> None:
        with self._lock:
            self._kept[key] = (state, made)
            self._kept.move_to_end(key)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
