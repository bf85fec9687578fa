"""Why a sentence is, or is not, an obligation: what is said of it, and that it is said of every sentence."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.assemble.sections import Regime
from pipeline.explain import Explainer, words
from pipeline.model import Document
from pipeline.resources import rules_folder, samples_folder
from pipeline.rulebook import load_rulebook
from pipeline.stages import Extractor
from tests.soaked import sampled

CASES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))
PARTS = [*"一、（）。；，：\n应要不得的了已将由对各站于3月5日前报送责任单位市", "各大队", "请"]
SAMPLES = sorted(samples_folder().glob("*.txt"))
PAGE = re.compile(r"(?m)^ *[—-] \d+ [—-]$")  # the number of a page is no sentence


@cache
def extractor() -> Extractor:
    return Extractor(load_rulebook(rules_folder()))


@cache
def explainer() -> Explainer:
    return Explainer(extractor())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][-12:] + case["says"][:6])
def test_a_sentence(case: dict[str, Any]) -> None:
    one = explainer().explain(Document("", case["text"]))[case["sentence"] - 1]
    assert [item.obligation.kind for item in one.items] == case["kinds"]
    grounds = [*one.against, *(ground for item in one.items for ground in item.grounds)]
    said = [ground for ground in grounds if case["says"] in ground.zh]
    assert said, [ground.zh for ground in grounds]
    assert (said[0].rule or "") == case["rule"]


@pytest.mark.parametrize("path", sampled(SAMPLES, 30), ids=lambda path: path.stem)
def test_every_sentence_of_a_sample_has_its_reason(path: Path) -> None:
    """The sentences cover the text, each says why, and the obligations are those that extraction gives."""
    text = path.read_text(encoding="utf-8")
    told = explainer().explain(Document("", text))
    covered = set()
    for one in told:
        assert one.span.of(text) == one.text
        assert one.items or one.against, one.text
        covered.update(range(*one.span))
    rest = PAGE.sub("", "".join(text[at] for at in range(len(text)) if at not in covered))
    assert not rest.strip('。；！？：，、“”:" \n\t\u3000')
    spans = {item.obligation.span for one in told for item in one.items}
    assert spans == {item.span for item in extractor().extract(Document("", text)).obligations}


def test_one_sentence_alone_is_told_as_among_the_others() -> None:
    document = Document("", SAMPLES[0].read_text(encoding="utf-8"))
    told = explainer().explain(document)
    assert explainer().explain(document, only=7) == [told[6]]
    assert explainer().explain(document, only=len(told) + 1) == []


def test_what_lost_says_to_what() -> None:
    (one,) = explainer().explain(Document("", "各站要在事发后20分钟内报告。"))
    lost = {find.rule: find.lost.zh for find in one.finds if find.lost}
    assert "deadline.within_after" in lost["deadline.within"]


def test_every_rule_that_refuses_gives_its_reason() -> None:
    for rule in explainer().rulebook.rules("refuse"):
        assert rule.emit.get("reason"), rule.id


def test_every_heading_that_closes_has_words() -> None:
    assert set(get_args(Regime)) - {"open"} <= words.LEFT.keys()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=60))
def test_any_text_is_explained(parts: list[str]) -> None:
    text = "".join(parts)
    for one in explainer().explain(Document("", text)):
        assert one.span.of(text) == one.text
        assert one.items or one.against
