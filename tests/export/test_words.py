from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest

from pipeline import model
from pipeline.export import words
from pipeline.export.table import rows
from pipeline.model import Bearer, Deadline, Document, Header, Instrument, Obligation, Penalty, Quota, Record, Span


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        (words.KINDS, model.Kind),
        (words.ROLES, model.Role),
        (words.DEADLINES, model.DeadlineKind),
        (words.PENALTIES, model.PenaltyKind),
        (words.UNITS, model.PenaltyUnit),
        (words.PERIODS, model.QuotaPer),
    ],
)
def test_every_code_of_the_model_has_a_name(names: words.Names, codes: object) -> None:
    assert set(names) == set(get_args(codes))


@pytest.mark.parametrize(
    ("limit", "zh"),
    [
        (None, ""),
        (Deadline("月底前", "by", due="2031-06-30"), "2031-06-30"),
        (Deadline("即日起至6月底", "period", start="2031-05-01", due="2031-06-30"), "2031-05-01 — 2031-06-30"),
        (Deadline("自6月1日起", "period", start="2031-06-01"), "2031-06-01 — …"),
        (Deadline("每月5日前", "recurring", rrule="FREQ=MONTHLY;BYMONTHDAY=5"), "每月5日前"),
        (Deadline("每周", "recurring", rrule="FREQ=WEEKLY", quota=Quota(2, None, "week")), "每周，每周≥2次"),
        (Deadline("三日内", "within", duration="P3D"), "三日内"),
    ],
)
def test_deadlines(limit: Deadline | None, zh: str) -> None:
    assert words.deadline(limit, "zh") == zh


@pytest.mark.parametrize(
    ("cost", "zh", "en"),
    [
        (Penalty("warning", "警告"), "警告", "warning"),
        (Penalty("fine", "罚款", max=Decimal(30000), unit="CNY"), "罚款 ≤30,000元", "fine ≤30,000 yuan"),
        (
            Penalty("fine", "罚款", min=Decimal(1), max=Decimal(5), unit="times", base="违法所得"),
            "罚款 1–5倍（违法所得）",
            "fine 1–5 times of 违法所得",
        ),
        (Penalty("suspension", "停业", target="单位"), "停产停业 → 单位", "suspension → 单位"),
        (
            Penalty("surcharge", "滞纳金", min=Decimal("0.5"), max=Decimal("0.5"), unit="permille"),
            "加处罚款 0.5‰",
            "surcharge 0.5‰",
        ),
    ],
)
def test_penalties(cost: Penalty, zh: str, en: str) -> None:
    assert words.penalty(cost, "zh") == zh
    assert words.penalty(cost, "en") == en


def test_a_row_an_obligation() -> None:
    item = Obligation(Span(3, 5), "报送", "obligation", (Bearer("市应急局", "lead"), Bearer("市住建局")))
    record = Record(Document("a.txt", ""), Header(), (Instrument("云政〔2031〕1号", None),), (item,))
    (row,) = rows(record, "zh")
    assert row["unit"] == "市应急局（牵头）、市住建局"
    assert row["number"] == "云政〔2031〕1号"
    assert (row["kind"], row["what"], row["due"], row["at"]) == ("义务", "报送", "", 3)
