"""How a recurrence takes months, days and weekdays; false where a piece does not fit what was read before."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from pipeline.resolve.times.lengths import Length, read_length
from pipeline.resolve.times.pieces import WEEKDAYS
from pipeline.resolve.times.point import month_end
from pipeline.resolve.times.recurring import pieces as p
from pipeline.resolve.times.recurring.rule import DAYS, WORKDAYS, Recurrence
from pipeline.resolve.times.text import count

Take = Callable[[Recurrence, re.Match[str]], bool]


def _numbers(words: str, most: int) -> list[int]:
    """All numbers of a list, or none where one is no number or beyond ``most``."""
    values = [count(part) for part in re.split(r"[日号月份底末、,，和及]+", words) if part]
    return [v for v in values if v] if values and all(v and 1 <= v <= most for v in values) else []


def take_months(rule: Recurrence, found: re.Match[str]) -> bool:
    """3月、9月."""
    months = _numbers(found["m"], 12)
    return bool(months) and "BYMONTH" not in rule.parts and rule.in_months(months)


def take_month_ends(rule: Recurrence, found: re.Match[str]) -> bool:
    """6月底、12月底."""
    return take_months(rule, found) and rule.on_last_day()


def take_month_days(rule: Recurrence, found: re.Match[str]) -> bool:
    """1月15日、7月15日; of unlike days no one rule can speak, so that only the year is kept."""
    pairs = [(count(m), count(d)) for m, d in p.MONTH_DAY.findall(found["m"])]
    months, days = [m for m, _ in pairs if m], {d for _, d in pairs if d}
    if len(days) > 1 and all(m and 1 <= m <= 12 and m != 2 and d == month_end(2001, m) for m, d in pairs):
        days = {-1}  # 6月30日和12月31日
    if len(days) == 1 and rule.in_months(months):
        rule.parts["BYMONTHDAY"] = str(days.pop())
    return all(1 <= m <= 12 for m in months) and len(months) == len(pairs)


def take_month_day_run(rule: Recurrence, found: re.Match[str]) -> bool:
    """每年3月1日至31日: each of these days."""
    month, first, last = (count(found[name]) or 0 for name in "mab")
    if not (1 <= month <= 12 and 1 <= first < last <= 31) or not rule.in_months([month]):
        return False
    return _days(rule, list(range(first, last + 1)))


def take_last_month_day(rule: Recurrence, found: re.Match[str]) -> bool:
    """每季度末25日: of the last month of each quarter or half-year."""
    if rule.freq != "MONTHLY" or rule.interval not in (3, 6):
        return False
    return rule.in_months(range(rule.interval, 13, rule.interval)) and take_days(rule, found)


def take_quarter(rule: Recurrence, found: re.Match[str]) -> bool:
    """一季度, 四季度末."""
    quarter = count(found["q"]) or 0
    if found["e"]:
        return rule.in_months([3 * quarter]) and rule.on_last_day()
    return rule.in_months([3 * quarter - 2, 3 * quarter - 1, 3 * quarter])


def take_month_run(rule: Recurrence, found: re.Match[str]) -> bool:
    """每年6月至9月: in each of these months."""
    first, last = count(found["a"]) or 0, count(found["b"]) or 0
    return 1 <= first < last <= 12 and rule.in_months(range(first, last + 1))


def take_nothing(rule: Recurrence, found: re.Match[str]) -> bool:
    """每年11月1日至次年3月31日: a stretch of every year, which no part of a rule says."""
    return True


def take_half(rule: Recurrence, found: re.Match[str]) -> bool:
    """上半年: by its end; 上半年、下半年: by the end of each."""
    months = [6, 12] if found["both"] else [6] if found["h"] == "上" else [12]
    return rule.in_months(months) and rule.on_last_day()


def take_month_of_quarter(rule: Recurrence, found: re.Match[str]) -> bool:
    """首月, 末月, 第二个月 of a quarter or half-year."""
    if rule.interval not in (3, 6):
        return False
    first = 1 if found["a"] else 2 if found["b"] else rule.interval
    return rule.in_months(range(first, 13, rule.interval))


def take_days(rule: Recurrence, found: re.Match[str]) -> bool:
    """5日、20日."""
    return _days(rule, _numbers(found["d"], 31))


def take_day_run(rule: Recurrence, found: re.Match[str]) -> bool:
    """1日至5日: each of these days."""
    first, last = count(found["a"]) or 0, count(found["b"]) or 0
    return 1 <= first < last <= 31 and _days(rule, list(range(first, last + 1)))


def _days(rule: Recurrence, days: list[int]) -> bool:
    if not days or "BYMONTHDAY" in rule.parts:
        return False
    if (rule.freq == "MONTHLY" and rule.interval > 1) or (rule.freq == "YEARLY" and "BYMONTH" not in rule.parts):
        return False
    rule.parts["BYMONTHDAY"] = ",".join(map(str, days))
    return True


def take_edge(rule: Recurrence, found: re.Match[str]) -> bool:
    """底, 末: of the period that recurs."""
    if "BYMONTHDAY" in rule.parts:
        return False
    if rule.freq == "YEARLY" and "BYMONTH" not in rule.parts:
        rule.parts["BYMONTH"] = "12"
    elif rule.freq == "MONTHLY" and rule.interval > 1:
        rule.in_months(range(rule.interval, 13, rule.interval))
    return rule.on_last_day()


def take_dekad(rule: Recurrence, found: re.Match[str]) -> bool:
    """上旬: by its last day."""
    rule.parts["BYMONTHDAY"] = {"上": "10", "中": "20", "下": "-1"}[found["d"]]
    return (rule.freq == "YEARLY" and "BYMONTH" in rule.parts) or (rule.freq == "MONTHLY" and rule.interval == 1)


def take_after(rule: Recurrence, found: re.Match[str]) -> bool:
    """每季度结束后10日内: by the tenth of the month that follows; working days stay a length from each period's end."""
    length = read_length(found["l"])
    if length is None or not _follows(rule, length):
        rule.duration, rule.business = (length.iso, length.business) if length else (None, False)
    return True


