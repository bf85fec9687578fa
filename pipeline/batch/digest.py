"""The morning's digest as a page and as plain text: unit by unit what is late, what falls due soon, what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from pipeline.batch.alerts import Alerts, Section
from pipeline.batch.page import page
from pipeline.export.ledger_rows import due_words
from pipeline.store.entries import Entry

_HEADS = {"overdue": ("已逾期", "Overdue"), "soon": ("即将到期", "Due soon"), "new": ("新增", "New")}
_NOBODY = ("未写明单位", "no unit named")


def title(alerts: Alerts, lang: str) -> str:
    """The digest's title, and the subject of its mail.

    >>> from datetime import date
    >>> title(Alerts(date(2025, 3, 1), (), (), (), {"new": 1, "soon": 2, "overdue": 3}, {}), "zh")
    '督办提醒 2025-03-01：逾期 3，即将到期 2，新增 1'
    """
    told = alerts.totals
    if lang == "en":
        return f"Duban {alerts.day}: {told['overdue']} overdue, {told['soon']} due soon, {told['new']} new"
    return f"督办提醒 {alerts.day}：逾期 {told['overdue']}，即将到期 {told['soon']}，新增 {told['new']}"


def as_text(heading: str, told: Sequence[Section], lang: str) -> str:
    """Plain text, a line an item."""
    lines = [heading, ""]
    for section in told:
        lines.append(f"【{section.unit or _NOBODY[lang == 'en']}】")
        for kind, entries in _parts(section):
            lines.append(f"  {_HEADS[kind][lang == 'en']} ({len(entries)})")
            lines += [f"  - {_line(entry, lang)}" for entry in entries]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def as_html(heading: str, told: Sequence[Section], lang: str) -> str:
    """A page that stands alone."""
    body = [f"<h1>{escape(heading)}</h1>"]
    for section in told:
        body.append(f"<h2>{escape(section.unit or _NOBODY[lang == 'en'])}</h2>")
        for kind, entries in _parts(section):
            body.append(f'<h3 class="{kind}">{_HEADS[kind][lang == "en"]} ({len(entries)})</h3>')
            body.append(_table(entries, lang))
    return page(heading, "\n".join(body), lang)


def _parts(section: Section) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    for kind in _HEADS:
        if entries := getattr(section, kind):
            yield kind, entries


def _line(entry: Entry, lang: str) -> str:
    due = due_words(entry)
    said = [_days(entry, lang), due and (f"due {due}" if lang == "en" else f"时限 {due}"), entry.number or "", entry.id]
    return f"{' '.join(entry.item.quote.split())}（{'；'.join(part for part in said if part)}）"


def _days(entry: Entry, lang: str) -> str:
    left = entry.days_left
    if left is None:
        return ""
    if left < 0:
        return f"{-left} days late" if lang == "en" else f"逾期 {-left} 天"
    return f"{left} days left" if lang == "en" else f"还剩 {left} 天"


def _table(entries: Sequence[Entry], lang: str) -> str:
    heads = (
        ("What", "Due", "Days", "Imposed by", "Id") if lang == "en" else ("事项", "时限", "天数", "依据文号", "编号")
    )
    rows = [
        "".join(
            f"<td>{escape(cell)}</td>"
            for cell in (entry.item.quote, due_words(entry), _days(entry, lang), entry.number or "", entry.id)
        )
        for entry in entries
    ]
    head = "".join(f"<th>{each}</th>" for each in heads)
    return f"<table><tr>{head}</tr>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
