"""The ruled tables of a page: lines drawn on it make a grid, and runs fall into its cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.read.layout.lines import Line, read_rows
from pipeline.read.layout.runs import Run, split_at

_TOUCH = 3.0  # points: lines nearer than this meet
_MOST = 4_000  # drawn lines on one page; a map or a chart has more


class Rule(NamedTuple):
    """A drawn line: along ``at`` (y of a level one, x of an upright one) from ``start`` to ``end``."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's column and row edges, and the rules inside it."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]

    def holds(self, run: Run) -> bool:
        """Whether the run stands inside the table."""
        return (
            self.ys[0] < run.middle < self.ys[-1]
            and self.xs[0] - _TOUCH < (run.left + run.right) / 2 < self.xs[-1] + _TOUCH
        )


def find_grids(level: Sequence[Rule], upright: Sequence[Rule]) -> list[Grid]:
    """The tables that the drawn lines make, from the top; frames of one cell are none."""
    if not level or len(level) + len(upright) > _MOST:
        return []
    grids: list[Grid] = []
    for group in _groups(level, upright):
        rows = [rule for is_level, rule in group if is_level]
        columns = [rule for is_level, rule in group if not is_level]
        xs, ys = _edges(columns), _edges(rows)
        if len(xs) >= 3 and len(ys) >= 2:
            grids.append(Grid(xs, ys, tuple(rows), tuple(columns)))
    return sorted(grids, key=lambda grid: grid.ys[0])


def _groups(level: Sequence[Rule], upright: Sequence[Rule]) -> list[list[tuple[bool, Rule]]]:
    """Lines that touch each other, directly or through others."""
    parent = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    by_place = sorted(range(len(level)), key=lambda i: level[i].at)
    places = [level[i].at for i in by_place]
    for index, rule in enumerate(upright):
        first = bisect_right(places, rule.start - _TOUCH)
        for other in by_place[first:]:
            if level[other].at > rule.end + _TOUCH:
                break
            if level[other].start - _TOUCH <= rule.at <= level[other].end + _TOUCH:
                parent[root(len(level) + index)] = root(other)
    groups: dict[int, list[tuple[bool, Rule]]] = {}
    for index in range(len(parent)):
        rule = level[index] if index < len(level) else upright[index - len(level)]
        groups.setdefault(root(index), []).append((index < len(level), rule))
    return list(groups.values())


def _edges(rules: Iterable[Rule]) -> tuple[float, ...]:
    found: list[float] = []
    for place in sorted(rule.at for rule in rules):
        if not found or place - found[-1] > _TOUCH:
            found.append(place)
    return tuple(found)


def take_tables(runs: Sequence[Run], grids: Sequence[Grid], page: int, first: int) -> tuple[list[Run], list[Line]]:
    """The runs outside every table, and the tables' rows as lines; ``first`` numbers the first table."""
    rows: list[Line] = []
    rest = list(runs)
    for index, grid in enumerate(grids, first):
        inside = [run for run in rest if grid.holds(run)]
        rest = [run for run in rest if not grid.holds(run)]
        rows += _rows(grid, inside, page, index)
    return rest, rows


def _rows(grid: Grid, runs: Sequence[Run], page: int, table: int) -> list[Line]:
    """A line for each row of the grid; a cell that spans rows comes again in each of them."""
    height, width = len(grid.ys) - 1, len(grid.xs) - 1
    cells = _cells(grid)
    texts: dict[int, list[Run]] = {}
    for run in runs:
        for piece in split_at(run, grid.xs[1:-1]):
            row = min(max(bisect_right(grid.ys, piece.middle) - 1, 0), height - 1)
            column = min(max(bisect_right(grid.xs, (piece.left + piece.right) / 2) - 1, 0), width - 1)
            texts.setdefault(cells[row * width + column], []).append(piece)
    lines = {cell: tuple(Line(row, page) for row in read_rows(found)) for cell, found in texts.items()}
    return [line for row in range(height) for line in _row(row, width, cells, lines, page, table)]


def _row(
    row: int, width: int, cells: Sequence[int], lines: dict[int, tuple[Line, ...]], page: int, table: int
) -> list[Line]:
    here = cells[row * width : (row + 1) * width]
    order = list(dict.fromkeys(here))
    found = tuple(lines.get(cell, ()) for cell in order)
    runs = tuple(run for cell in found for line in cell for run in line.runs)
    if not runs:
        return []
    if len(order) == 1:  # a cell as wide as the table is running text
        return list(found[0]) if row == 0 or cells[(row - 1) * width] != order[0] else []
    spans = tuple(here.count(cell) for cell in order)
    return [Line(runs, page, cells=found, table=table, row=row + 1, spans=spans)]


def _cells(grid: Grid) -> list[int]:
    """For each square of the grid the number of its cell: squares with no line between them are one."""
    height, width = len(grid.ys) - 1, len(grid.xs) - 1
    cells = list(range(height * width))

    def root(index: int) -> int:
        while cells[index] != index:
            index = cells[index]
        return index

    for row in range(height):
        for column in range(width):
            here = row * width + column
            y, x = (grid.ys[row] + grid.ys[row + 1]) / 2, (grid.xs[column] + grid.xs[column + 1]) / 2
            if column + 1 < width and not _ruled(grid.upright, grid.xs[column + 1], y):
                cells[max(root(here), root(here + 1))] = min(root(here), root(here + 1))
            if row + 1 < height and not _ruled(grid.level, grid.ys[row + 1], x):
                below = here + width
                cells[max(root(here), root(below))] = min(root(here), root(below))
    return [root(index) for index in range(height * width)]


def _ruled(rules: Sequence[Rule], at: float, through: float) -> bool:
    return any(abs(rule.at - at) <= _TOUCH and rule.start - _TOUCH <= through <= rule.end + _TOUCH for rule in rules)
