"""The project's measure: its own small truths, and agreement with the contract's scorer to the last digit."""

from __future__ import annotations

import importlib.util
import json
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings

from pipeline.evaluate.score import Count, align, grouped, kind_of, score, source_of, total
from tests.evaluate.records import corpora, partial
from tests.shared import shared_path


@pytest.fixture(scope="module")
def referee() -> ModuleType:
    spec = importlib.util.spec_from_file_location("referee", shared_path("contract", "score.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(referee: ModuleType, gold: dict[str, Any], predicted: dict[str, Any]) -> dict[str, Count]:
    summed: dict[str, Count] = {}
    for name, record in sorted(gold.items()):
        counts, _ = referee.score_document(record, predicted.get(name))
        for measure, count in counts.items():
            summed[measure] = summed.get(measure, Count()).plus(Count(*count))
    return summed


def agree(referee: ModuleType, gold: dict[str, Any], predicted: dict[str, Any]) -> None:
    ours, theirs = total(score(gold, predicted)), judged(referee, gold, predicted)
    for measure, count in ours.items():
        expected = theirs.get(measure, Count())
        assert count == expected, measure
        assert (count.precision, count.recall, count.f1) == tuple(referee.prf(*expected)[k] for k in ("p", "r", "f1"))
    assert theirs.keys() <= ours.keys()


@given(gold=corpora, predicted=partial)
@settings(max_examples=200, deadline=None)
def test_agrees_with_the_referee_on_any_records(referee: ModuleType, gold: Any, predicted: Any) -> None:
    agree(referee, gold, predicted)


@pytest.mark.parametrize("folder", ["dev", "digest", "seed"])
def test_agrees_with_the_referee_on_damaged_gold(referee: ModuleType, folder: str) -> None:
    gold = referee.load(shared_path("corpus", folder, "gold.jsonl"))
    damaged = json.loads(json.dumps(gold))
    for record in damaged.values():
        for n, item in enumerate(record["obligations"]):
            item["span"][0] = max(0, item["span"][0] - 7 * (n % 4))
            item["bearers"] = item["bearers"][n % 2 :]
            item["deadline"] = None if n % 5 == 0 else item["deadline"]
            item["penalties"] = item["penalties"][::-1][n % 3 :]
        record["obligations"] = record["obligations"][1:]
    agree(referee, gold, damaged)
    agree(referee, gold, {})
    agree(referee, gold, gold)


@given(gold=corpora)
@settings(max_examples=50, deadline=None)
def test_gold_against_itself_is_perfect(gold: Any) -> None:
    counts = total(score(gold, gold))
    assert all(c.f1 == 1.0 for m, c in counts.items()), counts


@given(gold=corpora, predicted=partial)
@settings(max_examples=50, deadline=None)
def test_groups_add_up_to_the_whole(gold: Any, predicted: Any) -> None:
    documents = score(gold, predicted)
    whole = total(documents)
    for group in (kind_of, source_of):
        parts = grouped(documents, group)
        for measure in ("detection", "bearers", "deadline", "card"):
            summed = Count()
            for counts in parts.values():
                summed = summed.plus(counts[measure])
            assert summed == whole[measure]


def test_pairs_are_used_once_and_the_best_overlap_wins() -> None:
    gold = [{"span": [0, 10]}, {"span": [10, 20]}]
    predicted = [{"span": [2, 20]}, {"span": [0, 9]}]
    assert sorted(align(gold, predicted)) == [(0, 1), (1, 0)]


def test_half_overlap_is_enough_and_less_is_not() -> None:
    assert align([{"span": [0, 10]}], [{"span": [5, 15]}]) == [(0, 0)]
    assert align([{"span": [0, 10]}], [{"span": [6, 16]}]) == []


def test_a_permission_is_neither_asked_for_nor_punished() -> None:
    item = {"span": [0, 10], "quote": "可以", "bearers": [], "deadline": None, "instrument": 0, "penalties": []}
    instruments = [{"number": None, "title": None}]
    gold = {"a": {"instruments": instruments, "obligations": [{**item, "kind": "permission"}]}}
    guess = {"a": {"instruments": instruments, "obligations": [{**item, "kind": "obligation"}]}}
    assert total(score(gold, guess))["detection"] == Count(0, 0, 0)
    assert total(score(gold, {}))["detection"] == Count(0, 0, 0)
