"""Who acts in a clause: the subject before a predicate, the agent after 由, the party after 请 or 责令."""

from __future__ import annotations

import re

from pipeline.clauses.party import Party
from pipeline.clauses.relatives import Relatives
from pipeline.clauses.words import Words
from pipeline.find.names import Names
from pipeline.rulebook import Rulebook

_GOES_ON = re.compile(r"、|以及|或者|或|和|及|与|暨|，(?=各)|\u3000")
_BREAK = re.compile(r"[，。；对将把在于按向从须请]|应(?!急)|要(?!求|素|点)|不得|必须|已|的")
_JOINS = "与及或、"
_SHORT = re.compile(r"[^、和及与或]{2,6}(?:$|[、和及与或])")  # 由回购机构回购: a name may begin with a verb
_FOUNDS = re.compile("组建|成立|设立")  # 各区组建评估小组: who founds it acts
# what only a subject stands before, whatever verb its name begins with (``回购机构依据协议…``)
_BOUND = re.compile(
    "应(?!急|对)|须|必须|不得|依据|依照|按照?|自|凭|将|把|要(?!求|素|点)|需|可(?!能)|于|每|对|有(?:下列|以下)|在(?=[^，。；]{1,20}[前后内时])"
)
# 翠屏街道、石马镇配合: places that close a list of units
_PLACES = re.compile(
    r"(?:、[^、，。；的]{2,4}(?:镇|乡|县|区|市|旗))+(?=配合|参与|协助|要(?!求|素|点)|应(?!急|对)|须|必须|于|负责|按)"
)
_PLACE = re.compile(r"[^各全本我该其每有相当属，。、；（）《》的]{2,3}[镇乡县]")
_NEAR = 6  # characters in which a name may go on to a later head
_LISTED = 200  # characters; a list of fields may be longer
_REACH = 90  # a subject longer than this is a sentence misread
_OVERSEES = ("监督", "指导", "检查", "考核", "督导", "督查", "培训", "教育")
_RELATIVE = re.compile(r"的")
# 残疾人联合会, 退役军人服务中心: named for whom they serve
_SERVING = re.compile(
    r"[^，。；、的各对将把向应要须不按并在由与和及]{0,12}?(?:联合会|委员会|中心|福利院|基金会|事务局|事务厅|工作站|服务站|办公室)"
)
# 残疾人就业工作坚持…: the work is spoken of, not who it is for
_WORK_OF = re.compile(r"[^，。；、的对将把向应要须不并由]{0,12}?工作(?=坚持|遵循|实行|按照?|由|以|应|要|须|必须)")


