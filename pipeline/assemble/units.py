"""Clauses → units of the ledger: where a sentence is one item and where it comes apart (ANNOTATION.md § The unit)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from pipeline.assemble.bearers import HELPS, LEADS
from pipeline.assemble.cases import BARE_PENAL, BREACH, GRAVE, cases_joined, topics_joined
from pipeline.assemble.item import Unit
from pipeline.assemble.kinds import Judge, Sentence
from pipeline.clauses.facts import Clause
from pipeline.clauses.party import Party
from pipeline.clauses.subjects import GETS
from pipeline.model import Kind

ENUMERATOR = re.compile(
    r"[一二三四五六七八九十]是(?:要(?=[^求]))?|其[一二三四五六]，|第[一二三四五六七八九]，|（\d{1,2}）|[①-⑳]"
)
ENUMERATES = frozenset("一二三四五六七八九十其第（①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")  # what each begins with
_GIVES = re.compile(r"给予|予以|补贴|补助|奖励|退还|返还|兑现|发放|退付")
_ISSUED = re.compile(r"(?:印发|下发|出台|发布|颁布)(?:了[^，。；]{0,16})?《")
_SHORT_TOPIC = 24
_TELLS = re.compile(r"《|同意|给予|按|已|将|[了过]")
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
    units: list[Unit] = field(default_factory=list)
    pending: list[Clause] = field(default_factory=list)
    current: Unit | None = None
    ahead: list[Clause] = field(default_factory=list)
    leaders: list[Clause] = field(default_factory=list)

    def group(self, clauses: Iterable[Clause]) -> list[Unit]:
        """The units of the clauses, in order."""
        read = topics_joined(list(clauses)) if self.statute else list(clauses)
        self.ahead = cases_joined(self.text, read, self.judge.penal)
        for clause in self.ahead:
            self._take(clause)
        self._close_leaders()
        self._flush()
        return self.units

    def _only_leads(self, clause: Clause) -> bool:
        """Whether the clause says no more than who leads, or after such a one who helps."""
        if clause.own is None or clause.cues:
            return False
        words = LEADS if not self.leaders else HELPS
        return words.fullmatch(self.text, clause.own.end, clause.end) is not None

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
        if self.text[clause.start] in ENUMERATES and ENUMERATOR.match(self.text, clause.start):
            self._flush()
            self.state.subject = None
        if self.text.startswith("否则", clause.start):  # 否则应全额退回: what it costs
            self.state.breach = True
        if clause.role == "reported":
            return
        if clause.role == "refused":
            if clause.why == "refuse.done" and _ISSUED.search(self.text, clause.start, clause.end) and self._told():
                self.current = None
            self._flush()
            self.state.refusing = clause.why.startswith("refuse.")
            self.state.validity = clause.why == "refuse.validity"
        elif clause.leading and not (clause.role == "adverbial" and self._punishes(clause)):
            self._prepare(clause)
        elif clause.role == "noun" and not self.judge.penal(clause.start, clause.end):
            self._noun(clause)
        else:
            self._direct(clause)

    def _told(self) -> bool:
        """Whether what stands so far was done too: a bare chain that ends in a document reports (``完善政策，出台《意见》``)."""
        unit = self.current
        if unit is None or unit.cued or unit.party is not None or unit.kind != "obligation":
            return False
        return self.dated(unit.start, unit.end) is None

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
        if (
            self.current is not None
            and self.pending
            and clause.why == "的"
            and self.text.startswith("对", clause.start)
        ):
            if all(lead.role == "adverbial" for lead in self.pending):  # …，结合实际，对不落实的，要问责
                self.current.clauses += self.pending
                self.pending = []
        listed = clause.role == "subject" and any(self.text.startswith("对", lead.start) for lead in self.pending)
        self.pending.append(clause)
        if clause.own is not None and not listed:  # 对拖期交货、随意提价的企业，
            self.state.subject = clause.own
        if clause.why == "对象" and GRAVE.search(self.text, clause.start, clause.end) and not self._of_land(clause):
            self.state.breach = True
        if clause.role == "condition":
            self.state.case = self.state.case or clause.why == "的"
            lacks = self.text.startswith(("无", "未", "没有", "缺", "不"), clause.head)
            self.state.breach |= lacks or BREACH.search(self.text, clause.start, clause.end) is not None

    def _of_land(self, clause: Clause) -> bool:
        """Whether what is treated has done nothing (``对已出让尚未建设的用地``)."""
        return self.text[clause.start : clause.end].endswith(("地", "地块", "房", "房屋", "资金"))

    def _noun(self, clause: Clause) -> None:
        """Words without a predicate go on with what stands, or wait for what comes."""
        if self.current is not None and not self.pending and len(self.current.clauses) < _MOST:
            self.current.clauses.append(clause)
        elif not self.state.refusing:
            self.pending.append(clause)

    def _done_too(self, clause: Clause) -> bool:
        """Whether an order goes on with what was done (``省厅已约谈企业7家，并责令3家停业整顿``)."""
        return clause.modality == "order" and self.text.startswith(("并", "又", "还"), clause.start)

    def _direct(self, clause: Clause) -> None:
        if self.state.validity and self._unit_named(clause):
            self.state.refusing = False  # 标准自1月1日起执行，各区按差额补发
        if self.state.refusing and (not clause.cues or self._done_too(clause)):
            self.pending = []
            return
        self.state.refusing = False
        if self._only_leads(clause):
            self.leaders.append(clause)
            return
        if (
            clause.why == "主语"
            and not self._unit_named(clause)
            and any(
                self.text.startswith(("对", "在", "特别"), lead.start)
                for lead in self.pending
                if lead.role != "condition"
            )
        ):
            clause = replace(clause, subject=None)
        kind = self.judge.kind(clause, self.current.kind if self.current else None, self.pending, self.ahead)
        if kind == "permission" and self.current is not None and self._goes_on_with(clause):
            kind = self.current.kind
        if self.current is not None and not self.leaders and self._same(clause, kind):
            self.current.clauses += [*self.pending, clause]
            if self.current.party is None and clause.own is not None and self._topical(clause):
                self.current.party, self.current.agent = clause.own, clause.agent is not None
            if (
                self.current.party is None
                and self.state.subject is not None
                and any(lead.own is self.state.subject for lead in self.pending)
            ):
                self.current.party = self.state.subject
        else:
            if self.current is not None and self._earned(clause):
                self.pending = [*self.current.lead, *self.current.clauses, *self.pending]
                self.current = None
            elif self.current is not None and self.current.kind != kind:
                self._take_topic_along(clause)
            self._flush(keep=True)
            self._open(clause, kind)
        self.pending = []

    def _earned(self, clause: Clause) -> bool:
        """Whether somebody gives what the party before gets for its steps (``农民购房，市财政给予补贴``)."""
        assert self.current is not None
        party = self.current.party
        if clause.own is None or party is None or self.current.cued or len(self.current.clauses) > 1:
            return False
        gets = all(GETS.search(name.text) and not name.text.startswith("各") for name in party.names)
        return gets and _GIVES.search(self.text, clause.own.end, clause.end) is not None

    def _take_topic_along(self, clause: Clause) -> None:
        """A topic said right before another kind of clause is what that one speaks of (``已有的设施，限期封闭``)."""
        assert self.current is not None
        last = self.current.clauses[-1]
        if clause.own is None and not self.pending and len(self.current.clauses) > 1 and last.role == "noun":
            if self.text.startswith(("已", "现有", "原有", "新"), last.start):
                self.pending = [self.current.clauses.pop()]

    def _topic(self, clause: Clause) -> bool:
        """Whether the words only name what is spoken of (``古井的登记，由文物局办理``)."""
        words = self.text[clause.start : clause.end]
        return len(words) <= _SHORT_TOPIC and not _TELLS.search(words)

    @staticmethod
    def _unit_named(clause: Clause) -> bool:
        """Whether nothing but units act: they are no further case of what 对… speaks of."""
        return clause.subject is not None and all(name.sort == "unit" for name in clause.subject.names)

    def _open(self, clause: Clause, kind: Kind) -> None:
        lead = list(self.pending)
        while (
            lead
            and lead[0].role == "noun"
            and (len(lead) > 1 or clause.subject is not None or (clause.own is not None and not self._topic(lead[0])))
        ):
            lead.pop(0)
        party, agent = self._joint(clause), clause.agent is not None
        if party is None and self.state.subject is not None and kind != "sanction":
            party = self.state.subject
        if clause.subject is not None:
            self.state.subject = clause.subject
        by = self.state.reported_by
        party = party or (self.leaders[0].own if self.leaders else None)
        self.current = Unit(kind, [clause], lead, party, agent, by, self.sentence,  # type: ignore[arg-type]
                            leaders=self.leaders)  # fmt: skip
        self.leaders = []

    def _joint(self, clause: Clause) -> Party | None:
        """The clause's party, together with the one that stands alone right before it (``带班领导，值班人员必须…``)."""
        own, names = clause.own, clause.own.names if clause.own is not None else ()
        for before in reversed(self.pending):
            if own is None or before.role != "subject" or before.own is None or clause.agent is not None:
                break
            names = (*before.own.names, *names)
        return own if own is None or names == own.names else Party(names, own.start, own.end)

    def _same(self, clause: Clause, kind: Kind) -> bool:
        """Whether the clause goes on with the current unit."""
        assert self.current is not None
        if kind != self.current.kind or self._other_party(clause) or len(self.current.clauses) >= _MOST:
            return False
        before, now = self.dated(self.current.start, self.current.end), self.dated(self._from(clause), clause.end)
        return before is None or now is None or before == now

    def _from(self, clause: Clause) -> int:
        return self.pending[0].start if self.pending else clause.start

    def _other_party(self, clause: Clause) -> bool:
        assert self.current is not None
        own = clause.own
        if own is not None and HELPS.fullmatch(self.text, own.end, clause.end):
            return False
        if own is None or (
            self.current.kind == "sanction" and clause.agent is not None and "承担" in self.text[own.end : clause.end]
        ):
            return False
        if self.current.party is None:
            return not self.text.startswith("或", clause.start) and not self._topical(clause)
        return own.texts != self.current.party.texts

    def _goes_on_with(self, clause: Clause) -> bool:
        """Whether what somebody may do belongs to what he does (``报市政府同意后，可重新供应``).

        Where nothing but the circumstance stood before (``企业利用余热发电，可自发自用``), the whole is a permission.
        """
        assert self.current is not None
        owned = clause.own is not None or any(lead.why in ("的", "之一") for lead in self.pending)
        if self.current.kind != "obligation" or owned or self.text.startswith("有权", clause.cues[0].start):
            return False
        if (
            not self.current.cued
            and len(self.current.clauses) == 1
            and self.dated(self.current.start, self.current.end) is None
        ):
            self.current.kind = "permission"
        return True

    def _topical(self, clause: Clause) -> bool:
        """Whether the agent does what the sentence says of its topic (``价格，综合考虑成本，由市局确定``)."""
        assert self.current is not None
        lead = self.current.lead
        if not lead or self.current.cued:
            return False
        if self.text.startswith("为", lead[0].start) and lead[0].role == "adverbial":
            return True  # 为处理各方关系，推进改革，国务院决定…: all of it is what for
        return clause.agent is not None and lead[0].role == "noun"

    def _flush(self, *, keep: bool = False) -> None:
        if self.current is not None:
            self.units.append(self.current)
            self.current = None
        if not keep:
            self.pending = []
