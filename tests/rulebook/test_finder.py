from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.errors import RuleError
from pipeline.model import Span
from pipeline.rulebook.finder import Finder, compile_pattern
from pipeline.rulebook.records import MentionRule, Window
from tests.linear import assert_linear

# Every match of these patterns holds one of the rule's anchors and fits its window: that is what a rule promises.
POOL = [
    MentionRule("a.before", "a", "[0-9]{1,2}日前(?!期)", ("前",), priority=50, window=Window(4, 2)),
    MentionRule("a.early", "a", "日前", ("日前",), priority=40, window=Window(0, 0)),
    MentionRule("a.from_to", "a", "[0-9]{1,2}日至[0-9]{1,2}日前?", ("至",), priority=50, window=Window(4, 6)),
    MentionRule("b.within", "b", "(?P<n>[0-9]{1,2})日[之以]?内", ("内", "以内"), priority=60, window=Window(6, 1)),
    MentionRule("b.start", "b", "前(?:期|内){1,3}", ("前",), priority=50, window=Window(0, 5)),
    MentionRule("b.day", "b", "(?<!第)[0-9]{1,2}日", ("日",), priority=50, window=Window(3, 1)),
    MentionRule("b.over", "b", "(?:前期|期内)", ("前期", "期内"), priority=55, window=Window(1, 1)),
]
RULES = st.lists(st.sampled_from(POOL), unique_by=lambda rule: rule.id, min_size=1).map(
    lambda rules: [
        MentionRule(r.id, r.slot, r.pattern, r.anchors, priority=r.priority, window=r.window, order=order)
        for order, r in enumerate(rules)
    ]
)
TEXT = st.text(alphabet="0123日前内期至以之第。", max_size=60)


def naive(rules: list[MentionRule], text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Every pattern over the whole slice, then the best first."""
    found = [
        (-rule.priority, match.start() - match.end(), rule.order, match.start(), match.end(), rule.id)
        for rule in rules
        for match in re.compile(rule.pattern).finditer(text, start, end)
    ]
    kept: list[tuple[int, int, str]] = []
    for *_, first, last, name in sorted(found):
        if all(last <= one[0] or one[1] <= first for one in kept):
            kept.append((first, last, name))
    return sorted(kept)


@given(RULES, TEXT, st.integers(0, 5), st.integers(0, 60))
@example(POOL, "12日前期内。3日前前前期内1日至2日前", 0, 60)
def test_anchors_find_what_a_plain_scan_finds(rules: list[MentionRule], text: str, start: int, end: int) -> None:
    start, end = min(start, len(text)), min(end, len(text))
    mentions = Finder(rules).find(text, start, max(start, end))
    assert [(*one.span, one.rule) for one in mentions] == naive(rules, text, start, max(start, end))
    for one in mentions:
        assert one.kind == one.rule[0]
        for name, span in one.groups.items():
            match = re.compile(next(r.pattern for r in rules if r.id == one.rule)).search(text, one.span.start)
            assert match
            assert match.span(name) == tuple(span)


def test_offsets_are_those_of_the_whole_text() -> None:
    text = "甲：3日前报。乙：5日前报。"
    (one,) = Finder(POOL[:1]).find(text, 7)
    assert one.span == Span(9, 12)
    assert one.span.of(text) == "5日前"


def test_groups_that_took_no_part_are_left_out() -> None:
    rule = MentionRule("a.x", "a", "(?P<n>[0-9]{1,2})?日(?P<end>前)", ("前",))
    (one,) = Finder([rule]).find("某日前")
    assert set(one.groups) == {"end"}


def test_no_rule_finds_nothing() -> None:
    assert Finder([]).find("3日前") == []


def test_a_match_without_its_anchor_is_none() -> None:
    assert Finder([MentionRule("a.x", "a", "[0-9]日|前", ("前",))]).find("3日前")[0].span == Span(2, 3)


def test_explain_names_winner_and_loser() -> None:
    kept, lost = Finder(POOL[:2]).explain("12日前")
    assert [one.rule.id for one in kept] == ["a.before"]
    assert [(loss.loser.rule.id, loss.winner.rule.id) for loss in lost] == [("a.early", "a.before")]


def test_a_broken_pattern_names_its_rule() -> None:
    with pytest.raises(RuleError, match=r"a/x\.yaml \[a\.x\] pattern"):
        compile_pattern(MentionRule("a.x", "a", "(", ("前",)))


@pytest.mark.parametrize("unit", ["前", "1日", "12日前期内", "日前至", "1"])
def test_cost_is_linear_on_hostile_text(unit: str) -> None:
    finder = Finder(POOL)
    finder.find(unit)  # compiles the patterns
    assert_linear(finder.find, unit, 6_000)
