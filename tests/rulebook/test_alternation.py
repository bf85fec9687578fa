"""A grouped pattern matches what the plain one does: same places, same branches, same groups."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rulebook.alternation import grouped, starting

WORD = st.text("市县区局办", min_size=1, max_size=3)
TAIL = st.sampled_from(["", "", "", "(?!长)", "[长员]?", "员{0,2}", "(?=员)", "长|员", "(?:长|长员)", "(?P<n>长)?"])
HEAD = st.sampled_from(["", "", "", "", "(?<=各)", "[市县]", "\\d", "(?:市|县)"])
BRANCH = st.tuples(HEAD, WORD, TAIL).map("".join)
TEXTS = st.text("市县区局办长员各1", max_size=40)


def spans(pattern: str, text: str) -> list[object]:
    return [(match.span(), match.groupdict()) for match in re.finditer(pattern, text)]


@given(st.lists(BRANCH, min_size=1, max_size=12).filter(lambda some: "".join(some).count("?P<") < 2), TEXTS)
def test_matches_what_the_plain_pattern_matches(branches: list[str], text: str) -> None:
    plain = "|".join(branches)
    assert spans(grouped(plain), text) == spans(plain, text)
    assert spans(starting(grouped(plain)), text) == spans(plain, text)


@pytest.mark.parametrize("tails", [("甲乙", "甲", ""), ("甲乙", "甲"), ("甲(?!丙)", "乙?")])
def test_more_first_characters_than_are_tried_in_a_row(tails: tuple[str, ...]) -> None:
    heads = [chr(0x4E00 + number) for number in range(300)]
    plain = "|".join(head + tail for number, head in enumerate(heads) for tail in tails[number % 2 :])
    text = "".join(head + rest for head in heads for rest in ("甲乙", "甲丙", "乙", "")) + "龥甲"
    assert spans(grouped(plain), text) == spans(plain, text)
    assert spans(starting(grouped(plain)), text) == spans(plain, text)


def test_what_cannot_be_moved_is_left_as_it_is() -> None:
    for pattern in (r"(市)(县)|\1", "(?i)a|A|b", "(?(1)市|县)"):
        assert grouped(pattern) == pattern
    assert grouped("市|(县)|市(局)|市长") == "市|(县)|市(局)|市长"
