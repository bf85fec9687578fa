from __future__ import annotations

from datetime import date

import pytest

from pipeline.link.levels import above, level_of
from pipeline.link.likeness import best_pairs, likeness, prints, title_core
from pipeline.link.terms import Terms
from pipeline.model import Bearer, Deadline, Obligation, Span
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook

ON = date(2024, 2, 1)


@pytest.fixture(scope="module")
def terms() -> Terms:
    return Terms(load_rulebook(rules_folder()))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("本办法自印发之日起施行，有效期三年。", date(2027, 1, 31)),
        ("本办法自2024年5月1日起施行，有效期5年。", date(2029, 4, 30)),
        ("本通知有效期至2025年12月31日。", date(2025, 12, 31)),
        ("本规定自发布之日起实施，有效期为两年。", date(2026, 1, 31)),
        ("本措施自印发之日起执行，有效期6个月。", date(2024, 7, 31)),
        ("本办法自公布之日起三十日后施行，有效期五年。", date(2029, 3, 1)),
        ("本办法自印发之日起1个月后施行，有效期1年。", date(2025, 2, 28)),
        ("本通知有效期自2024年1月1日至2024年12月31日。", date(2024, 12, 31)),
        ("本方案自印发之日起试行，试行期一年。", date(2025, 1, 31)),
        ("本通知执行期限为2024年1月1日至2025年12月31日。", date(2025, 12, 31)),
        ("本通知有效期为2024年1月1日至2024年12月31日。", date(2024, 12, 31)),
        ("项目执行期限为2024年1月1日至2025年12月31日。", None),
        ("消防技术服务机构资质证书有效期三年。", None),
        ("许可证有效期为五年，期满应当换发。", None),
        ("各单位要在3月底前报送。", None),
    ],
)
def test_a_documents_term(terms: Terms, text: str, wanted: date | None) -> None:
    found = terms.until(text, ON)
    assert (found[0] if found else None) == wanted


def test_leap_days_and_the_end_of_time(terms: Terms) -> None:
    assert terms.until("本办法自印发之日起施行，有效期一年。", date(2024, 2, 29)) is not None
    assert terms.until("本办法自印发之日起施行，有效期9999年。", ON) is None


@pytest.mark.parametrize(
    ("issuer", "wanted"),
    [
        ("国务院办公厅", "state"),
        ("国家消防救援局", "state"),
        ("应急管理部", "state"),
        ("云岭省消防救援总队", "province"),
        ("云岭市消防救援支队", "city"),
        ("青禾县消防救援大队", "county"),
        ("云岭市青禾县应急管理局", "county"),
        ("城关镇人民政府", "town"),
        ("某物业公司", None),
        (None, None),
    ],
)
def test_levels_by_the_name(issuer: str | None, wanted: str | None) -> None:
    assert level_of(issuer) == wanted


def test_above() -> None:
    assert above("state", "city")
    assert not above("city", "city")
    assert not above(None, "city")


def duty(words: str, who: str = "各大队", when: str | None = None, kind: str = "obligation") -> Obligation:
    limit = Deadline(when, "by") if when else None
    return Obligation(Span(0, len(words)), words, kind, (Bearer(who),), deadline=limit)  # type: ignore[arg-type]


def test_who_and_when_do_not_count_but_what_does() -> None:
    one = duty("各支队要在4月30日前完成高层住宅消防设施排查", "各支队", "4月30日前")
    other = duty("各大队应于2024年4月15日前完成高层住宅消防设施排查", "各大队", "2024年4月15日前")
    assert likeness(one, other) == 1.0
    assert likeness(one, duty("各大队要开展宣传教育")) < 0.2
    assert likeness(one, duty(one.quote, kind="prohibition")) == 0.0
    assert len(set(prints(one)) & set(prints(other))) >= 2


def test_pairs_are_made_once_each_the_likest_first() -> None:
    ones = [("a", duty("完成高层住宅消防设施排查")), ("b", duty("完成高层住宅消防设施排查整改"))]
    found = best_pairs(ones, ones[::-1], 0.5)
    assert [(at, to) for _, at, to in found] == [(0, 1), (1, 0)]


def test_titles_as_others_cite_them() -> None:
    assert title_core("云岭市公安局关于开展整治行动的通知") == title_core("《关于开展整治行动的通知》")
    assert title_core("通知") is None
