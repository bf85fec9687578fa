"""Who acts in a clause: the subject before a predicate, the agent after 由, the party after 请 or 责令."""

from __future__ import annotations

import re

from pipeline.clauses.bystanders import Bystanders
from pipeline.clauses.party import Party
from pipeline.clauses.relatives import Relatives
from pipeline.clauses.sorts import Sorts
from pipeline.clauses.stretches import Stretches
from pipeline.clauses.words import Words
from pipeline.find.names import Names
from pipeline.patterns import compiled
from pipeline.rulebook import Rulebook

_GOES_ON = compiled(r"、|以及|或者|或|和|及|与|暨|，(?=各)|\u3000")
_BREAK = compiled(r"[，。；对将把在于按向从须请]|应(?!急)|要(?!求|素|点)|不得|必须|已|的")
_SHORT = compiled(r"[^、和及与或]{2,6}(?:$|[、和及与或])")  # 由回购机构回购: a name may begin with a verb
_PARTIES = ("双方", "合伙人")
_FOUNDS = compiled("组建|成立|设立")  # 各区组建评估小组: who founds it acts
# what only a subject stands before, whatever verb its name begins with (``回购机构依据协议…``)
_BOUND = compiled(
    "应(?!急|对)|(?:主要|具体|统一|牵头)?负责(?!人|的|制)|须|必须|不得|依据|依照|按照?|根据|自|凭|将|把|要(?!求|素|点)|需|可(?!能)|于|每|对|有(?:下列|以下)|在(?=[^，。；]{1,20}[前后内时])"
)
# 翠屏街道、石马镇配合: places that close a list of units
_PLACES = compiled(
    r"(?:、[^、，。；的]{2,4}(?:镇|乡|县|区|市|旗))+(?=配合|参与|协助|要(?!求|素|点)|应(?!急|对)|须|必须|于|负责|按)"
)
_PLACE = compiled(r"[^各全本我该其每有相当属，。、；（）《》的]{2,3}[镇乡县]")
_MARKS = compiled("[在于对将把由从向给]|经(?![营济理办销贸开管纪信])")
_ANSWERING = ("负责", "具体负责", "主要负责", "直接负责")
# 银行机构检查局: a verb that goes on as an office
_OFFICE_OF = compiled(
    r"(?:[局司处科室部]|中心|委员会|[支大总中]队|办公?室?)(?=[、，和与及]|分别|负责|牵头|会同|应|要|须|将|对|于|按|每)"
)
# 指导员高屿牵头: an officer with his name
_OFFICER = compiled(
    r"(?P<who>(?P<office>[\u4e00-\u9fff]{0,10}?(?:[队站科处局组室校院]长|主任|经理|[^人成学队团党委会职员]{1,2}员))[\u4e00-\u9fff]{2,3}?)"
    r"(?=牵头|负责|带队|具体|每[日天周月]|于[0-9]|要(?!求|素|点)|须|应当?(?!急))"
)
_NEAR = 6  # characters in which a name may go on to a later head
_LISTED = 200  # characters; a list of fields may be longer
_REACH = 90  # a subject longer than this is a sentence misread


def _goes_further(party: Party | None, weak: Party) -> bool:
    """Whether the first name of ``weak`` was but the beginning of one (市市场 of ``市市场监管局参与``)."""
    first = party.names[0].span if party is not None else None
    return first is not None and first.start == weak.names[0].span.start and first.end > weak.end


def _chiefly(text: str, at: int) -> int:
    """The length of 主要 before 负责, where it is no 主要负责人."""
    return 2 if text.startswith("主要负责", at) and text[at + 4 : at + 5] not in "人同的" else 0


