"""The way back: a ledger sheet that a unit has filled in, read as changes to look at before anything is done."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from zipfile import BadZipFile, ZipFile

from pipeline.errors import ReadError
from pipeline.export.ledger_rows import HEADINGS
from pipeline.export.sheet import BASE, BASE_REMARK
from pipeline.store.entries import Entry
from pipeline.store.lifecycle import ACTS, DERIVED, STATES

_HEADS_WITHIN = 20
_UNPACKED = 200_000_000
# Acts that a sheet can ask for: to whom something goes, and what documents do to it, is not a unit's to say.
TAKEN = tuple(act for act in ACTS if act not in ("assigned", "extended", "superseded", *DERIVED))
# A state that a unit may set, and the act that leads there.
_ACT_OF = {state: act for act, (_, state, _) in ACTS.items() if state and act in TAKEN}
_NEEDS_NOTE = ("closed", "returned", "cancelled")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet that came back; ``base`` is the state at the time of the export, where it is known.

    ``remark`` is empty where it is what was exported.
    """

    row: int
    id: str
    state: str
    remark: str
    feedback: str
    base: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a row asks for: an act with its note, or why it can't be (``zh``, ``en``); ``act`` is None then."""

    row: int
    id: str
    quote: str
    before: str
    act: str | None
    after: str
    note: str = ""
    zh: str = ""
    en: str = ""
    data: tuple[tuple[str, str], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Plain values by name."""
        return asdict(self) | {"data": dict(self.data)}


def read_sheet(data: bytes) -> list[Line]:
    """The filled-in rows of an exported .xlsx. Raises ReadError where it is no such sheet."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        check_size(data)
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    except (CalamineError, BadZipFile, OSError, ValueError, zlib.error) as error:
        raise ReadError("不是 Excel 工作簿，读不了", "is no workbook that can be read") from error
    for rows in sheets:
        if found := _head(rows):
            number, columns = found
            return list(_lines(rows, number, columns))
    raise ReadError(
        "里面没有督办台账（要有“编号”“状态”两列的表头，请用导出的台账填写）",
        "holds no ledger (its head must have Id and State; fill in an exported one)",
    )


def check_size(data: bytes) -> None:
    """Raise ReadError where the workbook unpacks to more than a ledger can be; BadZipFile where it lies about that."""
    with ZipFile(io.BytesIO(data)) as packed:
        if sum(each.file_size for each in packed.infolist()) > _UNPACKED:
            raise ReadError("解开后太大，不读取", "unpacks to too much; it was not read")
        # What a member really holds is no more than it says: else its checksum fails.
        if packed.testzip() is not None:
            raise BadZipFile


def changes(lines: Iterable[Line], find: Callable[[str], Entry | None]) -> list[Change]:
    """What the rows change against the ledger; ``find`` gives the line with an id. Untouched rows give nothing."""
    found: list[Change] = []
    seen: set[str] = set()
    for line in lines:
        entry = find(line.id)
        if line.id in seen:
            found.append(_problem(line, "", "", "同一编号出现两次", "the id stands there twice"))
        elif entry is None:
            found.append(_problem(line, "", "", "台账里没有这个编号", "the ledger has no such id"))
        elif change := _change(line, entry):
            found.append(change)
        seen.add(line.id)
    return found


def _head(rows: Sequence[Sequence[Any]]) -> tuple[int, dict[str, int]] | None:
    """The row of the headings, and where each column is: moved and added columns don't matter."""
    names = {name: each.key for each in HEADINGS for name in (each.zh, each.en)} | {BASE: "base", BASE_REMARK: "given"}
    for number, row in enumerate(rows[:_HEADS_WITHIN]):
        columns = {names[str(cell).strip()]: index for index, cell in enumerate(row) if str(cell).strip() in names}
        if {"id", "state"} <= columns.keys():
            return number, columns
    return None


def _lines(rows: Sequence[Sequence[Any]], head: int, columns: Mapping[str, int]) -> Iterator[Line]:
    for number, row in enumerate(rows[head + 1 :], head + 2):
        cells = {key: _text(row[index]) if index < len(row) else "" for key, index in columns.items()}
        if cells["id"]:
            remark = cells.get("remark", "")
            added = "" if remark == cells.get("given", "") else remark
            yield Line(number, cells["id"], cells["state"], added, cells.get("feedback", ""), cells.get("base", ""))


def _text(value: Any) -> str:
    return "" if value is None else str(int(value)) if isinstance(value, float) else str(value).strip()


def _change(line: Line, entry: Entry) -> Change | None:
    codes = {name: code for code, pair in STATES.items() for name in (*pair, code)}
    wanted = codes.get(line.state.removesuffix("·逾期").strip())
    note = "；".join(part for part in (line.feedback, line.remark) if part)
    quote, before = entry.item.quote, entry.state
    if wanted is None:
        return _problem(line, quote, before, f"没有这种状态：{line.state}", f"no such state: {line.state}")
    moved = wanted != (line.base or entry.state)
    if not (moved or note):
        return None
    if line.base and line.base != entry.state and moved and wanted != entry.state:
        zh = f"导出后台账已改为“{STATES[entry.state][0]}”，请核对"
        return _problem(line, quote, before, zh, f"has become {STATES[entry.state][1]} since the export; check it")
    if not moved or wanted == entry.state:
        return _noted(line, entry, note) if note else None
    return _moved(line, entry, wanted, note)


def _noted(line: Line, entry: Entry, note: str) -> Change:
    """Feedback without another state: a word on how it goes, while something is still to be done."""
    if entry.state not in ACTS["progress"][2]:
        zh, en = "已结束，反馈没有记入", "is over; the feedback was not taken"
        return _problem(line, entry.item.quote, entry.state, zh, en)
    return Change(line.row, entry.id, entry.item.quote, entry.state, "progress", "in_progress", note)


def _moved(line: Line, entry: Entry, wanted: str, note: str) -> Change:
    quote, before, act = entry.item.quote, entry.state, _ACT_OF.get(wanted)
    if act is None or before not in ACTS[act][2]:
        zh = f"不能由“{STATES[before][0]}”改为“{STATES[wanted][0]}”"
        return _problem(line, quote, before, zh, f"can't go from {STATES[before][1]} to {STATES[wanted][1]}")
    if wanted in _NEEDS_NOTE and not note:
        zh, en = "要在“反馈情况”里写明依据或理由", "name the evidence or the reason in Feedback"
        return _problem(line, quote, before, zh, en)
    if wanted == "done" and entry.item.deadline and entry.item.deadline.rrule and entry.due:
        data = (("date", entry.due[:10]), ("status", "done"))
        return Change(line.row, entry.id, quote, before, "occurrence", before, note, data=data)
    return Change(line.row, entry.id, quote, before, act, wanted, note)


def _problem(line: Line, quote: str, before: str, zh: str, en: str) -> Change:
    return Change(line.row, line.id, quote, before, None, before, zh=zh, en=en)
