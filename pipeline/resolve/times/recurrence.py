"""Recurrences: 每季度末月25日前, 每周二、周四, 每2小时, 逢双日.

As RFC 5545 rules with no part that the words don't give.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.model import Quota, QuotaPer
from pipeline.resolve.times.clock import CLOCK, read_clock
from pipeline.resolve.times.lengths import read_length
from pipeline.resolve.times.pieces import WEEKDAYS
from pipeline.resolve.times.text import count
from pipeline.resolve.times.words import TimeWords

ORDER = ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "BYHOUR", "BYMINUTE", "UNTIL")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_N = r"[0-9]{1,3}|[零一二两三四五六七八九十]{1,3}"
_SEP = "[、,，和及]"
_HEAD = re.compile(
    rf"于?(?:每逢|每隔|每个|每|按|逐|隔|逢|一个?(?=[年季月周星日天半])|(?=半年))(?P<n>{_N}|半)?个?"
    r"(?P<u>半年|季度|季|年度|学年|学期|年|月份|月度|月|旬|周|星期|礼拜|工作日|小时|分钟|日|天|单日|双日|单号|双号|单周|双周)的?"
)
_UNITS: dict[str, tuple[str, int]] = {
    "年": ("YEARLY", 1), "年度": ("YEARLY", 1), "学年": ("YEARLY", 1), "学期": ("MONTHLY", 6),
    "半年": ("MONTHLY", 6), "季度": ("MONTHLY", 3), "季": ("MONTHLY", 3),
    "月": ("MONTHLY", 1), "月份": ("MONTHLY", 1), "月度": ("MONTHLY", 1), "周": ("WEEKLY", 1), "星期": ("WEEKLY", 1),
    "礼拜": ("WEEKLY", 1), "日": ("DAILY", 1), "天": ("DAILY", 1), "小时": ("HOURLY", 1), "分钟": ("MINUTELY", 1),
}  # fmt: skip
_PER: dict[tuple[str, int], QuotaPer] = {
    ("YEARLY", 1): "year", ("MONTHLY", 6): "half-year", ("MONTHLY", 3): "quarter", ("MONTHLY", 1): "month",
    ("WEEKLY", 1): "week", ("DAILY", 1): "day", ("HOURLY", 1): "hour",
}  # fmt: skip
_MONTHS = re.compile(rf"(?P<m>(?:{_N})月?(?:{_SEP}(?:{_N})月?)*)(?<=月)份?的?")
_MONTH_RUN = re.compile(rf"(?P<a>{_N})月(?:至|到|-)(?P<b>{_N})月(?:份)?(?:期间|间)?")
_SEASON = re.compile(rf"(?:{_N})月(?:{_N})?[日号]?(?:至|到|-)(?:次年|翌年)?(?:{_N})月(?:(?:{_N})[日号])?(?:期间|间)?")
_QUARTER = re.compile(r"第?(?P<q>[一二三四1-4])季度(?P<e>[末底])?")
_MONTH_OF_QUARTER = re.compile(
    r"(?:(?P<a>首|第一个?|前一个?)|(?P<b>第二个?|中间)|(?P<c>末|最后一?个?|第三个?))月份?的?"
)
_DAYS = re.compile(rf"(?P<d>(?:{_N})[日号]?(?:{_SEP}(?:{_N})[日号])*)(?<=[日号])")
_EDGE = re.compile(r"(?:年|月|季度?|周)?(?P<e>[底末])")
_DEKAD = re.compile(r"(?P<d>[上中下])旬")
_AFTER = re.compile(r"(?:结束|终了|末|届满)(?:之?后)?的?(?P<l>[0-9零一二三四五六七八九十]{1,3}[个]?(?:工作)?[日天])内")
_NTH = re.compile(
    r"(?:第(?P<n>[一二三四五1-5])个?|(?P<last>最后一?个?|末个?)|(?P<first>首个?))(?:(?P<w>工作日)|(?:周|星期)(?P<d>[一二三四五六日天]))"
)
_RUN = re.compile(r"(?:周|星期)?(?P<a>[一二三四五六])(?:至|到|-)(?:周|星期)?(?P<b>[二三四五六日天])")
_WEEKDAYS = re.compile(rf"(?P<d>(?:周|星期|礼拜)?[一二三四五六日天](?:{_SEP}(?:周|星期|礼拜)?[一二三四五六日天])*)")
_HALF = re.compile(r"(?P<h>[上下])半年")
_NEXT_MONTH = re.compile(r"次月的?")
_PASS = re.compile(r"之前|以前|前|内|的|于|下班|[,，、]|早晚|早中晚|上班")


@dataclass
class Recurrence:
    """A rule while it is read.

    ``duration`` is set where a length follows each period (每季度结束后10个工作日内).
    """

    freq: str
    interval: int = 1
    parts: dict[str, str] = field(default_factory=dict)
    duration: str | None = None
    business: bool = False

    def rrule(self, until: str | None = None) -> str:
        """RFC 5545, its parts in the contract's order."""
        values = {"FREQ": self.freq, **self.parts}
        if self.interval > 1:
            values["INTERVAL"] = str(self.interval)
        if until:
            values["UNTIL"] = until
        return ";".join(f"{key}={values[key]}" for key in ORDER if key in values)

    @property
    def per(self) -> QuotaPer | None:
        """The period that a quota counts in; none where the contract has no word for it (每两年)."""
        return _PER.get((self.freq, self.interval))


