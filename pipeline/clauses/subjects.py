"""Who is told to act: the party before a cue, the agent after 由, the one whose case a clause tells."""

from __future__ import annotations

import re

from pipeline.clauses.actors import Actors
from pipeline.clauses.case_party import party_of_case
from pipeline.clauses.facts import Cue
from pipeline.clauses.party import Party
from pipeline.clauses.words import Words
from pipeline.find.names.finder import Name
from pipeline.find.names.shapes import REGION
from pipeline.patterns import compiled
from pipeline.record import record

FRONTED = compiled(r"(?:对于?|按照?|根据|依[据照]|[参比]照|将|把|向|从|与|在|于|由|以|为|就|用|给)")
# who gets something has his own steps told first (``企业实施改造，最高给予500万元``); an office says what it does
GETS = compiled(
    r"(?:企业|公司|机构|个人|人|人员|人才|家庭|户|职工|者|农民|居民|村民|群众|学生|儿童|员工|青年|对象|学校|团队|基地|园区"
    r"|平台|项目)$"
)
# what only somebody can do, whoever it is
_WILFUL = compiled(
    r"擅自|私自|随意|无故|违规|违章|违反|擅离|脱岗|离岗|串岗|睡岗|饮酒|迟到|早退|推诿|瞒报|迟报|漏报|收受|泄露"
)
_REGION = compiled(rf"(?:{REGION.pattern}|[\u4e00-\u9fff]{{2,4}}街道)(?:[、和]{REGION.pattern})*")
_BY_MEANS = ("利用", "使用", "采用", "通过", "借助")  # 利用自建房经营的人, where nothing follows him
_AGENT = compiled(r"(?:(?<![理自缘事来得不为])|(?<=[管办处受审治]理))由(?![于此来衷])")
_TURNS = compiled(
    r"[^，。；]{0,30}(?:放宽|扩[大展]|调整|提高|变更?|(?<!整)改|降低|上浮|下调|延长)(?:至|到(?!位)|为|成)"
)
# before these stands whoever is bound, and nothing that would be done to somebody
_FORMAL = ("应当", "必须", "不得", "可以", "有权", "须")
_NO_NAME = compiled(
    r"^(?:[由向从与为按以依经就用给使让]|除|要求|或者|(?:明确|规定|允许|鼓励|支持|引导|督促|责令)(?=[^，]*的)|[对将把在于](?![外位]))|[对将把给向至](?!外|[^的]{0,30}的)|(?<!作)为(?!民)|[“”《》，是]|部分|或者$|[都均也还仍亦才则即]$"
)
_LAST = compiled(r"以及|或者?|[、和及与的等]|既有")
_STRESSED = compiled("(?:谁都|[都均皆]|一律|同样|同时|原则上)+$")
# 全市教育系统要…: all who work in it
_TRADE = compiled("(?:全[市省国区县州镇]|各级)[^，。；的]{2,10}(?:系统|条线|战线|行业)$")
_SOMEBODY = compiled(r"(?:组织|示范区|全社会|第三人|[成托]人)$")
_ACTING = ("unit", "person")
# who does it is named so, 现场监理 too; but 城市设计 is a thing
_TRADES, _ON_SITE = ("设计", "勘察"), ("监理", "施工", "值班", "带班")
_PAPER = compiled(
    r"(?:编制|制定|出具|起草|拟订)?的[^，。；的]{0,8}(?:预案|方案|计划|规划|报告|制度|名单|清单|台账|总结|材料|记录|档案)(?:之间)?(?=$|[，。；应须不必])"
)
_FORMED = compiled(r"(?:成立|组建|建立|设立|形成|组成|配备|实行)$")
# 家庭医生签约服务协议应…: what he signs is spoken of
_AGREED = compiled(r"(?!签订|签署|订立|与)[^，。；的]{2,8}(?:协议|合同|协议书|合同书)")
_STATES = compiled(
    r"遵循|坚持|贯彻|体现|符合|具备|保持|达到|位于|满足|采用|处于|包括|纳入|列入|载明|注明|写明|明示|标明|统一|取得|经|由|使用|设[置立在]?|配[备置]|安装|张贴|悬挂|适用|优先|提交|完成|落实|实行|体现|突出|包含|存放|停放|存储|存入|公开|公示|公布|结合|符|覆盖|延长|调整|报送|加强|提高|增加|控制|明确|规范"
)


def only_get(party: Party) -> bool:
    """Whether all of them are such as get something, and none is a 各-unit, which is told what to do."""
    return all(GETS.search(name.text) and not name.text.startswith("各") for name in party.names)


