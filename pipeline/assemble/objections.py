"""Why a unit is no item of the ledger, whatever its words ask: a lead-in, an exhortation, a quotation, an interview."""

from __future__ import annotations

from pipeline.assemble.course import Course
from pipeline.assemble.item import Unit
from pipeline.assemble.past import happened
from pipeline.assemble.reading import BlockReading, Tools
from pipeline.assemble.sections import Sections
from pipeline.assemble.units import ENUMERATOR
from pipeline.patterns import compiled

_THINGS = compiled(
    r"[一二三四五六七八九十两几0-9]{1,2}(?:件事|个方面|方面|项|点|条)(?:重点)?(?:工作|任务|要求|措施|事项|内容)?$"
)
# 市安委办转发时另加一条：
_ADDS = compiled("(?:加|补充|附加|追加|提|讲|说)了?[一二两三四五六七八九十几][条点项](?:要求|意见|规定)?$")


def objection_to(tools: Tools, course: Course, reading: BlockReading, unit: Unit) -> str | None:
    """The reason (one of ``pipeline/explain``) why the unit is no item; ``None`` where it is one."""
    text = reading.block.view.text
    if unit.end - unit.start < 2:
        return "statement"  # 要。
    if text.startswith("？", unit.end):
        return "statement"  # 大队自己还有什么安排？
    if _opens_list(text, unit):
        return "lead_in"
    if course.statute and tools.directives.principle(text, unit):
        return "statement"
    objection = tools.directives.objection(text, unit, reading.scope)
    if objection == "exhortation" and reading.deadlines.key(unit.start, unit.end) is not None:
        objection = None  # 把拉动作为常态，每周至少拉动2次
    if objection is None and happened(course, reading, unit):
        return "past"
    answers = course.interview and not unit.cued and unit.kind == "obligation"
    if objection is None and (answers or _only_said(reading, unit)):
        return "statement"
    return objection


def stays_in_force(objection: str, unit: Unit) -> bool:
    """Whether who is told in a unit that is no item is told what follows: 各部门要做好三件事：…; 各部门要高度重视。…"""
    return objection == "lead_in" or (objection == "exhortation" and unit.cued and unit.party is not None)


def _opens_list(text: str, unit: Unit) -> bool:
    """Whether the unit only opens the list that follows in the sentence (``要做好三件事：一是…``)."""
    if unit.clauses[-1].stop != "：" or unit.kind != "obligation":
        return False
    words = text[unit.start : unit.end]
    if _ADDS.search(words) is not None:
        return True
    if ENUMERATOR.match(text, unit.end + 1) is None:
        return False
    numbered = text.startswith("一是", unit.end + 1)  # 各镇要落实责任：一是…
    return numbered or Sections.lead_in(words) == "measures" or _THINGS.search(words) is not None


def _only_said(reading: BlockReading, unit: Unit) -> bool:
    """Whether somebody's quoted words tell and don't ask: no cue and no time (``批示：“站里狠抓夜间值守，……”``)."""
    text = reading.block.view.text
    opened = text.rfind("：“", 0, unit.start + 1)
    if opened < 0 or text.find("”", opened, unit.start) >= 0 or unit.cued or unit.kind != "obligation":
        return False
    return reading.deadlines.key(unit.start, unit.end) is None