class RecurrenceReader:
    """Reads the words of a recurrence."""

    def __init__(self, words: TimeWords) -> None:
        self._words = words

    def read(self, words: str) -> Recurrence | None:
        """The recurrence that ``words`` (in ``text.plain`` spelling) begin with, e.g.

        每月5日前; ``None`` if there is none.
        """
        head = _HEAD.match(words)
        found = _head(head) if head else None
        if head is None or found is None:
            return None
        at = head.end()
        while at < len(words):
            end = self._step(found, words, at)
            if end <= at:
                break
            at = end
        return found

    def _step(self, rule: Recurrence, words: str, at: int) -> int:
        for pattern, take in _STEPS.get(rule.freq, ()):
            found = pattern.match(words, at)
            if found and found.end() > at and take(rule, found):
                return found.end()
        return self._clock(rule, words, at)

    def _clock(self, rule: Recurrence, words: str, at: int) -> int:
        part = self._words.part.match(words, at)
        start = part.end() if part else at
        found = CLOCK.match(words, start)
        if found:
            clock = read_clock(found, self._words.parts[part[0]] if part else None)
            if clock and "BYHOUR" not in rule.parts and not clock.startswith("24"):
                rule.parts["BYHOUR"], rule.parts["BYMINUTE"] = str(int(clock[:2])), str(int(clock[3:]))
            return found.end() if clock else at
        if part:
            return part.end()
        skip = _PASS.match(words, at)
        return skip.end() if skip else at


def _head(found: re.Match[str]) -> Recurrence | None:
    unit, words = found["u"], found[0]
    if unit[0] in "单双":
        return _alternate(unit)
    if unit == "旬":
        return Recurrence("MONTHLY", 1, {"BYMONTHDAY": "10,20,-1"})
    if unit == "工作日":
        return Recurrence("WEEKLY", 1, {"BYDAY": "MO,TU,WE,TH,FR"}) if not found["n"] else None
    number = 1 if not found["n"] else count(found["n"])
    if found["n"] == "半":
        halves = {
            "年": ("MONTHLY", 6),
            "月": ("MONTHLY", 0),
            "小时": ("MINUTELY", 30),
            "天": ("HOURLY", 12),
            "日": ("HOURLY", 12),
        }
        freq, size = halves.get(unit, ("", 0))
        return Recurrence(freq, size) if size else None
    if words.startswith("隔"):
        number = 2
    if not number or number > 999:
        return None
    freq, size = _UNITS[unit]
    return Recurrence(freq, size * number)


