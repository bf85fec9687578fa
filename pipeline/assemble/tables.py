"""Rows of a task table (任务分解表): each is an item, its cells fill the fields (ANNOTATION.md, rule 11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.model import Role
from pipeline.patterns import compiled
from pipeline.record import record, replace

_TASK = compiled(
    r"措施|具体内容|工作内容|任务|事项|内容|问题|目标|要求|项目|举措|做什么|办什么|干什么|要点|摘要|什么事|哪些事|(?:须|要|应|待)[做办]"
)
_SOURCE = compiled(r"文号|文件|来文|依据|来源|文电|出处")
_REPORTED = compiled(
    r"(?:报送|上报|反馈|报告|呈报)(?:对象|单位|部门|机关|去向|给|至|科室)|(?:接收|受理|收取|汇总|报备)(?:单位|部门|机关|科室|人)"
)
_REMARK = compiled(r"备注|进展|现状|状态|(?:落实|完成|办理|整改)情况|情况说明")
# a remark that the whole is done, not a part of it (施工许可证已核发, 已接入62%)
_FINISHED = compiled(r"销号|办结|^已(?:全部|基本|按期)?(?:完成|完工|竣工|落实|整改|上线|到位|存档)")
# what came in only to be known: 阅知, 收悉，存查
_FILED = compiled(r"(?:(?:已|收|转|请)?(?:悉|阅|阅知|阅存|传阅|知悉|收悉|存查|备查|存档|归档|收存|留存)[，、；,;]?)+")
_READ = compiled("[，,；;](?:请)?(?:传阅|阅知|阅存|知悉)$")  # 我院获表扬，传阅
_TIME = compiled(r"时限|时间|期限|进度|节点|什么时候|何时|啥时候|最迟|最晚|截止")
_WHO: tuple[tuple[re.Pattern[str], Role], ...] = (
    (re.compile(r"配合|协办|协同|参与"), "support"),
    (re.compile(r"督办|督导|监督"), "supervise"),
    (re.compile(r"牵头"), "lead"),
    (re.compile(r"责任|落实|承办|主办|实施|单位|部门|科室|谁来?[办做]|谁负责|由谁"), "responsible"),
)
_PART = compiled("(?:牵头|责任|配合|协办|主办|承办|参与|协同|督办|分管)(?:单位|部门|领导|科室|人)")
_SAME = compiled(r"同上|〃|″|[\"”]|—+|-+|/")
_RULE_LINE = compiled(r"[\s|:\-—]+")


@record
class Cell:
    """A cell's words ``[start, end)`` in the row and its column."""

    start: int
    end: int
    column: int


@record
class Columns:
    """Which column says what: the task, who (with the role), by when, by which document, to whom, how far it is."""

    task: int
    who: tuple[tuple[int, Role], ...]
    time: int | None
    source: int | None = None
    reported: int | None = None
    remark: int | None = None


@lru_cache(maxsize=1)  # each column asks for them
def cells(row: str) -> tuple[Cell, ...]:
    """The cells of a row parted by tabs or bars; an empty cell keeps its column.

    >>> [cell.column for cell in cells('1\\t排查隐患\\t\\t3月底')]
    [0, 1, 3]
    """
    mark = "\t" if "\t" in row else "|"
    found: list[Cell] = []
    start = 0
    body = row.strip() if mark == "|" else row
    offset = row.index(body) if body else 0
    if mark == "|":
        body = body.strip("|")
        offset = row.find(body)
    for column, piece in enumerate(body.split(mark)):
        words = piece.strip()
        if words:
            left = offset + start + piece.index(words)
            found.append(Cell(left, left + len(words), column))
        start += len(piece) + 1
    return tuple(found)


def is_rule(row: str) -> bool:
    """Whether the row only draws a line (``|---|---|``)."""
    return _RULE_LINE.fullmatch(row) is not None


