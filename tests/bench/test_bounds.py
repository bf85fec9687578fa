"""Bounds of what a process costs, in processor time and memory, as ratios within one run."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.bench.ledger import load
from tests.bench.processes import ROOT, processor_seconds

LAW_BOOK = """
import time, sys
from resource import RUSAGE_SELF, getrusage
from pipeline.model import Document
from pipeline.stages import make_extractor
from tests.bench.corpora import samples
extractor, (law,) = make_extractor(), samples("law-*.txt")
head, *articles = law.text.split("\\n")
for size in map(int, sys.argv[1:]):
    text = "\\n".join([head, *articles * (size // len(law.text))])
    begin = time.process_time()
    extractor.extract(Document("book", text))
    print(len(text), (time.process_time() - begin) / len(text), getrusage(RUSAGE_SELF).ru_maxrss // 1024)
"""


def test_the_import_costs_at_most_twice_that_of_json_and_re() -> None:
    base, ours = (
        min(processor_seconds("-c", code) for _ in range(5)) for code in ("import json, re", "import pipeline")
    )
    assert ours <= 2 * base


def test_the_store_takes_at_most_two_fifths_of_a_load() -> None:
    assert load(48)["store share"] <= 0.4


def law_book(*sizes: int) -> list[tuple[int, float, int]]:
    """Length, processor seconds a character and greatest memory in MB so far, for books of these many characters."""
    done = subprocess.run(
        [sys.executable, "-c", LAW_BOOK, *map(str, sizes)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    rows = (line.split() for line in done.stdout.splitlines())
    return [(int(length), float(seconds), int(memory)) for length, seconds, memory in rows]


@pytest.mark.soak
def test_a_law_book_of_five_million_characters_costs_no_more_a_character_than_a_tenth_of_it() -> None:
    (_, once, _), (length, often, _) = law_book(500_000, 5_000_000)
    assert length > 4_800_000
    assert often <= 1.3 * once


@pytest.mark.soak
def test_memory_of_a_process_over_the_bulk_corpora() -> None:
    from tests.bench.processes import peak_memory

    assert max(peak_memory(name, every=4) for name in ("notices", "policies", "laws")) <= 400
