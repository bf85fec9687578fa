"""What ``duban load`` and ``duban watch`` do after loading: compare what is new with what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.cli.output import note
from pipeline.cli.session import Session
from pipeline.cli.storing import now, store_faults

if TYPE_CHECKING:
    from pipeline.settings import Settings
    from pipeline.store.opening import Store


def link_loaded(store: Store, settings: Settings, session: Session) -> None:
    """Links to what is there already; certain ones are applied, others wait for somebody."""
    from pipeline.ledger.linking import Linker
    from pipeline.resolve.calendar.local import rows_in_force
    from pipeline.resources import rules_folder
    from pipeline.rulebook import load_rulebook

    with store_faults(session):
        book = load_rulebook(rules_folder(settings.rules))
        done = Linker(store, now, book, rows_in_force(settings.calendar)).run()
    if done.suggested or done.applied:
        note(
            session.say(
                f"文件关联：自动采用 {done.applied} 条，待审 {done.suggested} 条（duban links list）",
                f"links: {done.applied} applied, {done.suggested} to be settled (duban links list)",
            )
        )
