"""What a night leaves for the morning: the ledger as a spreadsheet, the digest as page and text."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection

from pipeline.batch.alerts import Alerts, Section
from pipeline.batch.digest import as_html, as_text, title
from pipeline.errors import StoreError, in_chinese
from pipeline.export.files import write_whole
from pipeline.export.ledger import export
from pipeline.store.filters import Filter

# The lines that a spreadsheet is of use with; the ledger as a whole is for `duban export`.
LINES = 100_000
_DAYS = 31


def write_exports(
    connection: Connection, folder: Path, alerts: Alerts, told: Sequence[Section], moment: datetime, lang: str
) -> list[Path]:
    """The files of one day, each written whole or not at all; folders of days long past go."""
    day = folder / alerts.day.isoformat()
    try:
        day.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"建不了文件夹 {day}：{in_chinese(error)}", f"can't make {day}: {error.strerror}") from error
    heading, asked = title(alerts, lang), Filter(alerts.day, limit=LINES, soon_until=alerts.until)
    contents = {
        "ledger.xlsx": export(connection, "xlsx", asked, moment, lang=lang),
        "digest.html": as_html(heading, told, lang).encode("utf-8", "replace"),
        "digest.txt": as_text(heading, told, lang).encode("utf-8", "replace"),
    }
    for name, data in contents.items():
        write_whole(day / name, data)
    _thin(folder)
    return [day / name for name in contents]


def _thin(folder: Path) -> None:
    days = sorted(path for path in folder.iterdir() if path.is_dir() and _is_day(path.name))
    for path in days[:-_DAYS]:
        shutil.rmtree(path, ignore_errors=True)


def _is_day(name: str) -> bool:
    try:
        return date.fromisoformat(name).isoformat() == name
    except ValueError:
        return False