def _follows(rule: Recurrence, length: Length) -> bool:
    """Whether the length's end is a day of a month that the calendar names: 4月10日, 一个月内 the end of 4月."""
    unit, number = length.parts[0]
    months, day = (1, number) if unit == "D" else (number, -1)
    if length.business or len(length.parts) > 1 or day > 28 or not 1 <= months <= 12:
        return False
    if rule.freq == "YEARLY":
        rule.in_months([months])
    elif rule.freq == "MONTHLY" and rule.interval > 1 and months <= rule.interval:
        rule.in_months(range(months, 13, rule.interval))
    elif rule.freq != "MONTHLY" or rule.interval > 1 or months > 1:
        return False
    rule.parts["BYMONTHDAY"] = str(day)
    return True


def take_nth(rule: Recurrence, found: re.Match[str]) -> bool:
    """第一个周一, 最后一个工作日."""
    nth = -1 if found["last"] else 1 if found["first"] else count(found["n"])
    if nth is None or "BYDAY" in rule.parts:
        return False
    if rule.freq == "MONTHLY" and 12 % rule.interval:
        return False
    if rule.freq == "MONTHLY" and rule.interval > 1:  # of each quarter: in its first month, or in its last
        months = range(rule.interval if nth < 0 else 1, 13, rule.interval)
        rule.interval, rule.parts["BYMONTH"] = 1, ",".join(map(str, months))
    if found["w"]:
        return _workday(rule, nth)
    if rule.freq == "WEEKLY" or (rule.freq == "YEARLY" and "BYMONTH" not in rule.parts):
        return False
    rule.parts["BYDAY"] = f"{nth}{DAYS[WEEKDAYS[found['d']]]}"
    return True


def take_first_workdays(rule: Recurrence, found: re.Match[str]) -> bool:
    """每月前5个工作日内: by the fifth working day."""
    number = count(found["n"])
    if not number or number > 20 or "BYDAY" in rule.parts or rule.interval > 1:
        return False
    return _workday(rule, number) and (rule.freq == "MONTHLY" or "BYMONTH" in rule.parts)


def _workday(rule: Recurrence, nth: int) -> bool:
    """The nth working day, of each month where there are several (RFC 5545 counts BYSETPOS within the FREQ)."""
    rule.parts["BYDAY"], rule.parts["BYSETPOS"] = WORKDAYS, str(nth)
    if "," in rule.parts.get("BYMONTH", ""):
        rule.freq = "MONTHLY"
    return True


def take_run(rule: Recurrence, found: re.Match[str]) -> bool:
    """周一至周五."""
    first, last = WEEKDAYS[found["a"]], WEEKDAYS[found["b"]]
    rule.parts["BYDAY"] = ",".join(DAYS[first : last + 1])
    return first < last


def take_weekdays(rule: Recurrence, found: re.Match[str]) -> bool:
    """周二、周四."""
    days = sorted({WEEKDAYS[char] for char in found["d"] if char in WEEKDAYS})
    rule.parts["BYDAY"] = ",".join(DAYS[day] for day in days)
    return bool(days)


def take_next_month(rule: Recurrence, found: re.Match[str]) -> bool:
    """每月…次月: the day that follows is of every month all the same; 每季度次月 is January, April, July, October."""
    if rule.freq == "MONTHLY" and rule.interval in (3, 6):
        return rule.in_months(range(1, 13, rule.interval))
    return rule.freq in ("MONTHLY", "YEARLY")


def take_months_named(rule: Recurrence, found: re.Match[str]) -> bool:
    """每半年6月、12月: the months say it all."""
    return rule.interval in (3, 6) and take_months(rule, found)


#: By frequency, in the order in which they are tried.
STEPS: Mapping[str, tuple[tuple[re.Pattern[str], Take], ...]] = {
    "YEARLY": (
        (p.AFTER, take_after), (p.HALF, take_half), (p.QUARTER, take_quarter), (p.MONTH_ENDS, take_month_ends),
        (p.MONTH_DAYS, take_month_days), (p.MONTH_DAY_RUN, take_month_day_run), (p.MONTH_RUN, take_month_run),
        (p.SEASON, take_nothing), (p.MONTHS, take_months), (p.NTH, take_nth),
        (p.FIRST_WORKDAYS, take_first_workdays), (p.DEKAD, take_dekad), (p.EDGE, take_edge),
        (p.DAY_RUN, take_day_run), (p.DAYS, take_days),
    ),
    "MONTHLY": (
        (p.AFTER, take_after), (p.NEXT_MONTH, take_next_month), (p.LAST_MONTH_DAY, take_last_month_day),
        (p.MONTH_OF_QUARTER, take_month_of_quarter),
        (p.MONTHS, take_months_named), (p.NTH, take_nth), (p.FIRST_WORKDAYS, take_first_workdays),
        (p.DEKAD, take_dekad), (p.EDGE, take_edge),
        (p.DAY_RUN, take_day_run), (p.DAYS, take_days),
    ),
    "WEEKLY": ((p.NTH, take_nth), (p.RUN, take_run), (p.WEEKDAYS, take_weekdays)),
}  # fmt: skip
