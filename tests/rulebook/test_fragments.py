from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.rulebook.fragments import Fragments, alternation, names_in

TERMS = st.lists(st.text(alphabet="市县区局(|", min_size=1, max_size=5), min_size=1, max_size=8)


def test_braces_of_repeats_are_no_names() -> None:
    assert names_in("a{1,3}b{2}{date.ymd}{lexicon.units/heads}{,4}{date.ymd}") == ("date.ymd", "lexicon.units/heads")


def test_fragments_are_filled_in_through_each_other() -> None:
    fragments = Fragments({"d.day": "[0-9]{1,2}日", "d.md": "[0-9]{1,2}月{d.day}"}, {})
    problems: list[str] = []
    assert re.fullmatch(fragments.fill("{d.md}前", problems), "6月30日前")
    assert problems == []


def test_a_missing_name_and_a_circle_are_problems() -> None:
    fragments = Fragments({"a.x": "{a.y}", "a.y": "{a.x}"}, {})
    problems: list[str] = []
    fragments.fill("{a.x}{b.none}", problems)
    assert set(problems) == {"a.x", "b.none"}


@given(TERMS, st.text(alphabet="市县区局(|", max_size=12))
def test_an_alternation_fits_the_longest_term(terms: list[str], text: str) -> None:
    plain = "|".join(map(re.escape, sorted(set(terms), key=lambda term: (-len(term), term))))
    found, expected = re.search(alternation(terms), text), re.search(plain, text)
    assert (found and found.span()) == (expected and expected.span())


@given(TERMS, st.text(alphabet="市县区局(|", max_size=12))
def test_an_alternation_backtracks_as_a_plain_one_does(terms: list[str], text: str) -> None:
    plain = "|".join(map(re.escape, sorted(set(terms), key=lambda term: (-len(term), term))))
    found = [match.span() for match in re.finditer(f"{alternation(terms)}局", text)]
    assert found == [match.span() for match in re.finditer(f"(?:{plain})局", text)]
