from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rulebook import load_rulebook
from pipeline.rulebook.clause_rules import OUTCOMES, ClauseRule, ClauseRules
from pipeline.rulebook.conditions import Fact, compile_condition
from tests.rulebook.folder import GOOD, write

LEXICONS = {"verbs/report": {"报送": "报送", "上报": "报送"}}
HOLDS: list[tuple[Any, Fact, bool]] = [
    ("done", "done", True),
    ("done", "ongoing", False),
    ("done", None, False),
    ("done", frozenset({"done", "will"}), True),
    ("done", frozenset({"will"}), False),
    (True, True, True),
    (True, "x", True),
    (True, None, False),
    (False, False, True),
    (False, None, True),
    (False, True, False),
    (None, None, True),
    (None, "", True),
    (None, frozenset(), True),
    (None, "x", False),
    (["a", "b"], "b", True),
    (["a", "b"], "c", False),
    (["a", "b"], frozenset({"b", "c"}), True),
    (["a", None], None, True),
    (["a", {"prefix": "市"}], "市局", True),
    ({"not": "a"}, "b", True),
    ({"not": "a"}, None, True),
    ({"not": ["a", "b"]}, "b", False),
    ({"not": None}, "b", True),
    ({"not": {"prefix": "市"}}, "县局", True),
    ({"prefix": "市"}, "市局", True),
    ({"prefix": ["市", "县"]}, "县局", True),
    ({"prefix": "市"}, frozenset({"县局", "市局"}), True),
    ({"prefix": "市"}, None, False),
    ({"prefix": "市"}, True, False),
    ({"suffix": "局"}, "市局", True),
    ({"contains": "管理"}, "市城市管理局", True),
    ({"contains": "管理"}, "市公安局", False),
    ({"lexicon": "verbs/report"}, "上报", True),
    ({"lexicon": "verbs/report"}, "检查", False),
    ({"prefix": "市", "not": {"suffix": "委"}}, "市委", False),
    ({"prefix": "市", "not": {"suffix": "委"}}, "市局", True),
]


@pytest.mark.parametrize(("condition", "fact", "holds"), HOLDS)
def test_what_a_condition_means(condition: Any, fact: Fact, holds: bool) -> None:
    assert compile_condition(condition, LEXICONS)(fact) is holds


WORDS = st.sampled_from(["a", "b", "c"])
CONDITION = st.one_of(
    WORDS, st.none(), st.booleans(), st.lists(WORDS, min_size=1, max_size=3), st.fixed_dictionaries({"not": WORDS}),
    st.fixed_dictionaries({"prefix": WORDS}),
)  # fmt: skip
WHEN = st.dictionaries(st.sampled_from(["x", "y", "z"]), CONDITION, min_size=1, max_size=3)
RULE = st.builds(
    lambda when, outcome, priority: (tuple(when), outcome, priority),
    st.lists(WHEN, min_size=1, max_size=2), st.sampled_from(OUTCOMES), st.integers(1, 3),
)  # fmt: skip
FACTS = st.dictionaries(
    st.sampled_from(["x", "y", "z"]), st.one_of(WORDS, st.none(), st.booleans(), st.frozensets(WORDS))
)


@given(st.lists(RULE, max_size=8), FACTS)
def test_the_index_decides_as_trying_every_rule_does(made: list[Any], facts: dict[str, Fact]) -> None:
    rules = [
        ClauseRule(f"clauses.r{n}", when, outcome, f"因{n}", priority, order=n)
        for n, (when, outcome, priority) in enumerate(made)
    ]
    holding = [
        rule
        for rule in sorted(rules, key=lambda rule: (-rule.priority, rule.order))
        if any(all(compile_condition(c, {})(facts.get(f)) for f, c in when.items()) for when in rule.when)
    ]
    book = ClauseRules(rules, {})
    decision, explained = book.decide(facts), book.explain(facts)
    assert decision.rule == (holding[0].id if holding else None)
    assert (decision.outcome, decision.reason) == (explained.outcome, explained.reason)
    assert explained.losers == tuple(holding[1:])


def test_a_clause_rule_is_read_from_its_file(tmp_path: Path) -> None:
    book = load_rulebook(write(tmp_path / "rules", GOOD), tmp_path / "cache")
    decision = book.clause_rules.decide({"tense": "done", "cue": None})
    assert (decision.outcome, decision.rule) == ("refuse", "clauses.done")
    assert decision.reason == "含“已”，判为已完成"
    assert book.clause_rules.decide({"tense": "done", "cue": "要"}).outcome is None
    assert book.clause_rules.facts == {"tense", "cue"}


def test_drafts_and_retired_rules_decide_nothing() -> None:
    rules = [ClauseRule("clauses.a", ({"x": "a"},), "refuse", "因", status=status) for status in ("draft", "retired")]
    assert ClauseRules(rules, {}).decide({"x": "a"}).outcome is None
