"""Lines of a page in reading order: runs of one height joined, two columns read one after the other."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.read.layout.runs import GAP, Run, gap_sign
from pipeline.read.layout.tangled import untangled

_MIN_COLUMN_ROWS = 6
_MIN_BESIDE, _MIN_LEFT = 3, 10  # rows that a short second column has beside the first one's
_MIN_COLUMN_CHARS = 8
_MOST_HEAD, _APART = 3, 2.0  # rows of a page's header; times the size
_BINS = 240
_Block = tuple[int, int]  # rows, from the first to behind the last


@dataclass(frozen=True, slots=True)
class Line:
    """A line of running text, or a row of a table (``cells``); ``column`` tells columns of one page apart."""

    runs: tuple[Run, ...]
    page: int
    column: int = 0
    cells: tuple[tuple[Line, ...], ...] = ()
    table: int = 0
    row: int = 0
    number: int = 0
    spans: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """Its words, wide gaps as one full-width space."""
        return merged(self.runs).text if self.runs else ""

    @property
    def left(self) -> float:
        """The first edge."""
        return min(run.left for run in self.runs)

    @property
    def right(self) -> float:
        """The last edge."""
        return max(run.right for run in self.runs)

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(run.top for run in self.runs)

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return max(run.bottom for run in self.runs)

    @property
    def middle(self) -> float:
        """Half way between top and bottom of most of its characters."""
        return max(self.runs, key=lambda run: len(run.text)).middle

    @property
    def size(self) -> float:
        """The height of most of its characters."""
        return max(self.runs, key=lambda run: len(run.text)).size


def merged(runs: Sequence[Run]) -> Run:
    """Runs of one line as one, with what the gaps between them mean."""
    if len(runs) == 1:
        return runs[0]
    text, edges = runs[0].text, list(runs[0].edges)
    for before, run in itertools.pairwise(runs):
        sign = (
            gap_sign(before.text[-1], run.text[0], run.left - before.right, run.size)
            if before.text and run.text
            else GAP
        )
        text += sign + run.text
        edges = [*edges[: len(edges) - (0 if sign else 1)], *run.edges]
    known = [run.confidence for run in runs if run.confidence is not None]
    return Run(text, tuple(edges), min(r.top for r in runs), max(r.bottom for r in runs), min(known, default=None))


def read_rows(runs: Iterable[Run]) -> list[tuple[Run, ...]]:
    """Runs grouped by height, from the top, each group from the left; what was drawn twice comes once."""
    unique = {(run.text, round(run.left), round(run.top)): run for run in runs}
    rows: list[list[Run]] = []
    for run in sorted(unique.values(), key=lambda each: (each.middle, each.left)):
        if rows and _level(rows[-1], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [tuple(untangled(row)) for row in rows]


def _level(row: list[Run], run: Run) -> bool:
    last = max(row, key=lambda each: each.size)
    overlap = min(last.bottom, run.bottom) - max(last.top, run.top)
    return overlap > 0.5 * min(last.size, run.size)


def read_lines(runs: Sequence[Run], page: int) -> list[Line]:
    """The page's lines as they are read."""
    rows = read_rows(runs)
    gutter = find_gutter(rows)
    if gutter is None:
        return [Line(row, page) for row in rows]
    head = _head(rows)
    lines = [Line(row, page) for row in rows[:head]]
    held: tuple[list[Line], list[Line]] = ([], [])
    for row in rows[head:]:
        if any(run.left < gutter < run.right for run in row):
            lines += [*held[0], *held[1], Line(row, page)]
            held = ([], [])
            continue
        for side, part in enumerate(([r for r in row if r.right <= gutter], [r for r in row if r.left >= gutter])):
            if part:
                held[side].append(Line(tuple(part), page, side + 1))
    return [*lines, *held[0], *held[1]]


def _head(rows: Sequence[tuple[Run, ...]]) -> int:
    """How many rows stand apart at the top of the page, as headers do; they are of no column."""
    pairs = enumerate(itertools.pairwise(rows[:_MOST_HEAD]), 1)
    apart = (at for at, (row, below) in pairs if below[0].top - row[0].bottom > _APART * row[0].size)
    return next(apart, 0)


