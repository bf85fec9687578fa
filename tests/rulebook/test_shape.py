from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rulebook.finder import Finder
from pipeline.rulebook.records import MentionRule, Window
from pipeline.rulebook.shape import FAR, shape_of

ANCHORS = ("前", "日内", "内")
ATOM = st.sampled_from(
    [
        "1",
        "日",
        "月",
        "前",
        "内",
        "[1日]",
        "[月前]",
        "[^月]",
        ".",
        r"\s",
        "(?=1)",
        "(?!日)",
        "(?<=月)",
        "(?<!前)",
        r"\b",
        "日内",
        "(?:)",
    ]
)
PIECE = st.recursive(
    ATOM,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        inner.map(lambda part: f"(?:{part})?"),
        inner.map(lambda part: f"(?:{part}){{1,3}}"),
        inner.map(lambda part: f"(?:{part}){{0,2}}?"),
        inner.map(lambda part: f"(?:{part}){{1,2}}+"),
        inner.map(lambda part: f"(?>{part})"),
    ),
    max_leaves=5,
)
MUST = st.sampled_from(
    ["前", "内", "日内", "(?:前|内)", "(?:日内|前)", "(?:月|1日)?前", "[前内]", "(?:前(?!日)|日内)", "(?:前1){1,2}"]
)
PATTERN = st.builds(lambda head, must, tail: head + must + tail, PIECE, MUST, PIECE)
TEXT = st.text(alphabet="1日月前内 ", max_size=24)


@settings(max_examples=400)
@given(PATTERN, TEXT)
def test_the_shape_loses_no_match_and_invents_none(pattern: str, text: str) -> None:
    rule = MentionRule("a.x", "a", pattern, ANCHORS, window=Window(400, 400))
    found = [one.match.span() for one in Finder([rule]).candidates(text)]
    assert found == [match.span() for match in re.compile(pattern).finditer(text)]


@settings(max_examples=200)
@given(st.lists(PATTERN, min_size=2, max_size=4), TEXT, st.integers(0, 6), st.integers(0, 24))
def test_rules_do_not_disturb_each_other(patterns: list[str], text: str, start: int, end: int) -> None:
    rules = [MentionRule(f"a.x{n}", "a", one, ANCHORS, window=Window(400, 400)) for n, one in enumerate(patterns)]
    found = sorted((one.rule.id, *one.match.span()) for one in Finder(rules).candidates(text, start, end))
    expected = [
        (rule.id, *match.span()) for rule in rules for match in re.compile(rule.pattern).finditer(text, start, end)
    ]
    assert found == sorted(expected)


@pytest.mark.parametrize(
    ("pattern", "first", "back", "ahead", "before", "after"),
    [
        ("[12]{1,2}[日月]前", "12", 3, 1, "日月", None),
        ("(?:[12]年)?[34]月(?:底|末)?前(?!期)", "1234", 5, 2, "底月末", None),
        ("前[1-3]日", "前", 0, 3, None, "123"),
        ("(?P<d>[12]日)(?:(?:之|以)前|前)", "12", 3, 1, "之以日", None),
        ("[^月]日前", None, 2, 1, "日", None),
        ("1+前", "1", FAR, 1, "1", None),
        ("(?i:a)前", None, FAR, FAR, None, None),
        (r"(1)日\1前", "1", FAR, 1, None, None),
    ],
)
def test_what_the_shape_says(
    pattern: str, first: str | None, back: int, ahead: int, before: str | None, after: str | None
) -> None:
    shape = shape_of(pattern, ("前",))
    assert (shape.first, shape.near["前"]) == (first, (back, ahead, before, after))


def test_only_the_place_that_every_match_goes_through_counts() -> None:
    assert shape_of("(?:前年)?[12]日前", ("前",)).near["前"].before == "日"
    assert shape_of("(?:1日前|2月内)", ("前", "内")).near["内"].before == "月"


def test_an_anchor_that_no_match_needs_is_left_out() -> None:
    assert set(shape_of("1日前", ("前", "内")).near) == {"前"}


def test_a_pattern_that_begins_with_anything_says_what_rare_character_it_needs() -> None:
    assert shape_of("[^，]{1,16}(?:[12]家|1[3-5]户)", ("家", "户")).needs == "12"
    assert shape_of("[^，]{1,16}[12]?家", ("家",)).needs is None
