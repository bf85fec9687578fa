"""What a clause is: the evidence for and against its roles, in the order in which it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.clauses.actors import Actors
from pipeline.clauses.facts import Clause, Cue, Marks, Role
from pipeline.clauses.party import Party
from pipeline.clauses.subjects import FRONTED, GETS, Subjects
from pipeline.clauses.traps import Traps
from pipeline.clauses.words import TITLED, Words
from pipeline.model import Span

_CONDITION_END = re.compile(r"(?:的|时|后|情况下|情形下?|期间|之后|的情况|过程中|的同时|基础上|以后|之一|除.{1,60}外)$")
# what is done by then is the case in which the next clause asks for something (``接到报告后，应当…``)
_AFTERWARDS = re.compile(r"(?:后|之后|以后|时|的)$")
_BEFORE = ("前", "之日起")
_CONDITION_HEAD = re.compile(
    r"(?:如果?|若|倘若|假如|遇有?|凡是?|一旦|除|对于?.{1,60}的$|发现|发生|出现|接到|收到|因|由于|鉴于|逾期|拒不|未经|无正当理由|达到|符合|经)"
)
_ADVERBIAL = re.compile(
    r"(?:按照?|根据|依据|依照|遵照|参照|比照|围绕|结合|通过|针对|本着|随着|为了?(?!主)|以.{1,40}为|坚持|聚焦|立足|着眼|利用|采取.{1,30}(?:方式|形式|办法)|采用|依托|借助|凭(?=[《“本其有身])|在.{1,40}[上下中内前后时]$|对照|充分利用|适应|经(?![营济常费理验典纪]))"
)
# ``是本部门第一责任人`` names somebody, the clause after it says what is asked
_TITLED = re.compile(TITLED)
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
# 核查范围为…, 补贴标准是…: what a measure is, not that it be taken
_DEFINES = re.compile(
    r"[^，。；]{0,12}(?:范围|区域|对象|时间|标准|重点|内容|方式|地点|期限|比例|目标|主题|原则|条件|程序|依据)(?:分别|均|主要|统一)?(?:为|是|包括|包含|分为)"
)
# …的要求，包括比例、面积: goes on with what it lists
_LISTS = re.compile(r"(?:主要|具体|其中)?(?:包括|包含|涵盖)")
# 通过网点柜台将房价款存入账户: a means, and the act
_PLACES = re.compile(
    r"[^，；]{2,}(?:将|把)(?=[^，；的]{2,20}(?:存入|转入|划入|纳入|列入|报|送|交|移|分|落实|提高|压缩|缩短|调整|控制))"
)
# 企业在取得土地前，: when it is, and of whom
_BEFORE_THAT = re.compile(r"在[^，。；]{1,20}(?:前|后|时|期间)")
# 以协商为核心的质押模式: what is spoken of, whatever verbs it has inside
_ARRANGES = re.compile(r"的[^，。；的]{2,24}(?:机制|模式|制度|体系|办法|方式|方法|格局)$")
_OFFICE = re.compile(r"(?:依照|依据|按照|根据|依)(?:其|各自|法定)?(?:职责|职权|权限)(?:分工)?")
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

    @property
    def subjects(self) -> Subjects:
        """Who acts in the clause."""
        return Subjects(self.text, self.start, self.end, self.head, self.actors, self.words)

    def decide(self) -> Clause:
        """The clause with its role and what decided it."""
        words = self.text[self.start : self.end]
        if self.marks.refusals and (refusal := self._refusal()):
            if refusal == "refuse.done" and self.stop == "，" and _AFTERWARDS.search(words):
                why = "的" if words.endswith("的") else "时"
                return self._clause("condition", why, subject=self.subjects.of_case())
            listed = refusal == "refuse.contains" and _LISTS.match(words) is not None
            return self._clause("noun", "无谓语") if listed else self._clause("refused", refusal)
        if "决定" in words and (decided := _DECIDES.match(self.text, self.head, self.end)):
            by = self.actors.at(self.text, self.head + 1, self.end) if self.text.startswith("经", self.head) else None
            return self._clause("directive", "决定", agent=by, predicate=decided.end())
        if self.stop == "，" and self.marks.time_at(self.head) >= self.end and (self._stretch() or not self._acts()):
            return self._clause("adverbial", "时间", subject=self.subjects.of_case())
        if self.stop == "，" and words.startswith("违反") and not self.cues:
            return self._clause("condition", "的")
        if self.stop == "，" and words.startswith("凡") and not self.cues and self.text.startswith(("由", "均由"), self.end + 1):
            return self._clause("condition", "的")  # 凡违规建设造成的损失，均由…
        if self.stop in "，" and words.endswith("的") and len(words) > 2:
            return self._clause("condition", "的", subject=self.subjects.of_case())
        agent = self.subjects.agent() if "由" in words else None
        if self.cues:
            traps = Traps(self.text, self.start, self.end, self.head, self.actors, self.words)
            self.cues = tuple([cue for cue in self.cues if traps.counts(cue)])
        if self.cues:
            return self._cued(agent)
        if agent is not None and self.stop == "，" and self.text.startswith(("方可", "才"), self.end + 1):
            agent = None  # 由省局颁发证书后，方可上岗: when, not who
        if (
            self.stop == "，"
            and agent is None
            and words.endswith(_BEFORE)
            and not self.marks.timed(self.head, self.end)
        ):
            return self._clause("adverbial", "时前", subject=self.subjects.of_case())
        if self.stop == "，" and agent is None and (match := _CONDITION_END.search(words)):
            why = "之一" if match.group() == "之一" else "时"
            return self._clause("condition", why, subject=self.subjects.of_case())
        if (
            ("为" in words or "是" in words or "包" in words)
            and agent is None
            and (said := _DEFINES.match(self.text, self.head, self.end))
        ):
            goes_on = self.start > 0 and self.text[self.start - 1] == "，" and said.group().endswith(("包括", "包含"))
            return self._clause("noun", "无谓语") if goes_on else self._clause("refused", "是")
        joined = self.text.startswith("并", self.head - 1) if self.head > self.start else False
        subject = None if joined else self.actors.at(self.text, self.head, self.end)
        if (
            self.stop == "，"
            and agent is None
            and words.count("的")
            and (told := self._described_by_acts(subject)) is not None
        ):
            return self._clause("subject", "主语", subject=told)
        if subject is None and self.stop == "，" and agent is None and self._prepares(words):
            return self._clause("adverbial", "状语")
        if subject is not None:
            rest = self.end - subject.end
            titled = self.stop == "，" and _TITLED.fullmatch(self.text, subject.end, self.end) is not None
            if self.stop == "，" and _BEFORE_THAT.fullmatch(self.text, subject.end, self.end):
                before = words.endswith("前")
                return self._clause("adverbial" if before else "condition", "时前" if before else "时", subject=subject)
            dated = self.stop == "，" and words[-1] in "起前内止" and self.marks.time_at(subject.end) >= self.end
            role: Role = "subject" if rest <= 1 or titled or dated else "directive"
            return self._clause(role, "主语", subject=subject, agent=agent, predicate=subject.end if rest > 1 else None)
        if agent is not None:
            alone = agent.end >= self.end or (self.stop == "，" and _OFFICE.fullmatch(self.text, agent.end, self.end))
            role = "subject" if alone else "directive"
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

    def _acts_in_time(self) -> bool:
        """Whether a time and a verb after it close the clause (``对转办线索5个工作日内核查完毕``)."""
        return any(
            self.start < time.span.start
            and time.span.end < self.end
            and self.words.predicate(self.text, time.span.end, self.end)
            for time in self.marks.times
        )

    def _described_by_acts(self, subject: Party | None) -> Party | None:
        """The name that the whole clause describes: of whom it tells what he did (``半年内购买新房的纳税人，由…``)."""
        of = self.text.rfind("的", self.head, self.end) + 1
        names = self.actors.names
        if not 2 <= self.end - of <= 8 or (sort := names.sort_of(self.text[of : self.end])) is None or sort == "place":
            return None
        if self.text.startswith(("对", "向", "在", "按", "与"), self.head):
            return None
        if subject is None and not self.text.startswith("由", self.end + 1):
            return None
        if subject is not None and self.text.startswith(("是", "为"), subject.end):
            return None
        if subject is not None and not all(n.sort == "place" or GETS.search(n.text) for n in subject.names):
            return None
        if subject is not None and subject.end > of:
            return None
        return self.actors.relative(self.text, self.head, self.end) or Party.one(self.text, of, self.end, sort)

    def _told_next(self) -> Party | None:
        """The name that the clause makes, where the next one opens with what it must do (``进入平台的企业，应当…``)."""
        if self.stop != "，" or not any(
            cue.start == self.end + 1 for cue in self.marks.cues_in(self.end, self.end + 3)
        ):
            return None
        told = self.actors.relative(self.text, self.head, self.end)
        of = self.text.rfind("的", self.head, self.end) + 1
        if told is not None and "凡" in self.text[self.start : self.head]:  # 凡从事冶炼的企业，须…
            names = tuple(self.actors.names.split(self.text, of, self.end))
            return Party(names, of, self.end) if names else told
        return told

    def _bare(self) -> Clause:
        """No cue, no subject: an imperative, a timed act, or mere words."""
        words = self.text[self.head : self.end]
        at = self.head + len(_HERE.match(self.text, self.head, self.end).group())  # type: ignore[union-attr]
        verb = self.words.predicate(self.text, at, self.end)
        if verb is not None and _COPULA.search(self.text, verb + 2, self.end):
            return self._clause("refused", "是")
        if verb == at and self.text.startswith(self.words.tells_case, at):
            return self._clause("condition" if self.stop == "，" else "noun", "情形")
        if (verb is not None or self.text.startswith("涉及", at)) and (told := self._told_next()) is not None:
            return self._clause("subject", "主语", subject=told)
        if verb is not None:
            return self._clause("directive", "祈使", predicate=verb)
        if any(
            time.span.end == self.head and self.words.verb.search(self.text, time.span.start + 2, time.span.end)
            for time in self.marks.times
        ):  # 每8小时巡检一次机房
            return self._clause("directive", "时限", predicate=self.head)
        bound = self.text.rfind("的", self.head, self.end) + 1 or self.head
        adverbs = self.words.adverbs.match(self.text, bound, self.end) if bound > self.head + 2 else None
        if adverbs is not None and self.words.verb.match(self.text, adverbs.end(), self.end):
            return self._clause("directive", "的后祈使", predicate=adverbs.end())
        if handed := _HANDED.match(self.text, self.head, self.end):
            return self._clause("directive", "报送", thing=True, predicate=handed.start("act"))
        if (
            self.stop == "，"
            and self.text.startswith("对", self.head)
            and not self._acts_in_time()
            and not _TREATS.search(self.text, bound, self.end)
        ):
            return self._clause("adverbial", "对象")
        if bound > self.head and (name := self.subjects.described(bound)) is not None:
            return self._clause("subject", "主语", subject=name)
        if self.text.startswith("以", self.head) and _ARRANGES.search(self.text, self.head, self.end):
            return self._clause("noun", "无谓语")
        fronted = FRONTED.match(self.text, self.head, self.end)
        sought = fronted or self.marks.timed(self.start, self.end)
        later = self.words.verb.search(self.text, bound, self.end) if sought else None
        if later and fronted:
            return self._clause("directive", "介宾祈使", predicate=later.start())
        if later:
            return self._clause("directive", "时限", thing=later.start() > self.head, predicate=later.start())
        if bound > self.head and self.text.startswith(("对", "在"), self.head):
            return self._clause("adverbial", "对象")
        adverbs = self.words.adverbs.match(self.text, self.head, self.end)
        if adverbs is not None and adverbs.end() < self.end:
            return self._clause("directive", "状语祈使", predicate=adverbs.end())
        return self._clause("adverbial" if self.head >= self.end else "noun", "无谓语")

    def _cued(self, agent: Party | None) -> Clause:
        """A clause with a modal cue."""
        cue = self.cues[0]
        subject, thing = self.subjects.before(cue)
        if cue.modality == "order" and self.text.startswith(("授权", "责成"), cue.start):
            subject = self.actors.at(self.text, cue.end, self.end, cued=False) or subject
        if cue.modality in ("ask", "order") and subject is None:
            subject = self.actors.at(self.text, cue.end, self.end, cued=False)
            if subject is None and cue.modality == "ask":
                subject = self.actors.possessor(self.text, cue.end, self.end)
        if cue.modality == "ban" and (subject is None or self.text.startswith("国家", subject.start)):
            subject = self._forbidden(cue) or subject
        role: Role = "directive"
        if cue.modality == "hope":
            role = "refused"
        elif cue.modality == "power" and not any(c.modality in ("ban", "must", "want") for c in self.cues):
            role = "power"
        elif cue.modality == "support":
            role = "support"
        return self._clause(role, cue.rule, subject=subject, agent=agent, thing=thing, predicate=cue.end)

    def _forbidden(self, cue: Cue) -> Party | None:
        """Who is named after 禁止 or 严禁, and what he must not do after him (``禁止任何单位和个人采砂``)."""
        if not self.text.startswith(("禁止", "严禁", "不准", "不许"), cue.start):
            return None
        party = self.actors.at(self.text, cue.end, self.end, cued=False)
        return party if party is not None and party.end < self.end else None

    def _prepares(self, words: str) -> bool:
        """Whether the clause is an opening phrase or the mention of a case."""
        at = self.head - self.start
        if words.startswith(("通过", "利用", "采取", "按", "根据")) and (placed := _PLACES.search(words)) is not None:
            return self.words.verb.search(self.text, self.start + placed.end(), self.end) is None
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
            if not any(self._takes_back(cue, mention.span) for cue in self.cues):
                return mention.rule
        return None

    def _takes_back(self, cue: Cue, refused: Span) -> bool:
        """Whether a cue asks in spite of what is done: 已查明的要整改, or of an object (要督促已登记单位)."""
        if cue.modality == "power":
            return False
        before = cue.modality in ("must", "want", "ask", "ban") and cue.end <= refused.start
        return cue.start >= refused.end or (before and "的" not in self.text[cue.end : refused.start])

    def _clause(self, role: Role, why: str, *, subject: Party | None = None, agent: Party | None = None,
                thing: bool = False, predicate: int | None = None) -> Clause:  # fmt: skip
        return Clause(
            self.start, self.end, self.stop, role, why, self.cues, subject, agent, thing, predicate, None, self.head
        )
