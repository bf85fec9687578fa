"""What kind an item is: a duty, a ban, a power, or a breach and what it costs (ANNOTATION.md § The unit)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.assemble.cases import AGAINST, BARE_PENAL, LASTING, PenalTest
from pipeline.clauses.breach import BREACH, WRONGDOER
from pipeline.clauses.facts import Clause
from pipeline.clauses.party import Party
from pipeline.model import Kind
from pipeline.patterns import compiled
from pipeline.record import record

# 不得少于三十日: so much is a duty, whatever is counted
_AT_LEAST = "不得少于"
_LIABLE = compiled(
    r"(?<!不)(?<!不应)承担(?:(?!主体|领导|监管|管理|监督|工作|第一|安全|社会|职责)[^，。；、]){0,16}?责任(?=[，。；]|$)|(?<!不)承担(?:全部|相应|部分)?赔偿(?=[，。；]|$)|自行(?:承担|负担)(?=[，。；]|$)|由[^，。；]{2,20}赔偿(?=[，。；]|$)"
)
_HARM = compiled(r"(?:造成|产生|引起|导致|发生)的[^，。；]{0,10}(?:费用|损失|纠纷|后果|损害|开支)$")
_NEAR = 40  # characters of such a clause at most
_BREAKING = compiled(r"(?:不得|严禁|禁止)违(?:反|背)[^，。；]{2,30}，$")
_CARES = compiled(r"维护|保护|保障|确保|加强|按照|依法|及时|返还|恢复|落实|做好|采取|履行|[日月年]内|限期|前")
_SPARES = compiled(r"可以?(?:依法)?(?:不予|从轻|减轻|免予|免除)")
_HARMS = compiled(
    r"影响|干预|搞|损害|妨碍|扰乱|变相|擅自|违规|扩大|侵占|挪用|泄露|以[^，。；]{1,12}(?:为由|名义)|或者?|以及"
)
_MADE_KNOWN = compiled(r"并(?:在|向|于|依法|予以|通过)?[^，。；]{0,16}(?:公示|曝光|公布|公开|通报|公告)(?=[，。；]|$)")
_DEALS = compiled("查处|惩处|惩治|处罚(?!决定)|严肃处理|从严处理|追究|追责|问责|打击")
_PAY = compiled("扣[发罚]")
# 使用假药的，由市局按照…的种类和幅度予以处罚
_PUNISHES = ("予以处罚", "给予处罚", "依法处罚", "从重处罚", "从严处罚")
# what a measure is good for is no measure
_FOR_GOOD = compiled("杜绝|维护|确保|保障|防止|防范|促进|加强|规范|营造|形成|切实|进一步|强化|做好")


# 一年内累计出现3份丙级病历的医师: how often it came to it
_AGAIN = compiled("(?:累计|连续|年内|月内)[^，。；]{0,12}[0-9一二两三四五]+(?:次|份|起|个月|周|人次|例)")


@dataclass(slots=True)
class Sentence:
    """What units need to know of the sentence around them; it lives from one 。 to the next."""

    subject: Party | None = None
    reported_by: object = None
    refusing: bool = False
    opines: bool = False
    validity: bool = False
    scheduled: bool = False
    done: bool = False
    breach: bool = False
    case: bool = False


@record
class Judge:
    """Judges the clauses of one sentence.

    ``penal`` tells what is a penalty by itself, ``costs`` also what is one where a breach is known (暂停其处方权).
    """

    text: str
    penal: PenalTest
    costs: PenalTest
    state: Sentence
    statute: bool = False
    forbids: bool = False

    def kind(self, clause: Clause, current: Kind | None, pending: Sequence[Clause], ahead: Sequence[Clause]) -> Kind:
        """The kind of a clause after a unit of the kind ``current``, ``pending`` clauses before it, ``ahead`` all."""
        if self.forbids and not clause.cues:
            return "prohibition"
        if self._sets_a_measure(clause):
            return "obligation"
        if clause.modality == "ban" and self._chained_ban(clause, current, ahead):
            return "sanction"
        if clause.modality == "ban" or (current == "prohibition" and self._still_forbids(clause)):
            return "prohibition"
        if self._is_sanction(clause, current, pending, ahead):
            return "sanction"
        if clause.role == "power" or (current == "permission" and not clause.cues and clause.own is None):
            return "permission"
        return "obligation"

    def _sets_a_measure(self, clause: Clause) -> bool:
        """Whether a ban on less is a duty of so much (``培训时间不得少于九十学时``)."""
        return clause.modality == "ban" and self.text.startswith(_AT_LEAST, clause.cues[0].start)

    def _still_forbids(self, clause: Clause) -> bool:
        """Whether what stands under a ban goes on (``不得压低电价，影响发电积极性``)."""
        if self.statute and clause.why == "祈使" and clause.head == clause.start and clause.own is None:
            return _CARES.search(self.text, clause.start, clause.end) is None  # 不得堆放物料，搭建建筑物
        if (
            clause.own is None
            and not clause.cues
            and _BREAKING.search(self.text, max(0, clause.start - _NEAR), clause.start)
        ):
            return True  # 不得违反规定，向企业收费
        return not clause.cues and clause.own is None and _HARMS.match(self.text, clause.start) is not None

    def _chained_ban(self, clause: Clause, current: Kind | None, ahead: Sequence[Clause]) -> bool:
        """N年内不得… next to another measure of the same case is a penalty; by itself it is a prohibition."""
        if not (self.state.case or self.state.breach) or not LASTING.search(self.text, clause.start, clause.end):
            return False
        before = current == "sanction"
        return before or any(self.penal(later.start, later.end) for later in ahead if later.start > clause.start)

    def _punished_later(self, clause: Clause, ahead: Sequence[Clause]) -> bool:
        """Whether a later clause of the same case punishes, so that this one (区别不同情况) only prepares it."""
        for later in ahead:
            if later.start <= clause.start:
                continue
            if later.role == "condition" or (later.cues and later.modality not in ("power", "order")):
                return False
            if self.penal(later.start, later.end):
                return True
        return False

    def _is_sanction(
        self, clause: Clause, current: Kind | None, pending: Sequence[Clause], ahead: Sequence[Clause]
    ) -> bool:
        """A breach and what it costs: a penal clause under a condition, or in a tier after one."""
        if clause.role == "power" and _SPARES.search(self.text, clause.start, clause.end):
            return False
        penal = self.penal(clause.start, clause.end)
        if penal and clause.modality == "order" and clause.subject is not None and not self.state.case:
            return False
        if penal and self.statute and clause.agent is not None and "责令" in self.text[clause.start : clause.end]:
            return True  # 已建成的项目，由县级人民政府责令拆除
        if penal and (clause.role == "noun" or self._takes_pay(clause)):
            return True  # nothing but what it costs: 每次给予50元罚款, 发现一次扣发50元
        dear = penal or self.costs(clause.start, clause.end)
        if dear and clause.subject is None and not clause.cues and self._told_of_breach(pending, penal=penal):
            return True  # 连续两次未达标的科室，扣发年度奖金
        prepares = (not clause.cues and clause.subject is None) or clause.role == "power"
        if self.state.case and prepares and self._punished_later(clause, ahead):
            return True
        if self.state.case and self.text.endswith(_PUNISHES, clause.start, clause.end):
            return True
        if (self.state.case or self.state.breach or self._of_harm(pending)) and self._liable(clause):
            return True
        if penal and any(lead.why == "对象" for lead in pending):
            return True
        if current == "sanction" and clause.own is None and self._punishes_on(clause, pending, penal=penal):
            return True
        if self._against_somebody(pending) and self.costs(clause.start, clause.end):
            return True
        breach = self.state.breach or self._breaks(clause, penal=penal) or self._dealt_with(clause, pending)
        if penal and (breach or self.state.case or "决定" in self.text[clause.start : clause.end]):
            return True
        return breach and self._costs_him(clause, current)

    def costs_wrongdoer(self, clause: Clause) -> bool:
        """Whether nobody but who did wrong is named before what it costs him (``迟到者扣发当日补贴``)."""
        own = clause.own
        if own is None or clause.agent is not None or not self.costs(own.end, clause.end):
            return False
        if clause.cues and self.text.startswith(("应", "必须", "须", "要"), clause.cues[0].start):
            return False  # 违规者应当立即整改
        return all(WRONGDOER.fullmatch(name.text) is not None for name in own.names)

    def _liable(self, clause: Clause) -> bool:
        """Whether the clause says who answers for harm that was done (``造成污染的，建设单位承担责任``)."""
        return _LIABLE.search(self.text, clause.start, clause.end) is not None

    def _of_harm(self, pending: Sequence[Clause]) -> bool:
        """Whether the words before name what came of a breach (``因未续期产生的费用，``)."""
        lead = pending[-1] if pending else None
        return lead is not None and _HARM.search(self.text, lead.start, lead.end) is not None

    def _breaks(self, clause: Clause, *, penal: bool) -> bool:
        """Whether the clause tells the breach itself (``对未达标的…``, ``违者…``)."""
        told_by = "的" in self.text[clause.start : clause.end] or WRONGDOER.match(self.text, clause.head, clause.end)
        whose = bool(told_by) and (penal or self.text.startswith(("对", "凡"), clause.head))
        whose |= penal and clause.agent is not None and self.text.startswith("对", clause.agent.end)
        told = whose or self.text.startswith("违者", clause.head)
        return told and BREACH.search(self.text, clause.start, clause.end) is not None

    def _dealt_with(self, clause: Clause, pending: Sequence[Clause]) -> bool:
        """Whether the clause says at once how those are dealt with of whom 对…的 tells (``对捆绑收费的，从严查处``)."""
        lead = pending[-1] if pending else None
        if lead is None or lead.why != "的" or not self.text.startswith("对", lead.start):
            return False
        return _DEALS.search(self.text, clause.start, clause.end) is not None

    def _punishes_on(self, clause: Clause, pending: Sequence[Clause], *, penal: bool) -> bool:
        """Whether a clause without anybody of its own goes on with the penalty before it."""
        if penal or LASTING.search(self.text, clause.start, clause.end):
            return True
        if clause.modality == "order" and self.text.startswith("并", clause.start):
            return True  # 责令限期支付，并责令加付赔偿金
        if clause.cues:
            return False
        if clause.why == "祈使" and not pending and _FOR_GOOD.match(self.text, clause.head) is None:
            return True  # 列入失信名单，追回资金
        return _MADE_KNOWN.match(self.text, clause.start) is not None  # 约谈平台负责人，并在媒体公示

    def _costs_him(self, clause: Clause, current: Kind | None) -> bool:
        """Whether a clause after a breach says what it costs, in words that need no penalty among them."""
        if current == "sanction" and not clause.cues:
            return True
        by = clause.own is None or clause.agent is not None
        if not clause.cues and by and self.costs(clause.start, clause.end):
            return True  # 承租人逾期不搬迁的，终止租赁合同; …，由医院暂停其权限
        return BARE_PENAL.search(self.text, clause.start, clause.end) is not None

    def _takes_pay(self, clause: Clause) -> bool:
        if clause.own is not None or clause.cues:
            return False
        return _PAY.search(self.text, clause.start, clause.end) is not None

    def _told_of_breach(self, pending: Sequence[Clause], *, penal: bool) -> bool:
        """Whether the clause before names somebody, or before a penalty something, by the breach."""
        lead = pending[-1] if pending else None
        named = ("subject", "noun") if penal else ("subject",)
        if lead is None or lead.role not in named or "的" not in self.text[lead.start : lead.end]:
            return False
        return any(told.search(self.text, lead.start, lead.end) is not None for told in (BREACH, _AGAIN))

    def _against_somebody(self, pending: Sequence[Clause]) -> bool:
        """Whether the clause before says against whom (``对连续两次不合格的医师，``)."""
        lead = pending[-1] if pending else None
        if lead is None or not self.text.startswith("对", lead.head):
            return False
        return AGAINST.search(self.text, lead.start, lead.end) is not None
