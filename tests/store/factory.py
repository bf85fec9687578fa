"""Records made by hand, of invented documents: what the store is tested with, whatever the extraction can do by now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from pipeline.model import (
    Bearer,
    Deadline,
    Document,
    Header,
    Instrument,
    Obligation,
    Penalty,
    Quota,
    Quoted,
    Record,
    Relation,
    Span,
    Versions,
)

VERSIONS = Versions("1", "rules-1", "0.1")
NUMBER = "云消〔2024〕7号"


def item(text: str, quote: str, kind: str = "obligation", nth: int = 0, **fields: Any) -> Obligation:
    """An obligation whose evidence is the ``nth`` place of the quote in the text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return Obligation(Span(start, start + len(quote)), quote, kind, **fields)  # type: ignore[arg-type]


def record(text: str, *items: Obligation, path: str = "通知.txt", number: str | None = NUMBER, **more: Any) -> Record:
    """A record of a document with these obligations, imposed by the document itself."""
    instruments = more.pop("instruments", (Instrument(number, "关于开展排查的通知"),))
    header = more.pop("header", Header("关于开展排查的通知", number, "云岭市消防救援支队", "2024-02-01", "通知"))
    return Record(Document(path, text), header, instruments, items, versions=more.pop("versions", VERSIONS), **more)


def bulletin(path: str = "简报.txt", salt: str = "") -> Record:
    """A record with a bit of everything that the contract has."""
    report = "各大队要在3月31日前完成居民楼排查，并书面报支队备案"
    supervise = "支队每周督导不得少于2次"
    daily = "各大队每日下午16时前报送进展"
    fine = "占用疏散通道、堆放障碍物的，处五千元以上五万元以下罚款"
    ban = "严禁在楼道停放电动自行车"
    vague = "青禾县应急局要建立隐患清单"
    sentences = (report, supervise, daily, fine, ban, vague)
    text = f"关于开展排查的通知{salt}\n" + "".join(f"{sentence}。\n" for sentence in sentences)
    items = (
        item(
            text, report, bearers=(Bearer("各大队", canonical="消防救援大队", span=Span(0, 3), confidence=0.9),),
            action="完成", deadline=Deadline("3月31日前", "by", due="2024-03-31", span=Span(1, 7), confidence=0.8),
            report_to="支队", deliverable="书面报告", section=("一、排查", "（一）居民楼"), confidence=0.87,
        ),
        item(
            text, supervise, bearers=(Bearer("支队", "supervise", "context"),),
            deadline=Deadline("每周", "recurring", rrule="FREQ=WEEKLY", quota=Quota(2, None, "week")),
        ),
        item(
            text, daily, bearers=(Bearer("各大队"),), instrument=1,
            deadline=Deadline("每日下午16时前", "recurring", rrule="FREQ=DAILY;BYHOUR=16;BYMINUTE=0"),
        ),
        item(
            text, fine, "sanction", condition="占用疏散通道、堆放障碍物的", legal_basis=("《云岭市消防条例》第六十条",),
            penalties=(
                Penalty("fine", "处五千元以上五万元以下罚款", "单位", Decimal(5000), Decimal(50000), "CNY",
                        span=Span(3, 9)),
                Penalty("surcharge", "每日加处", None, Decimal("0.3"), Decimal("0.3"), "percent", "罚款数额", "day",
                        cap=Decimal("1000.5"), confidence=0.5),
            ),
        ),
        item(text, ban, "prohibition", reported_by="市政府常务会议", instrument=None),
        item(
            text, vague, bearers=(Bearer("青禾县应急局", "lead"), Bearer("县住建局", "support", "heading")),
            deadline=Deadline("自收到本通知之日起15个工作日内", "within", duration="P15D", business_days=True,
                              anchor="收到本通知之日", provisional=True),
        ),
    )  # fmt: skip
    return record(
        text, *items, path=path,
        instruments=(Instrument(NUMBER, "关于开展排查的通知", "云岭市消防救援支队", "2024-02-01"),
                     Instrument("云安办〔2023〕18号", "排查方案", span=Span(2, 6))),
        header=Header("关于开展排查的通知", NUMBER, "云岭市消防救援支队", "2024-02-01", "通知",
                      ("各大队",), ("市应急局",), ("特急",)),
        watch=(Quoted(Span(0, 2), "关于"),), relations=(Relation("according_to", 1, Span(2, 6)),),
    )  # fmt: skip


def reread(before: Record, *items: Obligation, rules: str = "rules-2") -> Record:
    """The same document as other rules read it."""
    return replace(before, obligations=items, versions=replace(VERSIONS, rules=rules))


class Clock:
    """A clock that the test turns: each look at it is a second later."""

    def __init__(self, moment: datetime = datetime(2024, 2, 10, 8, tzinfo=UTC)) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


def moments() -> Iterator[datetime]:
    """Ever later moments."""
    clock = Clock()
    while True:
        yield clock()


def notice(name: str) -> Record:
    """A paper with one duty, of the unit with this name."""
    said = f"{name}要在4月1日前报送总结"
    return record(said, item(said, said, bearers=(Bearer(name),)), path=f"{name}.txt", number=None)
