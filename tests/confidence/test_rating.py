"""Records as they are rated: every obligation and slot has a confidence; the unlikely are left out with a reason."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.confidence.rater import Rater
from pipeline.confidence.sets import rater_of, set_in_use
from pipeline.model import Document, Obligation
from pipeline.resources import models_folder, rules_folder
from pipeline.rulebook import load_rulebook
from pipeline.stages import Extractor, make_extractor

ROOT = Path(__file__).resolve().parents[2]
NOTICE = (ROOT / "corpus/samples/firm-safety-month.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rater() -> Rater:
    found = rater_of(models_folder())
    assert found is not None, "no set of models is in use"
    return found


def read(rater: Rater | None) -> tuple[Obligation, ...]:
    return Extractor(load_rulebook(rules_folder()), models=rater).extract(Document("", NOTICE)).obligations


def test_every_obligation_and_slot_is_rated() -> None:
    record = make_extractor().extract(Document("", NOTICE))
    assert record.obligations
    assert record.versions is not None
    assert record.versions.models == set_in_use(models_folder()).version  # type: ignore[union-attr]
    for item in record.obligations:
        sure = [item.confidence, *(bearer.confidence for bearer in item.bearers)]
        sure += [item.deadline.confidence] if item.deadline else []
        sure += [penalty.confidence for penalty in item.penalties]
        assert all(each is not None and 0 <= each <= 1 for each in sure)


def test_rating_changes_nothing_but_confidence(rater: Rater) -> None:
    bare = [
        replace(
            item,
            confidence=None,
            bearers=tuple(replace(bearer, confidence=None) for bearer in item.bearers),
            deadline=replace(item.deadline, confidence=None) if item.deadline else None,
            penalties=tuple(replace(penalty, confidence=None) for penalty in item.penalties),
        )
        for item in read(replace(rater, veto=0.0))
    ]
    assert tuple(bare) == read(None)


def test_the_unlikely_are_left_out_with_a_reason(rater: Rater) -> None:
    strict = replace(rater, veto=0.9)
    found = Extractor(load_rulebook(rules_folder()), models=strict).understand(Document("", NOTICE))
    kept = {item.span for item in read(rater) if item.confidence is not None and item.confidence >= 0.9}
    assert {item.span for item in found.record.obligations} == kept
    assert any(left.why == "unlikely" for reading in found.readings for left in reading.left)


def test_starting_the_models_costs_little() -> None:
    code = "import sys, time; from pipeline.confidence.sets import rater_of\n"
    code += "from pipeline.resources import models_folder\n"
    code += "t = time.process_time(); rater_of(models_folder()); print(time.process_time() - t)\n"
    code += "assert 'numpy' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert float(done.stdout) < 0.3


def test_rating_costs_a_small_part_of_extraction(rater: Rater) -> None:
    extractor = Extractor(load_rulebook(rules_folder()), models=rater)
    documents = [Document("", path.read_text(encoding="utf-8")) for path in sorted(ROOT.glob("corpus/samples/d*.txt"))]
    started = time.process_time()
    understood = [extractor.understand(document) for document in documents]
    whole = time.process_time() - started
    started = time.process_time()
    for each in understood:
        rater.rate(each.rated)
    assert time.process_time() - started < whole / 2
