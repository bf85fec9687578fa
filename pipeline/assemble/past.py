"""What is told of the past: a plain day that lies before the document, or was just over."""

from __future__ import annotations

from datetime import date

from pipeline.assemble.course import Course
from pipeline.assemble.item import Unit
from pipeline.assemble.pieces import Piece
from pipeline.assemble.reading import BlockReading, Tools
from pipeline.model import Deadline, Mention
from pipeline.patterns import compiled

_LOOKS_BACK = 300  # days; who reports looks back on less
_TASKS = 270  # days; a task is given for sooner
_DAY = compiled(r"日|号|月")
# 去年全县产值突破9亿元; 去年未完成的, 去年以来 go on to what is asked now
_LAST_YEAR = compiled("(?:去年|前年|昨年|上年度?|上一年度?)(?!以来|未|没|尚|欠|遗留|结转|剩余|底前|同期)[^，。；的]*$")
_LIMITS = compiled("年|[前内底末止起]")


def opens_with_past_day(tools: Tools, course: Course, reading: BlockReading, piece: Piece) -> bool:
    """Whether the sentence opens with a plain date that lies before the document: it tells what happened."""
    text, on = reading.block.view.text, course.on
    if text.startswith(("对", "凡"), piece[0]):  # 对2023年入库的企业: whom the measure is for
        return False
    for mention in reading.marks.times:
        at_start = piece[0] <= mention.span.start <= piece[0] + 1
        if at_start and on is not None and mention.rule == "deadline.range_days" and "年" not in mention.span.of(text):
            return _gone(tools.resolver.resolve(text, mention, on), on)
        if at_start and mention.kind == "time":
            when = tools.resolver.resolve(text, mention, on)
            if on is None or when is None:
                return mention.rule != "time.range_months" and _DAY.search(text, *mention.span) is not None
            return (when.due or "9") <= on.isoformat() and not _ahead(when, mention.span.of(text), on)
    return False


def _gone(when: Deadline | None, on: date) -> bool:
    """Whether a stretch of days, read as the next to come, is the one just gone (11月26日至28日 on 1 December)."""
    return when is not None and when.due is not None and (date.fromisoformat(when.due[:10]) - on).days > _TASKS


def _ahead(when: Deadline, words: str, on: date) -> bool:
    """Whether a day without a year, read as past, is the coming one (3月29日 on 22 March)."""
    if "年" in words or when.due is None:
        return False
    return (on - date.fromisoformat(when.due[:10])).days > _LOOKS_BACK


def happened(course: Course, reading: BlockReading, unit: Unit) -> bool:
    """Whether somebody's act has a plain day that was just over (``卫生部门10月下旬开展检查`` in November).

    A day without a year is the next to come, for a task; most of a year ahead it is the one just gone, told of.
    """
    first = unit.clauses[0]
    text = reading.block.view.text
    if unit.cued or unit.kind != "obligation":
        return False
    if text[unit.start] in "去前昨上" and _LAST_YEAR.match(text, unit.start, first.end):
        return True
    if course.on is None:
        return False
    if not any(unit.start <= time.span.start < unit.end and _is_day(time, text) for time in reading.marks.times):
        return False
    when = reading.deadlines.within(unit.start, unit.end)
    if when is None or when.due is None or when.kind not in ("by", "on", "period"):
        return False
    if first.why != "主语" and when.kind != "on":
        return False  # 督办单在6月18日签收, but 6月18日前签收督办单
    ahead = (date.fromisoformat(when.due[:10]) - course.on).days
    if when.kind == "period" and ahead < 0 and when.text.endswith(("半年", "季度")):
        return True  # 上半年督办事项全部办结
    return ahead > _TASKS and _LIMITS.search(when.text) is None


def _is_day(time: Mention, text: str) -> bool:
    """Whether the time may be a plain day or stretch; rhythms and limits are none."""
    words = time.span.of(text)
    return words.endswith(("半年", "季度")) or (
        _LIMITS.search(words) is None and not time.rule.startswith(("deadline.every", "deadline.imm", "deadline.vague"))
    )