def find_gutter(rows: Sequence[tuple[Run, ...]]) -> float | None:
    """The x of the empty strip between two columns of running text, or None.

    Both sides must be wide and full: cells of a table are short and ragged. Above and below the columns, and between
    blocks of them, rows may go across.
    """
    if sum(len(row) > 1 for row in rows) < _MIN_BESIDE:
        return None
    runs = [run for row in rows for run in row]
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    step = (right - left) / _BINS
    if step <= 0:
        return None
    strip = _emptiest(rows, left, step)
    if strip is None:
        return None
    first, last, block = strip
    gutter = left + (first + last + 1) / 2 * step
    if _is_columns(rows[block[0] : block[1]], gutter) or _is_short_column(rows[block[0] :], gutter):
        return gutter
    return None


def _emptiest(rows: Sequence[tuple[Run, ...]], left: float, step: float) -> tuple[int, int, _Block] | None:
    """The strip in the middle that parts most rows in a block that none crosses: first and last bin, and the block.

    Of several strips that part as many the widest.
    """
    places = range(int(0.3 * _BINS), int(0.7 * _BINS) + 1)
    found = [(*_parted(rows, left + (place + 0.5) * step), place) for place in places]
    most = max(count for count, _, _ in found)
    best: tuple[int, int, _Block] | None = None
    for (count, block), group in itertools.groupby(found, key=lambda each: each[:2]):
        bins = [place for _, _, place in group]
        if count == most and (best is None or bins[-1] - bins[0] > best[1] - best[0]):
            best = (bins[0], bins[-1], block)
    return best


def _parted(rows: Sequence[tuple[Run, ...]], x: float) -> tuple[int, _Block]:
    """How many rows in the best block that nothing crosses at ``x`` have words on both sides, and that block."""
    best: tuple[int, _Block] = (0, (0, 0))
    start = count = 0
    for number, row in enumerate(rows):
        if any(run.left < x < run.right for run in row):
            start, count = number + 1, 0
            continue
        count += row[0].left < x < row[-1].left
        if count > best[0]:
            best = (count, (start, number + 1))
    return best


def _is_columns(rows: Sequence[tuple[Run, ...]], gutter: float) -> bool:
    both = [row for row in rows if row[0].right <= gutter and row[-1].left >= gutter]
    if len(both) < _MIN_COLUMN_ROWS:
        return False
    ends = sorted(max(run.right for run in row if run.right <= gutter) for row in both)
    lefts = [sum(len(run.text) for run in row if run.right <= gutter) for row in both]
    rights = [sum(len(run.text) for run in row if run.left >= gutter) for row in both]
    size = median(run.size for row in both for run in row)
    full = sum(end > ends[-1] - 1.5 * size for end in ends)
    return min(median(lefts), median(rights)) >= _MIN_COLUMN_CHARS and full >= 0.5 * len(both)


def _is_short_column(rows: Sequence[tuple[Run, ...]], gutter: float) -> bool:
    """Whether a full column of running text stands at the left, and what begins at the right all begins at one place.

    So ends the text of two columns that nobody made equally long: on its last page the second one is short.
    """
    free = list(itertools.takewhile(lambda row: not any(run.left < gutter < run.right for run in row), rows))
    ends = sorted(max(run.right for run in row if run.right <= gutter) for row in free if row[0].right <= gutter)
    beside = [next(run for run in row if run.left >= gutter) for row in free if row[-1].left >= gutter]
    if len(ends) < _MIN_LEFT or len(beside) < _MIN_BESIDE:
        return False
    size = median(run.size for run in beside)
    margin = min(run.left for run in beside)
    aligned = sum(min(abs(run.left - margin - indent * size) for indent in (0, 2)) < 0.5 * size for run in beside)
    full = sum(end > ends[-1] - 1.5 * size for end in ends)
    long = median(len(run.text) for run in beside) >= _MIN_COLUMN_CHARS
    return long and aligned >= 0.6 * len(beside) and full >= 0.5 * len(ends)
