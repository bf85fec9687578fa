from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.codec import dumps, from_dict, to_dict
from pipeline.model import (
    Bearer,
    Deadline,
    Document,
    Header,
    Instrument,
    Obligation,
    Penalty,
    Quota,
    Quoted,
    Record,
    Relation,
    Span,
    Versions,
)
from tests.shared import shared_path

TEXT = "青禾县应急局应当于2031年6月30日前报送报告。逾期不报的，处五千元以上五万元以下罚款。"
words = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8)
maybe = st.none() | words
figures = st.none() | st.decimals(0, 10**12, places=2)
spans = st.tuples(st.integers(0, 20), st.integers(21, 40)).map(lambda pair: Span(*pair))
confidences = st.none() | st.floats(0, 1)
deadlines = st.builds(
    Deadline, words, st.sampled_from(["by", "within", "recurring"]), maybe, maybe, maybe, maybe, st.booleans(), maybe,
    st.none() | st.builds(Quota, st.none() | st.integers(0, 9), st.none() | st.integers(0, 9), st.just("week")),
    st.none() | spans, st.booleans(), confidences,
)  # fmt: skip
penalties = st.builds(
    Penalty, st.sampled_from(["fine", "warning"]), words, maybe, figures, figures,
    st.sampled_from([None, "CNY", "times"]), maybe, maybe, st.none() | spans, figures, confidences,
)  # fmt: skip
bearers = st.builds(
    Bearer, words, st.sampled_from(["responsible", "lead"]), st.sampled_from(["explicit", "heading"]),
    st.none() | spans, maybe, confidences,
)  # fmt: skip
tuples = st.lists(words, max_size=2).map(tuple)
obligations = st.builds(
    Obligation, spans, words, st.sampled_from(["obligation", "sanction"]), st.lists(bearers, max_size=2).map(tuple),
    maybe, st.none() | deadlines, maybe, maybe, st.none() | st.just(0), tuples, maybe, tuples,
    st.lists(penalties, max_size=2).map(tuple), maybe, confidences, maybe,
)  # fmt: skip
records = st.builds(
    Record,
    st.builds(Document, words, st.just(TEXT)),
    st.builds(Header, maybe, maybe, maybe, maybe, maybe, tuples, tuples, tuples),
    st.lists(st.builds(Instrument, maybe, maybe, maybe, maybe, st.none() | spans), min_size=1, max_size=2).map(tuple),
    st.lists(obligations, max_size=2).map(tuple),
    st.lists(st.builds(Quoted, spans, words), max_size=1).map(tuple),
    st.lists(st.builds(Relation, words, st.just(0), spans), max_size=1).map(tuple),
    st.none() | st.builds(Versions, words, words, words, maybe),
)


@given(records)
def test_there_and_back(record: Record) -> None:
    assert from_dict(json.loads(dumps(record)), TEXT) == record


@given(records)
def test_one_line_that_utf8_can_write(record: Record) -> None:
    assert "\n" not in dumps(record)
    dumps(record).encode()


@pytest.fixture(scope="module")
def contract() -> Any:
    schema = json.loads(shared_path("contract", "obligation.schema.json").read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


@given(record=records)
def test_the_contract_s_schema(contract: Any, record: Record) -> None:
    contract.validate(to_dict(record))


def test_figures_are_plain_numbers() -> None:
    penalty = Penalty("fine", "罚款", min=Decimal("5000.00"), max=Decimal("0.5"), unit="CNY")
    (item,) = to_dict(_record(Obligation(Span(0, 3), "青禾县", "sanction", penalties=(penalty,))))["obligations"]
    assert item["penalties"][0]["min"] == 5000
    assert isinstance(item["penalties"][0]["min"], int)
    assert item["penalties"][0]["max"] == 0.5


def test_optional_fields_only_when_set() -> None:
    data = to_dict(
        _record(Obligation(Span(0, 3), "青禾县", "obligation", (Bearer("青禾县"),), deadline=Deadline("前", "by")))
    )
    item = data["obligations"][0]
    assert data.keys() == {"document", "instruments", "obligations"}
    assert item["bearers"] == [{"text": "青禾县", "role": "responsible", "source": "explicit"}]
    assert not item["deadline"].keys() & {"span", "provisional", "confidence"}
    assert "id" not in item


def test_a_lone_surrogate_is_escaped() -> None:
    line = dumps(_record(Obligation(Span(0, 1), "\ud800", "obligation")))
    line.encode()
    assert json.loads(line)["obligations"][0]["quote"] == "\ud800"


@pytest.mark.parametrize("folder", ["seed", "dev", "digest", "validation"])
def test_the_gold_annotations_survive(folder: str) -> None:
    path: Path = shared_path("corpus", folder, "gold.jsonl")
    for line in path.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        again = to_dict(from_dict(gold))
        for before, after in zip(gold["obligations"], again["obligations"], strict=True):
            assert {key: after[key] for key in before if key not in ("note", "bearers")} == {
                key: before[key] for key in before if key not in ("note", "bearers")
            }
            assert [each["text"] for each in after["bearers"]] == [each["text"] for each in before["bearers"]]


def _record(item: Obligation) -> Record:
    return Record(Document("a.txt", TEXT), Header(), (Instrument(None, None),), (item,))
