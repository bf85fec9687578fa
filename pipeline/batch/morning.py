"""What a night prepares for the morning: alerts, exports, mail, a backup. One that fails stops no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pipeline.batch.alerts import Alerts, find_alerts, sections
from pipeline.batch.backup import back_up, backups, read_manifest
from pipeline.batch.options import Options
from pipeline.batch.report import DONE, LOOK, Report
from pipeline.batch.rotation import rotate
from pipeline.batch.task import extractor_of
from pipeline.errors import DubanError
from pipeline.ledger.lights import soon_until
from pipeline.ledger.units import directory_for, profile_of
from pipeline.resolve.directory import Directory
from pipeline.store.counting import fingerprint
from pipeline.store.opening import Store
from pipeline.store.outputs import BACKUP, EXPORT, list_outputs, note_output

_SAME = ("台账与上次相同", "the ledger is as it was")


@dataclass
class Morning:
    """The steps after the ledger's; ``before`` is the report of the run before."""

    options: Options
    clock: Callable[[], datetime]
    store: Store
    report: Report
    before: Mapping[str, Any]

    def run(self) -> None:
        """Every step that there is need for."""
        with self.store.reading() as connection:
            now = fingerprint(connection)
        day = self.options.day
        told = (self.options.room / "exports" / day / "digest.txt").exists() and self.before.get("status") in (
            DONE,
            LOOK,
        )
        if told and (self.before.get("ledger"), self.before.get("day")) == (now, day):
            for name in ("alerts", "exports", "mail"):
                self.report.skip(name, *_SAME)
        else:
            with suppress(DubanError):
                self._tell()
                self._note()
        with suppress(DubanError):
            self._back_up(now)
        with suppress(DubanError):
            self._note()

    def _tell(self) -> None:
        settings = self.options.settings
        with self.report.step("alerts") as figures, self.store.reading() as connection:
            since = self.before.get("finished_at") or None
            day = date.fromisoformat(self.options.day)
            alerts = find_alerts(connection, day, soon_until(settings, day), since)
            figures |= alerts.figures()
        for name, step in (("exports", self._export), ("mail", self._mail)):
            with suppress(DubanError), self.report.step(name) as figures:
                figures |= step(alerts)

    def _export(self, alerts: Alerts) -> dict[str, Any]:
        from pipeline.batch.exports import write_exports

        folder = self.options.room / "exports"
        with self.store.reading() as connection:
            lang = self.options.settings.lang
            files = write_exports(connection, folder, alerts, sections(alerts), self.clock(), lang)
        return {"files": [str(path) for path in files]}

    def _mail(self, alerts: Alerts) -> dict[str, Any]:
        from pipeline.batch.mail import messages, send

        settings = self.options.settings
        if not (settings.smtp and settings.mail_to):
            return {"sent": 0}
        found = list(messages(alerts, self._directory, settings, self.report.about["db"]))
        return {"sent": send(found, settings, self.options.room / "mailed.json"), "to": len(settings.mail_to)}

    def _directory(self) -> Directory:
        settings = self.options.settings
        return directory_for(extractor_of(settings).rulebook, profile_of(settings))

    def _back_up(self, now: str) -> None:
        folder = self.options.room / "backups"
        newest = next(reversed(backups(folder)), None)
        if newest and (told := read_manifest(newest)) and told.fingerprint == now:
            self.report.skip("backup", *_SAME)
            return
        with self.report.step("backup") as figures:
            path, manifest = back_up(self.store, folder, self.clock)
            gone = rotate(folder, self.options.keep)
            figures |= {"file": str(path), "bytes": manifest.bytes, "documents": manifest.rows["documents"],
                        "deleted": len(gone)}  # fmt: skip

    def _note(self) -> None:
        """A purge has to find again all that lies here, also what a run had written that was killed right after."""
        room = self.options.room
        there = [(BACKUP, path) for path in backups(room / "backups")]
        there += [(EXPORT, path) for path in sorted((room / "exports").glob("*/*")) if path.is_file()]
        with self.store.reading() as connection:
            known = {each.path for each in list_outputs(connection)}
        fresh = [(kind, path) for kind, path in there if str(path.absolute()) not in known]
        if fresh:
            with self.store.writing() as connection:
                for kind, path in fresh:
                    note_output(connection, kind, path, self.clock())
