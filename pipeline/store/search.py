"""Search that finds any substring, a two-character Chinese word too: folded text cut into overlapping pairs.

``障碍物`` is indexed as the tokens ``障碍 碍物 物`` (the last one alone, so that a single character is found too) and
asked for as the phrase ``"障碍 碍物"``: exactly the texts that hold it as a substring. The user's words never reach the
query language: what could be syntax there is folded away first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import add

from pipeline.model import Obligation

_WIDE = 0xFEE0
_SHORT = 40


def _folding() -> dict[int, str | None]:
    """Letters and digits become ASCII lower case, other ASCII becomes full-width, brackets around years one kind."""
    table: dict[int, str | None] = {}
    for code in range(0x21, 0x7F):
        plain = chr(code).lower() if chr(code).isalnum() else chr(code + _WIDE)
        table[code] = table[code + _WIDE] = plain
    for square in "[［【﹝":
        table[ord(square)] = "〔"
    for square in "]］】﹞":
        table[ord(square)] = "〕"
    return table


_FOLD = _folding()
# White space, controls and invisible characters; what could be no part of a word that is searched for.
_NOTHING = re.compile("[\\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def fold(text: str) -> str:
    """The text as it is compared: width, case and kind of bracket don't count, nor do spaces and line breaks.

    >>> fold("云消 [２０２４] 7号")
    '云消〔2024〕7号'
    """
    text = _NOTHING.sub("", text).translate(_FOLD)
    return _SURROGATE.sub("\ufffd", text) if _SURROGATE.search(text) else text


def terms(words: str) -> list[str]:
    """The folded terms of what a user typed; all of them have to be found."""
    return [folded for word in words.split() if (folded := fold(word))]


def haystack(item: Obligation, number: str | None) -> list[str]:
    """The folded fields in which an obligation can be found, none of them a part of an earlier one."""
    fields = [item.condition, *item.section, number, item.report_to, item.deliverable, item.reported_by]
    fields += [name for bearer in item.bearers for name in (bearer.text, bearer.canonical)]
    fields += [item.deadline.text if item.deadline else None, *item.legal_basis]
    fields += [each for penalty in item.penalties for each in (penalty.text, penalty.target)]
    found = [fold(item.quote) or "\ufffd"]
    whole = "\n".join(found)
    for field in fields:
        if field and field not in item.quote:
            folded = _fold_again(field) if len(field) < _SHORT else fold(field)
            if folded and folded not in whole:
                found.append(folded)
                whole = f"{whole}\n{folded}"
    return found


@lru_cache(maxsize=8192)
def _fold_again(text: str) -> str:
    """Names and headings come again and again."""
    return fold(text)


def grams(fields: Iterable[str]) -> str:
    """The tokens of the fields for the index of SQLite; the single one at each end keeps phrases from crossing it.

    >>> grams(["障碍物", "罚款"])
    '障碍 碍物 物 罚款 款'
    """
    tokens: list[str] = []
    for field in fields:
        tokens += map(add, field, field[1:])
        tokens.append(field[-1])
    return " ".join(tokens)


def pairs(term: str) -> list[str]:
    """The tokens that a text with this term must have."""
    return list(map(add, term, term[1:]))


def match_expression(found: Sequence[str]) -> str:
    """FTS5's query for all of these folded terms.

    >>> match_expression(["障碍物", "款"])
    '"障碍 碍物" AND "款" *'
    """
    return " AND ".join(f'"{" ".join(pairs(term))}"' if len(term) > 1 else f'"{term}" *' for term in found)
