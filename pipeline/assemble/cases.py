"""Cases and what they cost: the words of a breach.

And the clauses that belong to one case (``…，有下列行为之一的``).
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.clauses.breach import BREACH
from pipeline.clauses.facts import Clause
from pipeline.patterns import compiled
from pipeline.record import replace

PenalTest = Callable[[int, int], bool]
DateTest = Callable[[int, int], object]
GRAVE = compiled(
    r"滞后|超过|超出|超标|[不未无]|违反|违规|违法|拒|逾期|擅自|构成|造成|弄虚作假|迟报|瞒报|不力|不到位|失职|推诿|敷衍|末位|倒数|靠后|垫底"
)
# who is dealt with for something that was said of him
AGAINST = compiled(
    r"的[^，。；的]{0,12}(?:单位|企业|公司|机构|场所|部门|人|员|者|师|户|商|店|校|院|医生|县区|地区|乡镇|街道|镇街|科室|班组|个人|职工|学生|司机)$"
)
LASTING = compiled(r"(?:年|月|日|期限|期)内|当年|本年度|次年|终身|再次|再")
BARE_PENAL = compiled(
    r"(?:处罚(?!决定|信息|结果|情况|文书|告知)|查封|查处|惩处|严肃处理|从严处理|从严从重|从重处理|严厉打击|追责|问责|追究|停产|整顿|取缔|关闭|处分|通报(?![^，。；]{0,16}(?:部门|机关|支队|大队|机构|政府|家属)|[^，。；批]{2,12}[局委办队站所](?=[，。；]|$))|曝光|罚|依法处理|(?:按照?|依照|依据)[^，。；]{2,40}处理|停止供[电水气热]|追回|(?<!法院)不予(?:受理|批准|审批|办理|安排|核准|支持|登记|通过)(?!并(?:书面)?(?:说明|告知|一次性))|不(?:办理|受理|批准)|停止(?:建设|运行|使用|施工)|收回|限期整改|撤销|取消|退回(?!企业|单位|申请|原(?!籍)|材料|重新|报送))(?!的(?!规定))"
)

_FAR = 60  # clauses that one case has at most
_CAUSES = compiled("导致|造成|致使|引起|引发|危及")
# who is late with what stands before (``每周四前更新进度，超期3天的，由…``)
_LATE = compiled(r"超期|超时|迟报|漏报|瞒报|未按|未在|未能|未及时|未完成|仍未|不按|无故|到期未")
# 设施没有建成，擅自投入使用的: what was lacking, and what was done all the same
_LACKED = compiled("(?:没有|尚未|仍未|未)[^，。；]{2,}$")
_ALL_THE_SAME = ("擅自", "仍", "即", "继续")
_STILL = compiled(r"(?:经)?[^，。；]{2,6}后仍[不未]")  # 各大队逐家催告，催告后仍不提交的，
_LIMITED = compiled(
    r"[日号月底时分点天]前(?!后)|每[日天周月季年晚班旬]|每半[天年月]|每(?:隔)?[0-9一二两三四五六七八九十]{1,3}个?(?:小时|天|日|周|月|分钟)"
)
_MEASURES = ("不少于", "不低于", "不超过", "不得少于", "不得低于")
_OPENS_CASE = compiled(r"(?:对|凡|如|若|逾期|拒[不绝]|违[反规法]|擅自|情节|构成|发现|经|有下列|造成|涉嫌|给|使|属于)")


def cases_joined(text: str, clauses: list[Clause], penal: PenalTest, dated: DateTest) -> list[Clause]:
    """The clauses with those that only begin a case (``单位违反本法规定，有下列行为之一的``) made part of it.

    What stands before a clause that ends in 的 or 之一, without a cue of its own, is told of the same case.
    """
    last: int | None = None
    for index, clause in enumerate(clauses):
        if clause.role != "condition" or clause.why not in ("的", "之一") or not index:
            continue
        if _told_alone(text, clauses[index - 1], clause, dated):
            continue
        last = _last_punishment(text, clauses, penal) if last is None else last
        for place in range(index - 1, max(index - _FAR, 0) - 1, -1):
            next_to = place == index - 1 and text.startswith("或者", clause.start)  # 申请不符合规定，或者危害安全的，
            if _ends_case(text, clauses[place], clauses[place + 1], punished=last > index, alternative=next_to):
                break
            clauses[place] = replace(clauses[place], role="condition", why="的")
    return clauses


def _told_alone(text: str, before: Clause, clause: Clause, dated: DateTest) -> bool:
    """Whether the case begins with the clause itself: what stands before it is told for itself."""
    opens = _opens(text, clause) or _late(text, before, clause, dated)
    if opens and _apart(text, before, clause, dated) and not _CAUSES.match(text, before.head):
        return True
    return before.why == "祈使" and clause.subject is not None


def _ends_case(text: str, earlier: Clause, later: Clause, *, punished: bool, alternative: bool) -> bool:
    """Whether ``earlier`` is no part of the case that goes on in ``later``: it asks, permits, or is refused."""
    if earlier.stop == "：":
        return True  # …，由市局撤销核准：受过处罚的；…: the cases are listed after what they cost
    told = earlier.role == "refused" and not (punished and earlier.why == "refuse.fault")
    if told or earlier.why == "标签" or earlier.role in ("reported", "power", "support"):
        return True
    if earlier.cues or earlier.agent is not None:
        return True
    if alternative or earlier.why not in ("祈使", "介宾祈使", "状语祈使", "时限"):
        return False
    fresh = later.subject is not None or text.startswith(("对", "凡", "如", "若"), later.head)
    return not punished or fresh


def _opens(text: str, clause: Clause) -> bool:
    """Whether the clause itself says of whom or of what breach it speaks (``对整改不彻底的``)."""
    return _OPENS_CASE.match(text, clause.head) is not None and not text.startswith("有下列", clause.head)


def _late(text: str, before: Clause, clause: Clause, dated: DateTest) -> bool:
    """Whether it speaks of who is late with the dated task before it."""
    if _wrong(text, before):
        return False
    if _each_in_time(text, before, dated):
        return True
    if _STILL.match(text, clause.head):
        return before.why == "主语" and text.startswith("各", before.start)
    return dated(before.start, before.end) is not None and _LATE.match(text, clause.head) is not None


def _each_in_time(text: str, before: Clause, dated: DateTest) -> bool:
    """Whether somebody has his task and its limit there (``各队5月底前录入计划，抽查不合格的，…``)."""
    if before.why != "主语" or dated(before.start, before.end) is None:
        return False
    return text.startswith("各", before.start) or _LIMITED.search(text, before.start, before.end) is not None


def _apart(text: str, before: Clause, clause: Clause, dated: DateTest) -> bool:
    """Whether what stands before the case is told for itself: a task with its time (``各局每月报送，对漏报的，…``)."""
    if text.startswith(_ALL_THE_SAME, clause.head) and _LACKED.search(text, before.head, before.end):
        return False
    if before.why not in ("主语", "无谓语"):
        return True
    fresh = text.startswith(("对", "凡"), clause.head) and before.why == "主语"
    on_time = text.startswith("各", before.start) or dated(before.start, before.end) is not None
    told = (fresh and on_time) or _each_in_time(text, before, dated)
    return told and not _wrong(text, before)


def _wrong(text: str, clause: Clause) -> bool:
    """Whether the clause tells what somebody did wrong; how often he is to act at least (``不少于2次``) is none."""
    found = BREACH.finditer(text, clause.start, clause.end)
    return any(not text.startswith(_MEASURES, breach.start()) for breach in found)


def _last_punishment(text: str, clauses: list[Clause], penal: PenalTest) -> int:
    """The index of the last clause that says a penalty, -1 where none does."""
    for index in range(len(clauses) - 1, -1, -1):
        start, end = clauses[index].start, clauses[index].end
        if penal(start, end) or BARE_PENAL.search(text, start, end):
            return index
    return -1


def topics_joined(clauses: list[Clause], dated: DateTest) -> list[Clause]:
    """A statute's clauses with an opening act made the case of what follows (``举办展会活动，举办者应当…``).

    Statutes tell nobody to act without saying who or 应当; what stands bare before such a clause is its occasion.
    """
    if len(clauses) > 1 and clauses[0].why == "祈使" and not clauses[0].cues and clauses[0].stop == "，":
        following = next((clause for clause in clauses[1:] if clause.role not in ("noun", "condition")), None)
        timed = dated(clauses[0].start, clauses[0].end) is not None  # 每年组织检查，不得…: two duties
        if following is not None and not timed and following.cues and following.role in ("directive", "power"):
            return [replace(clauses[0], role="condition", why="时"), *clauses[1:]]
    if len(clauses) > 1 and _while_acting(clauses[0]) and clauses[1].modality == "ban" and clauses[1].own is None:
        return [replace(clauses[0], role="subject", agent=None), *clauses[1:]]
    return clauses


def _while_acting(clause: Clause) -> bool:
    """Whether the clause says what its subject is about when he is told something (``任何人进行生产，不得影响…``)."""
    return clause.why == "主语" and clause.role == "directive" and not clause.cues
