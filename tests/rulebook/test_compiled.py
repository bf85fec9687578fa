from __future__ import annotations

import re

import pytest

from pipeline.rulebook.compiled import compile_kept, keep_compiled
from pipeline.rulebook.expression import parse_expression

PATTERNS = [
    "(?P<date>[0-9０-９一二三四五六七八九十〇]{1,4}月)(?:之|以)?前(?!期)",
    "(?i:a)b",
    "(a)(?P<x>b)?(?(x)c|d)",
    "(?<=[日月])内|\\d++",
]
TEXT = "3月前，十二月之前，三月前期；AbabcAD日内12"


@pytest.mark.parametrize("pattern", PATTERNS)
def test_what_was_kept_matches_as_the_pattern_does(pattern: str) -> None:
    kept = keep_compiled(parse_expression(pattern))
    assert kept, "this interpreter does not show compiled code: the cache would be slow"
    found, expected = compile_kept(pattern, kept), re.compile(pattern)
    assert [(m.span(), m.groupdict(), m.groups()) for m in found.finditer(TEXT)] == [
        (m.span(), m.groupdict(), m.groups()) for m in expected.finditer(TEXT)
    ]
    assert (found.pattern, found.groups, found.flags) == (expected.pattern, expected.groups, expected.flags)
    assert dict(found.groupindex) == dict(expected.groupindex)


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: kept[:3],
        lambda kept: [*kept[:3], "%%%"],
        lambda kept: [*kept[:3], kept[3][:-7]],
        lambda kept: [kept[0], 1, *kept[2:]],
        lambda kept: [kept[0], "a", *kept[2:]],
        lambda kept: [None, *kept[1:]],
        lambda kept: "text",
        lambda kept: None,
    ],
)
def test_what_is_unsound_is_compiled_anew(change: object) -> None:
    kept = keep_compiled(parse_expression("(?P<n>[一二三])日前"))
    found = compile_kept("(?P<n>[一二三])日前", change(kept))  # type: ignore[operator]
    assert isinstance(found, re.Pattern)
    match = found.search("请二日前报")
    assert match
    assert match["n"] == "二"


def test_a_broken_pattern_raises_as_ever() -> None:
    with pytest.raises(re.error):
        compile_kept("(", None)
    with pytest.raises(re.error):
        keep_compiled(parse_expression("("))
