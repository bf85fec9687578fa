"""How long a document binds: 自…起施行，有效期三年; and what another says of that (有效期延长至…)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import chain

from pipeline.find.times import TimeFinder
from pipeline.model import Span
from pipeline.resolve.numerals import parse_number
from pipeline.resolve.times import TimeResolver
from pipeline.rulebook import Rulebook

_NUMBER = r"[零〇一二两三四五六七八九十\d]+"
_LENGTH = rf"(?P<number>{_NUMBER})(?P<unit>年|个?月)(?![零〇一二三四五六七八九十\d])"
_BEGINS = r"[自从]?[零〇一二三四五六七八九十\d年月日 ]{4,14}起?"
_OWN = re.compile(
    rf"(?:本|该)?(?:通知|办法|规定|意见|细则|方案|条例|制度|措施|决定|公告|标准|文件|规则|政策|要求)?[^。；\n《》]{{0,30}}?"
    rf"(?:有效|试行)期(?:限)?(?:为|暂定)?(?:{_LENGTH}|"
    rf"(?:{_BEGINS})?(?:至|到|截至|截止到?)(?P<until>[^。；，\n]{{4,20}}))"
)
# 本通知执行期限为2024年1月1日至2025年12月31日: said of the document itself, or it is the term of something else.
_RUNS = re.compile(
    rf"本(?:通知|办法|规定|意见|细则|方案|制度|措施|公告|文件|规则|政策)的?(?:执行|实施|施行|试行)(?:期限|期|时间)(?:为|暂定)?"
    rf"(?:{_LENGTH}|(?:{_BEGINS})?(?:至|到|截至)(?P<until>[^。；，\n]{{4,20}}))"
)
# What has a term of its own beside the document: 许可证有效期三年 ends no document.
_OTHERS = re.compile(
    r"(?:证|证书|许可|执照|批件|资质|资格|合同|报告|协议|合格证|凭证|承诺书|食品|产品)(?:的)?$|》[^。；\n]{0,16}$"
)
_FROM = re.compile(r"自(?P<day>[^。；，\n自]{2,16}?)(?:之日)?(?:起)(?:正式)?(?:施行|实施|执行|生效)")
_LATER = re.compile(
    rf"自(?:印发|发布|公布|下发|发文|颁布)之日起(?P<number>{_NUMBER})(?P<unit>日|天|个?月)后(?:正式)?(?:施行|实施|执行|生效)"
)
_SINCE = re.compile(r"自(?P<day>[^。；，\n自]{4,16}?)(?:之日)?起")
_OWN_DAY = re.compile(r"(?:印发|发布|公布|下发|发文|颁布)(?:之日)?")
_AROUND = 60


class Terms:
    """Reads terms of validity by the rulebook's times."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._finder = TimeFinder(rulebook)
        self._resolver = TimeResolver(rulebook)

    def until(self, text: str, on: date | None) -> tuple[date, Span] | None:
        """The last day on which the document binds, and the words that say so; None where it doesn't say."""
        for found in chain(_OWN.finditer(text), _RUNS.finditer(text)):
            before = text[max(0, found.start() - 20) : found.start("number" if found["number"] else "until")]
            if _OTHERS.search(before.rsplit("有效期", 1)[0]):
                continue
            last = self._last(text, found, on)
            if last is not None:
                return last, Span(*found.span())
        return None

    def in_force(self, text: str, on: date | None) -> date | None:
        """The day from which the document binds: 自5月1日起施行, 自印发之日起施行, 自印发之日起30日后施行."""
        if on and (late := _LATER.search(text)) and (number := parse_number(late["number"])) is not None:
            return _later(on, int(number), late["unit"])
        found = _FROM.search(text)
        if found is None:
            return None
        return on if _OWN_DAY.search(found["day"]) else self.day(found["day"], on)

    def since(self, words: str, on: date | None) -> date | None:
        """The day in 自9月1日起废止."""
        found = _SINCE.search(words)
        return self.day(found["day"], on) if found else None

    def prolonged(self, text: str, span: Span, on: date | None) -> date | None:
        """Until when another document is prolonged by the words at the span; None where no day is named."""
        words = text[span.start : min(len(text), span.end + _AROUND)]
        return self.day(re.split(r"[。；\n]", words)[0].rsplit("延", 1)[-1], on)

    def day(self, words: str, on: date | None, future: bool = True) -> date | None:
        """The first day that the words name."""
        for mention in self._finder.find(words):
            found = self._resolver.resolve(words, mention, on, "future" if future else "past")
            if found and (named := found.due or found.start):
                return date.fromisoformat(named[:10])
        return None

    def _last(self, text: str, found: re.Match[str], on: date | None) -> date | None:
        if found["until"]:
            return self.day(found["until"], on)
        number = parse_number(found["number"])
        start = self.in_force(text, on) or on
        if start is None or number is None:
            return None
        months = int(number) * (12 if found["unit"] == "年" else 1)
        return _last_of(start, months)


def _later(day: date, number: int, unit: str) -> date | None:
    try:
        return day + timedelta(days=number) if unit in "日天" else _day_after(_last_of(day, number))
    except OverflowError:
        return None


def _day_after(day: date | None) -> date | None:
    return day + timedelta(days=1) if day else None


def _last_of(start: date, months: int) -> date | None:
    """The day before the same day so many months later: three years from 2021-05-01 end on 2024-04-30."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year < 9999:
        return None
    day = start.day
    while True:
        try:
            return date(year, month + 1, day) - timedelta(days=1)
        except ValueError:
            day -= 1
