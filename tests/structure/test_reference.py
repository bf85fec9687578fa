"""The date that a missing year is inferred from, where a document is not signed (all invented)."""

from __future__ import annotations

import pytest

from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook
from pipeline.structure.header import HeaderReader

READER = HeaderReader(load_rulebook(rules_folder()))
BODY = "\n各站要在3月底前完成排查。\n"


@pytest.mark.parametrize(
    ("head", "on", "source"),
    [
        ("云岭大队第12周工作简报\n\n2026年3月16日—3月22日\n", "2026-03-22", "dateline"),
        ("云岭大队工作简报\n2025年12月29日至2026年1月4日\n", "2026-01-04", "dateline"),
        ("校园安全周报\n（第51周）  青禾县教体局安全办  2024年12月27日\n", "2024-12-27", "dateline"),
        ("消防工作简报\n第8期  2024-03-12\n", "2024-03-12", "dateline"),
        ("消防工作简报\n（2024年3月12日）\n", "2024-03-12", "dateline"),
        ("青禾县2025年安全生产工作要点\n", "2025-01-01", "title"),
        ("青禾县2024年度安全生产考核情况通报\n", None, None),
        ("2023年3月5日，云岭大队召开了会议。\n", None, None),
        ("2024年3月22日—3月16日\n", None, None),
        ("2024年2月30日\n", None, None),
        ("值班室　　　2025年8月5日17时40分\n", "2025-08-05", "dateline"),
        ("来文摘要\n（第7期）　　4月9日编发\n云消〔2025〕6号，报送台账。\n", "2025-04-09", "cited"),
        ("收文情况\n（第42期，11月3日至7日）\n云消〔2025〕6号，报送台账。\n", "2025-11-03", "cited"),
        ("值班信息\n指挥部值班室　　1月26日17时编\n云消〔2026〕4号，报送台账。\n", "2026-01-26", "cited"),
        (
            "关于5月份来文要点的通报\n《云岭市停车办法》（云消〔2025〕6号）自2025年7月1日起施行。\n",
            "2025-05-01",
            "cited",
        ),
        ("云岭市停车办法\n本办法自2025年7月1日起施行。\n", "2025-07-01", "effective"),
        ("值班信息\n指挥部值班室　　1月26日编\n云消〔2025〕94号，报送台账。\n", None, None),
    ],
)
def test_where_it_comes_from(head: str, on: str | None, source: str | None) -> None:
    found = READER.read(head + BODY).reference
    assert (found.on.isoformat() if found else None, found.source if found else None) == (on, source)
    assert found is None or found.span.end <= len(head)
