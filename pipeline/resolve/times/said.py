"""The year that a date borrows from the date before it in its sentence: 2025年6月底前……，12月底前……."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from pipeline.model import Deadline
from pipeline.patterns import compiled
from pipeline.resolve.times.point import Direction
from pipeline.resolve.times.text import count, plain

REACH = 60  # characters back; a sentence that names its year farther away has said other things since
_FESTIVAL = '[“"]?(?:元旦|除夕|春节|元宵|清明|五一|端午|中秋|国庆|重阳|七一|八一|十一)'
#: Words that begin with a month or a festival.
MONTH = compiled(rf"(?:于|自|从|在|至|到)?\s?(?:(?:[0-9０-９]{{1,2}}|[一二三四五六七八九十]{{1,2}})\s?月|{_FESTIVAL})")
_DATED = compiled(
    r"(?<![0-9０-９〇○零一二三四五六七八九])([12１２][0-9０-９]{3}|二[〇○零][〇○零一二三四五六七八九]{2}|[0-9０-９]{2})\s?年\s?"
    rf"(?:(?:[0-9０-９]{{1,2}}|[一二三四五六七八九十]{{1,2}})\s?月|{_FESTIVAL})"
)
_OF_MONTH = compiled(
    r"(?<![0-9０-９一二三四五六七八九十第])(?P<m>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})\s?月(?:份|的)?[^0-9０-９月]*$"
)
_LISTED = compiled(r"[日号月底末前]\s?(?:和|及|与|或|以及|、)\s?$")
_TOLD = compiled(r"的?(?:数据|报告|报表|统计|指标|财报|业绩|同比|环比|累计|共|已|末?，?全[市省县区国]共)")
_HAPPENED = compiled(
    r"[，,]?[^，,。；;\n应要须请将拟]{0,30}?(?:了(?!解)|已|曾|发生|来[函电文]|(?:印发|发布|下发|召开|签订)的)"
)
_N = "[0-9０-９一二三四五六七八九十]{1,3}"
_LIMITS = compiled(rf"(?:\s?[、和与及]\s?{_N}\s?(?:月(?:份|\s?{_N}\s?[日号]|[底末])?|[日号])\s?){{1,6}}[之以]?前")
#: A day with its month that is a limit, or one of a list: 3月10日 of 3月10日前报初稿，20日前报定稿; not 1月8日召开会议.
_DAY = compiled(
    r"(?:(?<![0-9０-９])(?P<y>[12１２][0-9０-９]{3})\s?年\s?)?(?<![0-9０-９一二三四五六七八九十每第])"
    r"(?P<m>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})\s?月\s?(?P<d>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s?[日号]"
    r"(?:[（(][^（）()]{1,8}[）)])?(?=\s?(?:[之以]?前|[、和与及]))"
)
#: Words that put a day ahead: 定于3月8日, 会议时间：3月8日, 请各单位3月8日.
_PLANS = compiled(
    r"(?:[定拟将请应须要]于|[拟将请应须要]在|务必?[于在]|(?:计划|预计|安排|暂定|预定|初定)[于在为]?"
    r"|(?:时间|日期)(?:为|是|定为|：|:)\s?)(?:自|从)?$"
    r"|(?:^|[，。；：\n])(?:请|务请|务必)[^，。；：\n]{0,16}$"
)
_NAMED = compiled(r"(?:[^，。；\n]{0,8}[号》])?(?:的|印发|发布|下发|公布|出台|签订|发来|来函)")
#: After a date that tells which things are meant (2005年以前建成的住宅), not by when
WHICH = compiled(
    r"(?:的)?(?:硬任务|硬指标|头等大事|首要任务|重[点大]任务|重点工作|工作重点|工作要点|中心工作|目标任务)|(?<=前)(?:已经?|就|应当?|须)?(?:建成|生产|制造|采购|入库|竣工|开工|投用|投产|投入使用|出生|取得|登记|注册|成立|设立|签订|签约|购买|购置|参加|入职|退休|发生|受理|立案|印发|下发|颁布|出台|备案"
    r"|毕业|出厂|到期|供应|网签|出让|交付|交易|缴清|审批|批准|领取|实施)[^，。；、]{0,5}?的"
)
STOPS = "。；;！？\n"


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
    if not MONTH.match(words):
        return None
    head = text[max(0, start - REACH) : start]
    head = head[max(head.rfind(stop) for stop in STOPS) + 1 :]
    years = _DATED.findall(head)
    return Said(_year(years[-1]), _LISTED.search(head) is not None) if years else None


def _year(words: str) -> int:
    """2025, 二〇二五; 25 is of the century that we live in, 98 of the last."""
    year = count(plain(words)) or 0
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def month_named(text: str, start: int) -> int | None:
    """The month that is spoken of before 次月 in its clause: 2 in 2月份数据于次月10日前报送; not in 每月….

    >>> month_named('2月份数据于次月10日前报送', 6), month_named('每月数据于次月10日前报送', 5)
    (2, None)
    """
    head = re.split("[，。；;\n]", text[max(0, start - 24) : start])[-1]
    found = _OF_MONTH.search(head) if "每" not in head else None
    return count(plain(found["m"])) if found else None


class SaidDay(NamedTuple):
    """A day said before, in words for the one that borrows its month: ``3月`` (with the year where it was said)."""

    month: str
    day: int

    def fits(self, found: Deadline | None, on: date | None) -> bool:
        """The borrowed month holds for a day after the one said, if that still lies ahead."""
        due = found.due if found else None
        return due is not None and int(due[8:10]) > self.day and (on is None or due[:10] >= on.isoformat())


def day_before(text: str, start: int) -> SaidDay | None:
    """The last day with its month before ``start`` in the same sentence: 3月10日前报初稿，20日前报定稿."""
    head = text[max(0, start - REACH) : start]
    head = head[max(head.rfind(stop) for stop in STOPS) + 1 :]
    found = list(_DAY.finditer(head)) if "月" in head else []
    day = count(plain(found[-1]["d"])) if found else None
    if day is None:
        return None
    year, month = found[-1]["y"], found[-1]["m"]
    return SaidDay(f"{year}年{month}月" if year else f"{month}月", day)


def tells(text: str, end: int) -> bool:
    """Whether what follows a stretch looks back at it: 第三季度数据, 上半年同比."""
    return _TOLD.match(text, end) is not None


def happened(text: str, end: int) -> bool:
    """Whether what follows a day tells of what has come to pass: 5月12日，城东发生火灾; 8月9日已竣工."""
    return _HAPPENED.match(text, end) is not None


def plans(text: str, start: int, end: int) -> bool:
    """Whether what stands before a day puts it ahead: 定于3月8日, 时间：3月8日; not 请对照3月8日印发的名单."""
    return not _NAMED.match(text, end) and _PLANS.search(text[max(0, start - 24) : start]) is not None


def limits(text: str, end: int) -> bool:
    """Whether a day stands in a list that ends as a limit: 4月20日 of 4月20日、5月20日前."""
    return _LIMITS.match(text, end) is not None
