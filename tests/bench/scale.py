"""``make bench-scale``: how cost grows with generated documents, and how fast a large ledger answers.

``SIZES`` documents (default ``1000 10000``) are read by night runs of two processes, in folders of their own; a line
through the logarithms of size and processor time gives the exponent. ``OBLIGATIONS`` (default 1000000) are put straight
into a ledger, and the first page of every question is asked many times. ``POSTGRES`` names a database to ask too.
100,000 documents take hours on two cores: ``SIZES="1000 10000 100000"``.
"""

from __future__ import annotations

import json
import math
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import select, update

from pipeline.store.opening import Store, open_ledger, read_ledger
from pipeline.store.tables import documents, instruments
from pipeline.store.writer import Writer
from tests.bench.generated import ISSUERS, record_of, text_of
from tests.bench.lives import live
from tests.bench.questions import DAY, questions
from tests.bench.timing import table
from tests.store.factory import Clock

ROUNDS = 40


def grow(sizes: Sequence[int], room: Path) -> list[tuple[str, ...]]:
    """A row a size: documents, processor seconds of the first run, its memory, seconds of a run with nothing new."""
    rows: list[tuple[str, ...]] = [("documents", "CPU s", "ms a document", "peak MB", "wall s", "nothing new s")]
    costs = []
    for size in sizes:
        inbox = room / f"in{size}"
        inbox.mkdir(parents=True)
        for number in range(1, size + 1):
            (inbox / f"{number:07}.txt").write_text(text_of(number), encoding="utf-8")
        first, again = (_night(inbox, room / f"{size}.db") for _ in range(2))
        costs.append(first["cpu"])
        figures = (first["cpu"], 1000 * first["cpu"] / size, first["mb"], first["wall"], again["ledger"])
        rows.append((f"{size:,}", *(f"{each:,.1f}" for each in figures)))
        shutil.rmtree(inbox)
    if len(sizes) > 1:
        rows.append(("exponent", f"{exponent(sizes, costs):.2f}", "", "", "", ""))
    return rows


def exponent(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """The slope of the line through the logarithms: 1 where cost is in proportion."""
    return statistics.linear_regression([math.log(each) for each in sizes], [math.log(each) for each in costs]).slope


def _night(inbox: Path, db: Path) -> dict[str, float]:
    """A night run as a command; ``ledger`` is what its steps took that no backup or export is."""
    words = [sys.executable, "-m", "pipeline", "nightly", "--inbox", str(inbox), "--db", str(db), "--workers", "2",
             "--settle", "0", "--as-of", DAY.isoformat(), "--json"]  # fmt: skip
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    wall, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    steps = {step["name"]: step["seconds"] for step in json.loads(done.stdout)["steps"]}
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"cpu": cpu, "wall": wall, "mb": after.ru_maxrss / 1e3, "ledger": steps["load"] + steps["reread"]}


def fill(store: Store, obligations: int) -> list[tuple[str, ...]]:
    """Six lines a document, straight into the store; then what offices do with them."""
    clock = Clock()
    writer = Writer(store, clock, group=1024)
    started, cpu = time.monotonic(), time.process_time()
    for number in range(1, obligations // 6 + 1):
        writer.add(record_of(number))
    writer.commit()
    spent = time.process_time() - cpu
    figures = (spent, obligations / spent, time.monotonic() - started)
    memory = own_memory()
    set_levels(store)
    cpu = time.process_time()
    acts = live(store, clock)
    per_act = 1000 * (time.process_time() - cpu) / acts
    return [
        ("obligations", "CPU s", "a CPU second", "wall s", "own MB", "acts", "CPU ms an act"),
        (f"{obligations:,}", *(f"{each:,.0f}" for each in figures), f"{memory:,.0f}", f"{acts:,}", f"{per_act:.1f}"),
    ]


def own_memory() -> float:
    """MB of this process without the pages of the ledger's file that are mapped (up to 256 MB, reclaimable)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1e3


def set_levels(store: Store) -> None:
    """What the pass that links documents says of their issuers."""
    with store.writing() as connection:
        for issuer, _, level in ISSUERS:
            from_it = select(documents.c.id).where(documents.c.issuer == issuer)
            connection.execute(update(instruments).where(instruments.c.document_id.in_(from_it)).values(level=level))


def ask(store: Store, rounds: int = ROUNDS) -> list[tuple[str, ...]]:
    """A row a question: median and 95th percentile of the first page, in milliseconds."""
    rows: list[tuple[str, ...]] = [("first page of", "lines", "median ms", "p95 ms")]
    with store.reading() as connection:
        asked = questions(connection)
    for name, question in asked.items():
        taken, lines = [], 0
        for _ in range(rounds):
            with store.reading() as connection:
                started = time.perf_counter()
                lines = question(connection)
                taken.append(1000 * (time.perf_counter() - started))
        taken.sort()
        rows.append((name, str(lines), f"{statistics.median(taken):.1f}", f"{taken[int(0.95 * len(taken)) - 1]:.1f}"))
    return rows


def show(title: str, rows: Iterable[tuple[str, ...]]) -> None:
    """A table under its title."""
    print(f"\n{title}")
    print(table(list(rows)))


def main() -> None:
    """Everything that the variables ask for."""
    sizes = [int(each) for each in os.environ.get("SIZES", "1000 10000").split()]
    obligations = int(os.environ.get("OBLIGATIONS", "1000000"))
    with tempfile.TemporaryDirectory(prefix="duban-scale") as folder:
        if sizes:
            show("Night runs, two processes", grow(sizes, Path(folder)))
        for db in [str(Path(folder) / "large.db"), *os.environ.get("POSTGRES", "").split()]:
            if obligations:
                with open_ledger(db) as store:
                    show(f"Straight into the store: {store.where.name}", fill(store, obligations))
                with read_ledger(db) as store:
                    show("Questions", ask(store))


if __name__ == "__main__":
    main()
