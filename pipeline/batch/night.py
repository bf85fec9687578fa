"""The night run, step by step. What can wait never spoils what can't: a mail that fails leaves the ledger loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pipeline import __version__
from pipeline.batch.loading import Advance, Loading
from pipeline.batch.lock import only_one
from pipeline.batch.log import open_log
from pipeline.batch.morning import Morning
from pipeline.batch.options import Options
from pipeline.batch.report import Report
from pipeline.batch.report_files import last_told, write_report
from pipeline.batch.rereading import Rereading
from pipeline.batch.sink import Sink, Tally
from pipeline.batch.task import extractor_of
from pipeline.batch.tying import tie
from pipeline.errors import DubanError
from pipeline.model import Versions
from pipeline.store.counting import fingerprint
from pipeline.store.nights import Night, last_night, save_night
from pipeline.store.opening import Store, open_ledger
from pipeline.store.refusals import listed
from pipeline.store.stamps import next_stamp, stamp
from pipeline.store.urls import address


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
            except DubanError as error:
                if not any(step.outcome == "failed" for step in report.steps):
                    raise
                report.about["zh"], report.about["en"] = error.zh, error.en
            self._tell(report)
            log("end", status=report.status)
            return report

    def _steps(self, store: Store, report: Report) -> None:
        with store.reading() as connection:
            before = last_night(connection)
        report.about["last_night"] = before.finished_at if before else None
        try:
            self._ledger_steps(store, report, before.report if before else {})
            if self.stopped():
                report.interrupted = True
                return
            Morning(self.options, self.clock, store, report, before.report if before else {}).run()
        finally:
            self._remember(store, report)

    def _ledger_steps(self, store: Store, report: Report, before: Mapping[str, Any]) -> None:
        """What changes the ledger. A fault here ends the run: what follows would tell of half of it."""
        versions: Versions = extractor_of(self.options.settings).versions
        report.about["rules"] = versions.rules
        sink = Sink(store, self.clock, self.options.actor, self.options.patience)
        with report.step("load") as figures:
            loading = Loading(self.options, store, sink, versions, self.clock, self.stopped, self.advance)
            figures |= loading.run()
            figures["quarantined"] = self._quarantined(store, report.about["db"])
        with report.step("reread") as figures:
            sink.tally = Tally()
            figures |= Rereading(self.options, store, sink, versions, self.stopped, self.advance).run()
        if not self.stopped():
            tie(store, self.clock, self.options.settings, report, before)

    def _quarantined(self, store: Store, db: str) -> list[dict[str, str]]:
        """What came into quarantine since a report told of it: a run that was killed before it wrote one told nobody.

        Without any report to be read, all that waits.
        """
        since = last_told(self.options.room / "reports", db)
        with store.reading() as connection:
            waiting = listed(connection)
        return [
            {"path": each.path, "zh": each.reason_zh, "en": each.reason_en}
            for each in waiting
            if since is None or each.last_at > since
        ]

    def _remember(self, store: Store, report: Report) -> None:
        """The ledger's own note of the run: by it the next one knows what is new."""
        with store.writing() as connection:
            report.about["waiting"] = len(listed(connection))
            report.about["ledger"] = fingerprint(connection)
            now = report.about["finished_at"] = next_stamp(connection, self.clock())
            save_night(connection, Night(report.about["started_at"], now, report.status, report.to_dict()))

    def _tell(self, report: Report) -> None:
        """Report and metrics, also of a run that failed; where even they can't be written, the log says so."""
        from pipeline.batch.metrics import write_metrics

        report.about.setdefault("finished_at", stamp(self.clock()))
        room, told = self.options.room, report.to_dict()
        try:
            with report.step("report"):
                write_report(told, room / "reports", self.options.settings.lang)
                ended = self.clock().timestamp()
                write_metrics(told, told.get("waiting", 0), ended, room / "metrics.prom")
        except DubanError as error:
            report.about.setdefault("zh", error.zh)
            report.about.setdefault("en", error.en)

    def _about(self) -> dict[str, Any]:
        return {
            "started_at": stamp(self.clock()),
            "day": date.fromisoformat(self.options.day).isoformat(),
            "db": address(self.options.db).name,
            "inboxes": list(self.options.inboxes),
            "engine": self.options.engine,
            "duban": __version__,
        }
