"""What a clause is: the evidence for and against its roles, in the order in which it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.clauses.actors import Actors, Party
from pipeline.clauses.facts import Clause, Cue, Marks, Role
from pipeline.clauses.traps import Traps
from pipeline.clauses.words import Words
from pipeline.find.names import Name
from pipeline.model import Span

_CONDITION_END = re.compile(r"(?:的|时|后|情况下|情形下?|期间|之后|的情况|过程中|的同时|基础上|以后|之一|除.{1,60}外)$")
# what is done by then is the case in which the next clause asks for something (``接到报告后，应当…``)
_AFTERWARDS = re.compile(r"(?:后|之后|以后|时|的)$")
_BEFORE_END = re.compile(r"(?:前|之前|以前|之日起)$")
_CONDITION_HEAD = re.compile(
    r"(?:如果?|若|倘若|假如|遇有?|凡是?|一旦|除|对于?.{1,60}的$|发现|发生|出现|接到|收到|因|由于|鉴于|逾期|拒不|未经|无正当理由|达到|符合|经)"
)
_ADVERBIAL = re.compile(
    r"(?:按照?|根据|依据|依照|遵照|参照|比照|围绕|结合|通过|针对|本着|随着|为了?(?!主)|以.{1,40}为|坚持|聚焦|立足|着眼|利用|采取.{1,30}(?:方式|形式|办法)|采用|依托|借助|在.{1,40}[上下中内前后时]$|对照|充分利用|适应|经)"
)
_FRONTED = re.compile(r"(?:对于?|将|把|向|从|与|在|于|由|以|为|就|用|给)")
# ``是本部门第一责任人`` names somebody, the clause after it says what is asked
_TITLED = re.compile(r"(?:是|为)[^，。；]{0,24}(?:责任人|责任主体|责任单位|负责人|联系人|机关|部门|机构)")
# ``经…研究决定给予…处理``: the decision itself, not its circumstances
_DECIDES = re.compile(
    r"(?:经[^，。；]{0,24})?决定(?:对[^，。；]{1,40}?)?(?=给予|予以|处以?|责令|撤销|取消|吊销|没收|罚款|暂停|停止|通报批评)"
)
# a place that stands for its authorities (``本市建立…机制``); what it only favours is no duty
_HERE = re.compile(r"(?:本[市省区县州](?=建立|实行|设立|推行|健全|完善|实施|组织|编制|制定|加强))?")
# what is handed in, and the short verb that says so (``复盘材料报支队``)
_HANDED = re.compile(
    r"[^，。；的]{0,10}(?:材料|情况|报告|方案|台账|名单|清单|总结|信息|数据|计划|结果|表|回执|照片|影像)(?:及时|一并|书面|统一|同步|于[^，。；]{1,12})?"
    r"(?P<act>报送?|上报|送|交|发)(?=[至到给]?[^告道名警刊社考废表，。；]{2})"
)
# a verb phrase with 是 after it is what is talked about (``综合利用是有效办法``)
_COPULA = re.compile(r"(?<![但别其于还只就即总若凡或既乃或又正])是(?![否非])(?![^，。；]{0,12}的[，]?$)")
# what only somebody can do, whoever it is
_WILFUL = re.compile(
    r"擅自|私自|随意|无故|违规|违章|违反|擅离|脱岗|离岗|串岗|睡岗|饮酒|迟到|早退|推诿|瞒报|迟报|漏报|收受|泄露"
)
_REGION = re.compile(r"[\u4e00-\u9fff]{2,4}(?:省|自治区|自治州|市|县|区|州|旗|镇|乡|街道)")
_AGENT = re.compile(r"(?<![理自缘事来])由(?![于此来衷])")
_TURNS = re.compile(r"[^，。；]{0,30}(?:放宽|扩[大展]|调整|提高|变更?|改|降低|上浮|下调|延长)(?:至|到|为|成)")
_STATES = re.compile(
    r"符合|具备|保持|达到|位于|满足|采用|处于|包括|纳入|列入|载明|注明|写明|明示|标明|统一|取得|经|由|使用|设[置立在]?|配[备置]|安装|张贴|悬挂|适用|优先|提交|完成|落实|实行|体现|突出|包含|存放|停放|存储|存入|公开|公示|公布|结合|符|覆盖|延长|调整|报送|加强|提高|增加|控制|明确|规范"
)
_TREATS = re.compile(
    r"进行|开展|实施|予以|给予|加强|加大|采取|组织|做好|做到|落实|建立|实行|提出|制定|作出|做出|全部|全面|逐一|逐个|逐项|逐户|逐家|严格|依法|及时|认真|切实|坚决|一律|立即|限期|负责|再次|重点|集中|统一|从严|严肃|强化|完善|优化|督促|定期"
)


@dataclass(slots=True)
class Decision:
    """The decision over one clause, in the order in which evidence counts."""

    text: str
    start: int
    end: int
    stop: str
    head: int
    cues: tuple[Cue, ...]
    marks: Marks
    actors: Actors
    words: Words

    def decide(self) -> Clause:
        """The clause with its role and what decided it."""
        words = self.text[self.start : self.end]
        if refusal := self._refusal():
            if refusal == "refuse.done" and self.stop == "，" and _AFTERWARDS.search(words):
                why = "的" if words.endswith("的") else "时"
                return self._clause("condition", why, subject=self._case_subject())
            return self._clause("refused", refusal)
        if decided := _DECIDES.match(self.text, self.head, self.end):
            by = self.actors.at(self.text, self.head + 1, self.end) if self.text.startswith("经", self.head) else None
            return self._clause("directive", "决定", agent=by, predicate=decided.end())
        if self.stop == "，" and self.marks.time_at(self.head) >= self.end and (self._stretch() or not self._acts()):
            return self._clause("adverbial", "时间")
        if self.stop == "，" and words.startswith("违反") and not self.cues:
            return self._clause("condition", "的")
        if self.stop in "，" and words.endswith("的") and len(words) > 2:
            return self._clause("condition", "的", subject=self._case_subject())
        agent = self._agent()
        traps = Traps(self.text, self.start, self.end, self.head, self.actors, self.words)
        self.cues = tuple(cue for cue in self.cues if traps.counts(cue))
        if self.cues:
            return self._cued(agent)
        if (
            self.stop == "，"
            and agent is None
            and _BEFORE_END.search(words)
            and not self.marks.timed(self.head, self.end)
        ):
            return self._clause("adverbial", "时前", subject=self._case_subject())
        if self.stop == "，" and agent is None and (match := _CONDITION_END.search(words)):
            why = "之一" if match.group() == "之一" else "时"
            return self._clause("condition", why, subject=self._case_subject())
        joined = self.text.startswith("并", self.head - 1) if self.head > self.start else False
        subject = None if joined else self.actors.at(self.text, self.head, self.end)
        if subject is None and self.stop == "，" and agent is None and self._prepares(words):
            return self._clause("adverbial", "状语")
        if subject is not None:
            rest = self.end - subject.end
            titled = self.stop == "，" and _TITLED.fullmatch(self.text, subject.end, self.end) is not None
            role: Role = "subject" if rest <= 1 or titled else "directive"
            return self._clause(role, "主语", subject=subject, agent=agent, predicate=subject.end if rest > 1 else None)
        if agent is not None:
            role = "directive" if agent.end < self.end else "subject"
            return self._clause(role, "由", agent=agent, predicate=agent.end)
        return self._bare()

    def _stretch(self) -> bool:
        """Whether the time here is a stretch (``自10月15日起至收购期结束``), whatever verbs it has inside."""
        return any(
            time.span.start == self.head and not time.rule.startswith("deadline.every") for time in self.marks.times
        )

    def _acts(self) -> bool:
        """Whether a verb stands in the clause (``每2小时巡查1次`` is a time and an act)."""
        return self.words.verb.search(self.text, self.head + 1, self.end) is not None

    def _bare(self) -> Clause:
        """No cue, no subject: an imperative, a timed act, or mere words."""
        at = self.head + len(_HERE.match(self.text, self.head, self.end).group())  # type: ignore[union-attr]
        verb = self.words.predicate(self.text, at, self.end)
        if verb is not None and _COPULA.search(self.text, verb + 2, self.end):
            return self._clause("refused", "是")
        if verb == at and self.text.startswith(self.words.tells_case, at):
            return self._clause("condition" if self.stop == "，" else "noun", "情形")
        if verb is not None:
            return self._clause("directive", "祈使", predicate=verb)
        bound = self.text.rfind("的", self.head, self.end) + 1 or self.head
        later = self.words.verb.search(self.text, bound, self.end)
        adverbs = self.words.adverbs.match(self.text, bound, self.end) if bound > self.head + 2 else None
        if adverbs is not None and self.words.verb.match(self.text, adverbs.end(), self.end):
            return self._clause("directive", "的后祈使", predicate=adverbs.end())
        if handed := _HANDED.match(self.text, self.head, self.end):
            return self._clause("directive", "报送", thing=True, predicate=handed.start("act"))
        if (
            self.stop == "，"
            and self.text.startswith("对", self.head)
            and not _TREATS.search(self.text, bound, self.end)
        ):
            return self._clause("adverbial", "对象")
        if bound > self.head and (name := self._person(bound)) is not None:
            return self._clause("subject", "主语", subject=name)
        if later and _FRONTED.match(self.text, self.head, self.end):
            return self._clause("directive", "介宾祈使", predicate=later.start())
        if later and self.marks.timed(self.start, self.end):
            return self._clause("directive", "时限", thing=later.start() > self.head, predicate=later.start())
        if bound > self.head and self.text.startswith(("对", "在"), self.head):
            return self._clause("adverbial", "对象")
        adverbs = self.words.adverbs.match(self.text, self.head, self.end)
        if adverbs is not None and adverbs.end() < self.end:
            return self._clause("directive", "状语祈使", predicate=adverbs.end())
        return self._clause("adverbial" if self.head >= self.end else "noun", "无谓语")

    def _case_subject(self) -> Party | None:
        """Whose case it is: 预售人 in ``预售人变更账户的``, 合作社 in ``合作社的名称变更的``."""
        actors = self.actors
        party = actors.at(self.text, self.head, self.end)
        return party if party is not None else actors.owner(self.text, self.head, self.end)

    def _person(self, bound: int) -> Party | None:
        """The party that a relative clause ends in (``在新区购房的缴存职工``), where nothing follows it."""
        names = self.actors.names
        tail = self.text[bound : self.end]
        if names.sort_of(tail) is None or not _FRONTED.match(self.text, self.head):
            return None
        return Party((Name(Span(bound, self.end), tail, names.sort_of(tail) or "unit"),), bound, self.end)

    def _cued(self, agent: Party | None) -> Clause:
        """A clause with a modal cue."""
        cue = self.cues[0]
        subject, thing = self._subject_before(cue)
        if cue.modality in ("ask", "order") and subject is None:
            subject = self.actors.at(self.text, cue.end, self.end, cued=False)
        role: Role = "directive"
        if cue.modality == "hope":
            role = "refused"
        elif cue.modality == "power" and not any(c.modality in ("ban", "must", "want") for c in self.cues):
            role = "power"
        elif cue.modality == "support":
            role = "support"
        return self._clause(role, cue.rule, subject=subject, agent=agent, thing=thing, predicate=cue.end)

    def _subject_before(self, cue: Cue) -> tuple[Party | None, bool]:
        """The party before the cue, and whether a thing stands there instead."""
        if self.head >= cue.start:
            return None, False
        party = self.actors.at(self.text, self.head, cue.start, cued=True)
        if party is not None:
            return party, False
        if (party := self.actors.glued(self.text, self.head, cue.start)) is not None and cue.modality in (
            "must",
            "want",
            "ban",
        ):
            return party, False
        if self.words.predicate(self.text, self.head, cue.start) is not None or _FRONTED.match(self.text, self.head):
            return None, False
        if party := self.actors.possessor(self.text, self.head, cue.start):
            return party, False
        adverbs = self.words.adverbs.match(self.text, self.head, cue.start)
        if adverbs is None and (party := self._unknown(cue)) is not None:
            return party, False
        return None, adverbs is None or adverbs.end() < cue.start

    def _unknown(self, cue: Cue) -> Party | None:
        """A short subject without a known tail that is told to do what only somebody can do (``司炉工应巡检``)."""
        names = self.actors.names
        words = self.text[self.head : cue.start]
        if not names.may_be_name(words):
            return None
        verb = self.words.predicate(self.text, cue.end, self.end)
        if _REGION.fullmatch(words):
            return Party((Name(Span(self.head, cue.start), words, "place"),), self.head, cue.start)
        if cue.modality == "ban" and _WILFUL.match(self.text, cue.end, self.end):
            return Party((Name(Span(self.head, cue.start), words, "person"),), self.head, cue.start)
        if verb is None or _STATES.match(self.text, verb):
            return None
        return Party((Name(Span(self.head, cue.start), words, "person"),), self.head, cue.start)

    def _agent(self) -> Party | None:
        for match in _AGENT.finditer(self.text, self.start, self.end):
            if (
                self.words.predicate(self.text, self.head, match.start()) is not None
                and "的" in self.text[match.end() : self.end]
            ):
                continue
            party = self.actors.at(self.text, match.end(), self.end)
            if party is not None and not _TURNS.match(self.text, party.end, self.end):
                return party
        return None

    def _prepares(self, words: str) -> bool:
        """Whether the clause is an opening phrase or the mention of a case."""
        at = self.head - self.start
        if 0 < at < len(words) and self.words.predicate(self.text, self.head, self.end) is not None:
            return False
        return (
            at >= len(words)
            or bool(_ADVERBIAL.match(words, at) or _CONDITION_HEAD.match(words, at) or _ADVERBIAL.match(words))
            or (
                words.startswith(("对", "在"))
                and self.words.predicate(self.text, self.head, self.end) is None
                and not self.words.verb.search(self.text, self.start + 2, self.end)
            )
        )

    def _refusal(self) -> str | None:
        """The rule that refuses the clause, unless a cue after it takes it back."""
        for mention, scope in self.marks.refusals:
            if scope != "clause" or not self.start <= mention.span.start < self.end:
                continue
            if not any(cue.start >= mention.span.end and cue.modality != "power" for cue in self.cues):
                return mention.rule
        return None

    def _clause(self, role: Role, why: str, *, subject: Party | None = None, agent: Party | None = None,
                thing: bool = False, predicate: int | None = None) -> Clause:  # fmt: skip
        return Clause(
            self.start, self.end, self.stop, role, why, self.cues, subject, agent, thing, predicate, None, self.head
        )
