"""What a clause is: the evidence for and against its roles, in the order in which it counts."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.clauses import shapes
from pipeline.clauses.bare import read_bare
from pipeline.clauses.facts import Clause, Cue, Role
from pipeline.clauses.first_sight import FirstSight
from pipeline.clauses.party import Party
from pipeline.clauses.traps import Traps


@dataclass(slots=True)
class Decision(FirstSight):
    """The decision over one clause, in the order in which evidence counts."""

    def decide(self) -> Clause:
        """The clause with its role and what decided it."""
        words = self.text[self.start : self.end]
        if early := self.told(words) or self.case_told(words):
            return early
        agent = self.subjects.agent() if "由" in words else None
        if self.cues:
            traps = Traps(self.text, self.start, self.end, self.head, self.actors, self.words)
            self.cues = tuple([cue for cue in self.cues if traps.counts(cue)])
        if self.cues:
            self.cues = _forbidden_at_once(self.cues)
            return self._cued(agent)
        if agent is not None and self.stop == "，" and self.text.startswith(("方可", "才"), self.end + 1):
            agent = None  # 由省局颁发证书后，方可上岗: when, not who
        if agent is not None:
            return self._acted(words, agent)
        return self._circumstance(words) or self._acted(words, None)

    def _circumstance(self, words: str) -> Clause | None:
        """When, in which case or by what definition: without a cue and without an agent."""
        if self.stop == "，" and words.endswith(shapes.BEFORE) and self._only_before():
            return self.clause("adverbial", "时前", subject=self.subjects.of_case())
        if self.stop == "，" and (match := shapes.CONDITION_END.search(words)):
            why = "之一" if match.group() == "之一" else "时"
            return self.clause("condition", why, subject=self.subjects.of_case())
        return self.defined() if "为" in words or "是" in words or "包" in words else None

    def _only_before(self) -> bool:
        """Whether the clause sets no time of its own but an event that comes (``化粪池、污水井作业前，``)."""
        if not self.marks.timed(self.head, self.end):
            return True
        events = [time for time in self.marks.times if self.head < time.span.start and time.span.end == self.end]
        return any("event" in time.rule for time in events) and not self.acts()

    def _acted(self, words: str, agent: Party | None) -> Clause:
        """Who acts, and does what; where nobody is named, the bare clause."""
        joined = self.head > self.start and (self.text.startswith("并", self.head - 1) or words.startswith("以及"))
        subject = None if joined else self.actors.at(self.text, self.head, self.end)
        if subject is not None and subject.end == self.end and self.acted_in_time():
            subject = None  # 每季度召开一次联席会议: what is done, not who does it
        if subject is not None and agent is not None and self.text.startswith("由", subject.end):
            subject = None  # 既有小区由产权单位提出申请: of what, not who
        if subject is None and agent is None and (act := self._at_once()) is not None:
            return self.clause("directive", "祈使", predicate=act)
        if self.stop == "，" and agent is None:
            if "的" in words and (told := self.listed() or self.described(subject)) is not None:
                return self.clause("subject", "主语", subject=told)
            if subject is None and "的" in words and self.describes() and (told := self.told_next()) is not None:
                return self.clause("subject", "主语", subject=told)  # 发现隐患的单位和个人，应当报告
            if subject is None and self._prepares(words):
                return self.clause("adverbial", "状语")
        if subject is not None and self._lacks(words, subject):
            return self.clause("condition", "时", subject=subject)
        if subject is None and agent is None:
            subject = self._in_time()
        if subject is not None:
            return self._with_subject(words, subject, agent)
        if agent is not None:
            office = self.stop == "，" and shapes.OFFICE.fullmatch(self.text, agent.end, self.end) is not None
            role: Role = "subject" if agent.end >= self.end or office else "directive"
            return self.clause(role, "由", agent=agent, predicate=agent.end)
        return read_bare(self)

    def _lacks(self, words: str, subject: Party) -> bool:
        """Whether somebody lacks what the next clause forbids him for (``新队员未经考核，不得上岗``)."""
        lacks = self.stop == "，" and self.text.startswith("未", subject.end) and "的" not in words
        return lacks and self.text.startswith(shapes.FORBIDS, self.end + 1)

    def _in_time(self) -> Party | None:
        """Who comes or begins in the time that opens the clause, and acts then (``校医院开学后一个月内做完体检``)."""
        for time in self.marks.times:
            if time.span.start == self.start and self.start < time.span.end <= self.head:
                first = self.actors.first(self.text, self.start, time.span.end)
                return first if first is not None and shapes.OWN_EVENT.match(self.text, first.end) else None
        return None

    def _with_subject(self, words: str, subject: Party, agent: Party | None) -> Clause:
        """A subject with its predicate; with a title, a time or nothing after it, it waits for the next clause."""
        if self.stop == "，" and shapes.BEFORE_THAT.fullmatch(self.text, subject.end, self.end):
            before = words.endswith("前")
            return self.clause("adverbial" if before else "condition", "时前" if before else "时", subject=subject)
        if shapes.OWNED.fullmatch(self.text, subject.end, self.end):
            return self.clause("noun", "无谓语")
        waits = self.end - subject.end <= 1
        if self.stop == "，" and not waits:
            titled = shapes.TITLED.fullmatch(self.text, subject.end, self.end) is not None
            waits = titled or (words[-1] in "起前内止" and self.marks.time_at(subject.end) >= self.end)
        role: Role = "subject" if waits else "directive"
        predicate = subject.end if self.end - subject.end > 1 else None
        return self.clause(role, "主语", subject=subject, agent=agent, predicate=predicate)

    def _cued(self, agent: Party | None) -> Clause:
        """A clause with a modal cue."""
        cue = self.cues[0]
        if self.stop == "，" and shapes.WHOM.fullmatch(self.text, cue.end, self.end):
            return self.clause("adverbial", "对象")  # 并可以对主要领导人，依法给予处分
        if agent is not None and self.text.endswith("交由", 0, agent.start) and agent.start > cue.end:
            agent = None  # 不得将分内的事项交由社区办理
        subject, thing = self.subjects.before(cue)
        subject = subject or ((self._before_time(cue) or self._in_case(cue)) if thing else None)
        if cue.modality == "order" and self.text.startswith(("授权", "责成"), cue.start):
            subject = self.actors.at(self.text, cue.end, self.end, cued=False) or subject
        if cue.modality in ("ask", "order") and (subject is None or cue.modality == "ask"):
            subject = self.actors.at(self.text, cue.end, self.end, cued=False) or subject
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
        told = cue.modality == "ask" and subject is not None and subject.start >= cue.end
        act = subject.end if told and subject is not None else cue.end  # 请各单位｜高度重视
        return self.clause(role, cue.rule, subject=subject, agent=agent, thing=thing, predicate=act)

    def _before_time(self, cue: Cue) -> Party | None:
        """The party with a time between it and the cue (``科主任春节期间不得外出``)."""
        for time in self.marks.times:
            lasts = cue.modality == "ban" and time.rule.startswith("deadline.within")  # 三年内不得参评
            if self.head < time.span.start and time.span.end == cue.start and not lasts:
                at = time.span.start - (self.text[time.span.start - 1] in "在于")
                return self.actors.at(self.text, self.head, at, cued=True)
            if self.head == time.span.start and time.span.end == cue.start and time.rule == "deadline.event_before":
                return self.actors.first(self.text, self.head, time.span.end)  # 事故企业复产前须…
        return None

    def _in_case(self, cue: Cue) -> Party | None:
        """The party with a circumstance between it and the cue (``货车驾驶人过桥时必须减速``)."""
        if self.text[cue.start - 1] not in "时后中" or cue.start - self.head > 24:
            return None
        first = self.actors.first(self.text, self.head, cue.start)
        return first if first is not None and shapes.MEANWHILE.fullmatch(self.text, first.end, cue.start) else None

    def _forbidden(self, cue: Cue) -> Party | None:
        """Who is named after 禁止 or 严禁, and what he must not do after him (``禁止任何单位和个人采砂``)."""
        if not self.text.startswith(("禁止", "严禁", "不准", "不许"), cue.start):
            return None
        party = self.actors.at(self.text, cue.end, self.end, cued=False)
        if party is None and (anyone := shapes.ANYONE.match(self.text, cue.end, self.end)) is not None:
            party = Party.one(self.text, *anyone.span())
        return party if party is not None and party.end < self.end else None

    def _at_once(self) -> int | None:
        """Where the act stands that a case asks for at once in its own clause (``发现险情立即报告``)."""
        if not self.at_head("发现", "出现", "发生", "遇", "接到", "收到", "一旦"):
            return None
        case = shapes.AT_ONCE.match(self.text, self.head, self.end)
        return self.words.predicate(self.text, case.end(), self.end) if case else None

    def _prepares(self, words: str) -> bool:
        """Whether the clause is an opening phrase or the mention of a case."""
        at = self.head - self.start
        if (words.startswith("按") and self._ends_in_act()) or words.startswith(("为每", "为各", "为其")):
            return False  # 按核定路线行驶, 为每台车辆安装…
        if (
            words.startswith(("通过", "利用", "采取", "按", "根据"))
            and (placed := shapes.PLACES.search(words)) is not None
        ):
            return self.words.verb.search(self.text, self.start + placed.end(), self.end) is None
        if 0 < at < len(words) and self.words.predicate(self.text, self.head, self.end) is not None:
            return False
        if words.startswith(shapes.FOCUSES) and shapes.FOCUSED.fullmatch(words) is not None:
            return False  # 聚焦商贸市场开展夜查
        return (
            at >= len(words)
            or bool(
                shapes.ADVERBIAL.match(words, at)
                or shapes.CONDITION_HEAD.match(words, at)
                or shapes.ADVERBIAL.match(words)
            )
            or (
                words.startswith(("对", "在"))
                and self.words.predicate(self.text, self.head, self.end) is None
                and not self.words.verb.search(self.text, self.start + 2, self.end)
            )
        )

    def _ends_in_act(self) -> bool:
        """Whether the clause closes with what is done so (``按核定路线行驶``)."""
        if self.end - self.head > 8 and shapes.RUNS.search(self.text, self.end - 8, self.end):
            return True  # 按照安全运营标准组织运营
        return any(
            verb.end() == self.end and verb.group() not in self.words.nominal
            for verb in self.words.long_verb.finditer(self.text, max(self.head, self.end - 3), self.end)
        )


def _forbidden_at_once(cues: tuple[Cue, ...]) -> tuple[Cue, ...]:
    """The cues, with a 应 or 须 and the ban right behind it as one ban (``应不得泄露``, ``必须严禁``)."""
    first, second = cues[0], cues[1] if len(cues) > 1 else None
    if second is None or first.modality != "must" or second.modality != "ban" or first.end != second.start:
        return cues
    return (second._replace(start=first.start), *cues[2:])
