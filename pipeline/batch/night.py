"""The night run, step by step. What can wait never spoils what can't: a mail that fails leaves the ledger loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipeline import __version__
from pipeline.batch.loading import Advance, Loading
from pipeline.batch.lock import only_one
from pipeline.batch.log import Log, open_log
from pipeline.batch.options import Options
from pipeline.batch.report import Report
from pipeline.batch.rereading import Rereading
from pipeline.batch.sink import Sink, Tally
from pipeline.batch.versions import current_versions
from pipeline.errors import DubanError
from pipeline.store.nights import Night, last_night, save_night
from pipeline.store.opening import Store, open_ledger
from pipeline.store.stamps import next_stamp, stamp


@dataclass
class NightRun:
    """One run. ``clock`` gives the moment, ``stopped`` whether somebody wants it to end, ``advance`` shows progress."""

    options: Options
    clock: Callable[[], datetime]
    stopped: Callable[[], bool] = lambda: False
    advance: Advance = lambda done, total: None

    def run(self) -> Report:
        """Do everything. Raises RunningError where another run is at work, StoreError where there is no ledger."""
        with only_one(self.options.db), open_log(self.options.room / "log", self.clock) as log:
            report = Report(self._about(), log)
            log("begin", **report.about)
            try:
                with open_ledger(self.options.db) as store:
                    self._steps(store, report)
                    self._remember(store, report)
            except DubanError as error:
                if not any(step.outcome == "failed" for step in report.steps):
                    raise
                report.about["zh"], report.about["en"] = error.zh, error.en
            report.about["finished_at"] = stamp(self.clock())
            log("end", status=report.status)
            return report

    def _steps(self, store: Store, report: Report) -> None:
        versions = current_versions(self.options.settings)
        report.about["rules"] = versions.rules
        with store.reading() as connection:
            before = last_night(connection)
        report.about["last_night"] = before.finished_at if before else None
        sink = Sink(store, self.clock, self.options.actor, self.options.patience)
        with report.step("load") as figures:
            loading = Loading(self.options, store, sink, versions, self.clock, self.stopped, self.advance)
            figures |= loading.run()
        with report.step("reread") as figures:
            sink.tally = Tally()
            figures |= Rereading(self.options, store, sink, versions, self.stopped, self.advance).run()
        if self.stopped():
            report.interrupted = True

    def _remember(self, store: Store, report: Report) -> None:
        with store.writing() as connection:
            now = next_stamp(connection, self.clock())
            report.about["finished_at"] = now
            save_night(connection, Night(report.about["started_at"], now, report.status, report.to_dict()))

    def _about(self) -> dict[str, Any]:
        return {
            "started_at": stamp(self.clock()),
            "day": self.options.day,
            "inboxes": list(self.options.inboxes),
            "engine": self.options.engine,
            "duban": __version__,
        }


__all__ = ["Log", "NightRun"]
