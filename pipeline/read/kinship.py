"""Whether two documents are one and the same, or versions of each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.model import Header, Record
from pipeline.read.likeness import figures, likeness, plain, sketch
from pipeline.read.scan.document import SCAN

Kind = Literal["copy", "draft", "version"]

_SAME = 0.97  # two copies of one file in two formats
_SAME_NUMBER = 0.9  # of one number and title: a scan, or a page with another heading
_RELATED = 0.5  # versions keep half of their words at least
_STAGE = re.compile(
    r"[（(](?:第[一二三四五六七八九十]次)?(?:公开)?(?:征求意见|送审|讨论|审议|审查|报批|修改|修订|草案)[^（）()]{0,6}[）)]"
    r"|[（(](?:草案|初稿|征求意见稿)[）)]"
)
_OPINIONS = re.compile(r"公开征求《?(?P<title>[^《》]{4,80}?)》?(?:（[^（）]{0,10}）)?意见")
_REVISED = re.compile(
    r"[（(](?:\d{4}年?)?(?:修订|修正|修改)(?:版|本|稿)?[）)]|[（(]\d{4}年?版[）)]|（试行）|（暂行）|试行|暂行"
)


@dataclass(frozen=True, slots=True)
class Kinship:
    """``copy``: the same document again; ``draft``: one is a draft of the other; ``version``: earlier or later.

    ``score`` is how alike their texts are, 0 to 1.
    """

    kind: Kind
    score: float


class Judge:
    """What the store asks of two documents (see ``pipeline.store.kin.Kin``); it holds nothing."""

    def marks(self, text: str) -> tuple[int, ...]:
        """By which marks documents alike to this text are looked for."""
        return sketch(text)

    def judge(self, one: Record, other: Record) -> Kinship | None:
        """See :func:`kinship`."""
        return kinship(one, other)


def kinship(one: Record, other: Record) -> Kinship | None:
    """How two documents hang together, or None, e.g. ``draft`` for 办法（征求意见稿） and 办法."""
    first, second = len(one.document.text), len(other.document.text)
    if min(first, second) < _RELATED * max(first, second):
        return None
    score = likeness(one.document.text, other.document.text)
    if _are_copies(one, other, score):
        return Kinship("copy", score)
    title, other_title = one.header.title, other.header.title
    if score < _RELATED or bare_title(title) is None or bare_title(title) != bare_title(other_title):
        return None
    if is_draft(title) != is_draft(other_title):
        return Kinship("draft", score)
    return Kinship("version", score) if _are_versions(one.header, other.header) else None


def is_draft(title: str | None) -> bool:
    """Whether a title says that the document is not in force yet."""
    return bool(title and (_STAGE.search(title) or _OPINIONS.search(title)))


def bare_title(title: str | None) -> str | None:
    """The title without what tells versions apart.

    >>> bare_title("云岭市电动自行车管理办法（征求意见稿）")
    '云岭市电动自行车管理办法'
    """
    if not title:
        return None
    asked = _OPINIONS.search(title)
    return plain(_REVISED.sub("", _STAGE.sub("", asked["title"] if asked else title))) or None


def _are_versions(one: Header, other: Header) -> bool:
    """Of one name already: one number, or a title that says it was revised, and another date."""
    if one.number is not None and one.number == other.number:
        return True
    revised = any(title and _REVISED.search(title) for title in (one.title, other.title))
    return revised and one.date != other.date


def _are_copies(one: Record, other: Record, score: float) -> bool:
    """One number, one title and the same duties, or without a number the same words and figures.

    A scan may have misread a figure; then number, title and most words have to do.
    """
    here, there = one.header, other.header
    if is_draft(here.title) != is_draft(there.title) or (here.number and there.number and here.number != there.number):
        return False
    scanned = SCAN in one.document.flags or SCAN in other.document.flags
    if here.number and here.number == there.number and bare_title(here.title) == bare_title(there.title):
        return score >= _SAME_NUMBER and (scanned or duties(one) == duties(other))
    same = sorted(figures(one.document.text)) == sorted(figures(other.document.text))
    return score >= _SAME and same and duties(one) == duties(other)


def duties(record: Record) -> list[tuple[str, ...]]:
    """What has to be done by when and costs how much, apart from the wording: copies agree in it."""
    found = []
    for item in record.obligations:
        due = item.deadline
        when = (due.due, due.rrule, due.duration) if due else ()
        costs = (f"{each.kind} {each.min} {each.max}" for each in item.penalties)
        found.append((item.kind, *map(str, when), *costs))
    return sorted(found)
