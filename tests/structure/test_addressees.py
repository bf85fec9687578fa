"""Addressee lines cut into units as the contract cuts lists of bearers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook
from pipeline.structure.addressees import AddresseeSplitter

CASES = yaml.safe_load((Path(__file__).parent / "addressees.yaml").read_text(encoding="utf-8"))


@cache
def splitter() -> AddresseeSplitter:
    return AddresseeSplitter(load_rulebook(rules_folder()))


@pytest.mark.parametrize(("line", "units"), CASES, ids=[case[0][:20] for case in CASES])
def test_a_line(line: str, units: list[str]) -> None:
    text = f"主送：{line}："
    assert [span.of(text) for span in splitter().split(text, 3, 3 + len(line))] == units


def test_brackets_and_width_do_not_matter() -> None:
    for line in ("各县(市、区)人民政府,各管委会", "各县（市、区）人民政府，各管委会"):
        assert len(splitter().split(line, 0, len(line))) == 2
