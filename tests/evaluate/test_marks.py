"""Marked notices: offsets come from the marks, and every slip of the annotator is one clear line."""

from __future__ import annotations

import pytest

from pipeline.errors import ReadError
from pipeline.evaluate.marks import locate, parse_deadline, parse_penalty, read_marked

MARKED = """title: 关于开展自查的通知
number: 云安〔2025〕6号
date: 2025-03-02
instruments:
- {number: 云安〔2024〕9号, at: "云安[2024]9号"}
----
关于开展自查的通知
云安〔2025〕6号
按照云安[2024]9号，⟦各县
区要于3月底前完成自查⟧；⟦逾期未报的，由市安委办通报批评⟧。
----
@I=1 | S=一、自查 / （一）范围 | RB=全市会议
o B=各县区 | D=3月底前 := by 2025-03-31 | A=完成自查
# a remark
s B=市安委办^c | C=逾期未报的 | P=warning:通报批评 | I=0 | N=why
"""


def test_offsets_and_fields() -> None:
    text, record = read_marked("a.txt", MARKED)
    first, second = record["obligations"]
    assert all(text[slice(*o["span"])] == o["quote"] for o in record["obligations"])
    assert "⟦" not in text
    assert first["quote"] == "各县\n区要于3月底前完成自查"
    assert first["bearers"] == [{"text": "各县\n区", "role": "responsible", "source": "explicit"}]
    assert (first["deadline"]["kind"], first["deadline"]["due"]) == ("by", "2025-03-31")
    assert (first["instrument"], first["section"], first["reported_by"]) == (1, ["一、自查", "（一）范围"], "全市会议")
    assert (second["instrument"], second["kind"], second["note"]) == (0, "sanction", "why")
    assert record["document"]["date"] == "2025-03-02"
    assert [text[slice(*i["span"])] for i in record["instruments"]] == ["云安〔2025〕6号", "云安[2024]9号"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("⟦逾期", "逾期", "配对"),
        ("s B=市安委办^c", "x B=市安委办^c", "写错"),
        ("A=完成自查\n", "Z=完成自查\n", "写错"),
        ("# a remark", "o B=各县区", "2 项，却写了 3 行"),
        ('[2024]9号"}', '[2024]10号"}', "文中没有"),
        ("title: 关于", "title: {关于", "YAML"),
        ("----\n@", "@", "三部分"),
    ],
)
def test_slips_are_named(before: str, after: str, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        read_marked("a.txt", MARKED.replace(before, after, 1))


def test_locate_reaches_from_head_to_next_tail() -> None:
    assert locate("甲乙丙乙", "甲~乙") == (0, 2)
    assert locate("甲乙", "甲~丁") is None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "每周 := recurring FREQ=WEEKLY q2-/week",
            {"rrule": "FREQ=WEEKLY", "quota": {"min": 2, "max": None, "per": "week"}},
        ),
        ("3日内 := within P3D biz @收到之日", {"duration": "P3D", "business_days": True, "anchor": "收到之日"}),
        ("1月至2月 := period 2025-01-01..2025-02-28", {"start": "2025-01-01", "due": "2025-02-28"}),
        ("自X起 := period 2025-01-01..", {"start": "2025-01-01", "due": None}),
    ],
)
def test_deadlines(source: str, expected: dict[str, object]) -> None:
    found = parse_deadline(source)
    assert {k: found[k] for k in expected} == expected


def test_penalty_figures() -> None:
    found = parse_penalty("surcharge:每日加处百分之三>当事人;3..3 percent;base=罚款数额;per=day")
    assert (found["min"], found["max"], found["unit"], found["base"], found["per"]) == (
        3,
        3,
        "percent",
        "罚款数额",
        "day",
    )
    assert parse_penalty("fine:2000元以下;..2000 CNY")["min"] is None
    assert parse_penalty("fine:0.5倍;0.5..0.5 times")["max"] == 0.5