class Actors:
    """Finds lists of names that begin at a place and are followed by what a subject is followed by."""

    def __init__(self, names: Names, words: Words, rulebook: Rulebook) -> None:
        self.names = names
        self.words = words
        self._relatives = Relatives(names, words)
        self._sorts = Sorts(names, words)
        organs = rulebook.lexicon("units/state_organs").terms
        self._stretches = Stretches(names, words, tuple(rulebook.lexicon("units/overseen").terms))
        self.told = tuple(rulebook.lexicon("units/told").terms)  # who is somebody only before a cue
        self._bystanders = Bystanders(frozenset(rulebook.lexicon("units/served").terms))
        self._anchors = re.compile(
            "各(?![自种项类个式])|" + "|".join(sorted(map(re.escape, organs), key=len, reverse=True))
        )

    def at(self, text: str, start: int, end: int, *, cued: bool = False, agent: bool = False) -> Party | None:
        """The party whose list of names begins at ``start``: ``cued`` before a modal cue, an ``agent`` after 由.

        Of ``各部门、各店铺`` before 要 both, of ``加强各部门管理`` none.
        """
        stop = min(end, start + _REACH)
        if text[start : start + 1] == "“":
            return self._quoted(text, start, stop)
        if cued and (whole := self._relatives.before_cue(text, start, end)) is not None:
            return whole
        if text.startswith(_ANSWERING, start) and (whole := self._relatives.answering(text, start, end)) is not None:
            return whole
        if (officer := _OFFICER.match(text, start, end)) is not None and self.names.sort_of(officer["office"]):
            return Party.one(text, start, officer.end("who"), "person")
        if (counted := self._sorts.counted(text, start, end)) is not None:
            return counted
        if "等" in text[start:stop]:
            shared = self._sorts.of_one_sort(text, start, min(end, start + _LISTED), end)
            if shared is not None and (whole := self._with_more(text, shared, end, cued=cued)) is not None:
                return whole
        party = self._listed(text, start, stop, end, cued=cued, agent=agent)
        if party is not None and self._bystanders.told_of(text, party, end):
            return None
        if party is not None and not (cued or agent):
            party = self._bystanders.without_other_side(text, party, end)
        return party or (None if cued or agent else self._place(text, start, stop))

    def described_each(self, text: str, start: int, end: int) -> Party:
        """The names of the stretch, where each is told by what he does; else the whole as one name."""
        return self._stretches.described_each(text, start, end)

    def _place(self, text: str, start: int, stop: int) -> Party | None:
        """A place that stands for its government and acts at once (``石桥镇举一反三``)."""
        place = _PLACE.match(text, start, stop)
        if place is None or self.words.verb.match(text, start) or self.names.is_bad(place.group()):
            return None
        follow = self.words.follow.match(text, place.end(), stop)
        if follow is None or not (follow["verb"] or self.words.adverbs.match(text, place.end(), stop)):
            return None
        return Party.one(text, start, place.end(), "place")

    def _with_more(self, text: str, shared: Party, end: int, *, cued: bool) -> Party | None:
        """Names that are one, with those that are listed after them (``公安、财政等部门和乡镇人民政府``).

        ``None`` where the list goes on with what is none.
        """
        joint = _GOES_ON.match(text, shared.end, end)
        more = self.at(text, joint.end(), end, cued=cued) if joint else None
        if more is not None:
            return Party((*shared.names, *more.names), shared.start, more.end)
        return shared if joint is None or self.words.follow.match(text, shared.end, end) else None

    def _listed(self, text: str, start: int, stop: int, end: int, *, cued: bool, agent: bool) -> Party | None:
        """The list up to the first head before ``stop`` behind which a predicate begins."""
        follows = self.words.follow_agent if agent else self.words.follow
        fallback: Party | None = None
        weak: Party | None = None
        plain: Party | None = None
        for head in self.names.heads.finditer(text, start, stop):
            if self._bystanders.serves(text, head, end):
                continue
            close = self._stretches.with_bracket(text, head.end(), end)
            if text.startswith(("之间", "之外", "以外"), close):
                continue  # 各部门之间的争议
            if (places := _PLACES.match(text, close, end)) is not None:
                close = places.end()
            if weak is not None and (_BREAK.search(text, weak.end, head.start()) or _FOUNDS.match(text, weak.end)):
                return weak
            goes_on = _GOES_ON.match(text, close, end)
            follow = follows.match(text, close + _chiefly(text, close), end)
            if goes_on is None and follow is None:
                if agent and plain is None:
                    plain = self._plain(text, start, close, end)
                continue
            if follow is not None and follow["nominal"] and _OFFICE_OF.match(text, follow.end("nominal"), end):
                continue  # 银行机构检查局
            named = cued or self._is_named(text, start, close, end, agent=agent)
            party = self._stretches.party(text, start, close, cued=named, agent=agent)
            if party is None:
                continue
            if goes_on is not None:
                fallback = fallback or (party if follow else None)
                continue
            if weak is not None and self._stretches.oversees(text, weak.end, head.end()):
                return weak  # 区住建局指导业主委员会申请…
            acting = self._relatives.acting(text, party, end)
            if not self._may_go_on(party, head.group(), follow):
                return acting
            weak = acting if weak is None or _goes_further(acting, weak) else weak
        if cued and weak is None and fallback is not None and _GOES_ON.match(text, fallback.end, end):
            return None  # 油库、仓库和设施应当…: the list ends in a thing
        return weak or fallback or plain

    def _is_named(self, text: str, start: int, close: int, end: int, *, agent: bool) -> bool:
        """Whether verbs in ``text[start:close]`` form a name: a short agent, or what only a subject stands before."""
        if agent and _SHORT.match(text, start, close) is not None:
            return True
        return _BOUND.match(text, close, end) is not None and self._stretches.compound(text, start, close)

    @staticmethod
    def _may_go_on(party: Party, head: str, follow: re.Match[str] | None) -> bool:
        """Whether the verb behind a name may belong to a longer one (``各县区`` 监督管理 ``部门``)."""
        if follow is None or follow["nominal"]:
            return follow is not None
        return bool((party.names[-1].sort == "place" or head[0] == "各") and follow["verb"])

    def _plain(self, text: str, start: int, close: int, end: int) -> Party | None:
        """The one name after 由 that whatever follows says the act of (``由领用人本人签名``)."""
        goes_on = self.names.heads.search(text, close, min(end, close + _NEAR)) is not None
        if goes_on or close - start > _NEAR * 2 or end - close < 2 or _BREAK.search(text, close, end):
            return None
        if self.words.long_verb.search(text, close + 1, end) and not text.startswith("代为", close):
            return None  # 由职工医保基金承担
        return self._stretches.party(text, start, close, cued=True, agent=True)

    def _quoted(self, text: str, start: int, stop: int) -> Party | None:
        """The units in quotation marks that act (``由“定点康复机构”开展``)."""
        close = text.find("”", start, stop)
        names = tuple(self.names.split(text, start + 1, close)) if close > start + 6 else ()
        whole = names and names[0].span.start == start + 1 and names[-1].span.end == close
        return Party(names, start, close + 1) if whole and self.words.follow.match(text, close + 1) else None

    def first(self, text: str, start: int, end: int) -> Party | None:
        """The unit or person whose name ``text[start:end]`` begins with, whatever follows it."""
        for head in self.names.heads.finditer(text, start, end):
            name = text[start : head.end()]
            sort = self.names.sort_of(name) if _MARKS.search(name) is None else None
            if sort in ("unit", "person") and head.end() < end:
                return Party.one(text, start, head.end(), sort)
        return None

    def governs(self, words: str) -> bool:
        """Whether a verb opens the words that has what follows as its object (``开办小作坊``), and forms no name."""
        verb = self.words.long_verb.match(words)
        if verb is None or "的" in words or words.startswith("、", verb.end()) or words.endswith(_PARTIES):
            return False
        if not self.words.directs(verb.group()) and self.names.heads.fullmatch(words, verb.end()):
            return False  # 报告机关, 执行人
        second = self.words.long_verb.match(words, verb.end())
        if second is not None and self.names.heads.fullmatch(words, second.end()):
            return False  # 组织编制机关
        return verb.group() not in self.words.nominal or self.names.heads.match(words, verb.end()) is not None

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

    def opening(self, text: str, start: int, end: int) -> Party | None:
        """Whom a relative clause at ``start`` describes by what they do (``收购废铁的企业发现…``)."""
        return self._relatives.opening(text, start, end)

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
        if of <= start or of + 1 == end:
            return None
        names = tuple(self.names.split(text, start, of))
        ok = names and names[0].span.start == start and names[-1].span.end == of
        return Party(names, start, of) if ok else None
