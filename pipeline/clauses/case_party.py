"""Whose case a clause tells: who did what is said up to 的 or 时, found something, or owns what has changed."""

from __future__ import annotations

from pipeline.clauses.actors import Actors
from pipeline.clauses.party import Party
from pipeline.patterns import compiled

# a case that opens so tells what was done, not of whom
_NOBODY = (
    "发现", "查实", "发生", "违反", "造成", "逾期", "拒不", "拒绝", "擅自", "构成", "情节", "涉嫌", "未按", "未经",
    "未能", "未及", "不按", "不服", "有下列", "弄虚作假", "提供虚假", "骗取", "超过", "达到", "因为", "因未",
)  # fmt: skip
_LAYS_DOWN = compiled(r"(?:另|决定|有)?(?:规定|另有规定)")  # 法律、国务院规定须经批准的
# 承租人合同期满的: what of his has come to its end or changed
_HIS_STATE = compiled(
    r"[^，。；的]{2,6}?(?:期满|届满|到期|变更|变化|丧失|终止|解除|失效|不符|异常|灭失|过期|不全|不实|不足|不合格|不达标|超标)"
)
# 城市新区开发时: what is worked on, not who works
_WORKED_ON = compiled("(?:综合|成片|连片)?(?:开发|改造|建设|规划|整治|扩建)")
_AREA_OF_TOWN = compiled("(?:新区|城区|园区|片区|社区|街区|厂区|小区|村庄)$")
_PASSES = compiled("经(?![营济理贸])")
_COMPARES = compiled(r"[低高多少]于|不足|不到|超过|超出|达到|未达|不达")  # 企业库存天数低于7天的
_NUMBER_OF = compiled("(?:的)?(?:总?数量?|人数|总量|规模|比例|占比)")  # 游客数量超过最大承载量时
_MEETS = compiled(r"有(?:下列|以下|前款)")  # 提取申请人有下列情形之一的


def party_of_case(text: str, head: int, end: int, actors: Actors) -> Party | None:
    """Whose case it is: 预售人 in ``预售人变更账户的``, 合作社 in ``合作社的名称变更的``."""
    if text.startswith(_NOBODY, head):  # whom somebody found is not who acts on it
        return None
    head += bool(_PASSES.match(text, head))  # 经银行审核后
    party = actors.at(text, head, end) or actors.opening(text, head, end)
    if party is not None:
        return None if _only_named(text, party, end) else party
    return (
        _who_meets(text, head, end, actors)
        or _whose_state(text, head, end, actors)
        or _who_compares(text, head, end, actors)
        or actors.owner(text, head, end)
    )


def _only_named(text: str, party: Party, end: int) -> bool:
    """Whether nothing is told of the party, or what is laid down, or what is worked on."""
    if text.startswith("的", party.end) and party.end + 1 == end:
        return True  # 设董事会的
    if _LAYS_DOWN.match(text, party.end, end):
        return True
    return _AREA_OF_TOWN.search(party.names[-1].text) is not None and _WORKED_ON.match(text, party.end) is not None


def _who_meets(text: str, head: int, end: int, actors: Actors) -> Party | None:
    meets = _MEETS.search(text, head, end) if text.find("有", head, end) >= 0 else None
    return None if meets is None else actors.at(text, head, meets.start(), cued=True)


def _whose_state(text: str, head: int, end: int, actors: Actors) -> Party | None:
    first = actors.first(text, head, end)
    return first if first is not None and _HIS_STATE.match(text, first.end, end) else None


def _who_compares(text: str, head: int, end: int, actors: Actors) -> Party | None:
    compares = any(text.find(word, head, end) >= 0 for word in "于不超达")
    compared = _COMPARES.search(text, head, end) if compares else None
    first = actors.first(text, head, compared.start()) if compared is not None else None
    return None if first is None or _NUMBER_OF.match(text, first.end) else first
