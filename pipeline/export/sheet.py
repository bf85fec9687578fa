"""The 督办台账 as a spreadsheet: frozen head, filter, dates as dates, lights as colours, text never a formula."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from unicodedata import east_asian_width

from pipeline.errors import DubanError
from pipeline.export.ledger_rows import HEADINGS, office_row, state_name
from pipeline.store.entries import Entry
from pipeline.store.lifecycle import STATES

SHEET = "督办台账"
# Hidden columns that tell what was given: only what differs from it was filled in.
BASE, BASE_REMARK = "duban:state", "duban:remark"
MOST = 1_048_000
LONGEST = 32_767
_HEAD_ROW = 2
_PRINTED = 9
# Points that a line of text takes; a row is 409 high at most.
_LINE, _MOST_LINES = 15, 27
_LIGHTS = {"red": "#F8CBAD", "yellow": "#FFE699", "green": "#C6E0B4"}
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "vcenter", "border": 1, "border_color": "#BFBFBF"}


def workbook(entries: Sequence[Entry], as_of: date, lang: str = "zh") -> bytes:
    """The bytes of an .xlsx with one sheet. Raises DubanError where there are more lines than a sheet can hold."""
    import xlsxwriter

    if len(entries) > MOST:
        raise DubanError(
            f"{len(entries)} 条超过一张表的上限 {MOST}，请缩小范围或导出 CSV",
            f"{len(entries)} lines are more than a sheet holds ({MOST}); narrow the question or export CSV",
        )
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"title": SHEET, "created": datetime(as_of.year, as_of.month, as_of.day)})
    looks = _looks(book)
    sheet = book.add_worksheet(SHEET)
    _frame(sheet, looks, len(entries), as_of, lang)
    for row, entry in enumerate(entries):
        _line(sheet, looks, _HEAD_ROW + 1 + row, entry, row + 1, lang)
    book.close()
    return out.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    """Every look that a cell can have, made once."""
    looks = {
        "title": book.add_format({"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"}),
        "note": book.add_format({"font_name": "宋体", "font_size": 10, "font_color": "#595959"}),
        "head": book.add_format(
            {**_FONT, "font_name": "黑体", "bg_color": "#DDEBF7", "align": "center", "text_wrap": True}
        ),
    }
    for light, colour in (("", None), *_LIGHTS.items()):
        base = {**_FONT, **({"bg_color": colour} if colour else {})}
        looks[f"text{light}"] = book.add_format({**base, "text_wrap": True})
        looks[f"centre{light}"] = book.add_format({**base, "align": "center", "text_wrap": True})
        looks[f"day{light}"] = book.add_format({**base, "align": "center", "num_format": "yyyy-mm-dd"})
        looks[f"time{light}"] = book.add_format({**base, "align": "center", "num_format": "yyyy-mm-dd hh:mm"})
    return looks


def _frame(sheet: Any, looks: Mapping[str, Any], count: int, as_of: date, lang: str) -> None:
    """Title, remark, head, widths, frozen panes, filter, the list of states to choose from, and how it prints."""
    en, last = lang == "en", len(HEADINGS)
    sheet.merge_range(0, 0, 0, last - 1, "Supervision ledger" if en else SHEET, looks["title"])
    sheet.set_row(0, 30)
    remark = (
        f"As of {as_of}; {count} items. To send back: fill in State, Remarks and Feedback; leave Id as it is."
        if en
        else f"截至 {as_of}，共 {count} 条。反馈时填写“状态”“备注”“反馈情况”三列，请勿改动编号。"
    )
    sheet.write_string(1, 0, remark, looks["note"])
    for column, heading in enumerate(HEADINGS):
        sheet.set_column(column, column, heading.width)
        sheet.write_string(_HEAD_ROW, column, heading.name(lang), looks["head"])
    for column, key in enumerate((BASE, BASE_REMARK), last):
        sheet.write_string(_HEAD_ROW, column, key, looks["head"])
        sheet.set_column(column, column, None, None, {"hidden": True})
    sheet.set_row(_HEAD_ROW, 24)
    sheet.freeze_panes(_HEAD_ROW + 1, 2)
    sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + max(count, 1), last - 1)
    _print(sheet, _HEAD_ROW + count)
    if count:
        state = next(index for index, heading in enumerate(HEADINGS) if heading.key == "state")
        names = [state_name(each, lang) for each in STATES]
        choice = {"validate": "list", "source": names, "error_type": "warning"}
        sheet.data_validation(_HEAD_ROW + 1, state, _HEAD_ROW + count, state, choice)


def _print(sheet: Any, last_row: int) -> None:
    """On paper the columns of an office; what is for sending back would make them too small to read."""
    sheet.print_area(0, 0, last_row, _PRINTED - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)


def _line(sheet: Any, looks: Mapping[str, Any], row: int, entry: Entry, index: int, lang: str) -> None:
    cells = office_row(entry, index, lang)
    if (lines := _lines(cells)) > 1:
        sheet.set_row(row, lines * _LINE)
    light = entry.light if entry.light in _LIGHTS else ""
    for column, heading in enumerate(HEADINGS):
        value = cells[heading.key]
        lit = light if heading.key in ("due", "state") else ""
        if isinstance(value, datetime):
            sheet.write_datetime(row, column, value, looks[f"time{lit}"])
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, looks[f"day{lit}"])
        elif isinstance(value, int):
            sheet.write_number(row, column, value, looks["centre"])
        else:
            centred = heading.key in ("due", "state", "id", "number")
            sheet.write_string(row, column, plain(value), looks[f"{'centre' if centred else 'text'}{lit}"])
    sheet.write_string(row, len(HEADINGS), entry.state)
    sheet.write_string(row, len(HEADINGS) + 1, plain(cells["remark"]))


def _lines(cells: Mapping[str, Any]) -> int:
    """Over how many lines the longest cell runs; not every program finds the height of a row by itself."""
    texts = ((str(cells[heading.key]), heading.width - 1) for heading in HEADINGS if cells[heading.key])
    return min(
        _MOST_LINES, max(sum(-(-_width(part) // room) or 1 for part in text.split("\n")) for text, room in texts)
    )


def _width(text: str) -> int:
    """In half-width characters: a Chinese one takes two."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def plain(text: str) -> str:
    """The text as a cell can hold it: no character that XML forbids, no longer than a cell."""
    clean = "".join(sign if sign.isprintable() or sign in "\n\t\u3000" else "\ufffd" for sign in text)
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 1] + "…"
