"""Times that name no one day where they stand, or that hold no longer."""

from __future__ import annotations

import re

from pipeline.model import Mention
from pipeline.patterns import compiled
from pipeline.resolve.times.said import MONTH, REACH, STOPS

_HAN_DAY = "deadline.by_day_han"
_ASKS = compiled(r"请(?![示求])|应(?![急对用答邀])|须|必[须需]|务必|(?<![主重需])要(?![求素点闻])")
_NUMERALS = tuple("0123456789０１２３４５６７８９〇○零一二三四五六七八九十")
_OF_EACH = ("分别于", "分别在", "各于", "各在", "均于")
#: What stands right before a limit that is taken back.
_LIFTED = ("不再执行", "不再实行", "不再沿用", "不再按", "不再按照", "不再要求", "停止执行", "停止实行", "取消", "废止")
_FORMER = ("原要求", "原规定", "原安排", "原约定", "原来", "原先")
_EDGE = compiled(r"$|[^\u4e00-\u9fff]|[由将把从对行照]")  # before 原, which else ends a name: 太原3月底前
_CHANGES = tuple('”"』」统修更调变延顺推提放改')
#: 3月底前 … 改为4月15日前: another time takes its place; not 3月底前改为按月报送, 调整为2024年版.
_REPLACED = compiled(
    r"[”\"』」]?(?:统一)?(?:修改|更改|更正|调整|变更|延长|延期|延后|延迟|顺延|推迟|提前|放宽|改)[为至到成]\s?[“\"『「]?"
    r"(?=[0-9０-９一二三四五六七八九十〇○零]{1,4}\s?(?:年\s?[0-9０-９一二三四五六七八九十底末]|月|日(?![内之以一]))"
    r"|[今本明下次][年月周季]|[周月季年]度?[底末])"
)


def is_void(text: str, mention: Mention) -> bool:
    """Whether the mention sets no time: a limit taken back, a month cut off its year, a day of each of several."""
    start, end = mention.span
    words = text[start:end]
    if mention.rule == _HAN_DAY and not _names_day(text, start, words):
        return True
    if mention.kind == "deadline" and (_given_up(text, start) or _replaced(text, end)):
        return True
    return _next_of_each(text, start, words) or _of_each(text, start, words) or _torn(text, start, words)


def _given_up(text: str, start: int) -> bool:
    """不再执行6月底前…的要求, 取消每周五报送, 原3月底前完成的任务."""
    head = text[max(0, start - 8) : start].rstrip('的“"')
    if head.endswith(_LIFTED):
        return True
    head = head.rstrip("于在为")
    return head.endswith(_FORMER) or (head[-1:] == "原" and _EDGE.match(head[-2:-1]) is not None)


def _replaced(text: str, end: int) -> bool:
    """将“3月底前”改为“4月15日前”."""
    return text[end : end + 1] in _CHANGES and _REPLACED.match(text, end) is not None


def _torn(text: str, start: int, words: str) -> bool:
    """Whether a year that nobody could read stands right before the words: 98年6月底前, 第二个五年底."""
    if words.startswith("年"):
        return text[max(0, start - 1) : start] in _NUMERALS
    head = text[max(0, start - 5) : start].rstrip(" \n\u3000")
    return head[-1:] == "年" and head[-2:-1] in _NUMERALS and MONTH.match(words) is not None


def _of_each(text: str, start: int, words: str) -> bool:
    """Whether 月底 is that of each of several months: 1月、2月分别于月底前报送."""
    return words.startswith(("月底", "月末")) and text.endswith(_OF_EACH, 0, start)


def _next_of_each(text: str, start: int, words: str) -> bool:
    """Whether 次年 follows on every year (每年12月底前申报，次年1月底前拨付), so that it is no one year."""
    head = text[max(0, start - REACH) : start]
    return words.startswith(("次年", "翌年")) and re.search("每年|每个?年度|逐年", head.rpartition("。")[2]) is not None


def _names_day(text: str, start: int, words: str) -> bool:
    """Whether 于二十日前 is the 20th and not twenty days ago: something is asked for, or the number is too large.

    Nobody writes 二十日前 for 二十天前; 三日前 may be either, and is the 3rd only where its clause asks for something.
    """
    head = text[max(0, start - REACH) : start]
    clause = head[max(head.rfind(stop) for stop in f"{STOPS}，：") + 1 :]
    return "十" in words or _ASKS.search(clause) is not None
