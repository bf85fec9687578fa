"""Work a character must not grow: counted, not timed. ``python -m tests.bench.test_work`` writes the bounds anew."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import pytest

from pipeline.model import Document
from pipeline.stages import make_extractor
from tests.bench.corpora import samples
from tests.bench.work import count_work
from tests.soaked import soak, some

BOUNDS = Path(__file__).with_name("work.json")
WITHOUT_END = (
    "对违反的，",
    "市局应当报送，",
    "市局应当报送；",
    "市局应当报送。",
    "应于3月底前报送，",
    "据了解，市局报送，",
    "处一万元罚款，",
)
ALL = 1_000
SOME = 15  # of the samples: counting every call takes ten times as long as the work does
SLACK = 1.12  # new rules and words cost a little; more than that is a design that should be looked at


def counted(many: int) -> dict[str, float]:
    return count_work(make_extractor(), some(samples(), many))


@pytest.mark.parametrize("many", [SOME, soak(ALL)])
def test_work_a_character_stays_within_its_bounds(many: int) -> None:
    bounds, found = json.loads(BOUNDS.read_text(encoding="utf-8"))[str(many)], counted(many)
    grown = {name: (found[name], bound) for name, bound in bounds.items() if found[name] > SLACK * bound}
    assert not grown, f"work for 1,000 characters has grown (found, bound): {grown}"


def test_work_is_linear_in_the_length_of_a_text() -> None:
    extractor = make_extractor()
    (law,) = samples("law-*.txt")
    head, *articles = law.text.split("\n")
    once, often = (count_work(extractor, [Document("law", "\n".join([head, *articles * times]))]) for times in (3, 9))
    assert often["calls"] <= 1.15 * once["calls"], f"calls for 1,000 characters: {once['calls']} → {often['calls']}"


@pytest.mark.parametrize("piece", WITHOUT_END)
def test_work_is_linear_in_the_length_of_a_paragraph_without_end(piece: str) -> None:
    """A cost of ``n + n²/k`` fails from the same ``k`` on as with 12,000 characters and a bound of 1.15."""
    extractor = make_extractor()
    once, often = (count_work(extractor, [Document("line", piece * (size // len(piece)))]) for size in (1_500, 6_000))
    assert often["calls"] <= 1.075 * once["calls"], f"calls for 1,000 characters: {once['calls']} → {often['calls']}"


@pytest.mark.parametrize("many", [SOME, soak(ALL)])
def test_reading_leaves_no_cyclic_garbage_and_the_collector_as_it_was(many: int) -> None:
    extractor, documents = make_extractor(), some(samples(), many)
    for document in documents:  # caches are filled
        extractor.extract(document)
    gc.collect()
    gc.disable()  # as while a document is read, where the search for garbage is put off
    try:
        for document in documents:
            extractor.extract(document)
        assert gc.collect() == 0
    finally:
        gc.enable()
    extractor.extract(documents[0])
    assert gc.isenabled()


if __name__ == "__main__":
    BOUNDS.write_text(
        json.dumps({str(many): counted(many) for many in (SOME, ALL)}, ensure_ascii=False, indent=1) + "\n",
        encoding="utf-8",
    )