@record
class Subjects:
    """Looks for parties in one clause ``text[start:end]`` whose subject or predicate would stand at ``head``."""

    text: str
    start: int
    end: int
    head: int
    actors: Actors
    words: Words

    def before(self, cue: Cue) -> tuple[Party | None, bool]:
        """The party before the cue, and whether a thing stands there instead."""
        end = self._up_to(cue)
        if self.head >= end:
            return None, False
        party = self.actors.at(self.text, self.head, end, cued=True)
        if party is not None and _AGREED.fullmatch(self.text, party.end, end):
            return None, True
        if party is not None:
            return party, False
        if (party := self.actors.glued(self.text, self.head, end)) is not None and cue.modality in (
            "must",
            "want",
            "ban",
        ):
            return party, False
        if (party := self.whole(end, cue.start)) is not None:
            return party, False
        if FRONTED.match(self.text, self.head):
            return None, False
        if (party := self.told(end)) is not None:
            return party, False
        if self.words.predicate(self.text, self.head, end) is not None:
            return None, False
        if (party := self.of_paper(end)) is not None:
            return party, False
        if party := self.actors.possessor(self.text, self.head, end):
            return party, False
        adverbs = self.words.adverbs.match(self.text, self.head, end)
        if adverbs is None and (party := self._unknown(cue)) is not None:
            return party, False
        return None, adverbs is None or adverbs.end() < end

    def _up_to(self, cue: Cue) -> int:
        """Where the words before the cue end: before 方 of 方可, before 均 and 一律."""
        end = cue.start - (self.text[cue.start - 1 : cue.start + 1] == "方可")
        adverb = _STRESSED.search(self.text, self.head, end) if self.text[end - 1] in "都均皆律样时上" else None
        return adverb.start() if adverb is not None else end

    def whole(self, end: int, cue: int) -> Party | None:
        """All the words up to ``end``, if what stands at ``cue`` has only subjects before it and they end in a name.

        Whatever verbs the name has inside: ``组织编制机关应当…``, ``各类市场的主办者，应当…``.
        """
        start = self.start if self.text.startswith("的", self.head) else self.head  # 在本区内的单位
        words = self.text[self.head : end]
        if not self.text.startswith(_FORMAL, cue) or _NO_NAME.search(words) or self.actors.governs(words):
            return None
        names = self.actors.names
        tail = _LAST.split(words)[-1]
        if _SOMEBODY.search(tail) is None and not any(names.sort_of(tail[-size:]) in _ACTING for size in (2, 3, 4)):
            return None
        listed = tuple(names.split(self.text, start, end))
        whole = listed and listed[0].span.start == start and listed[-1].span.end == end
        return Party(listed, start, end) if whole else self.actors.described_each(self.text, start, end)

    def of_paper(self, end: int) -> Party | None:
        """Whose paper the words up to ``end`` name: what is asked of it is asked of him (``各局的预案，应当备案``)."""
        paper = _PAPER.search(self.text, self.head, end)
        if paper is None or paper.end() != end:
            return None
        names = tuple(self.actors.names.split(self.text, self.head, paper.start()))
        whole = names and names[0].span.start == self.head and names[-1].span.end == paper.start()
        return Party(names, self.head, paper.start()) if whole else None

    def told(self, end: int) -> Party | None:
        """Who is somebody only before a cue, where the words up to ``end`` close with him (``…、网站等媒体，应当``)."""
        words = self.text[self.head : end]
        if (
            not (words.endswith(self.actors.told) or _TRADE.fullmatch(words))
            or words[0] == "的"
            or self.actors.governs(words)
        ):
            return None
        return self._told(self.head, end)

    def _unknown(self, cue: Cue) -> Party | None:
        """A short subject without a known tail that is told to do what only somebody can do (``司炉工应巡检``)."""
        end = self._up_to(cue)
        words = self.text[self.head : end]
        if not self.actors.names.may_be_name(words) or (
            words[-2:] in self.words.nominal and not (words in _TRADES or words.endswith(_ON_SITE))
        ):
            return None
        verb = self.words.predicate(self.text, cue.end, self.end)
        if _REGION.fullmatch(words):
            return self._places(words)
        if cue.modality == "ban" and _WILFUL.match(self.text, cue.end, self.end):
            return Party.one(self.text, self.head, end, "person")
        if verb is None or _STATES.match(self.text, verb):
            return None
        return Party.one(self.text, self.head, end, "person")

    def _places(self, words: str) -> Party:
        """The places of a list (``青禾县、临江区要…``), each by itself."""
        at = self.head
        names: list[Name] = []
        for place in re.split("[、和]", words):
            names += Party.one(self.text, at, at + len(place), "place").names
            at += len(place) + 1
        return Party(tuple(names), self.head, self.head + len(words))

    def _told(self, start: int, end: int) -> Party:
        """Who is somebody only where he is told to act, with the names that are listed before him."""
        at = 1 + max(self.text.rfind(mark, start, end) for mark in "、和及与")
        listed = self.actors.names.split(self.text, start, at - 1) if at > start + 2 else []
        if not listed or listed[0].span.start > start or listed[-1].span.end < at - 1:
            return Party.one(self.text, start, end, "person")
        return Party((*listed, *Party.one(self.text, at, end, "person").names), start, end)

    def _told_agent(self, at: int) -> Party | None:
        """买卖双方 in ``由买卖双方签订合同``."""
        near = self.text[at : min(self.end, at + 8)]
        end = next((near.index(word) + 2 for word in ("双方", "一方") if word in near), 0)
        return self._told(at, at + end) if end and end < len(near) else None

    def agent(self) -> Party | None:
        """Who acts after 由, and is not what something is made of or turned from."""
        for match in _AGENT.finditer(self.text, self.start, self.end):
            if _FORMED.search(self.text, self.start, match.start()) and "的" in self.text[match.end() : self.end]:
                continue  # 你区要成立由主要负责同志牵头的专班
            if (
                self.words.predicate(self.text, self.head, match.start()) is not None
                and "的" in self.text[match.end() : self.end]
            ):
                continue
            party = self.actors.at(self.text, match.end(), self.end, agent=True) or self._told_agent(match.end())
            if party is not None and not _TURNS.match(self.text, party.end, self.end):
                return party
        return None

    def of_case(self) -> Party | None:
        """Whose case it is: 预售人 in ``预售人变更账户的``, 合作社 in ``合作社的名称变更的``."""
        return party_of_case(self.text, self.head, self.end, self.actors)

    def described(self, bound: int) -> Party | None:
        """The party that a relative clause ends in (``在新区购房的缴存职工``), where nothing follows it."""
        names = self.actors.names
        tail = self.text[bound : self.end]
        fronted = FRONTED.match(self.text, self.head) or self.text.startswith(_BY_MEANS, self.head)
        if names.sort_of(tail) is None or not fronted:
            return None
        return Party.one(self.text, bound, self.end, names.sort_of(tail) or "unit")