def read_header(row: str) -> Columns | None:
    """The columns of a header row, ``None`` where the row is none: it must name a task and a unit or a time."""
    tasks: list[int] = []
    who: list[tuple[int, Role]] = []
    time = source = reported = remark = None
    for cell in cells(row):
        words = row[cell.start : cell.end]
        if len(words) > 12:
            return None
        role = _role(words)
        if _REMARK.search(words) or (time is not None and "进度" in words):
            remark = cell.column
        elif _TIME.search(words):
            time = cell.column
        elif _REPORTED.fullmatch(words):
            reported = cell.column
        elif _SOURCE.search(words) and not re.search(r"内容|要求|任务", words):
            source = cell.column if source is None else source
        elif role is not None and not re.search(r"措施|内容|事项|要求|任务|意见|举措", words):
            who.append((cell.column, role))
        elif _TASK.search(words):
            tasks.append(cell.column)
    if not tasks or not (who or time is not None):
        return None
    return Columns(_main_task(row, tasks), tuple(who), time, source, reported, remark)


def refined(row: str, columns: Columns) -> Columns | None:
    """The columns as a header's second row divides them (责任分工: 牵头单位, 配合单位); else ``None``.

    >>> refined("\\t\\t牵头单位\\t配合单位\\t", Columns(1, ((2, "responsible"),), 4)).who
    ((2, 'lead'), (3, 'support'))
    """
    named = {cell.column: row[cell.start : cell.end] for cell in cells(row)}
    if not named or columns.task in named or not all(map(_PART.fullmatch, named.values())):
        return None
    roles = {at: role for at, words in named.items() for role in [_role(words)] if role is not None}
    return replace(columns, who=tuple(sorted({**dict(columns.who), **roles}.items())))


def _role(words: str) -> Role | None:
    return next((role for pattern, role in _WHO if pattern.search(words)), None)


def remark_of(row: str, columns: Columns) -> Cell | None:
    """The cell that says how far the task is."""
    return next((cell for cell in cells(row) if cell.column == columns.remark), None)


def is_finished(words: str) -> bool:
    """Whether a remark says that the whole task is done, e.g. ``已上线运行，销号``, but not ``初稿已完成``."""
    return _FINISHED.search(words) is not None or _FILED.fullmatch(words) is not None


def only_filed(row: str, task: int) -> bool:
    """Whether the task cell, which begins at ``task``, or one after it says that the document is read and kept.

    >>> only_filed('省厅通报\\t阅知', 5)
    True
    """
    return any(
        cell.start >= task and (_FILED.fullmatch(row, cell.start, cell.end) or _READ.search(row, cell.start, cell.end))
        for cell in cells(row)
    )


def source_of(row: str, columns: Columns) -> tuple[int, int] | None:
    """Where the cells stand that name the document; ``None`` where they are empty."""
    if columns.source is None:
        return None
    last = columns.source + 1 if columns.source > columns.task else columns.task  # 事项｜依据｜责任单位
    named = [cell for cell in cells(row) if columns.source <= cell.column < last]
    return (named[0].start, named[-1].end) if named else None


def repeats(row: str, columns: Columns) -> bool:
    """Whether the row leaves its document out, so that the row above says it: an empty cell, 同上, 〃."""
    if columns.source is None:
        return False
    return all(
        _SAME.fullmatch(row[cell.start : cell.end]) is not None
        for cell in cells(row)
        if columns.source <= cell.column < columns.task
    )


def _main_task(row: str, tasks: list[int]) -> int:
    """Where both a task and its measures stand, the measures say what to do."""
    named = {cell.column: row[cell.start : cell.end] for cell in cells(row)}
    return next((column for column in tasks if re.search(r"措施|具体内容|工作内容|举措", named[column])), tasks[0])


def columns_of(row: str, columns: Columns) -> Iterator[tuple[Cell, Role | None]]:
    """The who-cells of a row with their roles, then the time cell with ``None``."""
    by_column = {cell.column: cell for cell in cells(row)}
    for column, role in columns.who:
        if column in by_column:
            yield by_column[column], role
    if columns.time is not None and columns.time in by_column:
        yield by_column[columns.time], None