class Actors:
    """Finds lists of names that begin at a place and are followed by what a subject is followed by."""

    def __init__(self, names: Names, words: Words, rulebook: Rulebook) -> None:
        self.names = names
        self.words = words
        self._relatives = Relatives(names, words)
        organs = rulebook.lexicon("units/state_organs").terms
        self._overseen = tuple(rulebook.lexicon("units/overseen").terms)
        self.told = tuple(rulebook.lexicon("units/told").terms)  # who is somebody only before a cue
        self._served = frozenset(rulebook.lexicon("units/served").terms)
        self._anchors = re.compile(
            "各(?![自种项类个式])|" + "|".join(sorted(map(re.escape, organs), key=len, reverse=True))
        )

    def at(self, text: str, start: int, end: int, *, cued: bool = False, agent: bool = False) -> Party | None:
        """The party whose list of names begins at ``start``: ``cued`` before a modal cue, an ``agent`` after 由.

        >>> # text[start:end] = '各部门、各店铺' before 要 → both; '加强各部门管理' → None
        """
        stop = min(end, start + _REACH)
        if text[start : start + 1] == "“":
            return self._quoted(text, start, stop)
        if cued and (whole := self._relatives.before_cue(text, start, end)) is not None:
            return whole
        if "等" in text[start:stop]:
            shared = self._relatives.of_one_sort(text, start, min(end, start + _LISTED), end)
            if shared is not None:
                return self._with_more(text, shared, end, cued=cued)
        party = self._listed(text, start, stop, end, cued=cued, agent=agent)
        return party or (None if cued or agent else self._place(text, start, stop))

    def _place(self, text: str, start: int, stop: int) -> Party | None:
        """A place that stands for its government and acts at once (``石桥镇举一反三``)."""
        place = _PLACE.match(text, start, stop)
        if place is None or self.words.verb.match(text, start) or self.names.is_bad(place.group()):
            return None
        follow = self.words.follow.match(text, place.end(), stop)
        if follow is None or not (follow["verb"] or self.words.adverbs.match(text, place.end(), stop)):
            return None
        return Party.one(text, start, place.end(), "place")

    def _with_more(self, text: str, shared: Party, end: int, *, cued: bool) -> Party:
        """Names that are one, with those that are listed after them (``公安、财政等部门和乡镇人民政府``)."""
        joint = _GOES_ON.match(text, shared.end, end)
        more = self.at(text, joint.end(), end, cued=cued) if joint else None
        return Party((*shared.names, *more.names), shared.start, more.end) if more else shared

    def _listed(self, text: str, start: int, stop: int, end: int, *, cued: bool, agent: bool) -> Party | None:
        """The list up to the first head before ``stop`` behind which a predicate begins."""
        follows = self.words.follow_agent if agent else self.words.follow
        fallback: Party | None = None
        weak: Party | None = None
        plain: Party | None = None
        for head in self.names.heads.finditer(text, start, stop):
            if head.group() in self._served and self._names_more(text, head.end(), end):
                continue
            close = self._with_bracket(text, head.end(), end)
            if (places := _PLACES.match(text, close, end)) is not None:
                close = places.end()
            if weak is not None and (_BREAK.search(text, weak.end, head.start()) or _FOUNDS.match(text, weak.end)):
                return weak
            goes_on = _GOES_ON.match(text, close, end)
            follow = follows.match(text, close, end)
            if goes_on is None and follow is None:
                if agent and plain is None:
                    plain = self._plain(text, start, close, end)
                continue
            named = (
                cued
                or (agent and _SHORT.match(text, start, close) is not None)
                or (_BOUND.match(text, close, end) is not None and self._compound(text, start, close))
            )
            party = self._party(text, start, close, cued=named)
            if party is None:
                continue
            if goes_on is not None:
                fallback = fallback or (party if follow else None)
            elif follow is not None and (
                follow["nominal"]
                or ((party.names[-1].sort == "place" or text[head.start()] == "各") and follow["verb"])
            ):
                if weak is not None and self._oversees(text, weak.end, head.end()):
                    return weak  # 区住建局指导业主委员会申请…
                weak = weak or self._relatives.acting(text, party, end)
            elif weak is not None and self._oversees(text, weak.end, head.end()):
                return weak
            else:
                return self._relatives.acting(text, party, end)
        if cued and weak is None and fallback is not None and _GOES_ON.match(text, fallback.end, end):
            return None  # 油库、仓库和设施应当…: the list ends in a thing
        return weak or fallback or plain

    def _plain(self, text: str, start: int, close: int, end: int) -> Party | None:
        """The one name after 由 that whatever follows says the act of (``由领用人本人签名``)."""
        goes_on = self.names.heads.search(text, close, min(end, close + _NEAR)) is not None
        if goes_on or close - start > _NEAR * 2 or end - close < 2 or _BREAK.search(text, close, end):
            return None
        if self.words.long_verb.search(text, close + 1, end) and not text.startswith("代为", close):
            return None  # 由职工医保基金承担
        return self._party(text, start, close, cued=True)

    def _oversees(self, text: str, at: int, end: int) -> bool:
        """Whether a verb of overseeing and the one overseen stand in ``text[at:end]``."""
        far = text.startswith(_OVERSEES, at) and end - at > _NEAR
        return far and self.names.sort_of(text[at + 2 : end]) is not None

    @staticmethod
    def _names_more(text: str, at: int, end: int) -> bool:
        """Whether who is named up to ``at`` only tells whom an institution serves, or whom the work is for."""
        return (_SERVING.match(text, at, end) or _WORK_OF.match(text, at, end)) is not None

    def _quoted(self, text: str, start: int, stop: int) -> Party | None:
        """The units in quotation marks that act (``由“定点康复机构”开展``)."""
        close = text.find("”", start, stop)
        names = tuple(self.names.split(text, start + 1, close)) if close > start + 6 else ()
        whole = names and names[0].span.start == start + 1 and names[-1].span.end == close
        return Party(names, start, close + 1) if whole and self.words.follow.match(text, close + 1) else None

    def _adverbial(self, text: str, start: int, close: int, *, cued: bool) -> bool:
        """Whether an adverb opens the stretch, so that a predicate and no name begins (but 重点排污单位应当…)."""
        adverbs = self.words.adverbs.match(text, start, close)
        if adverbs is None or text.startswith(("全体", "统一", "专门", "定点"), start):
            return False
        verb = self.words.verb.match(text, adverbs.end(), close)
        if (
            verb is None and "、" not in text[start:close] and self.names.sort_of(text[start:close]) == "unit"
        ):  # 科学技术主管部门
            return False
        return not cued or (verb is not None and verb.group() not in self.words.nominal)

    @staticmethod
    def _with_bracket(text: str, close: int, end: int) -> int:
        """The end of a name with the bracket that belongs to it (``乡镇（街道）``)."""
        if close < end and text[close] == "（":
            shut = text.find("）", close, min(end, close + 32))
            return shut + 1 if shut >= 0 else close
        return close

    def _party(self, text: str, start: int, close: int, *, cued: bool) -> Party | None:
        words = text[start:close]
        if words.startswith("全") and text.startswith("通报", close):  # 全院通报: where, not who
            return None
        if text[start] in _JOINS or self._adverbial(text, start, close, cued=cued):
            return None
        if not cued and (
            (self.words.opens_object(text, start, close) and self.names.heads.fullmatch(text, start, close) is None)
            or self._bad_relative(words)
            or self._governs(text, start, close)
        ):
            return None
        if cued and self.words.governs(text, start, close) and not self._forms_name(text, start, close):
            return None
        names = tuple(self.names.split(text, start, close))
        of = text.rfind("的", start, close)
        if not names and cued and of > 0 and self.names.sort_of(text[of + 1 : close]) and not self.names.is_bad(words):
            return Party.one(text, start, close)
        if not names or names[-1].span.end < close - 14 or not self._begins(text, start, names[0].span.start):
            return None
        return Party(names, start, close)

    def _governs(self, text: str, start: int, close: int) -> bool:
        """Whether a verb that may help to form a name has an object here instead (``指导商贸企业``)."""
        if self.names.heads.match(text, start, close):
            return False
        past = self.words.past_nominals(text, start, close)
        if past > start and text[past] in "性类型":  # 经营性单位
            return False
        if text.startswith(_OVERSEES, start) and text.endswith(self._overseen, past, close) and past - start >= 2:
            return True
        return past > start and "、" not in text[start : past + 1] and self.names.heads.match(text, past, close) is None

    def _forms_name(self, text: str, start: int, close: int) -> bool:
        """Whether the verb at ``start`` belongs to the name: 考核部门, 驾驶员, or ``设置电台的单位``."""
        if self.names.heads.fullmatch(text, start, close) or self._compound(text, start, close):
            return True
        verb = self.words.verb.match(text, start, close)
        if verb is None or verb.group() in self.words.nominal or self.names.heads.match(text, verb.end(), close):
            return True
        of = text.rfind("的", start, close)
        return of > 0 and self.names.sort_of(text[of + 1 : close]) is not None

    def _compound(self, text: str, start: int, close: int) -> bool:
        """Whether verbs and a head make one name: 回购机构, 征收实施单位 (but not 督促企业)."""
        past, first = start, self.words.long_verb.match(text, start, close)
        if first is None or self.words.directs(first.group()):
            return False
        while (verb := self.words.long_verb.match(text, past, close)) is not None:
            past = verb.end()
        return self.names.heads.fullmatch(text, past, close) is not None

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

    def relative(self, text: str, start: int, end: int) -> Party | None:
        """The name that a relative clause makes of ``text[start:end]`` (``进入平台的供应企业``)."""
        return self._relatives.before_cue(text, start, end, far=True)

    def possessor(self, text: str, start: int, end: int) -> Party | None:
        """The 各-unit at the head of a thing (``各站参考率不得…``): what is asked of the thing is asked of each."""
        if not text.startswith("各", start) or text.startswith(("各种", "各类", "各项"), start):
            return None
        head = self.names.heads.search(text, start, min(end, start + 12))
        if head is None and end - start <= 8 and "的" not in text[start:end]:
            return Party.one(text, start, end)
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
