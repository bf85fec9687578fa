"""Clauses → units of the ledger: where a sentence is one item and where it comes apart (ANNOTATION.md § The unit)."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.assemble import joins
from pipeline.assemble.cases import BARE_PENAL, cases_joined, topics_joined
from pipeline.assemble.growing import MOST, Growing
from pipeline.assemble.item import Unit
from pipeline.clauses.breach import BREACH
from pipeline.clauses.facts import Clause
from pipeline.model import Kind
from pipeline.patterns import compiled
from pipeline.record import replace

ENUMERATOR = compiled(
    r"[0-9]{1,2}[.．、](?=[\u4e00-\u9fff])|[一二三四五六七八九十]是(?:要(?=[^求]))?|其[一二三四五六]，|第[一二三四五六七八九]，|（\d{1,2}）|[①-⑳]"
)
ENUMERATES = frozenset("123456789一二三四五六七八九十其第（①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")  # what each begins with
_LISTS = compiled(r"(?:主要|具体|其中|一般)?(?:应当?)?(?:包括|包含)(?:但不限于)?")
_HEADS_DUTIES = compiled(r"(?:^|(?<=[，。；]))(?:有关|具体|主要|相关)(?:要求|安排|规定|措施)(?:是|为|如下)?$")
_OPINES = compiled("指出|认为")  # what a meeting finds asks for nothing, unless it says so
_REST = compiled("其[他它][^，。；]{0,24}(?:行为|活动|情形)")
# 档案整理于1月20日前结束: to be done still, unless it was asked once or will come of itself
_DUE = compiled(
    r"(?!要求)(?:(?!将[于在])[^，。；])*?(?:[0-9]{1,2}月(?:[0-9]{1,2}日|底|[上中]旬)|月底|年底|季度末|本周[一二三四五六日天])前[^已了]*$"
)
_SCHEDULES = compiled("定于|分[^，。；]{0,24}(?:批|期|阶段|轮|步骤?)")  # what comes may be told of each
# 每月10日前填报进度，至全部处置完毕
_UNTIL = compiled("[至到][^，。；]{1,16}(?:完毕|结束|为止|清零|完成|年底|月底|[0-9一二三四五六七八九十]月)(?:为止)?")
_DEMANDS = compiled("(?:要求|强调)$")  # 局长点赞食品股，要求：各所…
_LABEL = 8  # characters; what asks for something before a colon is longer


@dataclass(slots=True)
class Grouper(Growing):
    """Groups the clauses of one sentence."""

    def group(self, clauses: list[Clause]) -> list[Unit]:
        """The units of the clauses, in order."""
        read = topics_joined(clauses, self.dated) if self.statute else clauses
        self.ahead = cases_joined(self.text, read, self.judge.penal, self.dated)
        for clause in self.ahead:
            self._take(clause)
        self.close_leaders()
        if self.current is not None and all(clause.role in ("adverbial", "noun") for clause in self.pending):
            self.current.clauses += self.pending  # 要界定范围，聚焦小微企业、农户
        if self.closed and self.current is None and not self.units and not self.state.refusing:
            self.set_figure()
        self.flush()
        return self.units

    def _take(self, clause: Clause) -> None:
        self._begin(clause)
        if self._passes(clause):
            return
        clause = self._recast(clause)
        if clause.role == "refused":
            self._refuse(clause)
        elif clause.leading and not (clause.role == "adverbial" and self._punishes(clause)):
            self._prepare(clause)
        elif clause.role == "noun" and not self._asks(clause):
            self._noun(clause)
        else:
            self._direct(clause)

    def _begin(self, clause: Clause) -> None:
        """What a clause's first words change for what follows: who speaks, a new number, what a breach costs."""
        if clause.reported_by is not None:
            self.flush()
            self.state.reported_by, self.state.refusing = clause.reported_by, False
            self.state.opines = _OPINES.search(self.text, clause.reported_by.end, clause.end) is not None
        if self.text[clause.start] in ENUMERATES and ENUMERATOR.match(self.text, clause.start):
            self.flush()
            self.state.subject = None
        if self.text.startswith("否则", clause.start):  # 否则应全额退回: what it costs
            self.state.breach = True

    def _passes(self, clause: Clause) -> bool:
        """Whether the clause only says what comes after it: a label, 有关要求是：, 主要包括：."""
        if clause.why == "标签" and _DEMANDS.search(self.text, clause.start, clause.end):
            self.state.refusing = False
        if clause.role == "reported" or clause.why == "标签" or self._labels(clause):
            self.pending = [] if self.current is None and clause.why == "标签" else self.pending
            return True
        if clause.stop != "：":
            return False
        heads = _HEADS_DUTIES.search(self.text, clause.start, clause.end) is not None
        if heads or _LISTS.fullmatch(self.text, clause.start, clause.end):
            self.flush()
            self.state.refusing = not heads  # 意见由市局拟订，有关要求是：…; 主要包括：…, what it consists of
            return True
        return False

    def _recast(self, clause: Clause) -> Clause:
        """The clause as the sentence shows it: what a list forbids, what a breach will cost."""
        if self.judge.forbids and clause.role == "subject" and clause.stop != "，":
            return replace(clause, role="noun", subject=None)  # 占用登高场地和救援窗口；: what is forbidden
        if self.judge.costs_wrongdoer(clause):
            self.state.breach = True
            return replace(clause, subject=None)  # 弄虚作假者取消评优资格
        will = clause.why in ("refuse.will", "refuse.will_do")
        if will and self.state.case and self.judge.costs(clause.start, clause.end):
            return replace(clause, role="directive")  # 弄虚作假的，我局将暂停受理: what it costs
        return clause

    def _refuse(self, clause: Clause) -> None:
        """What is refused closes the unit before it, or takes it back, and silences what goes on with it."""
        if joins.reports(self.text, self.current, clause) and not self.is_dated():
            self.current = None
        self.flush()
        self.state.refusing = clause.why.startswith(("refuse.", "cue.hope"))
        self.state.scheduled = _SCHEDULES.search(self.text, clause.start, clause.end) is not None
        self.state.validity = clause.why == "refuse.validity"
        self.state.done = clause.why == "refuse.done"

    def _asks(self, clause: Clause) -> bool:
        """Whether words without a predicate ask for something: a listed ban, a penalty, 违者…."""
        listed = self.judge.forbids and self.current is None and not self._catches_all(clause)
        penal = listed or self.judge.penal(clause.start, clause.end)
        told = self.state.breach and self.pending and self.pending[-1].why == "的"
        penal = penal or bool(told and self.judge.costs(clause.start, clause.end))  # 瞒报的，全局通报
        return penal or self.text.startswith("违者", clause.head)

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
        if self.current is not None and not self.pending and len(self.current.clauses) < MOST:
            self.current.clauses.append(clause)
        elif not self.state.refusing:
            self.pending.append(clause)

    def _direct(self, clause: Clause) -> None:
        if self._silent(clause):
            self.pending = []
            return
        if self._joins_as_it_is(clause):
            return
        if clause.why == "主语" and joins.acted_on(self.text, clause, self.pending):
            clause = replace(clause, subject=None)
        kind = self._kind(clause)
        if self.current is not None and not self.leaders and self.same(clause, kind):
            self.extend(self.current, clause)
        else:
            self.take_along(clause, kind)
            self.flush(keep=True)
            self.open_unit(clause, kind)
        self.pending = []

    def _silent(self, clause: Clause) -> bool:
        """Whether the clause goes on with what is refused, or with what somebody only thinks."""
        if self.state.validity and joins.names_units(clause):
            self.state.refusing = False  # 标准自1月1日起执行，各区按差额补发
        if self.state.scheduled and clause.why in ("主语", "祈使") and self.dated(clause.start, clause.end) is not None:
            self.state.refusing = False  # 搬迁分两批进行，内科4月12日前完成搬迁
        if self.state.done and _DUE.match(self.text, clause.start, clause.end) and not clause.cues:
            self.state.refusing = False  # 清退已完成，档案整理于1月20日前结束
        handed = clause.why == "由" and not self.state.validity  # 已整改15处，剩余2处由基建科负责
        if self.state.refusing and not handed and (not clause.cues or joins.done_too(self.text, clause)):
            return True
        self.state.refusing = False
        return self.state.opines and not clause.cues and self.dated(clause.start, clause.end) is None

    def _joins_as_it_is(self, clause: Clause) -> bool:
        """Whether the clause says the unit again or until when, or only who leads and helps."""
        again = self.text.startswith(("即", "直至", "直到"), clause.start) and clause.role != "power"
        again |= (
            self.text.startswith(("至", "到"), clause.start)
            and _UNTIL.fullmatch(self.text, clause.start, clause.end) is not None
        )
        if self.current is not None and again and not self.pending:
            self.current.clauses.append(clause)  # …实现共享，即两部门打通路径
            return True
        if joins.only_leads(self.text, clause, self.leaders):
            self.leaders.append(clause)
            return True
        return False

    def _kind(self, clause: Clause) -> Kind:
        kind = self.judge.kind(clause, self.current.kind if self.current else None, self.pending, self.ahead)
        if kind == "sanction" and any(lead.why == "对象" for lead in self.pending):
            self.state.breach = True  # 对不合格的护林员，由乡镇扣发补助；连续两月的，解除合同
        return self.permitted(clause) if kind == "permission" else kind
