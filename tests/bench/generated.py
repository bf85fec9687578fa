"""Generated notices, each another, in the forms that offices write; and their records, made without reading them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pipeline.model import Bearer, Deadline, Document, Header, Instrument, Obligation, Penalty, Record, Span, Versions

COUNTIES = ("青禾县", "临江区", "石湾县", "云溪区", "白鹭县", "东陵区", "沙坪县", "北塔区")
OFFICES = (
    "应急局",
    "住建局",
    "教育局",
    "消防大队",
    "市场监管局",
    "卫健局",
    "交通运输局",
    "民政局",
    "城管局",
    "公安分局",
)
MATTERS = (
    "居民楼消防通道",
    "燃气管线",
    "校舍安全",
    "冷链食品",
    "在建工地",
    "养老机构",
    "危化品仓库",
    "隧道照明",
    "排水泵站",
    "群租房",
)
DEEDS = (
    "完成{matter}排查",
    "建立{matter}隐患清单",
    "报送{matter}整改台账",
    "组织{matter}应急演练",
    "公示{matter}检查结果",
)
# issuer, the letters of its numbers, level: most notices come from the city, few from above it.
ISSUERS = (
    ("国务院安全生产委员会办公室", "安委办", "state"),
    ("云岭省应急管理厅", "云应急", "province"),
    ("云岭省消防救援总队", "云消", "province"),
    ("青禾县应急管理局", "青应急", "county"),
    ("临江区消防救援大队", "临消", "county"),
    ("云岭市应急管理局", "云市应急", "city"),
    ("云岭市消防救援支队", "云市消", "city"),
    ("云岭市安全生产委员会办公室", "云安办", "city"),
)
_OF_ISSUER = (0, 1, 1, 2, 3, 3, 4, 4, 5, 5, 5, 6, 6, 6)
_HEAD = """\
{issuer}关于做好第{number}批重点领域隐患整治的通知
{letters}〔{year}〕{number}号

各县区人民政府，市各有关单位：
为落实年度工作安排，切实防范化解重大风险，现就第{number}批重点领域隐患整治有关事项通知如下。
一、全面排查
"""
_TAIL = """\
二、从严处罚
对占用、堵塞{matter}的单位，处{low}元以上{high}元以下罚款；拒不改正的，责令停产停业。
三、工作保障
各单位要高度重视，加强统筹，形成工作合力。

{issuer}
{issued:%Y}年{issued.month}月{issued.day}日
"""
VERSIONS = Versions("1", "generated", "0")


def text_of(number: int) -> str:
    """The notice of that number: some 500 characters, four duties by a date, one that recurs, one fine."""
    issued = _issued(number)
    issuer, letters, _ = issuer_of(number)
    lines = [_HEAD.format(number=number, year=issued.year, issuer=issuer, letters=letters)]
    lines += [f"（{'一二三四五'[pos]}）{said}\n" for pos, (said, _) in enumerate(_duties(number))]
    matter, low = MATTERS[number % len(MATTERS)], 1000 * (number % 9 + 1)
    lines.append(_TAIL.format(matter=matter, low=low, high=10 * low, issued=issued, issuer=issuer))
    return "".join(lines)


def record_of(number: int) -> Record:
    """What a reader would make of it: the same lines with bearers, dates and figures."""
    text = text_of(number)
    issued = _issued(number)
    issuer, letters, _ = issuer_of(number)
    items = [_item(text, said, due, number) for said, due in _duties(number)]
    quote = next(line for line in text.splitlines() if line.startswith("对占用"))
    low = 1000 * (number % 9 + 1)
    fine = Penalty("fine", f"处{low}元以上{10 * low}元以下罚款", "单位", Decimal(low), Decimal(10 * low), "CNY")
    items.append(_at(text, quote, kind="sanction", penalties=(fine,)))
    own = Instrument(f"{letters}〔{issued.year}〕{number}号", f"关于做好第{number}批重点领域隐患整治的通知")
    header = Header(own.title, own.number, issuer, issued.isoformat(), "通知", ("各县区人民政府",))
    return Record(Document(f"生成/{number:07}.txt", text), header, (own,), tuple(items), versions=VERSIONS)


def records(count: int) -> Iterator[Record]:
    """So many, one after another."""
    return map(record_of, range(1, count + 1))


def _duties(number: int) -> list[tuple[str, str | None]]:
    issued = _issued(number)
    found: list[tuple[str, str | None]] = []
    for pos in range(4):
        due = issued + timedelta(days=7 + (number * 13 + pos * 29) % 300)
        who = _unit(number, pos)
        deed = DEEDS[(number + pos) % len(DEEDS)].format(matter=MATTERS[(number * 3 + pos) % len(MATTERS)])
        found.append((f"{who}要于{due.year}年{due.month}月{due.day}日前{deed}，并书面报市安办。", due.isoformat()))
    who = COUNTIES[number % len(COUNTIES)] + OFFICES[number % len(OFFICES)]
    found.append((f"{who}要于每月{number % 25 + 1}日前报送第{number}批整改进展。", None))
    return found


def issuer_of(number: int) -> tuple[str, str, str]:
    """Who issues the notice of that number, the letters of its numbers, its level."""
    shares = _OF_ISSUER
    return ISSUERS[shares[number % 100] if number % 100 < len(shares) else len(ISSUERS) - 1]


def _unit(number: int, pos: int) -> str:
    """An office of a county; one in eight a school, of which there are thousands, or the 大队."""
    county = COUNTIES[(number + pos) % len(COUNTIES)]
    if (number + 3 * pos) % 16 == 0:
        return f"{county}第{number * 31 % 700 + 1}中学"
    if (number + 3 * pos) % 16 == 1:
        return "各大队" if number % 3 else f"{county}消防救援大队"
    return county + OFFICES[(number * 7 + pos * 3) % len(OFFICES)]


def _item(text: str, said: str, due: str | None, number: int) -> Obligation:
    who, _, rest = said.partition("要于")
    words = rest[: rest.index("前") + 1]
    deadline = (
        Deadline(words, "by", due=due)
        if due
        else Deadline(words, "recurring", rrule=f"FREQ=MONTHLY;BYMONTHDAY={number % 25 + 1}")
    )
    return _at(text, said.rstrip("。"), bearers=(Bearer(who),), deadline=deadline, report_to="市安办" if due else None)


def _at(text: str, quote: str, kind: Any = "obligation", **fields: Any) -> Obligation:
    start = text.index(quote)
    sure = 0.5 + sum(map(ord, quote)) % 500 / 1000
    return Obligation(
        Span(start, start + len(quote)), quote, kind, section=("一、全面排查",), confidence=sure, **fields
    )


def _issued(number: int) -> date:
    return date(2023, 1, 4) + timedelta(days=number % 900)
