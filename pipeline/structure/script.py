"""Traditional characters: a simplified copy of the same length to match on, and the stored words put back afterwards.

The stored text stays as it is (ARCHITECTURE.md); the rules are written once, in simplified characters. A copy that maps
character by character keeps every offset, so that what was found needs only its words looked up again.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

from pipeline.model import Document, Span
from pipeline.patterns import compiled
from pipeline.record import replace

T = TypeVar("T")
# frequent characters that simplified writing does not have; a few of them make a text traditional
_MARKS = compiled("[應對單報關務發門為與時實業證據標準當執檢責縣員處衛區際會場廠學醫險類號條項規訂長給過還進運達]")
_ENOUGH = 4
# what is normalized anyway is written in one way: a number is the same number in both scripts
_CANONICAL = frozenset({"versions", "number", "type", "canonical"})
_HAN = compiled(r"[\u4e00-\u9fff]")


def simplified(text: str) -> str | None:
    """The text in simplified characters, as long as it was; ``None`` where it is not in traditional ones.

    >>> simplified("各單位應當於三月底前將檢查情況報縣應急局。")
    '各单位应当于三月底前将检查情况报县应急局。'
    """
    if len(set(_MARKS.findall(text))) < _ENOUGH:
        return None
    return text.translate({ord(char): simple for char in set(text) if len(simple := _simple(char)) == 1})


@cache
def _converter() -> Any:
    from opencc import OpenCC  # a traditional document is rare: the others do not pay for the dictionary

    return OpenCC("t2s")


@cache
def _simple(char: str) -> str:
    return str(_converter().convert(char)) if _HAN.match(char) else char


def restored(found: T, read: str, document: Document) -> T:
    """``found`` (a record or a part of one) with the words of the stored document instead of those of the copy.

    A value with a span gets the words of its span; another is looked for from where its owner stands.
    """
    put_back: T = _restored(found, read, document, Span(0, len(read)))
    return put_back


def _restored(value: Any, read: str, document: Document, near: Span) -> Any:
    if isinstance(value, Document):
        return document
    if isinstance(value, str):
        return _words(value, read, document.text, near) if _HAN.search(value) else value
    if isinstance(value, tuple) and not isinstance(value, Span):
        return tuple(_restored(item, read, document, near) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    near = span if isinstance(span := getattr(value, "span", None), Span) else near
    changed = {
        field.name: _restored(getattr(value, field.name), read, document, near)
        for field in fields(value)
        if field.name not in _CANONICAL
    }
    return replace(value, **changed)


def _words(value: str, read: str, stored: str, near: Span) -> str:
    """The stored words of a value: inside its owner first, then anywhere; parts joined by ； one by one."""
    for start, end in (near, Span(0, len(read))):
        at = read.find(value, start, end)
        if at >= 0:
            return stored[at : at + len(value)]
    if "；" in value:
        return "；".join(_words(part, read, stored, near) for part in value.split("；"))
    return value
