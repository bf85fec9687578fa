"""The steps that tie documents together: links to what was there, and dates of events that the calendar has learnt."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from pipeline.batch.report import Report
from pipeline.batch.task import extractor_of
from pipeline.ledger.dating import redate
from pipeline.ledger.linking import Linker
from pipeline.resolve.calendar.local import rows_in_force
from pipeline.settings import Settings
from pipeline.store.opening import Store


def tie(
    store: Store, clock: Callable[[], datetime], settings: Settings, report: Report, before: Mapping[str, Any]
) -> None:
    """Compare what is new or was read anew; where calendar or rules changed since the run before, date again."""
    rulebook = extractor_of(settings).rulebook
    rows = rows_in_force(settings.calendar)
    with report.step("link") as figures:
        figures |= asdict(Linker(store, clock, rulebook, tuple(rows)).run())
    known = hashlib.sha256(repr((rulebook.version, tuple(rows))).encode("utf-8", "surrogatepass")).hexdigest()[:24]
    report.about["dates"] = known
    if before.get("dates") in (known, None):
        # What came in since then was dated as it was linked.
        report.skip("resolve", "日历未变", "the calendar is as it was")
        return
    with report.step("resolve") as figures:
        figures["changed"] = redate(store, clock, rulebook, rows)
