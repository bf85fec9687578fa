"""What a clause rule may ask of a fact, and its compiled form.

=========================  =====================================================================
written                    holds where the fact
=========================  =====================================================================
``'done'``, ``true``       is this value; a set of words holds it
``null``                   is absent (missing, ``None``, empty)
``['a', 'b']``             fits any of these
``{not: X}``               does not fit ``X``
``{prefix: 'a'}``          is text that begins so (or any word of a set does); a list means any of these
``{suffix: …}``            ends so
``{contains: …}``          has it inside
``{lexicon: 'NAME'}``      is a term of that word list
=========================  =====================================================================

Several keys in one mapping must all hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Fact = str | bool | frozenset[str] | None
Facts = Mapping[str, Fact]
Test = Callable[[Fact], bool]
Lexicons = Mapping[str, Mapping[str, str]]

_TEXT_TESTS: dict[str, Callable[[str, tuple[str, ...]], bool]] = {
    "prefix": str.startswith,
    "suffix": str.endswith,
    "contains": lambda word, parts: any(part in word for part in parts),
}
OPERATORS = ("not", *_TEXT_TESTS, "lexicon")


def problem_of(condition: Any, lexicons: Lexicons) -> tuple[str, str] | None:
    """What is wrong with a condition, in Chinese and English, or ``None``."""
    if condition is None or isinstance(condition, (str, bool)):
        return None
    if isinstance(condition, list):
        if not condition:
            return "列表不能为空", "the list is empty"
        return next((problem for item in condition if (problem := problem_of(item, lexicons))), None)
    if not isinstance(condition, dict) or not condition:
        return "条件要写成文字、true/false、null、列表或 {not: …}", "must be text, true/false, null, a list or {not: …}"
    return next((problem for key, value in condition.items() if (problem := _operator(key, value, lexicons))), None)


def _operator(key: str, value: Any, lexicons: Lexicons) -> tuple[str, str] | None:
    if key == "not":
        return problem_of(value, lexicons)
    if key in _TEXT_TESTS:
        words = value if isinstance(value, list) else [value]
        good = words and all(isinstance(word, str) and word for word in words)
        return None if good else (f"{key} 后面要写文字", f"text is needed after {key}")
    if key == "lexicon":
        return None if value in lexicons else (f"没有词表 {value}", f"there is no word list {value}")
    return f"不认识 {key}（提示：可用 {', '.join(OPERATORS)}）", f"unknown {key} (hint: one of {', '.join(OPERATORS)})"


def compile_condition(condition: Any, lexicons: Lexicons) -> Test:
    """A function that says whether a fact fits the condition."""
    if isinstance(condition, list):
        return _any([compile_condition(item, lexicons) for item in condition], condition)
    if isinstance(condition, dict):
        return _all([_compile_operator(key, value, lexicons) for key, value in condition.items()])
    if condition is None:
        return lambda fact: not fact
    if isinstance(condition, bool):
        return lambda fact: bool(fact) is condition
    return lambda fact: fact == condition or (isinstance(fact, frozenset) and condition in fact)


def _any(tests: list[Test], values: list[Any]) -> Test:
    if all(isinstance(value, str) for value in values):
        words = frozenset(values)
        return lambda fact: (
            fact in words if isinstance(fact, str) else isinstance(fact, frozenset) and bool(fact & words)
        )
    return lambda fact: any(test(fact) for test in tests)


def _all(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    return lambda fact: all(test(fact) for test in tests)


def _compile_operator(key: str, value: Any, lexicons: Lexicons) -> Test:
    if key == "not":
        inner = compile_condition(value, lexicons)
        return lambda fact: not inner(fact)
    if key == "lexicon":
        terms = lexicons[value]
        return lambda fact: any(word in terms for word in _words(fact))
    test, parts = _TEXT_TESTS[key], tuple(value) if isinstance(value, list) else (value,)
    return lambda fact: any(test(word, parts) for word in _words(fact))


def _words(fact: Fact) -> Iterable[str]:
    if isinstance(fact, str):
        return (fact,)
    return fact if isinstance(fact, frozenset) else ()


def index_keys(condition: Any) -> list[str] | None:
    """The words of which a fact must be, or hold, one, where the condition says so outright; else ``None``."""
    if isinstance(condition, str):
        return [condition]
    if isinstance(condition, list) and all(isinstance(item, str) for item in condition):
        return list(condition)
    return None
