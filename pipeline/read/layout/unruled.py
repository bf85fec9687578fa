"""Tables without lines: rows that follow each other with runs that begin at the same places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.read.layout.lines import Line

_NO_START = frozenset("，、；。！？：）〕》”")  # no cell begins with these
_NEAR = 3.0  # points
_MOST_LINES = 2.5  # of the size: rows further apart belong to no table


def mark_tables(lines: Sequence[Line], first: int) -> list[Line]:
    """The lines, those that make a table as rows with cells; ``first`` numbers the first table."""
    out: list[Line] = []
    group: list[Line] = []
    table = first
    for line in [*lines, None]:
        if line is not None and group and _alike(group[-1], line):
            group.append(line)
            continue
        if len(group) >= (2 if group and len(group[0].runs) >= 3 else 3):
            out += [_row(each, table, number) for number, each in enumerate(group, 1)]
            table += 1
        else:
            out += group
        group = [] if line is None else [line]
    return out


def _alike(before: Line, line: Line) -> bool:
    if line.cells or before.cells or len(line.runs) != len(before.runs) or len(line.runs) < 2:
        return False
    if line.column != before.column or not 0 <= line.top - before.bottom < _MOST_LINES * line.size:
        return False
    if any(run.text[0] in _NO_START for run in line.runs):  # a justified line that was stretched
        return False
    return all(abs(a.left - b.left) <= _NEAR for a, b in zip(before.runs, line.runs, strict=True))


def _row(line: Line, table: int, number: int) -> Line:
    cells = tuple((replace(line, runs=(run,)),) for run in line.runs)
    return replace(line, cells=cells, table=table, row=number, spans=(1,) * len(cells))
