"""What the commands of ``duban parse`` share: a text or a stream of lines in, rows in the words of the screen out."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from pipeline.cli.output import Column, Layout, print_rows, report, write_line
from pipeline.cli.session import Session
from pipeline.codec import dumps_plain
from pipeline.errors import DubanError

if TYPE_CHECKING:
    from pipeline.rulebook import Rulebook

Rows = list[dict[str, Any]]
Parse = Callable[[str, "date | datetime | None"], Rows]


def rulebook_of(folder: Path | None) -> Rulebook:
    """The rules of the folder, or those that came with Duban."""

    from pipeline.resources import rules_folder
    from pipeline.rulebook import load_rulebook

    return load_rulebook(rules_folder(folder))


def run(session: Session, text: str, on: str, layout: Layout, columns: tuple[Column, ...], parse: Parse) -> None:
    """One text, or with ``-`` a JSON line (a list) for every line of standard input, in order."""
    day = _moment(on) if on else None
    if text == "-":
        raise typer.Exit(_stream(session, day, parse))
    found = parse(text, day)
    if layout is Layout.json:
        write_line(dumps_plain(found))
    else:
        rows = [_in_words(row, session) for row in found] if layout is Layout.table else found
        print_rows(rows, columns, layout, session.lang)


def _in_words(row: dict[str, Any], session: Session) -> dict[str, Any]:
    """A row for the screen: codes by their names, 是 where something holds; a bound that is left out says so."""
    from pipeline.export.words import AMOUNTS, COUNTED, DEADLINES, FORMS, PENALTIES, UNITS, name_of

    yes, out = session.say("是", "yes"), session.say("（不含）", " (not included)")
    shown = {key: (yes if value else None) if isinstance(value, bool) else value for key, value in row.items()}
    kinds = DEADLINES | AMOUNTS | PENALTIES
    for key, names in {"kind": kinds, "unit": UNITS, "form": FORMS, "per": COUNTED}.items():
        if row.get(key):
            shown[key] = name_of(names, row[key], session.lang)
    for key in ("min", "max"):
        if row.get(f"{key}_open"):
            shown[key] = f"{row[key]}{out}"
    return shown


def _stream(session: Session, day: date | datetime | None, parse: Parse) -> int:
    """A line for every line; one whose own date can't be read gives none of its times, is reported, and makes it 1."""
    failed = False
    for number, line in enumerate(sys.stdin.buffer, 1):
        words, tab, own = _decoded(line).rpartition("\t")
        if not tab:
            words, own = own, ""
        try:
            rows = parse(words, _moment(own.strip()) if own.strip() else day)
        except DubanError as error:
            report(DubanError(f"第{number}行：{error.zh}", f"line {number}: {error.en}"), session.lang)
            rows, failed = [], True
        write_line(dumps_plain(rows))
    return int(failed)


def _decoded(line: bytes) -> str:
    """A line whatever the locale says: UTF-8, else GB 18030, else UTF-8 with U+FFFD for what is neither."""
    bare = line.removeprefix(codecs.BOM_UTF8).rstrip(b"\r\n")
    for encoding in ("utf-8", "gb18030"):
        try:
            return bare.decode(encoding)
        except UnicodeDecodeError:
            continue
    return bare.decode("utf-8", "replace")


def _moment(words: str) -> date | datetime:
    """A day, or a moment in Shanghai; one that names another zone is put into that of Shanghai."""
    try:
        if len(words) <= 10:
            return date.fromisoformat(words)
        moment = datetime.fromisoformat(words)
    except ValueError as error:
        raise DubanError(
            f"日期写成 2024-02-05 的样子，不是“{words}”", f"write a date like 2024-02-05, not {words!r}"
        ) from error
    return moment.astimezone(timezone(timedelta(hours=8))).replace(tzinfo=None) if moment.tzinfo else moment
