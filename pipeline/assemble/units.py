"""Clauses → units of the ledger: where a sentence is one item and where it comes apart (ANNOTATION.md § The unit)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from pipeline.assemble.bearers import HELPS, LEADS
from pipeline.assemble.cases import AGAINST, BARE_PENAL, BREACH, GRAVE, LASTING, PenalTest, cases_joined, topics_joined
from pipeline.assemble.item import Unit
from pipeline.clauses.facts import Clause
from pipeline.clauses.party import Party
from pipeline.model import Kind

_ENUMERATOR = re.compile(r"[一二三四五六七八九十]是|其[一二三四五六]，|第[一二三四五六七八九]，|（\d{1,2}）|[①-⑳]")

DeadlineKey = Callable[[int, int], object]


@dataclass(slots=True)
class Sentence:
    """What units need to know of the sentence around them; it lives from one 。 to the next."""

    subject: Party | None = None
    reported_by: object = None
    refusing: bool = False
    breach: bool = False
    case: bool = False


@dataclass(slots=True)
class Grouper:
    """Groups the clauses of one sentence; ``penal``, ``costs`` and ``dated`` look into the view.

    ``penal`` tells what is a penalty by itself, ``costs`` also what is one where a breach is known (暂停其处方权).
    """

    text: str
    penal: PenalTest
    costs: PenalTest
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
        self.ahead = cases_joined(self.text, read, self.penal)
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
        if _ENUMERATOR.match(self.text, clause.start):
            self._flush()
        if clause.role == "reported":
            return
        if clause.role == "refused":
            self._flush()
            self.state.refusing = clause.why.startswith("refuse.")
        elif clause.leading and not (clause.role == "adverbial" and self._punishes(clause)):
            self._prepare(clause)
        elif clause.role == "noun" and not self.penal(clause.start, clause.end):
            self._noun(clause)
        else:
            self._direct(clause)

    def _punishes(self, clause: Clause) -> bool:
        """Whether an opening phrase says the penalty itself (``依照《…法》的规定处罚``)."""
        if self.penal(clause.start, clause.end):
            return True
        return (
            self.state.case
            and clause.stop != "，"
            and BARE_PENAL.search(self.text, clause.start, clause.end) is not None
        )

    def _prepare(self, clause: Clause) -> None:
        self.pending.append(clause)
        if clause.own is not None:
            self.state.subject = clause.own
        if clause.why == "对象" and GRAVE.search(self.text, clause.start, clause.end):
            self.state.breach = True
        if clause.role == "condition":
            self.state.case = self.state.case or clause.why == "的"
            lacks = self.text.startswith(("无", "未", "没有", "缺", "不"), clause.head)
            self.state.breach |= lacks or BREACH.search(self.text, clause.start, clause.end) is not None

    def _noun(self, clause: Clause) -> None:
        """Words without a predicate go on with what stands, or wait for what comes."""
        if self.current is not None and not self.pending:
            self.current.clauses.append(clause)
        elif not self.state.refusing:
            self.pending.append(clause)

    def _direct(self, clause: Clause) -> None:
        if self.state.refusing and not clause.cues:
            self.pending = []
            return
        self.state.refusing = False
        if self._only_leads(clause):
            self.leaders.append(clause)
            return
        if clause.why == "主语" and any(
            self.text.startswith(("对", "在", "特别"), lead.start) for lead in self.pending if lead.role != "condition"
        ):
            clause = replace(clause, subject=None)
        kind = self._kind(clause)
        if self.current is not None and not self.leaders and self._same(clause, kind):
            self.current.clauses += [*self.pending, clause]
            if (
                self.current.party is None
                and self.state.subject is not None
                and any(lead.own is self.state.subject for lead in self.pending)
            ):
                self.current.party = self.state.subject
        else:
            self._flush(keep=True)
            self._open(clause, kind)
        self.pending = []

    def _open(self, clause: Clause, kind: Kind) -> None:
        lead = list(self.pending)
        while lead and lead[0].role == "noun" and (len(lead) > 1 or clause.own is not None or clause.cues):
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
            if own is None or before.role != "subject" or before.own is None or before.why == "牵头":
                break
            names = (*before.own.names, *names)
        return own if own is None or names == own.names else Party(names, own.start, own.end)

    def _kind(self, clause: Clause) -> Kind:
        if clause.modality == "ban" and self._chained_ban(clause):
            return "sanction"
        if clause.modality == "ban":
            return "prohibition"
        if self._is_sanction(clause):
            return "sanction"
        if clause.role == "power" or (
            self.current is not None and self.current.kind == "permission" and not clause.cues and clause.own is None
        ):
            return "permission"
        return "obligation"

    def _chained_ban(self, clause: Clause) -> bool:
        """N年内不得… next to another measure of the same case is a penalty; by itself it is a prohibition."""
        if not (self.state.case or self.state.breach) or not LASTING.search(self.text, clause.start, clause.end):
            return False
        before = self.current is not None and self.current.kind == "sanction"
        return before or any(self.penal(later.start, later.end) for later in self.ahead if later.start > clause.start)

    def _punished_later(self, clause: Clause) -> bool:
        """Whether a later clause of the same case punishes, so that this one (区别不同情况) only prepares it."""
        for later in self.ahead:
            if later.start <= clause.start:
                continue
            if later.role == "condition" or (later.cues and later.modality != "power"):
                return False
            if self.penal(later.start, later.end):
                return True
        return False

    def _is_sanction(self, clause: Clause) -> bool:
        """A breach and what it costs: a penal clause under a condition, or in a tier after one."""
        penal = self.penal(clause.start, clause.end)
        inner = "的" in self.text[clause.start : clause.end] and (
            penal or self.text.startswith(("对", "凡"), clause.head)
        )
        breach = self.state.breach or (inner and BREACH.search(self.text, clause.start, clause.end) is not None)
        if penal and clause.modality == "order" and clause.subject is not None and not self.state.case:
            return False
        if penal and clause.role == "noun":  # nothing but what it costs (``每次给予50元罚款``)
            return True
        prepares = (not clause.cues and clause.subject is None) or clause.role == "power"
        if self.state.case and prepares and self._punished_later(clause):
            return True
        if penal and any(lead.why == "对象" for lead in self.pending):
            return True
        before = self.current is not None and self.current.kind == "sanction"
        if penal and before and clause.own is None:
            return True
        if self._against_somebody() and self.costs(clause.start, clause.end):
            return True
        if penal and (breach or self.state.case or "决定" in self.text[clause.start : clause.end]):
            return True
        if not breach:
            return False
        if self.current is not None and self.current.kind == "sanction" and not clause.cues:
            return True
        return BARE_PENAL.search(self.text, clause.start, clause.end) is not None

    def _against_somebody(self) -> bool:
        """Whether the clause before says against whom (``对连续两次不合格的医师，``)."""
        lead = self.pending[-1] if self.pending else None
        if lead is None or not self.text.startswith("对", lead.head):
            return False
        return AGAINST.search(self.text, lead.start, lead.end) is not None

    def _same(self, clause: Clause, kind: Kind) -> bool:
        """Whether the clause goes on with the current unit."""
        assert self.current is not None
        if kind != self.current.kind or self._other_party(clause):
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
            return not self.text.startswith("或", clause.start)
        return own.texts != self.current.party.texts

    def _flush(self, *, keep: bool = False) -> None:
        if self.current is not None:
            self.units.append(self.current)
            self.current = None
        if not keep:
            self.pending = []
