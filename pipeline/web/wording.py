"""What lights, acts and fields are called on the pages."""

from __future__ import annotations

from typing import Any

Pair = tuple[str, str]

LIGHTS: dict[str, Pair] = {
    "red": ("逾期", "overdue"),
    "yellow": ("临期", "due soon"),
    "green": ("未到期", "not yet due"),
    "grey": ("无日期", "no date"),
}
LEVELS: dict[str, Pair] = {
    "state": ("国家", "state"),
    "province": ("省级", "province"),
    "city": ("市级", "city"),
    "county": ("县级", "county"),
    "town": ("乡镇", "town"),
}
ACTS: dict[str, Pair] = {
    "registered": ("立项", "registered"),
    "reread": ("重新读取", "read anew"),
    "lost": ("机器不再读出", "no longer found by the machine"),
    "assigned": ("交办", "assigned"),
    "acknowledged": ("签收", "acknowledged"),
    "progress": ("反馈", "progress"),
    "extended": ("延期", "extended"),
    "occurrence": ("本期办结", "this time done"),
    "returned": ("退回", "returned"),
    "done": ("办结", "done"),
    "closed": ("销号", "closed"),
    "cancelled": ("撤销", "cancelled"),
    "superseded": ("被替代", "superseded"),
    "corrected": ("更正", "corrected"),
    "uncorrected": ("撤回更正", "correction taken back"),
    "accepted": ("审核通过", "accepted"),
    "rejected": ("审核剔除", "rejected"),
    "added": ("人工补录", "added by hand"),
    "retracted": ("撤回", "taken back"),
    "lapsed": ("失效", "lapsed"),
    "resolved": ("期限已明确", "date told by the calendar"),
    "validity": ("有效期", "validity"),
    "repealed": ("废止", "repealed"),
}
SLOTS: dict[str, Pair] = {
    "article": ("条款", "articles"),
    "calendar": ("日历", "calendar"),
    "cue": ("义务词", "cues"),
    "deadline": ("时限", "deadlines"),
    "figure": ("数字", "figures"),
    "length": ("期间", "lengths of time"),
    "money": ("金额", "money"),
    "number": ("发文字号", "document numbers"),
    "penalty": ("罚则", "penalties"),
    "refuse": ("不算义务", "refusals"),
    "report": ("报送", "reporting"),
    "time": ("时间", "times"),
    "title": ("标题", "titles"),
    "watch": ("值守", "watches"),
}
STATUSES: dict[str, Pair] = {
    "active": ("在用", "active"),
    "draft": ("草稿", "draft"),
    "retired": ("停用", "retired"),
}
FIELDS: dict[str, Pair] = {
    "kind": ("类别", "Kind"),
    "bearers": ("责任单位", "Unit"),
    "action": ("动作", "Action"),
    "deadline": ("时限", "Deadline"),
    "report_to": ("报送对象", "Report to"),
    "deliverable": ("成果", "Deliverable"),
    "instrument": ("依据", "Imposed by"),
    "section": ("章节", "Section"),
    "condition": ("条件", "Condition"),
    "legal_basis": ("法律依据", "Legal basis"),
    "penalties": ("罚则", "Penalties"),
    "reported_by": ("要求来自", "Reported by"),
    "confidence": ("置信度", "Confidence"),
}


def named(names: dict[str, Any], code: str, lang: str) -> str:
    """What a code is called; one that is not known stays as it is."""
    pair = names.get(code, (code, code))
    return str(pair[1] if lang == "en" else pair[0])