def _alternate(unit: str) -> Recurrence:
    if unit[1] == "周":
        return Recurrence("WEEKLY", 2)
    first = 1 if unit[0] == "单" else 2
    return Recurrence("MONTHLY", 1, {"BYMONTHDAY": ",".join(map(str, range(first, 32 if first == 1 else 31, 2)))})


def _numbers(words: str) -> list[int]:
    values = [count(part) for part in re.split(r"[日号月、,，和及]+", words) if part]
    return [] if None in values else [value for value in values if value is not None]


def _take_months(rule: Recurrence, found: re.Match[str]) -> bool:
    months = _numbers(found["m"])
    if not months or not all(1 <= month <= 12 for month in months) or "BYMONTH" in rule.parts:
        return False
    return _months(rule, months)


def _months(rule: Recurrence, months: list[int]) -> bool:
    rule.freq, rule.interval = "YEARLY", 1
    rule.parts["BYMONTH"] = ",".join(map(str, months))
    return True


def _take_quarter(rule: Recurrence, found: re.Match[str]) -> bool:
    quarter = count(found["q"]) or 0
    if found["e"]:
        rule.parts["BYMONTHDAY"] = "-1"
        return _months(rule, [3 * quarter])
    return _months(rule, [3 * quarter - 2, 3 * quarter - 1, 3 * quarter])


def _take_month_run(rule: Recurrence, found: re.Match[str]) -> bool:
    """每年6月至9月: in each of these months."""
    first, last = count(found["a"]) or 0, count(found["b"]) or 0
    return 1 <= first < last <= 12 and _months(rule, list(range(first, last + 1)))


def _take_season(rule: Recurrence, found: re.Match[str]) -> bool:
    """每年11月1日至次年3月31日: a stretch of every year, which no part of a rule says."""
    return True


def _take_half(rule: Recurrence, found: re.Match[str]) -> bool:
    return _months(rule, [6] if found["h"] == "上" else [12]) and _last_day(rule)


def _last_day(rule: Recurrence) -> bool:
    rule.parts["BYMONTHDAY"] = "-1"
    return True


def _take_month_of_quarter(rule: Recurrence, found: re.Match[str]) -> bool:
    if rule.interval not in (3, 6):
        return False
    first = 1 if found["a"] else 2 if found["b"] else rule.interval
    return _months(rule, list(range(first, 13, rule.interval)))


def _take_days(rule: Recurrence, found: re.Match[str]) -> bool:
    days = _numbers(found["d"])
    if not days or not all(1 <= day <= 31 for day in days) or "BYMONTHDAY" in rule.parts:
        return False
    if (rule.freq == "MONTHLY" and rule.interval > 1) or (rule.freq == "YEARLY" and "BYMONTH" not in rule.parts):
        return False
    rule.parts["BYMONTHDAY"] = ",".join(map(str, days))
    return True


def _take_edge(rule: Recurrence, found: re.Match[str]) -> bool:
    if "BYMONTHDAY" in rule.parts:
        return False
    if rule.freq == "YEARLY" and "BYMONTH" not in rule.parts:
        rule.parts["BYMONTH"] = "12"
    elif rule.freq == "MONTHLY" and rule.interval > 1:
        _months(rule, list(range(rule.interval, 13, rule.interval)))
    return _last_day(rule)


def _take_dekad(rule: Recurrence, found: re.Match[str]) -> bool:
    rule.parts["BYMONTHDAY"] = {"上": "10", "中": "20", "下": "-1"}[found["d"]]
    return (rule.freq == "YEARLY" and "BYMONTH" in rule.parts) or (rule.freq == "MONTHLY" and rule.interval == 1)


