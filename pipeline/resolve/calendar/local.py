"""The user's own calendar file: holidays, make-up working days and events that overrule what ships with Duban.

A CSV file with the columns ``date,kind,name``; ``kind`` is ``holiday``, ``workday`` or ``event``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipeline.errors import ConfigError

KINDS = ("holiday", "workday", "event")
#: The calendar that is read where no setting names one, and that ``duban calendar`` then writes.
DEFAULT = Path("calendar.csv")


@dataclass(frozen=True, slots=True, order=True)
class CalendarRow:
    """One day and what it is: ``CalendarRow(date(2027, 1, 1), 'holiday', '元旦')``."""

    day: date
    kind: str
    name: str = ""


def read_rows(path: Path) -> tuple[CalendarRow, ...]:
    """The rows of a local calendar, sorted; none where there is no file.

    Raises :class:`ConfigError` naming the line.
    """
    if not path.exists():
        return ()
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return tuple(sorted(_row(path, number, cells) for number, cells in _numbered(csv.reader(lines))))


def rows_in_force(named: Path | None) -> tuple[CalendarRow, ...]:
    """The rows of the calendar that a setting names (it must exist), else of ``./calendar.csv`` if it is there."""
    if named is not None and not named.is_file():
        raise ConfigError(
            f"没有这个日历文件：{named}（用 duban calendar add 或 import 建立，或改设置项 calendar）",
            f"no such calendar file: {named} (make it by duban calendar add or import, or change the setting calendar)",
        )
    return read_rows(named or DEFAULT)


def write_rows(path: Path, rows: Iterable[CalendarRow]) -> None:
    """Writes all rows, sorted and without repeats; the file changes in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(path.suffix + ".new")
    with fresh.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("date", "kind", "name"))
        writer.writerows((row.day.isoformat(), row.kind, row.name) for row in sorted(set(rows)))
    fresh.replace(path)


def _numbered(lines: Iterable[list[str]]) -> Iterable[tuple[int, list[str]]]:
    for number, cells in enumerate(lines, 1):
        if cells and cells[0].strip() and cells[0].strip() != "date" and not cells[0].startswith("#"):
            yield number, cells


def _row(path: Path, number: int, cells: list[str]) -> CalendarRow:
    try:
        day, kind = date.fromisoformat(cells[0].strip()), cells[1].strip()
        if kind not in KINDS:
            raise ValueError(kind)
    except (ValueError, IndexError) as error:
        raise ConfigError(
            f"{path} 第{number}行不是“日期,类别,名称”（类别为 holiday、workday 或 event）",
            f"{path}, line {number}: expected date,kind,name with kind holiday, workday or event",
        ) from error
    return CalendarRow(day, kind, cells[2].strip() if len(cells) > 2 else "")
