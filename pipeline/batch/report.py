"""What a run did, as it grows step by step; plain values, so that JSON, the page and the metrics tell the same."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pipeline.batch.log import Log
from pipeline.errors import DubanError

DONE, LOOK, FAILED, INTERRUPTED = 0, 1, 2, 130


@dataclass
class Step:
    """One step: how long it took (by a clock that no one sets), whether it came through."""

    name: str
    seconds: float = 0.0
    outcome: str = "done"
    zh: str = ""
    en: str = ""
    figures: dict[str, Any] = field(default_factory=dict)


@dataclass
class Report:
    """The report of one run."""

    about: dict[str, Any]
    log: Log
    steps: list[Step] = field(default_factory=list)
    interrupted: bool = False

    @contextmanager
    def step(self, name: str) -> Iterator[dict[str, Any]]:
        """Time a step and keep its figures; an error that a user may see fails the step and is raised on."""
        this = Step(name)
        self.steps.append(this)
        started = time.monotonic()
        try:
            yield this.figures
        except DubanError as error:
            this.outcome, this.zh, this.en = "failed", error.zh, error.en
            raise
        except BaseException as error:
            this.outcome, this.zh = "failed", f"{type(error).__name__}: {error}"
            this.en = this.zh
            raise
        finally:
            this.seconds = round(time.monotonic() - started, 3)
            level = "info" if this.outcome == "done" else "error"
            self.log(
                "step", level, name=name, seconds=this.seconds, outcome=this.outcome, error=this.en, **this.figures
            )

    def skip(self, name: str, zh: str, en: str) -> None:
        """A step that there was no need for, and why."""
        self.steps.append(Step(name, outcome="skipped", zh=zh, en=en))
        self.log("step", name=name, outcome="skipped", reason=en)

    def figures(self, name: str) -> dict[str, Any]:
        """The figures of a step; empty where it did not run."""
        return next((step.figures for step in self.steps if step.name == name), {})

    @property
    def status(self) -> int:
        """0: all well; 1: done, something to look at (quarantine, unstable files); 2: a step failed; 130: stopped."""
        if self.interrupted:
            return INTERRUPTED
        if any(step.outcome == "failed" for step in self.steps) or self.figures("load").get("closed"):
            return FAILED
        look = self.figures("load").get("quarantined") or self.figures("load").get("unstable")
        return LOOK if look or self.figures("reread").get("quarantined") else DONE

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        steps = [
            {"name": each.name, "seconds": each.seconds, "outcome": each.outcome, "zh": each.zh, "en": each.en,
             "figures": each.figures}
            for each in self.steps
        ]  # fmt: skip
        return {**self.about, "status": self.status, "steps": steps}
