"""What lights, acts and fields are called on the pages."""

from __future__ import annotations

from typing import Any

from pipeline.export.words import FIELDS, LEVELS, LIGHTS

__all__ = ["ACTS", "FIELDS", "LEVELS", "LIGHTS", "SCOPES", "SLOTS", "detail", "doing", "named", "size"]
Pair = tuple[str, str]

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
    "link": ("关联审定", "link decided"),
    "extracted": ("读入公文", "document read"),
}
# What is put on record beside the ledger; what is done to an obligation is an act or a review (``act.done``).
DOINGS: dict[str, Pair] = {
    "login": ("登录", "login"),
    "login.failed": ("登录失败", "login failed"),
    "logout": ("退出", "logout"),
    "password": ("改密码", "password changed"),
    "account.new": ("新建账号", "account made"),
    "account.password": ("重置密码", "password reset"),
    "account.role": ("改角色或范围", "role or reach changed"),
    "account.stop": ("停用账号", "account stopped"),
    "account.resume": ("恢复账号", "account resumed"),
    "account.change": ("修改账号", "account changed"),
    "token.new": ("新建令牌", "token made"),
    "token.drop": ("收回令牌", "token taken back"),
    "upload": ("放入文件", "file handed in"),
    "upload.retry": ("重试文件", "file tried again"),
    "export": ("导出", "export"),
    "view": ("视图", "view"),
    "rules.trial": ("试改规则", "rule tried"),
    "correct": ("更正", "correction"),
}
REVIEWS: dict[str, Pair] = {
    "accept": ("通过", "accept"),
    "reject": ("剔除", "reject"),
    "edit": ("更正", "edit"),
    "split": ("拆分", "split"),
    "merge": ("合并", "merge"),
    "add": ("补录", "add"),
    "undo": ("撤回", "undo"),
}
SCOPES: dict[str, Pair] = {
    "read": ("查阅", "read"),
    "act": ("办理", "act"),
    "review": ("更正", "review"),
    "upload": ("上传", "upload"),
    "feed": ("日历订阅", "calendar feed"),
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


def named(names: dict[str, Any], code: str, lang: str) -> str:
    """What a code is called; one that is not known stays as it is."""
    pair = names.get(code, (code, code))
    return str(pair[1] if lang == "en" else pair[0])


def doing(code: str, lang: str) -> str:
    """What a line of the record is called, by the pages or (``api.``) by a program.

    >>> doing("act.extended", "zh"), doing("api.act.done", "zh"), doing("review.accept", "zh")
    ('办理：延期', '接口 办理：办结', '审核：通过')
    """
    bare = code.removeprefix("api.")
    first, _, rest = bare.partition(".")
    way = ("接口 " if lang == "zh" else "API ") if bare != code else ""
    if first == "act":
        return f"{way}{'办理：' if lang == 'zh' else 'act: '}{named(ACTS, rest, lang)}"
    if first == "review":
        return f"{way}{'审核：' if lang == 'zh' else 'review: '}{named(REVIEWS, rest, lang)}"
    return way + named(DOINGS, bare, lang)


def detail(code: str, words: str, lang: str) -> str:
    """What a line of the record adds: of a new token what it is good for."""
    if code != "token.new":
        return words
    return ("、" if lang == "zh" else ", ").join(named(SCOPES, scope, lang) for scope in words.split())


def size(number: int, lang: str) -> str:
    """A file's size.

    >>> size(54, "zh"), size(1_500_000, "en")
    ('54 字节', '1.5 MB')
    """
    if number < 1_000:
        return f"{number} {'字节' if lang == 'zh' else 'bytes'}"
    value, unit = (number / 1e3, "kB") if number < 1_000_000 else (number / 1e6, "MB")
    return f"{round(value, 1):g} {unit}"
