"""How commands speak: tables, JSON and CSV on standard output, one line an error on standard error."""

from __future__ import annotations

import io
import re
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pipeline.errors import DubanError, RuleError

# Control, format and bidi characters out of a document must not steer the reader's terminal.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_PIPE_WIDTH = 200
_WRAPPED = 16  # columns on the screen that a cell which may wrap needs to be read with ease


class Layout(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    csv = "csv"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its key in the rows, its heading in both languages, and whether it may wrap."""

    key: str
    zh: str
    en: str
    wrap: bool = False


def layout_of(json: bool, csv: bool) -> Layout:
    """The layout that the flags ``--json`` and ``--csv`` ask for."""
    if json and csv:
        raise DubanError("--json 和 --csv 只能选一个", "choose --json or --csv, not both")
    return Layout.json if json else Layout.csv if csv else Layout.table


def print_rows(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], layout: Layout, lang: str) -> None:
    """The rows on standard output: CSV of ``columns``, JSON with every key of the rows, or a table if there are any."""
    if layout is Layout.json:
        write_line(dumps_list(rows))
    elif layout is Layout.csv:
        write(to_csv(rows, columns))
    else:
        _print_table(rows, columns, lang)


def dumps_list(rows: Sequence[Mapping[str, Any]]) -> str:
    """A JSON list, one object a line."""
    from pipeline.codec import dumps_plain

    return "[" + ",\n ".join(dumps_plain(row) for row in rows) + "]"


def to_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[Column]) -> str:
    """CSV with the columns' keys as header; text that a spreadsheet would run as a formula gets a leading ``'``."""
    from pipeline.export import delimited

    return delimited.to_csv(rows, [column.key for column in columns])


def cell(value: Any) -> str:
    """A value as the words of one table cell: no line break, no control character, lists joined by 、.

    >>> cell(["市应急局", "市住建局"])
    '市应急局、市住建局'
    """
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "、".join(cell(each) for each in value)
    return printable(str(value))


def printable(text: str) -> str:
    """The text on one line, with what could steer a terminal shown as ``�``."""
    return _UNPRINTABLE.sub("�", " ".join(text.splitlines()).replace("\t", " "))


def write_line(text: str) -> None:
    """One line on standard output."""
    write(text + "\n")


def write(text: str) -> None:
    """Text on standard output; what UTF-8 can't say is escaped, never an exception."""
    sys.stdout.write(text)


def note(text: str) -> None:
    """A remark to the user on standard error, one line."""
    print(printable(text), file=sys.stderr, flush=True)  # noqa: T201


def report(error: DubanError, lang: str, code: int = 1) -> int:
    """The error on standard error, one line (a rulebook's faults: a line each); gives ``code`` back."""
    message = error.message(lang)
    head, *more = message.splitlines() if isinstance(error, RuleError) else [message]
    note(("错误：" if lang == "zh" else "error: ") + head)
    for line in more:
        note("  " + line)
    return code


def open_streams() -> None:
    """Make both streams UTF-8 whatever the locale says, and unable to fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _print_table(rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], lang: str) -> None:
    if not rows:
        note("(none)" if lang == "en" else "（空）")
        return
    width = shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns  # COLUMNS, else the terminal's, else the pipe's
    headings = [column.en if lang == "en" else column.zh for column in columns]
    cells = [[cell(row.get(column.key)) for column in columns] for row in rows]
    if _needed(headings, cells, columns) > width:
        _print_blocks(headings, cells, lang)
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading, column in zip(headings, columns, strict=True):
        table.add_column(heading, no_wrap=not column.wrap, overflow="fold" if column.wrap else "ellipsis")
    for line in cells:
        table.add_row(*map(Text, line))
    Console(file=sys.stdout, width=width, highlight=False, markup=False).print(table)


def _needed(headings: Sequence[str], cells: Sequence[Sequence[str]], columns: Sequence[Column]) -> int:
    """The least width of screen on which the table can be read."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(headings, *cells, strict=True)]
    return sum(min(w, _WRAPPED) if column.wrap else w for w, column in zip(widths, columns, strict=True)) + 3 * len(
        widths
    )


def _print_blocks(headings: Sequence[str], cells: Sequence[Sequence[str]], lang: str) -> None:
    """On a narrow screen a row is a block of lines, one a cell that says something."""
    colon = ": " if lang == "en" else "："
    blocks = (
        "\n".join(f"{name}{colon}{words}" for name, words in zip(headings, line, strict=True) if words)
        for line in cells
    )
    write_line("\n\n".join(blocks))
