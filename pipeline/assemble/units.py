"""Clauses → units of the ledger: where a sentence is one item and where it comes apart (ANNOTATION.md § The unit)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.assemble import joins
from pipeline.assemble.cases import BARE_PENAL, BREACH, cases_joined, topics_joined
from pipeline.assemble.item import Unit
from pipeline.assemble.kinds import Judge, Sentence
from pipeline.clauses.facts import Clause
from pipeline.model import Kind
from pipeline.record import replace

ENUMERATOR = re.compile(
    r"[0-9]{1,2}[.．、](?=[\u4e00-\u9fff])|[一二三四五六七八九十]是(?:要(?=[^求]))?|其[一二三四五六]，|第[一二三四五六七八九]，|（\d{1,2}）|[①-⑳]"
)
ENUMERATES = frozenset("123456789一二三四五六七八九十其第（①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")  # what each begins with
_LISTS = re.compile(r"(?:主要|具体|其中|一般)?(?:应当?)?(?:包括|包含)(?:但不限于)?")
_HEADS_DUTIES = re.compile(r"(?:^|(?<=[，。；]))(?:有关|具体|主要|相关)(?:要求|安排|规定|措施)(?:是|为|如下)?$")
_OPINES = re.compile("指出|认为")  # what a meeting finds asks for nothing, unless it says so
_REST = re.compile("其[他它][^，。；]{0,24}(?:行为|活动|情形)")
_SCHEDULES = re.compile("定于|分[^，。；]{0,24}(?:批|期|阶段|轮|步骤?)")  # what comes may be told of each
_LABEL = 8  # characters; what asks for something before a colon is longer
_MOST = 60  # clauses; no sentence of a document has as many, and a unit is looked at again with each

DeadlineKey = Callable[[int, int], object]


@dataclass(slots=True)
class Grouper:
    """Groups the clauses of one sentence; ``judge`` and ``dated`` look into the view."""

    text: str
    judge: Judge
    dated: DeadlineKey
    state: Sentence
    sentence: int
    statute: bool = False
    closed: bool = False
    units: list[Unit] = field(default_factory=list)
    pending: list[Clause] = field(default_factory=list)
    current: Unit | None = None
    ahead: list[Clause] = field(default_factory=list)
    leaders: list[Clause] = field(default_factory=list)

    def group(self, clauses: list[Clause]) -> list[Unit]:
        """The units of the clauses, in order."""
        read = topics_joined(clauses, self.dated) if self.statute else clauses
        self.ahead = cases_joined(self.text, read, self.judge.penal, self.dated)
        for clause in self.ahead:
            self._take(clause)
        self._close_leaders()
        if self.current is not None and all(clause.role in ("adverbial", "noun") for clause in self.pending):
            self.current.clauses += self.pending  # 要界定范围，聚焦小微企业、农户
        if self.closed and self.current is None and not self.units and not self.state.refusing:
            self._set_figure()
        self._flush()
        return self.units

    def _set_figure(self) -> None:
        """A figure that a measure sets is the task of the unit that closes it (``首付比例不低于20%。（市住建局）``)."""
        first = next((at for at, clause in enumerate(self.pending) if clause.role == "noun"), None)
        last = self.pending[-1] if self.pending else None
        if first is not None and last is not None and joins.sets_figure(self.text, last):
            self.current = Unit("obligation", self.pending[first:], self.pending[:first], sentence=self.sentence)

    def _close_leaders(self) -> None:
        """Who leads, said last, leads what stands before; said alone, it is the item."""
        if not self.leaders:
            return
        if self.current is not None and self.current.kind == "obligation" and self.current.party is None:
            self.current.leaders = self.leaders
        else:
            self._flush()
            self.current = Unit("obligation", self.leaders, party=self.leaders[0].own, sentence=self.sentence,
                                leaders=self.leaders)  # fmt: skip
        self.leaders = []

    def _take(self, clause: Clause) -> None:
        if clause.reported_by is not None:
            self._flush()
            self.state.reported_by, self.state.refusing = clause.reported_by, False
            self.state.opines = _OPINES.search(self.text, clause.reported_by.end, clause.end) is not None
        if self.text[clause.start] in ENUMERATES and ENUMERATOR.match(self.text, clause.start):
            self._flush()
            self.state.subject = None
        if self.text.startswith("否则", clause.start):  # 否则应全额退回: what it costs
            self.state.breach = True
        if clause.role == "reported" or clause.why == "标签" or self._labels(clause):
            self.pending = [] if self.current is None and clause.why == "标签" else self.pending
            return
        if clause.stop == "：" and _HEADS_DUTIES.search(self.text, clause.start, clause.end):
            self._flush()
            self.state.refusing = False  # 意见由市局拟订，有关要求是：…
            return
        if clause.stop == "：" and _LISTS.fullmatch(self.text, clause.start, clause.end):
            self._flush()
            self.state.refusing = True  # 主要包括：…, what comes is what it consists of
            return
        if self.judge.forbids and clause.role == "subject" and clause.stop != "，":
            clause = replace(clause, role="noun", subject=None)  # 占用登高场地和救援窗口；: what is forbidden
        will = clause.why in ("refuse.will", "refuse.will_do")
        if will and self.state.case and self.judge.costs(clause.start, clause.end):
            clause = replace(clause, role="directive")  # 弄虚作假的，我局将暂停受理: what it costs
        if clause.role == "refused":
            if joins.reports(self.text, self.current, clause) and not self._is_dated():
                self.current = None
            self._flush()
            self.state.refusing = clause.why.startswith(("refuse.", "cue.hope"))
            self.state.scheduled = _SCHEDULES.search(self.text, clause.start, clause.end) is not None
            self.state.validity = clause.why == "refuse.validity"
        elif clause.leading and not (clause.role == "adverbial" and self._punishes(clause)):
            self._prepare(clause)
        elif (
            clause.role == "noun"
            and not (self.judge.forbids and self.current is None and not self._catches_all(clause))
            and not self.judge.penal(clause.start, clause.end)
            and not self.text.startswith("违者", clause.head)
        ):
            self._noun(clause)
        else:
            self._direct(clause)

    def _catches_all(self, clause: Clause) -> bool:
        """Whether the clause is but the rest of a list (``法律、法规禁止的其他行为``)."""
        return _REST.search(self.text, clause.start, clause.end) is not None

    def _labels(self, clause: Clause) -> bool:
        """Whether the sentence's first words only name what comes after their colon (``资助申请：申请人…签订合同``)."""
        short = clause.stop == "：" and clause.end - clause.start <= _LABEL and not clause.cues and clause.own is None
        return short and len(self.ahead) > 1 and clause is self.ahead[0] and self.ahead[1].own is not None

    def _punishes(self, clause: Clause) -> bool:
        """Whether an opening phrase says the penalty itself (``依照《…法》的规定处罚``)."""
        if self.judge.penal(clause.start, clause.end):
            return True
        return (
            self.state.case
            and clause.stop != "，"
            and BARE_PENAL.search(self.text, clause.start, clause.end) is not None
        )

    def _prepare(self, clause: Clause) -> None:
        against = clause.why == "的" and self.text.startswith("对", clause.start)
        if self.current is not None and against and all(lead.role == "adverbial" for lead in self.pending):
            self.current.clauses += self.pending  # …，结合实际，对不落实的，要问责
            self.pending = []
        described = clause.role == "subject" and "的" in self.text[clause.start : clause.end]
        listed = described and any(self.text.startswith("对", lead.start) for lead in self.pending)
        self.pending.append(clause)
        if clause.own is not None and not listed:  # 对拖期交货、随意提价的企业，
            self.state.subject = clause.own
        self.state.breach |= joins.treats_badly(self.text, clause)
        if clause.role == "condition":
            self.state.case = self.state.case or clause.why == "的"
            lacks = self.text.startswith(("无", "未", "没有", "缺", "不"), clause.head)
            self.state.breach |= lacks or BREACH.search(self.text, clause.start, clause.end) is not None

    def _noun(self, clause: Clause) -> None:
        """Words without a predicate go on with what stands, or wait for what comes."""
        if self.current is not None and not self.pending and len(self.current.clauses) < _MOST:
            self.current.clauses.append(clause)
        elif not self.state.refusing:
            self.pending.append(clause)

    def _direct(self, clause: Clause) -> None:
        if self.state.validity and joins.names_units(clause):
            self.state.refusing = False  # 标准自1月1日起执行，各区按差额补发
        if self.state.scheduled and clause.why in ("主语", "祈使") and self.dated(clause.start, clause.end) is not None:
            self.state.refusing = False  # 搬迁分两批进行，内科4月12日前完成搬迁
        handed = clause.why == "由" and not self.state.validity  # 已整改15处，剩余2处由基建科负责
        if self.state.refusing and not handed and (not clause.cues or joins.done_too(self.text, clause)):
            self.pending = []
            return
        self.state.refusing = False
        if self.state.opines and not clause.cues and self.dated(clause.start, clause.end) is None:
            self.pending = []
            return
        again = self.text.startswith(("即", "直至", "直到"), clause.start) and clause.role != "power"
        if self.current is not None and again and not self.pending:
            self.current.clauses.append(clause)  # …实现共享，即两部门打通路径: says the same again, or until when
            return
        if joins.only_leads(self.text, clause, self.leaders):
            self.leaders.append(clause)
            return
        if clause.why == "主语" and joins.acted_on(self.text, clause, self.pending):
            clause = replace(clause, subject=None)
        kind = self.judge.kind(clause, self.current.kind if self.current else None, self.pending, self.ahead)
        if kind == "sanction" and any(lead.why == "对象" for lead in self.pending):
            self.state.breach = True  # 对不合格的护林员，由乡镇扣发补助；连续两月的，解除合同
        if kind == "permission":
            kind = self._permitted(clause)
        if self.current is not None and not self.leaders and self._same(clause, kind):
            if self.current.party is None and clause.own is not None and joins.topical(self.text, self.current, clause):
                self.current.party, self.current.agent = clause.own, clause.agent is not None
            self.current.clauses += [*self.pending, clause]
            if (
                self.current.party is None
                and self.state.subject is not None
                and any(lead.own is self.state.subject for lead in self.pending)
            ):
                self.current.party = self.state.subject
        else:
            self._take_along(clause, kind)
            self._flush(keep=True)
            self._open(clause, kind)
        self.pending = []

    def _is_dated(self) -> bool:
        return self.current is not None and self.dated(self.current.start, self.current.end) is not None

    def _permitted(self, clause: Clause) -> Kind:
        """The kind of a clause that permits: its unit's own, where it goes on with a duty.

        Where nothing but the circumstance stood before (``企业利用余热发电，可自发自用``), the whole is a permission.
        """
        unit = self.current
        if unit is None or not joins.permitted_too(self.text, unit, clause, self.pending):
            return "permission"
        if not unit.cued and len(unit.clauses) == 1 and not self.pending and not self._is_dated():
            unit.kind = "permission"
        return unit.kind

    def _take_along(self, clause: Clause, kind: Kind) -> None:
        """What stands before a new unit and belongs to it: the steps of who gets, the topic said last."""
        unit = self.current
        if unit is not None and joins.earned(self.text, unit, clause):
            self.pending = [*unit.lead, *unit.clauses, *self.pending]
            self.current = None
        elif (
            unit is not None and unit.kind != kind and not self.pending and joins.topic_of_next(self.text, unit, clause)
        ):
            self.pending = [unit.clauses.pop()]

    def _open(self, clause: Clause, kind: Kind) -> None:
        lead = joins.own_lead(self.text, clause, self.pending)
        party, agent = joins.joint_party(clause, self.pending), clause.agent is not None
        if party is None and self.state.subject is not None and kind != "sanction":
            party = self.state.subject
        if clause.subject is not None:
            self.state.subject = clause.subject
        by = self.state.reported_by
        party = party or (self.leaders[0].own if self.leaders else None)
        self.current = Unit(kind, [clause], lead, party, agent, by, self.sentence,  # type: ignore[arg-type]
                            leaders=self.leaders)  # fmt: skip
        self.leaders = []

    def _same(self, clause: Clause, kind: Kind) -> bool:
        """Whether the clause goes on with the current unit."""
        assert self.current is not None
        if (
            kind != self.current.kind
            or joins.other_party(self.text, self.current, clause)
            or joins.other_case(self.current, clause, self.pending)
            or len(self.current.clauses) >= _MOST
        ):
            return False
        if joins.unfinished(self.text, self.current):
            return True
        before, now = self.dated(self.current.start, self.current.end), self.dated(self._from(clause), clause.end)
        return before is None or now is None or before == now

    def _from(self, clause: Clause) -> int:
        return self.pending[0].start if self.pending else clause.start

    def _flush(self, *, keep: bool = False) -> None:
        if self.current is not None:
            self.units.append(self.current)
            self.current = None
        if not keep:
            self.pending = []
