"""What belongs to the unit that stands, as questions: benefits and their steps, topics and agents, what may be done."""

from __future__ import annotations

from pipeline.assemble.bearers import HELPS, LEADS
from pipeline.assemble.cases import GRAVE, LASTING
from pipeline.assemble.item import Unit
from pipeline.clauses.facts import Clause
from pipeline.clauses.party import Party
from pipeline.clauses.shapes import BY, LAID_DOWN
from pipeline.clauses.subjects import only_get
from pipeline.patterns import compiled

_GIVES = compiled(r"给予|予以|补贴|补助|奖励|退还|返还|兑现|发放|退付")
_ISSUED = compiled(r"(?:印发|下发|出台|发布|颁布)(?:了[^，。；]{0,16})?《")
_AIMED = compiled("使|确保|力争|争取|努力|尽快|早日|推动|促进")
_REPORTED = ("refuse.done", "refuse.told", "refuse.praise")
_DID = compiled("[^，。；已]{1,6}了(?!解)")
_COUNTS = compiled(r"[0-9][余多]?(?:个|家|件|人|名|处|起|项|台|户|次|万|亿|条|辆|吨)$")
_SHORT_TOPIC = 24
_EVERY = compiled("所有|凡是?|一切|全部|各类|任何")
_TELLS = compiled(r"《|同意|给予|按|已|将|[了过]")
_FIGURE = compiled(
    r"(?:比例|额度|限额|利率|费率|标准|年限|价格|补贴|租金)[^，。；]{0,16}(?:不低于|不高于|不超过|不少于|不大于|不小于|调至|调整[为至]|提高[至到]|降[至到低])"
    r"[^，。；]{0,10}\d"
)
_ONLY_WHEN = compiled(r"(?:自|在|于|从)[^，。；]{1,40}(?:[日时月年]内|之前|日前)$")
_STANDING = ("已", "现有", "原有", "新")


def earned(text: str, unit: Unit, clause: Clause) -> bool:
    """Whether somebody gives what the unit's party gets for its steps (``农民购房，市财政给予补贴``)."""
    if clause.own is None or unit.party is None or unit.cued or len(unit.clauses) > 1:
        return False
    return only_get(unit.party) and _GIVES.search(text, clause.own.end, clause.end) is not None


def topical(text: str, unit: Unit, clause: Clause) -> bool:
    """Whether who acts in the clause does what stands before, too: of the sentence's topic, or for its purpose.

    ``价格，综合考虑成本，由市局确定``; ``为处理各方关系，推进改革，国务院决定征收…``.
    """
    if not unit.lead or unit.cued:
        return False
    first = unit.lead[0]
    if text.startswith("为", first.start) and first.role == "adverbial":
        return True
    return clause.agent is not None and first.role == "noun"


def only_topic(text: str, clause: Clause) -> bool:
    """Whether the words only name what is spoken of (``古井的登记，由文物局办理``)."""
    words = text[clause.start : clause.end]
    if text.startswith(BY, clause.end + 1) and LAID_DOWN.match(text, clause.end + 1):
        return True
    return len(words) <= _SHORT_TOPIC and not _TELLS.search(words)


def topic_of_next(text: str, unit: Unit, clause: Clause) -> bool:
    """Whether the unit's last words are what the clause speaks of (``严禁开采，已有的设施，限期封闭``)."""
    last = unit.clauses[-1]
    if clause.own is not None or len(unit.clauses) < 2 or last.role != "noun":
        return False
    return text.startswith(_STANDING, last.start)


def reports(text: str, unit: Unit | None, clause: Clause) -> bool:
    """Whether a bare chain ends in what was done, so that all of it was.

    In a document that came out (``完善政策，出台《…》``), or in what somebody did (``大队组织演练，检验了方案``).
    """
    if unit is None or unit.cued or unit.kind != "obligation" or clause.why not in _REPORTED:
        return False
    if clause.why == "refuse.done" and len(unit.clauses) == 1 and _COUNTS.search(text, unit.start, unit.end):
        return True  # 我校登记账号64个，已于9月完成年审
    if clause.why == "refuse.praise":  # 尽快使治理取得明显成效: what is hoped of the task
        return _AIMED.search(text, clause.start, clause.end) is None
    if unit.party is None or text.startswith("为", unit.start):
        return _ISSUED.search(text, clause.start, clause.end) is not None
    return clause.why != "refuse.done" or _DID.match(text, clause.start, clause.end) is not None


def sets_figure(text: str, clause: Clause) -> bool:
    """Whether the clause says how much something is to be (``首付款比例不低于20%``)."""
    return clause.role == "noun" and _FIGURE.search(text, clause.start, clause.end) is not None


def treats_badly(text: str, clause: Clause) -> bool:
    """Whether an opening phrase says of whom it speaks what he did wrong (``对排名末位的乡镇``)."""
    whom = clause.why == "对象" or (clause.why == "状语" and text.startswith("对", clause.head))
    return whom and GRAVE.search(text, clause.start, clause.end) is not None and not _of_land(text, clause)


def _of_land(text: str, clause: Clause) -> bool:
    """Whether what is treated is a thing that has done nothing (``对已出让尚未建设的用地``)."""
    return text[clause.start : clause.end].endswith(("地", "地块", "房", "房屋", "资金"))


