"""Who acts in a clause: the subject before a predicate, the agent after 由, the party after 请 or 责令."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.clauses.words import Words
from pipeline.find.names import Name, Names
from pipeline.model import Span
from pipeline.rulebook import Rulebook

_GOES_ON = re.compile(r"、|以及|或者|或|和|及|与|暨|，(?=各)|\u3000")
_BREAK = re.compile(r"[，。；对将把在于按向从应须请]|要(?!求|素|点)|不得|必须|已|的")
_JOINS = "与及或、"
_NAME = 24  # characters of the name after a relative clause
_REACH = 90  # a subject longer than this is a sentence misread
_FIELDS_OF = re.compile(
    r"(?P<list>[^，。；：等]{2,80}、[^，。；：等]{2,80})等(?:其他)?(?:有关|相关|主管|各|行政)*(?:部门|单位|机构)"
)
_MANAGES = re.compile(r"各|所有|有关|相关|其他|全体|凡|县级以上")
_OVERSEES = ("监督", "指导", "检查", "考核", "督导", "督查", "培训", "教育")
_RELATIVE = re.compile(r"的")


class Party(NamedTuple):
    """The names of a list and where the list ends in the text."""

    names: tuple[Name, ...]
    start: int
    end: int

    @property
    def texts(self) -> tuple[str, ...]:
        """The names as written."""
        return tuple(name.text for name in self.names)


class Actors:
    """Finds lists of names that begin at a place and are followed by what a subject is followed by."""

    def __init__(self, names: Names, words: Words, rulebook: Rulebook) -> None:
        self.names = names
        self.words = words
        organs = rulebook.lexicon("units/state_organs").terms
        self._overseen = tuple(rulebook.lexicon("units/overseen").terms)
        self._anchors = re.compile(
            "各(?![自种项类个式])|" + "|".join(sorted(map(re.escape, organs), key=len, reverse=True))
        )

    def at(self, text: str, start: int, end: int, *, cued: bool = False) -> Party | None:
        """The party whose list of names begins at ``start``; ``cued`` where a modal cue closes the stretch.

        >>> # text[start:end] = '各部门、各店铺' before 要 → both; '加强各部门管理' → None
        """
        stop = min(end, start + _REACH)
        if cued and (whole := self._before_cue(text, start, end)) is not None:
            return whole
        if (shared := self._fields(text, start, stop, end)) is not None:
            return shared
        fallback: Party | None = None
        weak: Party | None = None
        for head in self.names.heads.finditer(text, start, stop):
            close = self._with_bracket(text, head.end(), end)
            if weak is not None and _BREAK.search(text, weak.end, head.start()):
                return weak
            goes_on = _GOES_ON.match(text, close, end)
            follow = self.words.follow.match(text, close, end)
            if goes_on is None and follow is None:
                continue
            party = self._party(text, start, close, cued=cued)
            if party is None:
                continue
            if goes_on is not None:
                fallback = fallback or (party if follow else None)
            elif follow is not None and (
                follow["nominal"]
                or ((party.names[-1].sort == "place" or text[head.start()] == "各") and follow["verb"])
            ):
                weak = weak or self._of_relative(text, party, end)
            else:
                return self._of_relative(text, party, end)
        return weak or fallback

    def _of_relative(self, text: str, party: Party, end: int) -> Party | None:
        """The party, unless it only acts in a relative clause: then the name that this makes, or none for a thing.

        ``县政府确定的部门协助…`` → 县政府确定的部门; ``县政府确定的项目应当…`` → None.
        """
        verb = self.words.verb.match(text, self._past_adverbs(text, party.end, end), end)
        if verb is None or not text.startswith("的", verb.end()) or verb.end() + 1 >= end:
            return party
        for head in self.names.heads.finditer(text, verb.end() + 1, min(end, verb.end() + _NAME)):
            if self.words.follow.match(text, head.end(), end) and self.names.sort_of(text[verb.end() + 1 : head.end()]):
                span = Span(party.start, head.end())
                return Party((Name(span, text[slice(*span)], "unit"),), *span)
        return None

    def _past_adverbs(self, text: str, at: int, end: int) -> int:
        adverbs = self.words.adverbs.match(text, at, end)
        return adverbs.end() if adverbs else at

    def _adverbial(self, text: str, start: int, close: int, *, cued: bool) -> bool:
        """Whether an adverb opens the stretch, so that a predicate and no name begins (but 重点排污单位应当…)."""
        adverbs = self.words.adverbs.match(text, start, close)
        if adverbs is None or text.startswith(("全体", "统一", "专门", "定点"), start):
            return False
        verb = self.words.verb.match(text, adverbs.end(), close)
        return not cued or (verb is not None and verb.group() not in self.words.nominal)

    def _fields(self, text: str, start: int, stop: int, end: int) -> Party | None:
        """Fields that share the head after 等 (``公安、交通运输等部门``): one name; names that stand alone are left."""
        shared = _FIELDS_OF.match(text, start, stop)
        if shared is None or self.names.is_bad(shared["list"]) or not self.words.follow.match(text, shared.end(), end):
            return None
        fields = [field for field in re.split(r"[、和及]|以及", shared["list"]) if field]
        if len(fields) < 2 or all(self.names.sort_of(field) and len(field) > 2 for field in fields):
            return None
        span = Span(start, shared.end())
        return Party((Name(span, shared.group(), "unit"),), *span)

    def _before_cue(self, text: str, start: int, end: int) -> Party | None:
        """The relative name that ends where the cue begins."""
        return self._relative(text, start, end) if end - start <= 40 and text.find("的", start, end) > 0 else None

    @staticmethod
    def _with_bracket(text: str, close: int, end: int) -> int:
        """The end of a name with the bracket that belongs to it (``乡镇（街道）``)."""
        if close < end and text[close] == "（":
            shut = text.find("）", close, min(end, close + 12))
            return shut + 1 if shut >= 0 else close
        return close

    def _party(self, text: str, start: int, close: int, *, cued: bool) -> Party | None:
        words = text[start:close]
        if words.startswith("全") and text.startswith("通报", close):  # 全院通报: where, not who
            return None
        if text[start] in _JOINS or self._adverbial(text, start, close, cued=cued):
            return None
        if not cued and (
            self.words.opens_object(text, start, close)
            or self._bad_relative(words)
            or self._governs(text, start, close)
        ):
            return None
        if cued and self.words.governs(text, start, close) and not self._forms_name(text, start, close):
            return None
        names = tuple(self.names.split(text, start, close))
        of = text.rfind("的", start, close)
        if not names and cued and of > 0 and self.names.sort_of(text[of + 1 : close]) and not self.names.is_bad(words):
            names = (Name(Span(start, close), words, "unit"),)
        if not names or names[-1].span.end < close - 14 or not self._begins(text, start, names[0].span.start):
            return None
        return Party(names, start, close)

    def _relative(self, text: str, start: int, close: int) -> Party | None:
        """The one name that a relative clause makes of the stretch (``依法作出决定的部门``, ``在市里设立的机构``)."""
        words, of = text[start:close], text.rfind("的", start, close)
        if of <= start or "，" in words or self.names.sort_of(text[of + 1 : close]) is None or self.names.is_bad(words):
            return None
        if _MANAGES.match(words) or not self._in_relative(text, start, of):
            return None
        return Party((Name(Span(start, close), words, "unit"),), start, close)

    def _in_relative(self, text: str, start: int, of: int) -> bool:
        """Whether a verb stands before the 的, so that the words before it are a clause and no owner."""
        verb = self.words.verb.search(text, start, of)
        return verb is not None and of - start <= 24

    def _governs(self, text: str, start: int, close: int) -> bool:
        """Whether a verb that may help to form a name has an object here instead (``指导商贸企业``)."""
        if self.names.heads.match(text, start, close):
            return False
        past = self.words.past_nominals(text, start, close)
        if text.startswith(_OVERSEES, start) and text.endswith(self._overseen, past, close) and past - start >= 2:
            return True
        return past > start and "、" not in text[start : past + 1] and self.names.heads.match(text, past, close) is None

    def _forms_name(self, text: str, start: int, close: int) -> bool:
        """Whether the verb at ``start`` belongs to the name: 考核部门, 驾驶员, or ``设置电台的单位``."""
        if self.names.heads.fullmatch(text, start, close):
            return True
        verb = self.words.verb.match(text, start, close)
        if verb is None or verb.group() in self.words.nominal or self.names.heads.match(text, verb.end(), close):
            return True
        of = text.rfind("的", start, close)
        return of > 0 and self.names.sort_of(text[of + 1 : close]) is not None

    @staticmethod
    def _begins(text: str, start: int, first: int) -> bool:
        """Whether nothing but the founding of a group stands before the first name (``成立5个督查组``)."""
        return first <= start + 1 or text[start:first].endswith(("成立", "组建", "抽调", "组成"))

    def glued(self, text: str, start: int, end: int) -> Party | None:
        """The party right before a cue where a title ran into its sentence (``加强监督各地环保部门要…``)."""
        for match in self._anchors.finditer(text, start + 2, end):
            party = self.at(text, match.start(), end, cued=True)
            if party is not None and party.end == end:
                return party
        return None

    def possessor(self, text: str, start: int, end: int) -> Party | None:
        """The 各-unit at the head of a thing (``各站参考率不得…``): what is asked of the thing is asked of each."""
        if not text.startswith("各", start):
            return None
        head = self.names.heads.search(text, start, min(end, start + 12))
        if head is None and end - start <= 8 and "的" not in text[start:end]:
            return Party((Name(Span(start, end), text[start:end], "unit"),), start, end)
        names = tuple(self.names.split(text, start, head.end())) if head else ()
        return Party(names, start, head.end()) if head and names else None

    def owner(self, text: str, start: int, end: int) -> Party | None:
        """The name at ``start`` that owns what follows (``合作社的名称``)."""
        of = text.find("的", start, min(end, start + 24))
        if of <= start:
            return None
        names = tuple(self.names.split(text, start, of))
        ok = names and names[0].span.start == start and names[-1].span.end == of
        return Party(names, start, of) if ok else None

    @staticmethod
    def _bad_relative(words: str) -> bool:
        """A 的 deep inside an uncued stretch makes an object of it more often than a subject."""
        return len(_RELATIVE.findall(words)) > 1 or (len(words) > 24 and "的" in words)
