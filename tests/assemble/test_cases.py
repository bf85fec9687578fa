"""Sentences and what they oblige whom to do: the language, case by case (``cases.yaml``)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.model import Document, Obligation
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook
from pipeline.stages import Extractor

CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))


@cache
def extractor() -> Extractor:
    return Extractor(load_rulebook(rules_folder()))


def told(obligation: Obligation) -> dict[str, Any]:
    bearers = [
        bearer.text if bearer.role == "responsible" else f"{bearer.text}/{bearer.role}" for bearer in obligation.bearers
    ]
    penalties = [penalty.kind for penalty in obligation.penalties]
    said = {"quote": obligation.quote, "kind": obligation.kind, "bearers": bearers}
    return {**said, "penalties": penalties} if penalties else said


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:24] for case in CASES])
def test_what_it_obliges_whom_to_do(case: dict[str, Any]) -> None:
    record = extractor().extract(Document("通知.txt", case["text"]))
    assert [told(obligation) for obligation in record.obligations] == case["items"]


ISSUED = [case for case in CASES if "instruments" in case]


@pytest.mark.parametrize("case", ISSUED, ids=[case["text"][:24] for case in ISSUED])
def test_which_document_asks_it(case: dict[str, Any]) -> None:
    record = extractor().extract(Document("通知.txt", case["text"]))
    cited = [record.instruments[found.instrument] for found in record.obligations]
    assert [one.number or one.title for one in cited] == case["instruments"]


TIMED = [case for case in CASES if "deadlines" in case]


@pytest.mark.parametrize("case", TIMED, ids=[case["text"][:24] for case in TIMED])
def test_by_when(case: dict[str, Any]) -> None:
    record = extractor().extract(Document("通知.txt", case["text"]))
    assert [found.deadline.text if found.deadline else None for found in record.obligations] == case["deadlines"]


ACTED = [case for case in CASES if "actions" in case]


@pytest.mark.parametrize("case", ACTED, ids=[case["text"][:24] for case in ACTED])
def test_the_action(case: dict[str, Any]) -> None:
    record = extractor().extract(Document("通知.txt", case["text"]))
    assert [found.action for found in record.obligations] == case["actions"]


REPORTED = [case for case in CASES if "reports" in case]


@pytest.mark.parametrize("case", REPORTED, ids=[case["text"][:24] for case in REPORTED])
def test_to_whom_it_is_reported(case: dict[str, Any]) -> None:
    record = extractor().extract(Document("通知.txt", case["text"]))
    assert [found.report_to for found in record.obligations] == case["reports"]
