"""Finders that share a scan find what each finds alone, in whole texts and in parts of them, in any order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.rulebook.finder import Finder
from pipeline.rulebook.records import MentionRule, Window
from pipeline.rulebook.sweep import Sweep

PARTS = (
    (
        MentionRule("a.before", "a", "[0-9]{1,2}日前(?!期)", ("前",), window=Window(4, 2)),
        MentionRule("a.within", "a", "[0-9]{1,2}日[之以]?内", ("内", "以内"), window=Window(6, 1), order=1),
    ),
    (MentionRule("b.head", "b", "^要|，要", ("要",), window=Window(1, 1)),),
    (MentionRule("c.end", "c", "(?:处罚|罚款)(?=。|$)", ("罚",), window=Window(2, 2)),),
)
TEXT = st.text(alphabet="012日前内要，。处罚款期", max_size=40)
ASKED = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1), st.integers(0, 40), st.integers(0, 40)), max_size=8)


@given(TEXT, TEXT, ASKED)
def test_each_finds_what_it_finds_alone(one: str, two: str, asked: list[tuple[int, int, int, int]]) -> None:
    sweep = Sweep(PARTS)
    shared = [Finder(rules, sweep, part) for part, rules in enumerate(PARTS)]
    alone = [Finder(rules) for rules in PARTS]
    for part, which, start, end in asked:
        text = (one, two)[which]
        assert shared[part].find(text) == alone[part].find(text)
        assert shared[part].find(text, start, end) == alone[part].find(text, start, end)
