"""Names of units and persons: what can bear a duty, where one begins and ends, and how a list of them comes apart.

The one splitter for subjects, brackets, tables and addressees (ANNOTATION.md § Bearers): names that can each stand
alone come apart; a list whose head or modifier is shared stays whole (``各省、自治区、直辖市人民政府``,
``各有关部门和单位``).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline.find.names.lists import has_one_head, merged, pieces_of
from pipeline.find.names.shapes import (
    AFTER_SHORT,
    AND_OTHERS,
    AREA,
    AREAS,
    BAD,
    BEGINS_BADLY,
    BOTH_AREAS,
    CALLED,
    CLAUSAL,
    COLLECTIVE,
    ENDS_IN_OFFICE,
    MANNER,
    OFFICE,
    REGION,
    SOMEBODY,
    TRAILING,
)
from pipeline.model import Span
from pipeline.patterns import compiled
from pipeline.rulebook import Rulebook
from pipeline.rulebook.alternation import grouped, starting

NameClass = Literal["unit", "person", "place"]
_FOUNDED = compiled(
    r"^[^、，]{0,8}?(?:成立|组建|抽调|组成)(?=(?:\d|[一二三四五六七八九十]|若干)+[个支]?[^、，]{0,12}[组队])"
)
_REMEMBERED = 20_000  # phrases and lists whose reading is kept: documents repeat their units
_TWIN = compiled("（[馆园院场所店厂站校]）$")  # 体育场（馆）
# 外出须请假, 进场应登记: what somebody is about
_GOING = compiled("[外离进入出来返下登探][出校岗差场厂院库山海村访井店馆园站区宿返亲]")
_ASIDE = compiled(r"[（〈<(](?:含|包括|不含)[^）〉>)]*[）〉>)]$")  # 各区人民政府〈含开发区管委会〉
_ACTS = compiled(
    r"(?:按照?|根据)(?:各自)?职责[^，；、]{0,12}$|(?:分别|共同)?(?:组织实施|负责实施|负责落实)$|(?:牵头|参与配合|参与|配合|协助)(?:负责|落实|实施)?$"
)


class Name(NamedTuple):
    """A name in a text: ``span`` in the coordinates of that text, and what sort of bearer it would be."""

    span: Span
    text: str
    sort: NameClass


class Names:
    """Knows the tails of names; built once from a rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        units = rulebook.lexicon("units/heads").terms
        persons = rulebook.lexicon("units/persons").terms
        places = rulebook.lexicon("units/places").terms
        self._not = tuple(sorted(rulebook.lexicon("units/not_units").terms, key=len, reverse=True))
        self._sorts: dict[str, NameClass] = {
            **dict.fromkeys(places, "place"), **dict.fromkeys(units, "unit"), **dict.fromkeys(persons, "person"),
        }  # fmt: skip
        by_length = sorted(self._sorts, key=lambda head: (-len(head), head))  # the same pattern in every process
        heads = (re.escape(head) + AFTER_SHORT.get(head, "") for head in by_length)
        self.heads = rulebook.patterns.compile("|".join([AREAS, *heads, SOMEBODY, OFFICE]), _searched)
        self._longest = len(by_length[0])
        self._things = tuple(rulebook.lexicon("units/things").terms)
        self._known_sort = lru_cache(maxsize=_REMEMBERED)(self._find_sort)
        self._known_split = lru_cache(maxsize=_REMEMBERED)(self._find_split)

    def sort_of(self, text: str) -> NameClass | None:
        """The class of a phrase by its tail, ``None`` if it is no name.

        ``市住建局`` is a ``unit``, ``疏散通道`` is none.
        """
        return self._known_sort(text)

    def _find_sort(self, text: str) -> NameClass | None:
        if AND_OTHERS.search(text[-10:]) and text.endswith(COLLECTIVE) and not BAD.search(text):
            return "unit"
        if BOTH_AREAS.fullmatch(text):
            return "unit"
        bare = _TWIN.sub("", TRAILING.sub("", text))
        if len(bare) < 2 or len(bare) > 45 or BAD.search(bare):
            return None
        other = self._other(bare)
        if "的" not in bare and CLAUSAL.search(bare):
            return None
        if AREA.search(bare):
            return "unit"
        if not other and bare.endswith("人") and 3 <= len(bare) <= 8 and re.search(SOMEBODY, bare):
            return "person"
        if not other and len(bare) <= 8 and ENDS_IN_OFFICE.search(bare):
            return "person"
        for length in range(min(self._longest, len(bare)), other, -1):  # 学科 is none, 重症医学科 is one
            if sort := self._sorts.get(bare[-length:]):
                return sort
        return None

    def may_be_name(self, text: str) -> bool:
        """Whether a short phrase without a known tail could name somebody: nothing in it says that it is a thing."""
        if (
            not 2 <= len(text) <= 10
            or text[0] in "未不无没已经"
            or "的" in text
            or text in ("一般", "原则上", "通常")
            or _GOING.fullmatch(text)
            or re.search(r"[^\u4e00-\u9fff、（）“”]", text)
        ):
            return False
        return not (
            text.endswith(
                (*self._things, "时", "后", "前", "中", "内", "上", "下", "周边", "周围", "沿线", "附近", "一带")
            )
            or BAD.search(text)
            or self._other(text)
        )

    @staticmethod
    def is_bad(text: str) -> bool:
        """Whether the phrase has what no name has: a preposition before it, a verb of being or urging inside it."""
        return BAD.search(text) is not None

    @staticmethod
    def begins_badly(text: str) -> bool:
        """Whether no name begins so, whatever a relative clause of it says inside (``按规定…的``)."""
        return BEGINS_BADLY.match(text) is not None

    def _other(self, text: str) -> int:
        """How long the ending is that only looks like a name's (``内部``, ``好处``, ``消防控制室``); 0 without one."""
        return next((len(end) for end in self._not if text.endswith(end)), 0) if text.endswith(self._not) else 0

    def listed(self, text: str, start: int, end: int) -> list[Name]:
        """The names in a list that says of itself that it is one (after 责任单位：).

        Any piece that could be a name counts.
        """
        names: list[Name] = []
        if others := AND_OTHERS.search(text, start, end):
            end = others.start()
        for left, right in merged(self.sort_of, text, pieces_of(text, start, end, loose=True), loose=True):
            for tail in (_ASIDE, _ACTS):
                if (trail := tail.search(text, left, right)) is not None and trail.start() > left:
                    right = trail.start()
            words = text[left:right]
            inner = self.split(text, left, right)
            if len(inner) > 1 and inner[0].span.start == left and inner[-1].span.end == right:
                names.extend(inner)
            elif 2 <= len(words) <= 30 and not BAD.search(words) and re.search(r"[\u4e00-\u9fff]{2}", words):
                names.append(Name(Span(left, right), words, self.sort_of(words) or "unit"))
        return names

    def split(self, text: str, start: int, end: int) -> list[Name]:
        """The names listed in ``text[start:end]``, in order; phrases that are none are left out."""
        known = self._known_split(text[start:end])
        return [Name(Span(start + left, start + right), words, sort) for left, right, words, sort in known]

    def _find_split(self, text: str) -> list[tuple[int, int, str, NameClass]]:
        return [(*name.span, name.text, name.sort) for name in self._split(text, 0, len(text))]

    def _split(self, text: str, start: int, end: int) -> list[Name]:
        names: list[Name] = []
        end = manner.start() if (manner := MANNER.search(text, start, end)) else end
        if has_one_head(self.sort_of, text, start, end):
            return [Name(Span(start, end), text[start:end], "unit")]
        if others := AND_OTHERS.search(text, start, end):
            before = pieces_of(text, start, others.start())
            if all(self.sort_of(text[slice(*piece)]) for piece in before):
                end = others.start()
            elif others.end() == end and len(before) > 1 and self.sort_of(text[start:end]):
                return [Name(Span(start, end), text[start:end], "unit")]
        for left, right in merged(self.sort_of, text, pieces_of(text, start, end)):
            words = text[left:right]
            trail = TRAILING.search(words)
            if (
                trail is not None
                and trail.start() > 0
                and (not words.endswith("）") or CALLED.search(words))
                and self.sort_of(words[: trail.start()])
            ):
                right = left + trail.start()
            if founded := _FOUNDED.match(text[left:right]):
                left += founded.end()
            sort = self.sort_of(text[left:right])
            if sort is None and names and REGION.fullmatch(text, left, right):
                sort = "place"
            if sort is not None:
                names.append(Name(Span(left, right), text[left:right], sort))
        return names


def _searched(pattern: str) -> str:
    return starting(grouped(pattern))
