"""A draft of the 通报 on how the ledger's matters stand, laid out after GB/T 9704-2012, for somebody to finish."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from pipeline.export.ledger_rows import due_words, head_unit
from pipeline.export.sheet import plain
from pipeline.export.standings import Standings, standings_of
from pipeline.export.words import one_line
from pipeline.store.entries import Entry

# GB/T 9704-2012, 5.2: the type area of A4 is 156 × 225 mm; body 3号 (16 pt) 仿宋, heading levels 黑体 and 楷体.
_MARGINS = {"top": 37, "bottom": 35, "left": 28, "right": 26}
_BODY, _HEAD, _TITLE, _CELL = 16, 16, 22, 10.5
_MOST = 200


def circular(entries: Sequence[Entry], as_of: date, soon: date) -> bytes:
    """The bytes of a .docx; the draft is Chinese whatever the user's language, for that is what is sent out.

    ``entries`` are what was asked for, done ones too; at most two hundred late ones are listed by name. ``soon`` is the
    last day that counts as soon.
    """
    from docx import Document

    paper = Document()
    _page(paper)
    _paragraph(paper, "关于督办事项办理情况的通报", "方正小标宋简体", _TITLE, centre=True)
    _paragraph(paper, "（草稿，请核对后发出）", "仿宋_GB2312", _BODY, centre=True)
    figures = standings_of(entries)
    _paragraph(paper, "各有关单位：", "仿宋_GB2312", _BODY, indent=False)
    _paragraph(paper, _overall(figures, as_of), "仿宋_GB2312", _BODY)
    _late(paper, entries)
    _soon(paper, entries, soon)
    _units(paper, figures)
    _paragraph(paper, "四、工作要求", "黑体", _HEAD)
    ask = "请有逾期事项的单位查明原因，尽快办结，并将办理情况书面反馈；临近到期的，请按时办结。"
    _paragraph(paper, ask, "仿宋_GB2312", _BODY)
    _paragraph(paper, "（发文机关署名）", "仿宋_GB2312", _BODY, right=True)
    _paragraph(paper, f"{as_of.year}年{as_of.month}月{as_of.day}日", "仿宋_GB2312", _BODY, right=True)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _overall(figures: Standings, as_of: date) -> str:
    rate = f"（占已办结和逾期事项的{figures.share_done:.0%}）" if figures.share_done is not None else ""
    return (
        f"截至{as_of.year}年{as_of.month}月{as_of.day}日，纳入督办的事项共{figures.total}项，"
        f"其中已办结{figures.done}项{rate}；在办{figures.open}项，"
        f"其中逾期{figures.overdue}项、临近到期{figures.soon}项。现将有关情况通报如下。"
    )


def _late(paper: Any, entries: Sequence[Entry]) -> None:
    late = sorted((each for each in entries if each.light == "red"), key=lambda each: (each.days_left or 0, each.id))
    _paragraph(paper, "一、逾期未办结事项", "黑体", _HEAD)
    if not late:
        _paragraph(paper, "没有逾期未办结的事项。", "仿宋_GB2312", _BODY)
        return
    rows = [
        (
            str(number),
            one_line(each.item.quote),
            head_unit(each),
            due_words(each),
            f"{-(each.days_left or 0)}",
            each.number or "",
        )
        for number, each in enumerate(late[:_MOST], 1)
    ]
    _table(
        paper, (("序号", 13), ("事项", 50), ("责任单位", 26), ("时限", 25), ("逾期天数", 13), ("依据文号", 29)), rows
    )
    if len(late) > _MOST:
        _paragraph(paper, f"其余{len(late) - _MOST}项见督办台账。", "仿宋_GB2312", _BODY)


def _soon(paper: Any, entries: Sequence[Entry], last: date) -> None:
    due = [each for each in entries if each.light == "yellow"][:_MOST]
    _paragraph(paper, "二、临近到期事项", "黑体", _HEAD)
    if not due:
        _paragraph(paper, f"{last.month}月{last.day}日前没有到期的事项。", "仿宋_GB2312", _BODY)
        return
    rows = [(str(n), one_line(each.item.quote), head_unit(each), due_words(each)) for n, each in enumerate(due, 1)]
    _table(paper, (("序号", 13), ("事项", 82), ("责任单位", 36), ("时限", 25)), rows)


def _units(paper: Any, figures: Standings) -> None:
    _paragraph(paper, "三、各单位办理情况", "黑体", _HEAD)
    rows = [
        (name or "（未明确）", str(unit.total), str(unit.done), str(unit.open), str(unit.overdue))
        for name, unit in figures.units[:_MOST]
    ]
    if rows:
        _table(paper, (("单位", 92), ("事项", 16), ("办结", 16), ("在办", 16), ("逾期", 16)), rows)


def _page(paper: Any) -> None:
    from docx.shared import Mm

    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, millimetres in _MARGINS.items():
        setattr(section, f"{side}_margin", Mm(millimetres))


def _paragraph(
    paper: Any, text: str, font: str, size: float, *, centre: bool = False, right: bool = False, indent: bool = True
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = paper.add_paragraph()
    _say(paragraph, text, font, size)
    layout = paragraph.paragraph_format
    layout.line_spacing, layout.space_after = Pt(28), Pt(0)
    if centre or right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.RIGHT
    elif indent:
        layout.first_line_indent = Pt(2 * size)


def _table(paper: Any, heads: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]]) -> None:
    """A table with these heads, on every page, and the widths of their columns in millimetres."""
    from docx.shared import Mm

    table = paper.add_table(rows=0, cols=len(heads))
    table.style, table.autofit = "Table Grid", False
    widths = [width for _, width in heads]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    _row(table, [head for head, _ in heads], widths, "黑体", "w:tblHeader")
    for row in rows:
        _row(table, row, widths, "仿宋_GB2312", "w:cantSplit")


def _row(table: Any, texts: Sequence[str], widths: Sequence[int], font: str, mark: str) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement(mark))
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = Mm(width)
        _say(cell.paragraphs[0], text, font, _CELL)


def _say(paragraph: Any, text: str, font: str, size: float) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run = paragraph.add_run(plain(text))
    run.font.name, run.font.size = font, Pt(size)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
