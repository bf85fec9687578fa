"""One page's runs and drawn lines to its lines in reading order, tables among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from pipeline.read.content import TextBuilder
from pipeline.read.layout.broken import rejoin
from pipeline.read.layout.flow import write_pages
from pipeline.read.layout.lines import Line, read_lines
from pipeline.read.layout.rulings import Rule, find_grids, take_tables
from pipeline.read.layout.running import drop_running
from pipeline.read.layout.runs import Run
from pipeline.read.layout.unruled import mark_tables

_Any = TypeVar("_Any")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a reader of files found it; lengths in points, from its upper left corner.

    ``aside`` is what else is seen on it and is no part of its text, such as a watermark.
    """

    number: int
    height: float
    runs: tuple[Run, ...]
    level: tuple[Rule, ...] = ()
    upright: tuple[Rule, ...] = ()
    aside: tuple[str, ...] = ()


def write_document(pages: Sequence[Page], builder: TextBuilder) -> None:
    """Write all pages' text into the builder."""
    lines: list[list[Line]] = []
    tables = 0
    for page in pages:
        found = page_lines(page, tables + 1)
        tables = max([tables, *(line.table for line in found)])
        lines.append(found)
    kept, dropped = drop_running(lines, [page.height for page in pages])
    builder.aside(dropped)
    for page in pages:
        builder.aside(page.aside)
    write_pages(rejoin(kept), builder)


def page_lines(page: Page, first_table: int = 1) -> list[Line]:
    """The page's lines and table rows, from top to bottom, columns one after the other."""
    grids = find_grids(page.level, page.upright)
    rest, rows = take_tables(page.runs, grids, page.number, first_table)
    lines = read_lines(rest, page.number)
    out: list[Line] = []
    for line in lines:
        while rows and rows[0].top < line.top and line.column == 0:
            out.append(rows.pop(0))
        out.append(line)
    after = first_table + len(grids)
    numbered = [replace(line, number=index) for index, line in enumerate([*out, *rows], 1)]
    return mark_tables(numbered, after)