def permitted_too(text: str, unit: Unit, clause: Clause, pending: list[Clause]) -> bool:
    """Whether what somebody may do belongs to what he must (``报市政府同意后，可重新供应``)."""
    owned = clause.own is not None or any(lead.why in ("的", "之一") for lead in pending)
    return unit.kind == "obligation" and not owned and not text.startswith("有权", clause.cues[0].start)


def joint_party(clause: Clause, pending: list[Clause]) -> Party | None:
    """The clause's party, together with those that stand alone right before it (``带班领导，值班人员必须…``)."""
    own, names = clause.own, clause.own.names if clause.own is not None else ()
    for before in reversed(pending):
        if own is None or before.role != "subject" or before.own is None or clause.agent is not None:
            break
        if any("的" in name.text for name in before.own.names) and not any("的" in name.text for name in own.names):
            break  # 未经教育的人员，门卫不得放行: who is spoken of
        names = (*before.own.names, *names)
    return own if own is None or names == own.names else Party(names, own.start, own.end)


def own_lead(text: str, clause: Clause, pending: list[Clause]) -> list[Clause]:
    """What stands before a unit and belongs to it: no words that it has nothing to do with (a topic is acted on)."""
    lead = list(pending)
    while lead and lead[0].role == "noun":
        if (clause.subject is None or clause.modality == "order") and _EVERY.match(text, lead[0].start):
            break  # 所有新建项目，不论规模大小，一律报省局审批
        if text.startswith("其", clause.head) and not text.startswith(("其他", "其它", "其中", "其余"), clause.head):
            break  # 易燃易爆场所，特殊论证的项目，其防雷装置由…验收
        if len(lead) == 1 and clause.subject is None and (clause.own is None or only_topic(text, lead[0])):
            break
        lead.pop(0)
    return lead


def only_leads(text: str, clause: Clause, leaders: list[Clause]) -> bool:
    """Whether the clause says no more than who leads, or after such a one who helps."""
    if clause.own is None or clause.cues:
        return False
    words = HELPS if leaders else LEADS
    return words.fullmatch(text, clause.own.end, clause.end) is not None


def other_party(text: str, unit: Unit, clause: Clause) -> bool:
    """Whether somebody else acts in the clause than in the unit; who helps, or is liable beside, does not."""
    own = clause.own
    if own is None or HELPS.fullmatch(text, own.end, clause.end):
        return False
    if unit.kind == "sanction" and clause.agent is not None and _pays(text, clause, own):
        return False
    if unit.kind == "sanction" and clause.modality == "ban" and LASTING.search(text, own.end, clause.end):
        return False  # 吊销登记证，持证人一年内不得再次申请
    if unit.party is None:
        return not text.startswith("或", clause.start) and not topical(text, unit, clause)
    return own.texts != unit.party.texts


def _pays(text: str, clause: Clause, own: Party) -> bool:
    """Whether the clause says who is liable, or pays for what was done (``费用由违法行为人负担``)."""
    if "承担" in text[own.end : clause.end]:
        return True
    return "费用" in text[clause.start : own.start] and text.startswith(("负担", "支付", "缴纳"), own.end)


def other_case(unit: Unit, clause: Clause, pending: list[Clause]) -> bool:
    """Whether the case right before the clause is somebody else's (``机构要出具意见，专家有利害关系的，应当回避``)."""
    last = pending[-1] if pending and clause.own is None and clause.cues else None
    if last is None or unit.party is None or last.role != "condition" or last.why != "的" or last.subject is None:
        return False
    return last.subject.texts != unit.party.texts


_POST = compiled(
    r"(?:网格|指导|监督|安全|管理|辅导|督导|保洁|护林|巡查|协管|联络|信息)员$|[院校队站所科处局镇乡村]长$|班主任$|书记$|干部$|医[师生]$|护士$|教师$"
)


def acted_on(text: str, clause: Clause, pending: list[Clause]) -> bool:
    """Whether the subject is a further case of what 对…, 在… or 特别… speaks of."""
    if clause.subject is not None and all(_POST.search(name.text) for name in clause.subject.names):
        return False  # 对重点人员，网格员每周走访
    return not names_units(clause) and any(
        text.startswith(("对", "在", "特别"), lead.start) for lead in pending if lead.role != "condition"
    )


def unfinished(text: str, unit: Unit) -> bool:
    """Whether all that was said so far is who must and by when (``公安机关应当自受理之日起10日内，…审查``)."""
    last = unit.clauses[-1]
    if len(unit.clauses) > 1 or not last.cues or last.stop != "，":
        return False
    return _ONLY_WHEN.match(text, last.cues[0].end, last.end) is not None


def names_units(clause: Clause) -> bool:
    """Whether nothing but units act: they are no further case of what 对… speaks of."""
    return clause.subject is not None and all(name.sort == "unit" for name in clause.subject.names)


def done_too(text: str, clause: Clause) -> bool:
    """Whether an order goes on with what was done (``省厅已约谈企业7家，并责令3家停业整顿``)."""
    return clause.modality == "order" and text.startswith(("并", "又", "还"), clause.start)
