"""The ledger does not hang on how a notice is typed: brackets, widths, spaces, line breaks, numbering, script."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from pipeline.read import decode
from tests.golden.surface import CLOTHES, cards, kept, numbers
from tests.golden.texts import notices, plain_record, record
from tests.soaked import soak, some

ALL = 1_000
FLOORS = yaml.safe_load(Path(__file__).with_name("surface.yaml").read_text(encoding="utf-8"))


# How lines are broken hangs on each notice's own: a small sample says too little of it.
CASES = [(name, 120 if name == "printed_lines" else 25) for name in CLOTHES]


@pytest.mark.parametrize(("name", "many"), [*CASES, *(soak(name, ALL) for name in CLOTHES)])
def test_cards_and_numbers_stay(name: str, many: int) -> None:
    """The share of cards, and of document numbers, that stay as they were over so many notices."""
    sums: list[Counter[str]] = [Counter() for _ in range(4)]
    dressed = {notice: CLOTHES[name](text) for notice, text in notices().items()}
    for notice in some([notice for notice, text in dressed.items() if text != notices()[notice]], many):
        before, after = plain_record(notice), record(notice, dressed[notice])
        for one, found in zip(sums, (cards(before), cards(after), numbers(before), numbers(after)), strict=True):
            one.update({f"{notice} {k}": n for k, n in found.items()})
    assert sums[0].total() >= 20
    floor = FLOORS[name]
    assert (kept(*sums[:2]) >= floor["cards"], kept(*sums[2:]) >= floor["numbers"]) == (True, True), (
        kept(*sums[:2]),
        kept(*sums[2:]),
    )


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_the_encoding_changes_nothing(encoding: str) -> None:
    assert [n for n, text in notices().items() if decode(text.encode(encoding))[0] != text] == []


def test_the_measure_can_fail() -> None:
    assert kept(Counter("ab"), Counter("ac")) == 0.5
    assert kept(Counter(), Counter()) == 1.0
