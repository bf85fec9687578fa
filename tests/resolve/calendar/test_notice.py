"""The yearly holiday notice, in its customary wording (days invented)."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.errors import ConfigError
from pipeline.resolve.calendar.notice import parse_notice

NOTICE = """关于2031年部分节假日安排的通知
各部门：
现将2031年元旦、春节等节假日的具体安排通知如下。
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月22日（农历除夕、周三）至28日（农历正月初六、周二）放假调休，共7天。1月19日（周日）、2月1日（周六）上班。
三、国庆节、中秋节：9月30日（周二）至10月7日（周二）放假调休，共8天。9月28日（周日）上班。
节假日期间，各地要妥善安排好值班。
"""


def test_days_off_and_working_days_are_read() -> None:
    rows = parse_notice(NOTICE)
    off = {row.day for row in rows if row.kind == "holiday"}
    worked = {row.day for row in rows if row.kind == "workday"}
    assert len(off) == 1 + 7 + 8
    assert {date(2031, 1, 1), date(2031, 1, 22), date(2031, 1, 28), date(2031, 9, 30), date(2031, 10, 7)} <= off
    assert worked == {date(2031, 1, 19), date(2031, 2, 1), date(2031, 9, 28)}


def test_a_year_before_may_be_named() -> None:
    rows = parse_notice("关于2031年部分节假日安排的通知 一、元旦：2030年12月30日至2031年1月1日放假调休，共3天。")
    assert [row.day for row in rows] == [date(2030, 12, 30), date(2030, 12, 31), date(2031, 1, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "关于做好安全工作的通知",
        "关于2031年部分节假日安排的通知 一、元旦：1月1日至3日放假，共4天。",
        "关于2031年部分节假日安排的通知 一、元旦：2月30日放假1天。",
        "关于2031年部分节假日安排的通知 一、元旦：照常上班。",
    ],
)
def test_what_does_not_add_up_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        parse_notice(text)
