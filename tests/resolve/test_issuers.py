"""Who gave a number, told from its letters, as of a date."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from pipeline.resolve.issuers import IssuerTable
from pipeline.resolve.numbers import read_number
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook


@cache
def table() -> IssuerTable:
    return IssuerTable(load_rulebook(rules_folder()))


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("国发〔2024〕7号", "国务院"),
        ("国办发明电〔2024〕7号", "国务院办公厅"),
        ("辽消〔2024〕7号", "辽宁省消防救援总队"),
        ("辽公消〔2015〕7号", "辽宁省公安消防总队"),
        ("沪府办发〔2022〕1号", "上海市人民政府办公厅"),
        ("粤建房〔2022〕1号", "广东省住房和城乡建设厅"),
        ("津建房〔2022〕1号", "天津市住房和城乡建设委员会"),
        ("银保监复〔2019〕1号", "中国银行保险监督管理委员会"),
        ("银保监复〔2024〕1号", None),
        ("国务院令第733号", "国务院"),
        ("粤府令第302号", "广东省人民政府"),
        ("令第12号", None),
        ("云岭银行公告〔2024〕第1号", "云岭银行"),
        ("盘安委〔2024〕1号", None),
        ("2024年第3号", None),
    ],
)
def test_the_issuer(number: str, name: str | None) -> None:
    issuer = table().issuer(read_number(number))
    assert (issuer.name if issuer else None) == name


def test_a_code_is_read_as_of_the_date() -> None:
    number = read_number("国家局〔2024〕8号")
    assert table().issuer(number, date(2024, 2, 1)) is not None
    assert table().issuer(number, date(2020, 2, 1)) is None


@pytest.mark.parametrize("number", ["宁政发〔2017〕99号", "市政府令第196号"])
def test_what_others_are_called_too_is_not_sure(number: str) -> None:
    issuer = table().issuer(read_number(number))
    assert issuer is not None
    assert not issuer.sure