def _take_after(rule: Recurrence, found: re.Match[str]) -> bool:
    """每季度结束后10日内: by the tenth of the month that follows; working days stay a length from each period's end."""
    length = read_length(found["l"])
    days = length.days_only if length else None
    if length is None or days is None or days > 28 or length.business:
        if length:
            rule.duration, rule.business = length.iso, length.business
        return True
    if rule.freq == "YEARLY":
        _months(rule, [1])
    elif rule.interval > 1:
        _months(rule, list(range(1, 13, rule.interval)))
    elif rule.freq != "MONTHLY":
        rule.duration = length.iso
        return True
    rule.parts["BYMONTHDAY"] = str(days)
    return True


def _take_nth(rule: Recurrence, found: re.Match[str]) -> bool:
    nth = -1 if found["last"] else 1 if found["first"] else count(found["n"]) or 1
    if found["w"]:
        rule.parts["BYDAY"], rule.parts["BYSETPOS"] = "MO,TU,WE,TH,FR", str(nth)
    elif rule.freq == "WEEKLY":
        return False
    else:
        rule.parts["BYDAY"] = f"{nth}{DAYS[WEEKDAYS[found['d']]]}"
    return True


def _take_run(rule: Recurrence, found: re.Match[str]) -> bool:
    first, last = WEEKDAYS[found["a"]], WEEKDAYS[found["b"]]
    rule.parts["BYDAY"] = ",".join(DAYS[first : last + 1])
    return first < last


def _take_weekdays(rule: Recurrence, found: re.Match[str]) -> bool:
    days = sorted({WEEKDAYS[char] for char in found["d"] if char in WEEKDAYS})
    rule.parts["BYDAY"] = ",".join(DAYS[day] for day in days)
    return bool(days)


def _take_next_month(rule: Recurrence, found: re.Match[str]) -> bool:
    return rule.freq in ("MONTHLY", "YEARLY")


_MONTHLY = (
    (_AFTER, _take_after), (_NEXT_MONTH, _take_next_month), (_MONTH_OF_QUARTER, _take_month_of_quarter), (_NTH,
    _take_nth),
    (_DEKAD, _take_dekad), (_EDGE, _take_edge), (_DAYS, _take_days),
)  # fmt: skip
_STEPS = {
    "YEARLY": (
        (_AFTER, _take_after),
        (_HALF, _take_half),
        (_QUARTER, _take_quarter),
        (_MONTH_RUN, _take_month_run),
        (_SEASON, _take_season),
        (_MONTHS, _take_months),
        (_NTH, _take_nth),
        (_DEKAD, _take_dekad),
        (_EDGE, _take_edge),
        (_DAYS, _take_days),
    ),
    "MONTHLY": _MONTHLY,
    "WEEKLY": ((_NTH, _take_nth), (_RUN, _take_run), (_WEEKDAYS, _take_weekdays)),
}


_QUOTA = re.compile(
    rf"(?:(?P<min>不(?:得|能|应)?(?:少于|低于)|至少|不下于|最少|原则上不少于)|(?P<max>不(?:得|能|应)?(?:超过|多于|高于)|最多|至多))?"
    rf"[^0-9零一二两三四五六七八九十]*(?P<n>{_N})(?:(?:至|到|-)(?P<to>{_N}))?(?:次|遍|轮|回|场)(?P<or>以上|以下|以内)?"
)


def read_quota(words: str, per: QuotaPer | None) -> Quota | None:
    """``不得少于2次`` → at least two; ``2次`` → just two; once a period needs no quota.

    >>> read_quota('不得少于2次', 'week')
    Quota(min=2, max=None, per='week')
    """
    found = _QUOTA.search(words)
    number = count(found["n"]) if found else None
    if found is None or number is None or per is None:
        return None
    if found["min"] or found["or"] == "以上":
        return Quota(number, None, per)
    if found["max"] or found["or"]:
        return Quota(None, number, per)
    if found["to"]:
        return Quota(number, count(found["to"]), per)
    return Quota(number, number, per) if number > 1 else None
