"""Lines of pages into paragraphs: a line goes on where the first word of the next would not have fitted on it."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.read.content import TextBuilder
from pipeline.read.layout.lines import Line, merged
from pipeline.read.layout.runs import GAP, is_latin

_CLOSED = tuple("。；：！？!?;:…")
_MARKER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、)）](?!\d)|[①-⑳]"
    r"|第[一二三四五六七八九十百零〇\d]{1,6}[章节条]"
)
# whose bulletin it is at the left margin, of which day at the right one
_DATED = re.compile(rf".{{5}}{GAP}[^。，；]{{0,14}}月[一二三四五六七八九十\d]{{1,3}}日(?:[印编]发?|[\d:时分]+)?[）)]?$")
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}[:：]")  # 责任单位：
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日$")
_NO_START = "，、；。！？：,.;:)）】〕》”’%％"
_SIZE_CHANGE = 0.15
_INDENT = 0.8  # of the size: a smaller shift is none
_SET_APART = 3.0  # of the size: titles, issuers and dates stand further in than any paragraph begins
_SLACK, _SLACK_OF_SCANS = 0.5, 1.0  # of the size: the right margin is known no better
_LOOSER = 1.3  # times the distance inside a paragraph
_APART = 1.6  # of the size: a wider gap between lines parts paragraphs


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a column begin and end, in points, and how far below one another (of the size; 0: unknown)."""

    left: float
    right: float
    pitch: float = 0.0


def write_pages(pages: Sequence[Sequence[Line]], builder: TextBuilder) -> None:
    """Write all pages: a paragraph a line, a row a line with tabs; every original line is a place of its own."""
    margins = _margins(pages)
    last: Line | None = None
    for lines in pages:
        for line in lines:
            if line.cells:
                _write_row(line, builder)
                last = None
                continue
            joined = last is not None and goes_on(last, line, margins[_column(last)], margins[_column(line)])
            if not joined:
                builder.start_line()
            elif (
                last is not None and is_latin(last.text[-1]) and is_latin(line.text[0]) and not last.text.endswith("-")
            ):
                builder.plain(" " if last.text[-1].isalpha() or line.text[0].isalpha() else "")
            _write(line, builder)
            last = line


def goes_on(last: Line, line: Line, before: Margins, here: Margins) -> bool:
    """Whether a line continues the paragraph of the one before it, perhaps in the next column or page."""
    size = line.size
    if abs(last.size - size) > _SIZE_CHANGE * max(last.size, size):
        return False
    if line.text[0] in _NO_START:
        return True
    if last.left > before.left + _SET_APART * size or _DATED.search(last.text):
        return False
    same = last.page == line.page and last.column == line.column
    if same and (line.top - last.bottom > _APART * size or _looser(last, line, here.pitch)):
        return False
    if last.text.endswith(_CLOSED) and (_MARKER.match(line.text) or _LABEL.match(line.text)):
        return False
    if _MARKER.match(line.text) and _DAY.search(last.text):
        return False
    slack = _SLACK if last.runs[0].confidence is None else _SLACK_OF_SCANS
    if last.right + _first_word(line) <= before.right - slack * size:
        return False
    if line.left <= here.left + _INDENT * size:
        return True
    return same and abs(line.left - last.left) < 0.5 * size and not last.text.endswith(_CLOSED)


def _first_word(line: Line) -> float:
    """The width of what can't be broken at the line's start: a number, a Latin word, or a character and its stop."""
    run = merged(line.runs)
    end = 1
    if run.text[0].isascii() and run.text[0].isalnum():
        while end < len(run.text) and run.text[end].isascii() and run.text[end].isalnum():
            end += 1
    while end < len(run.text) and run.text[end] in _NO_START:
        end += 1
    return run.edges[end] - run.edges[0]


def _column(line: Line) -> tuple[int, int]:
    """Columns keep their margins from page to page where the page has but one; others are a page's own."""
    return (0, 0) if line.column == 0 else (line.page, line.column)


def _margins(pages: Sequence[Sequence[Line]]) -> dict[tuple[int, int], Margins]:
    """The margins of every column, from its widest lines."""
    columns: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for lines in pages:
        for line in lines:
            if not line.cells:
                columns[_column(line)].append(line)
    return {column: _of(lines) for column, lines in columns.items()}


def _of(lines: list[Line]) -> Margins:
    widest = max(line.right - line.left for line in lines)
    wide = [line for line in lines if line.right - line.left >= 0.6 * widest]
    lefts, rights = sorted(line.left for line in wide), sorted(line.right for line in wide)
    return Margins(lefts[len(lefts) // 20], rights[-1 - len(rights) // 20], _pitch(lines))


def _pitch(lines: list[Line]) -> float:
    """The closest distance that lines keep more than once: that of the lines inside a paragraph."""
    pitches = sorted(
        (line.middle - last.middle) / line.size
        for last, line in itertools.pairwise(lines)
        if last.page == line.page
        and line.middle > last.middle
        and abs(last.size - line.size) <= _SIZE_CHANGE * line.size
    )
    return next((near for near, next_ in itertools.pairwise(pitches) if next_ <= 1.05 * near), 0.0)


def _looser(last: Line, line: Line, pitch: float) -> bool:
    """Whether the line stands further below the one before it than lines of one paragraph do."""
    return bool(pitch) and line.middle - last.middle > _LOOSER * pitch * line.size


def _write(line: Line, builder: TextBuilder) -> None:
    run = merged(line.runs)
    part = "line" if run.confidence is None else "scan"
    box = (_round(run.left), _round(run.top), _round(run.right), _round(run.bottom))
    edges = tuple(map(_round, run.edges))
    builder.add(run.text, part, index=line.number, page=line.page, box=box, edges=edges, confidence=run.confidence)


def _write_row(line: Line, builder: TextBuilder) -> None:
    """One table row; the lines of a cell follow each other."""
    builder.start_line()
    for column, (cell, span) in enumerate(zip(line.cells, line.spans, strict=True)):
        if column:
            builder.plain("\t")
        for number, inner in enumerate(cell):
            builder.plain(_between(cell, number))
            run = merged(inner.runs)
            box = (_round(run.left), _round(run.top), _round(run.right), _round(run.bottom))
            edges = tuple(map(_round, run.edges))
            where = {"index": line.table, "row": line.row, "column": column + 1, "page": inner.page}
            builder.add(run.text, "cell", **where, box=box, edges=edges, confidence=run.confidence)
        builder.plain("\t" * (span - 1))


def _between(cell: Sequence[Line], number: int) -> str:
    """What stands between a line of a cell and the one before it: nothing inside a number that a full line broke."""
    before, after = cell[number - 1].text, cell[number].text
    if not number or not (is_latin(before[-1]) and is_latin(after[0])):
        return ""
    full = cell[number - 1].right > max(line.right for line in cell) - 0.5 * cell[number].size
    word = before[-1].isalpha() or after[0].isalpha() or before.isdigit()
    return " " if word or not full else ""


def _round(value: float) -> float:
    return round(value, 1)
