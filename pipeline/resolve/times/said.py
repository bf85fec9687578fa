"""The year that a date borrows from the date before it in its sentence: 2025年6月底前……，12月底前……."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from pipeline.model import Deadline
from pipeline.resolve.times.point import Direction

REACH = 60  # characters back; a sentence that names its year farther away has said other things since
_MONTH = re.compile(r"(?:于|自|从|在|至|到)?\s?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})\s?月")
_DATED = re.compile(r"(?<![0-9０-９])([12１２][0-9０-９]{3})\s?年\s?[0-9０-９]{1,2}\s?月")
_LISTED = re.compile(r"[日号月底末前]\s?(?:和|及|与|或|以及|、)\s?$")
_TOLD = re.compile(r"的?(?:数据|报告|报表|统计|指标|财报|业绩|同比|环比|累计|共|已|末?，?全[市省县区国]共)")
_LIMITS = re.compile(
    r"\s?(?:、|和|与|及)\s?[0-9０-９一二三四五六七八九十]{1,3}月?[0-9０-９一二三四五六七八九十底末日号]{0,4}(?:之|以)?前"
)
#: Words that put a day ahead: 定于3月8日, 会议时间：3月8日, 请各单位3月8日.
_PLANS = re.compile(
    r"(?:[定拟将请应须要]于|[拟将请应须要]在|务必?[于在]|(?:计划|预计|安排|暂定|预定|初定)[于在为]?"
    r"|(?:时间|日期)(?:为|是|定为|：|:)\s?)(?:自|从)?$"
    r"|(?:^|[，。；：\n])(?:请|务请|务必)[^，。；：\n]{0,16}$"
)
_NAMED = re.compile(r"(?:[^，。；\n]{0,8}[号》])?(?:的|印发|发布|下发|公布|出台|签订|发来|来函)")
_STOPS = "。；;！？\n"


class Said(NamedTuple):
    """A year said before, and whether the two dates stand in one list (7月10日和12月20日前)."""

    year: int
    listed: bool

    def fits(self, found: Deadline | None, on: date | None, direction: Direction) -> bool:
        """In a list the year holds; else it does for a deadline that then still lies ahead."""
        if found is None or self.listed:
            return found is not None
        return direction == "future" and on is not None and (found.due or found.start or "") >= on.isoformat()


def year_before(text: str, start: int, words: str) -> Said | None:
    """The year of the nearest dated month before ``start`` in the same sentence, for words that begin with a month."""
    if not _MONTH.match(words):
        return None
    head = text[max(0, start - REACH) : start]
    head = head[max(head.rfind(stop) for stop in _STOPS) + 1 :]
    years = _DATED.findall(head)
    return Said(int(years[-1]), _LISTED.search(head) is not None) if years else None


def tells(text: str, end: int) -> bool:
    """Whether what follows a stretch looks back at it: 第三季度数据, 上半年同比."""
    return _TOLD.match(text, end) is not None


def plans(text: str, start: int, end: int) -> bool:
    """Whether what stands before a day puts it ahead: 定于3月8日, 时间：3月8日; not 请对照3月8日印发的名单."""
    return not _NAMED.match(text, end) and _PLANS.search(text[max(0, start - 24) : start]) is not None


def limits(text: str, end: int) -> bool:
    """Whether a day stands in a list that ends as a limit: 4月20日 of 4月20日、5月20日前."""
    return _LIMITS.match(text, end) is not None
