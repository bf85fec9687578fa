"""How alike two duties are in their words: what names who and when is taken away, pairs of characters are compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from zlib import crc32

from pipeline.model import Obligation

_DATES = re.compile(
    r"(?:\d{2,4}年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|底)?(?:前|内|以前|之前)?|\d{2,4}年(?:底|末)?前?|"
    r"(?:每[日天周月季年]+[一二三四五六日天度]*)?(?:[上下]午)?\d{1,2}[时点](?:\d{1,2}分)?(?:前|以前)?|\d{1,2}日前?|"
    r"(?:[本当今明次][年月周日]|年|月|季度?)(?:底|末)前?"
)
_CUES = re.compile(r"应当|必须|务必|应该|须要|需要|[应须要请于在将并]|按照|依据|根据|严格|认真|及时|切实|进一步")
_PLAIN = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")
# So many of the least hashes stand for an obligation; two that are alike share most of them.
PRINTS = 4
_ENOUGH = 8


def likeness(one: Obligation, other: Obligation) -> float:
    """From 0 to 1: 1 is the same words, whoever is named and whenever it is due; other kinds are never alike."""
    if one.kind != other.kind:
        return 0.0
    return words_alike(core(one), core(other))


def words_alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Dice's coefficient of the pairs; a short text that lies whole in a long one is alike too, a little less."""
    if not one or not other:
        return 0.0
    shared = len(one & other)
    smaller = min(len(one), len(other))
    within = 0.9 * shared / smaller if smaller >= _ENOUGH else 0.0
    return round(max(2 * shared / (len(one) + len(other)), within), 4)


@lru_cache(maxsize=16384)
def core(item: Obligation) -> frozenset[str]:
    """The pairs of characters of what is to be done, without who, when, to whom, and words that only urge."""
    words = item.quote
    named = [bearer.text for bearer in item.bearers] + [item.report_to, item.deadline.text if item.deadline else None]
    for name in sorted({name for name in named if name}, key=len, reverse=True):
        words = words.replace(name, "，")
    return pairs_of(words)


def pairs_of(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters, dates and urging words left out.

    >>> sorted(pairs_of("要在3月31日前完成排查"))
    ['完成', '成排', '排查']
    """
    found: set[str] = set()
    for run in _PLAIN.split(_CUES.sub("，", _DATES.sub("，", words))):
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    return frozenset(found)


def prints(item: Obligation) -> list[int]:
    """A few hashes of an obligation's words: two that share two of them are worth comparing."""
    return least(core(item), f"{item.kind}:")


def least(pairs: Iterable[str], prefix: str = "") -> list[int]:
    """The least hashes of the pairs, in order."""
    return sorted({crc32(f"{prefix}{pair}".encode()) for pair in pairs})[:PRINTS]


def title_core(title: str | None) -> str | None:
    """A title as others cite it, from 关于 on, without brackets and spaces; None where too little is left.

    >>> title_core("云岭市公安局关于开展电动自行车整治的通知")
    '关于开展电动自行车整治的通知'
    """
    plain = _PLAIN.sub("", title or "")
    at = plain.find("关于")
    plain = plain[at:] if at > 0 else plain
    return plain if len(plain) >= _ENOUGH else None


def best_pairs(
    ones: Sequence[tuple[str, Obligation]], others: Sequence[tuple[str, Obligation]], floor: float
) -> list[tuple[float, int, int]]:
    """Who is like whom, each at most once, the likest first: (likeness, index, index). Ties go by position."""
    scored = sorted(
        (-score, at, to)
        for at, (_, one) in enumerate(ones)
        for to, (_, other) in enumerate(others)
        if (score := likeness(one, other)) >= floor
    )
    found: list[tuple[float, int, int]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for negative, at, to in scored:
        if at not in used[0] and to not in used[1]:
            used[0].add(at)
            used[1].add(to)
            found.append((-negative, at, to))
    return found
