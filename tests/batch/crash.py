"""Night runs that are killed: a child a run, forked from a process that has everything loaded.

``python -m tests.batch.crash FOLDER DOCUMENTS KILLS SEED`` makes an undisturbed ledger and others whose runs were
killed with SIGKILL at random moments, and compares them row by row.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from pipeline.batch.night import NightRun
from pipeline.batch.task import extractor_of
from pipeline.model import Document
from pipeline.store.audit import verify
from pipeline.store.opening import read_ledger
from pipeline.store.outputs import list_outputs
from pipeline.store.tables import metadata, names
from tests.batch.conftest import Place, notice

# Clocks, runs, and what is hashed over a clock; of the night run's own notes only the files seen are of the ledger.
ASIDE = {
    "recorded_at", "known_from", "known_to", "loaded_at", "seen_at", "first_at", "last_at", "found_at", "decided_at",
    "saved_at", "run_id", "hash", "prev_hash", "head_hash",
}  # fmt: skip
# Where files lie is told by the folder itself (see `noted`).
TABLES_ASIDE = {"nights", "runs", "names", "outputs"}


def content(db: str) -> dict[str, list[Any]]:
    """All rows of a ledger, what hangs on a clock or a run aside; a name stands for its number."""
    with read_ledger(db) as store, store.reading() as connection:
        assert set(verify(connection)) <= {None}
        called = {row.id: (row.text, row.canonical) for row in connection.execute(select(names))}
        found: dict[str, list[Any]] = {"names": sorted(called.values())}
        for table in metadata.sorted_tables:
            if table.name in TABLES_ASIDE:
                continue
            columns = [column for column in table.c if column.name not in ASIDE]
            rows = [row._asdict() for row in connection.execute(select(*columns))]
            found[table.name] = sorted(repr(row | _name(row, called)) for row in rows)
    return found


def _name(row: dict[str, Any], called: dict[int, Any]) -> dict[str, Any]:
    return {"name_id": called[row["name_id"]]} if "name_id" in row else {}


def noted(place: Place) -> set[str]:
    """The files that a purge would find."""
    with read_ledger(place.db) as store, store.reading() as connection:
        return {each.path for each in list_outputs(connection)}


def warm(place: Place) -> None:
    """Load and compile everything that a run needs."""
    extractor_of(place.options.settings).extract(Document("warm.txt", notice(1)))


def run_in_child(place: Place, seconds: float | None) -> bool:
    """A run in a process of its own, killed after so many seconds; whether it came to its end before.

    Two files wait in quarantine: a run that ends says 1, or 0 where the one before was killed after it had told that.
    """
    due = 0 if told(place) else 1
    child = os.fork()
    if child == 0:
        try:
            status = NightRun(place.options, place.now).run().status
        except BaseException:
            status = 99
        os._exit(status)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, ended = os.waitpid(child, 0)
    assert os.WIFSIGNALED(ended) or os.WEXITSTATUS(ended) == due, f"a run ended with {ended}, not {due}"
    return not os.WIFSIGNALED(ended)


def told(place: Place) -> bool:
    """Whether the latest report names both."""
    try:
        latest = json.loads((place.options.room / "reports" / "latest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    load = next(step["figures"] for step in latest["steps"] if step["name"] == "load")
    return len(load["quarantined"]) == 2


def prepare(folder: Path, inbox: Path) -> Place:
    folder.mkdir()
    place = Place(folder)
    place.options = replace(place.options, inboxes=(str(inbox),), batch_files=4, patience=60)
    return place


def fill(inbox: Path, documents: int) -> None:
    """Invented notices, and two files that can't be read."""
    inbox.mkdir()
    for number in range(1, documents - 1):
        (inbox / f"通知{number:04}.txt").write_text(notice(number), encoding="utf-8")
    (inbox / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    (inbox / "空.txt").touch()


def campaign(folder: Path, documents: int, kills: int, seed: int) -> tuple[int, int]:
    """Kill so many runs; how many ledgers were made that way, how many runs were killed before their end."""
    chance = random.Random(seed)
    inbox = folder / "inbox"
    folder.mkdir(exist_ok=True)
    fill(inbox, documents)
    calm = prepare(folder / "calm", inbox)
    warm(calm)
    started = time.monotonic()
    assert run_in_child(calm, None)
    whole = time.monotonic() - started
    wanted = content(calm.db)
    ledgers = killed = 0
    while killed < kills:
        ledgers += 1
        place = prepare(folder / f"ledger{ledgers}", inbox)
        for _ in range(8):
            if killed >= kills or run_in_child(place, chance.uniform(0, whole / 3)):
                break
            killed += 1
        assert run_in_child(place, None), "the next run comes to its end"
        found = content(place.db)
        assert found.keys() == wanted.keys()
        for table, rows in wanted.items():
            assert found[table] == rows, f"{table} differs (seed {seed}, ledger {ledgers})"
        room = place.options.room
        assert noted(place) == {str(path) for path in [*room.glob("exports/*/*"), *room.glob("backups/*.db")]}
        assert not list(room.rglob("*.partial*")), "nothing half-written is left"
        assert (room / "exports" / place.options.day / "ledger.xlsx").exists()
        print(f"{killed} kills, {ledgers} ledgers, equal", flush=True)
    return ledgers, killed


if __name__ == "__main__":
    where, documents, kills, seed = Path(sys.argv[1]), *map(int, sys.argv[2:5])
    print(*campaign(where, documents, kills, seed))
