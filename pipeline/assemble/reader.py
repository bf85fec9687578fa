"""A document's blocks → items: scopes first, then sentence by sentence, then what stands after (brackets)."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.assemble.brackets import Duty
from pipeline.assemble.course import Course
from pipeline.assemble.deadlines import Deadlines
from pipeline.assemble.reading import BlockReading, Tools
from pipeline.assemble.scopes import Scope
from pipeline.assemble.sections import has_children
from pipeline.assemble.table_reader import TableReader
from pipeline.assemble.text import TextReader
from pipeline.assemble.titles import titled, under_heading
from pipeline.assemble.voices import is_interview
from pipeline.clauses.facts import Marks
from pipeline.model import Deadline
from pipeline.patterns import compiled
from pipeline.record import replace
from pipeline.structure.blocks import Block
from pipeline.structure.fields import names_document

# a heading of its own that names a part of the plan and asks for nothing
_NAMES_ONLY = compiled(
    r"(?:时间|阶段|安排|范围|对象|内容|方式|地点|名单|背景|依据|目的|流程|程序|条件|概况|区内|小组|组|说明)(?:（[^）]*）)?[：。]?$"
)
_PURPOSE = compiled(
    r"为(?:了|进一步|深入|全面|认真|切实|更好|贯彻|落实|促进|支持|加强|规范|推进|推动|保障|维护|提高|提升|解决|满足|依法|加快|有效)"
)
# who printed the document and when, where no signature stands before it
_COLOPHON = compiled(r"[^，。；：]{4,40}?[\u3000 ]*\d{4}年\d{1,2}月\d{1,2}日[\u3000 ]*印发")
_FILES = (".doc", ".docx", ".pdf", ".xls", ".xlsx", ".zip", ".rar", ".wps", ".ofd")  # an attachment's name stands alone
# 办理要求：… of a record, which 办理时限 dates and nothing else
_OFFICE_ASKS = compiled("(?:办理|拟办|落实|承办|处理)(?:要求|意见|建议|事项|情况)[：:]")
_MEETING = compiled("(?:主持|主持人|出席|参会|列席|缺席|记录人?|(?:会议)?纪要(?:编号|文号|号)?)[：:]")
# a field that stands after its measure, as 责任单位 does; 时间 and 日期 stand before what they date
_CLOSES = compiled(r"(?:完成|办结|整改)(?:时限|时间|期限)|时限要求")


@dataclass(slots=True)
class DocumentReader:
    """Reads the blocks of one document in order."""

    tools: Tools
    course: Course
    readings: list[BlockReading] = field(default_factory=list)
    early: dict[int, Marks] = field(default_factory=dict)
    tables: TableReader = field(init=False)

    def __post_init__(self) -> None:
        self.tables = TableReader(self.tools, self.course)

    def read(self) -> list[BlockReading]:
        """The readings of all blocks, items in text order."""
        background = self._background()
        articles = [b for b in self.course.blocks if b.marker is not None and b.marker.kind == "article"]
        self.course.statute = bool(articles) and not titled(articles)
        self.course.interview = is_interview(self.course.text)
        for block in self.course.blocks:
            if block.index < background:
                self.course.scopes[block.index] = Scope(regime="background")
            self.readings.append(self._block(block))
        return self.readings

    def _background(self) -> int:
        """How many unnumbered paragraphs at the head only lead to the preamble's 通知如下."""
        last = 0
        for block in self.course.blocks:
            if block.marker is not None or block.role != "text":
                break
            marks = self.early[block.index] = self._marks(block)
            if self.tools.directives.is_preamble(marks, block.view.text):
                last = block.index
            elif not block.index and _PURPOSE.match(block.view.text) and not marks.cues:
                last = 1  # nothing but what the document is for
        return last

    def _marks(self, block: Block) -> Marks:
        """What every finder finds in the block, all at once: they share the one scan of the last text."""
        text = block.view.text
        return self.tools.clauses.marks(text, self.tools.times.find(text) if block.role != "label" else ())

    def _block(self, block: Block) -> BlockReading:
        self.course.quote(block)
        scope = self.course.scope(block)
        if block.index in self.course.entries and scope.regime == "background":
            scope = replace(scope, regime="open")  # 一、来文：（1）…
        text = block.view.text
        marks = self.early.pop(block.index, None) or self._marks(block)
        deadlines = Deadlines(self.tools.resolver, block.view, marks.times, self.course.on, cited=scope.instrument > 0)
        reading = BlockReading(block, scope, deadlines, marks)
        if block.paragraph != self.course.paragraph or (
            block.marker is not None and block.marker.kind not in ("digit", "circle", "digit_bracket")
        ):
            self.course.force, self.course.paragraph = (), block.paragraph
        if block.role in ("heading", "label"):
            self._heading(reading)
        elif block.role == "field":
            self._field(reading)
        elif block.role == "row":
            self.tables.read(reading, self.readings[-1] if self.readings else None)
        elif block.role == "text" and self._names_only(block):
            reading.leave(0, len(text), "background")
        elif block.role == "text" and block.index not in self.course.cases:
            reading.duties = list(self.tools.brackets.read(block.view))
            TextReader(self.tools, self.course).read(reading)
            if last := self.course.last_in(block):
                reading.scope = replace(reading.scope, instrument=last)
        elif block.role == "text":
            self._case(reading)
        self.course.scopes.setdefault(block.index, reading.scope)
        self._leads_section(reading)
        return reading

    def _of_record(self, block: Block) -> bool:
        """Whether the field dates the record of an incoming document, whose content stands before it."""
        return bool(self.course.card[1]) and block.name.endswith(("时限", "期限", "何时办结", "何时完成"))

    def _met_then(self, block: Block, deadline: Deadline) -> bool:
        """Whether the field tells when a meeting was held: by its neighbours, or in the record of its minutes."""
        above = self.course.blocks[block.parent].span.start if block.parent is not None else block.span.start
        section = (above, block.span.end)
        return deadline.kind == "on" and _MEETING.search(self.course.text, *section) is not None

    def _names_only(self, block: Block) -> bool:
        """Whether the block says who printed the document, or names a file or a document that came in, and no more."""
        text = block.view.text
        if (text.endswith("印发") and _COLOPHON.fullmatch(text)) or (text.endswith(_FILES) and "。" not in text):
            return True
        if text.startswith(("报：", "送：", "发：")) and "。" not in text:
            return True  # 报：市政府办公室　　发：各县区局
        field = self.course.blocks[block.parent] if block.parent is not None else None
        if field is None or field.role != "label" or field.paragraph != block.paragraph or block.marker is not None:
            return False  # 一、来文：（1）支队…要求，…
        return names_document(field.name) and "。" not in text[:-1]

    def _case(self, reading: BlockReading) -> None:
        """A case or a paper in a list; what follows the list in its written paragraph is told for itself."""
        block, blocks = reading.block, self.course.blocks
        text = block.view.text
        close = text.find("。") + 1 or len(text)
        here = [other.index for other in blocks[max(0, block.index - 1) : block.index + 2]]
        same = [at for at in here if blocks[at].paragraph == block.paragraph]
        if block.index - 1 not in same or block.index + 1 in same or close == len(text):
            close = len(text)
        reading.leave(0, close, "case")
        if close < len(text):
            reading.scope = replace(reading.scope, lead=(), regime="open", breach=False, penalties=())
            TextReader(self.tools, self.course).sentences(reading, close, len(text), titles=False)

    def _leads_section(self, reading: BlockReading) -> None:
        """All those whom a section opens with (``各地区、各部门要…``) are told what its numbered parts say."""
        block = reading.block
        if block.marker is not None or block.parent is None or block.parent != block.index - 1 or not reading.items:
            return
        if self.course.blocks[block.parent].role != "heading":
            return
        last = next((item for item in reversed(reading.items) if item.explicit and item.unit.cued), None)
        if last is not None and all(b.text.startswith("各") for b in last.bearers) and not self.course.entries:
            scope = self.course.scopes.get(block.parent, Scope())
            if not scope.lead:
                self.course.scopes[block.parent] = replace(scope, lead=last.bearers)

    def _heading(self, reading: BlockReading) -> None:
        """A heading lays its scope over what it holds; numbered and alone it may be an item itself."""
        block = reading.block
        reading.scope = under_heading(self.tools, reading, self.course.text)
        numbered = block.marker is not None and block.marker.kind != "article"
        alone = block.role == "heading" and numbered and not has_children(self.course.blocks, block.index)
        if (
            alone
            and not _NAMES_ONLY.search(block.text)
            and self.tools.sections.regime(block.text.rstrip("：。")) == "open"
        ):
            TextReader(self.tools, self.course).sentences(reading, block.body, len(block.view.text), titles=False)

    def _field(self, reading: BlockReading) -> None:
        """A 时间 line dates its siblings; a 责任单位 line closes the measure."""
        block = reading.block
        end = len(block.view.text)
        if (
            block.view.text.startswith("—") or "\u3000" in block.view.text[: block.body]
        ):  # 承　　办：执法大队, 谁负责　防火监督处牵头
            bearers = self.tools.brackets.parties(block.view, block.body, end)
            bearers = bearers or self.tools.brackets.named(block.view, block.body, end, block.name)
        else:
            bearers = self.tools.brackets.parties(block.view, 0, end)
        deadline = reading.deadlines.within(block.body, end) or reading.deadlines.within(0, end)  # 完成时限：10月底
        if deadline is not None and self.readings and _OFFICE_ASKS.match(self.readings[-1].block.view.text):
            for item in self.readings[-1].items:
                if item.deadline is None:
                    item.deadline, item.own_deadline = reading.deadlines.stored(deadline, self.course.text), True
        elif bearers or (deadline is not None and (_CLOSES.search(block.name) or self._of_record(block))):
            reading.duties = [Duty(0, len(block.view.text), bearers)]
        elif deadline is not None and block.parent is not None and not self._met_then(block, deadline):
            parent = self.course.scopes.get(block.parent, Scope())
            self.course.scopes[block.parent] = replace(
                parent, deadline=reading.deadlines.stored(deadline, self.course.text)
            )
