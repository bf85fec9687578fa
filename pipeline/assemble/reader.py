"""A document's blocks → items: scopes first, then sentence by sentence, then what stands after (brackets)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from pipeline.assemble.bearers import carries, named
from pipeline.assemble.brackets import Duty
from pipeline.assemble.deadlines import Deadlines
from pipeline.assemble.item import Item, Unit
from pipeline.assemble.items import unit_item
from pipeline.assemble.kinds import Judge, Sentence
from pipeline.assemble.leads import laid_over, lead_scope, sort_of_list
from pipeline.assemble.reading import BlockReading, Tools
from pipeline.assemble.rows import row_item
from pipeline.assemble.scopes import Scope
from pipeline.assemble.sections import has_children, listed
from pipeline.assemble.tables import Columns, is_rule, read_header
from pipeline.assemble.titles import is_title, under_heading, under_title
from pipeline.assemble.units import Grouper
from pipeline.clauses.facts import Marks
from pipeline.clauses.split import clauses, sentences
from pipeline.model import Bearer
from pipeline.structure.blocks import Block
from pipeline.structure.entries import Entry

_BACK = re.compile(
    r"(?:以上|上述)(?:各项|所有|全部|几项)?(?:工作|任务|事项|措施|要求|内容|项目)[^，。；]{0,24}(?:完成|到位|办结|报送|落实)"
)
# a heading of its own that names a part of the plan and asks for nothing
_NAMES_ONLY = re.compile(
    r"(?:时间|阶段|安排|范围|对象|内容|方式|地点|名单|背景|依据|目的|流程|程序|条件|概况|区内|小组|组|说明)(?:（[^）]*）)?[：。]?$"
)
_DAY = re.compile(r"日|号|月")
_ISSUER = 16  # characters that an issuer may take before its document (``总队、支队两级均下发了《…》``)
_AFTER_CITATION = re.compile(
    r"(?:（[^）]{0,20}）|》|的通知)*(?:(?:明确|要求|规定|提出|指出|强调)(?:提出)?(?=[，：]))?[，。：；、]*"
)
_OWN = re.compile(r"本(?:通知|提示|通报|函|简报|意见|通告|公告|纪要)|(?:以上|上述)(?:文件|工作|事项|要求)")


@dataclass(slots=True)
class DocumentReader:
    """Reads the blocks of one document in order."""

    tools: Tools
    text: str
    blocks: Sequence[Block]
    on: date | None
    entries: dict[int, list[Entry]]
    base: dict[int, int]
    force: tuple[Bearer, ...] = ()
    paragraph: int = -1
    scopes: dict[int, Scope] = field(default_factory=dict)
    cases: set[int] = field(default_factory=set)
    readings: list[BlockReading] = field(default_factory=list)
    columns: Columns | None = None
    early: dict[int, Marks] = field(default_factory=dict)
    statute: bool = False

    def read(self) -> list[BlockReading]:
        """The readings of all blocks, items in text order."""
        background = self._background()
        self.statute = any(block.marker is not None and block.marker.kind == "article" for block in self.blocks)
        for block in self.blocks:
            if block.index < background:
                self.scopes[block.index] = Scope(regime="background")
            self.readings.append(self._block(block))
        return self.readings

    def _background(self) -> int:
        """How many unnumbered paragraphs at the head only lead to the preamble's 通知如下."""
        last = 0
        for block in self.blocks:
            if block.marker is not None or block.role != "text":
                break
            marks = self.early[block.index] = self.tools.clauses.marks(block.view.text, ())
            if self.tools.directives.is_preamble(marks, block.view.text):
                last = block.index
        return last

    def _block(self, block: Block) -> BlockReading:
        scope = self._scope(block)
        text = block.view.text
        mentions = self.tools.times.find(text) if block.role != "label" else []
        deadlines = Deadlines(self.tools.resolver, block.view, mentions, self.on)
        early = self.early.pop(block.index, None)
        marks = self.tools.clauses.marks(text, mentions) if early is None else early.timed_by(mentions)
        reading = BlockReading(block, scope, deadlines, marks)
        if block.paragraph != self.paragraph or (
            block.marker is not None and block.marker.kind not in ("digit", "circle", "digit_bracket")
        ):
            self.force, self.paragraph = (), block.paragraph
        if block.role in ("heading", "label"):
            self._heading(reading)
        elif block.role == "field":
            self._field(reading)
        elif block.role == "row":
            self._row(reading)
        elif block.role == "text" and block.index not in self.cases:
            reading.duties = list(self.tools.brackets.read(block.view))
            self._text(reading)
        elif block.role == "text":
            reading.leave(0, len(text), "case")
        self.scopes.setdefault(block.index, reading.scope)
        return reading

    def _row(self, reading: BlockReading) -> None:
        """A header row sets the columns for the rows that follow; another row is an item, unless its task is done."""
        row = reading.block.view.text
        header = read_header(row)
        if header is not None:
            self.columns = header
        elif self.columns is not None and not is_rule(row):
            item = row_item(reading.block.view, reading.block.index, self.columns, self.tools.names, reading.deadlines)
            if item is not None and any(m.rule == "refuse.done" for m, _ in reading.marks.refusals):
                reading.leave(0, len(row), "row_done")
            elif item is not None:
                if item.deadline is not None:
                    item.deadline = reading.deadlines.stored(item.deadline, self.text)
                reading.items.append(item)

    def _scope(self, block: Block) -> Scope:
        """The parent's scope, with the lead-in's laid over it where the block is in its list."""
        if block.index in self.scopes:
            return self.scopes[block.index]
        scope = self.scopes.get(block.parent, Scope()) if block.parent is not None else Scope()
        if block.index in self.base and scope.instrument == 0:
            scope = replace(scope, instrument=self.base[block.index])
        for entry in self.entries.get(block.index, ())[:1]:
            scope = replace(scope, instrument=entry.instrument)
        return scope

    def _heading(self, reading: BlockReading) -> None:
        """A heading lays its scope over what it holds; numbered and alone it may be an item itself."""
        block = reading.block
        reading.scope = under_heading(self.tools, reading, self.text)
        alone = block.role == "heading" and block.marker is not None and not has_children(self.blocks, block.index)
        if (
            alone
            and not _NAMES_ONLY.search(block.text)
            and self.tools.sections.regime(block.text.rstrip("：。")) == "open"
        ):
            self._sentences(reading, block.body, len(block.view.text), titles=False)

    def _field(self, reading: BlockReading) -> None:
        """A 时间 line dates its siblings; a 责任单位 line closes the measure."""
        block = reading.block
        bearers = self.tools.brackets.parties(block.view, 0, len(block.view.text))
        deadline = reading.deadlines.within(block.body, len(block.view.text))
        if bearers:
            reading.duties = [Duty(0, len(block.view.text), bearers)]
        elif deadline is not None and block.parent is not None:
            parent = self.scopes.get(block.parent, Scope())
            self.scopes[block.parent] = replace(parent, deadline=reading.deadlines.stored(deadline, self.text))

    def _text(self, reading: BlockReading) -> None:
        block = reading.block
        text, start = block.view.text, block.body
        end = len(text)
        for entry in self.entries.get(block.index, ()):
            left, right = block.view.at(entry.span.start), self._after_citation(block, entry)
            if left <= start + _ISSUER:
                start = max(start, right)
            else:
                reading.duties.append(Duty(left, right, ()))
        reading.duties.sort(key=lambda duty: duty.start)
        if _OWN.search(text) and block.index not in self.entries:
            reading.scope = replace(reading.scope, instrument=0)
        if self.tools.directives.is_preamble(reading.marks, text) and block.marker is None:
            reading.scope = replace(reading.scope, regime="background")
            self._lead_subject(reading, start, end)
            reading.leave(start, end, "background")
            reading.scope = replace(reading.scope, regime="open")
            return
        self._sentences(reading, start, end, titles=True)

    @staticmethod
    def _after_citation(block: Block, entry: Entry) -> int:
        """Where the words about the cited document begin."""
        at = block.view.at(entry.span.end)
        return _AFTER_CITATION.match(block.view.text, at).end()  # type: ignore[union-attr]

    def _lead_subject(self, reading: BlockReading, start: int, end: int) -> None:
        """A preamble may still ask somebody for something (``特请各地重视``)."""
        for number, piece in enumerate(sentences(reading.block.view.text, start, end)):
            if any(
                cue.modality in ("ask", "want", "must") and piece[0] <= cue.start < piece[1]
                for cue in reading.marks.cues
            ):
                self._sentence(reading, piece, number, Sentence())

    def _sentences(self, reading: BlockReading, start: int, end: int, *, titles: bool) -> None:
        block = reading.block
        pieces = [piece for span in self._outside(reading, start, end) for piece in sentences(block.view.text, *span)]
        state = Sentence()
        opening = self._opening(block, pieces)
        for number, piece in enumerate(pieces):
            more = number + 1 < len(pieces) or has_children(self.blocks, block.index)
            if titles and more and piece[2] in "。：" and is_title(self.tools, reading, piece, number):
                reading.leave(*piece[:2], "title")
                if number == 0:
                    reading.scope = under_title(self.tools, reading, piece, self.text)
                continue
            if number == opening and self._leads(reading, piece, state, number):
                reading.leave(*piece[:2], "lead_in")
                continue
            if number and pieces[number - 1][2] != "；":
                state = Sentence(reported_by=state.reported_by)
            self._sentence(reading, piece, number, state)

    def _opening(self, block: Block, pieces: list[tuple[int, int, str]]) -> int:
        """The piece that opens the list after the block's last colon, -1 where none follows.

        It is the last one, or that which says 按照下列规定处罚 before a ；.
        """
        text = block.view.text
        if not pieces or pieces[-1][2] != "" or text[pieces[-1][1] - 1] != "：":
            return -1
        for number, (start, end, _) in enumerate(pieces):
            if self.tools.sections.punishes_in_items(text[start:end]) and "。" not in text[end : pieces[-1][1]]:
                return number
        return len(pieces) - 1

    def _outside(self, reading: BlockReading, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of the block outside the 责任单位 brackets."""
        spans, at = [], start
        for duty in reading.duties:
            if duty.start > at:
                spans.append((at, duty.start))
            at = max(at, duty.end)
        if end > at:
            spans.append((at, end))
        return spans

    def _leads(self, reading: BlockReading, piece: tuple[int, int, str], state: Sentence, number: int) -> bool:
        """Whether the sentence only opens a list of measures; its bearer and time pass on to the list."""
        block = reading.block
        text = block.view.text
        members = listed(self.blocks, block.index)
        if not members:
            return False
        words = text[text.rfind("。", 0, piece[1]) + 1 : piece[1]]
        sort = sort_of_list(self.tools, self.blocks, words, members)
        if sort == "cases":
            self.cases.update(members)
            return False
        units = self._units(reading, piece, number, state)
        if sort == "none" and units and len(units[-1].clauses) > 1:
            self._keep(reading, units)
        party = next((unit.party for unit in reversed(units) if unit.party is not None), state.subject)
        bearers = named(party, block.view, "context") if party is not None else self.force
        lead = lead_scope(self.tools, reading, piece, sort, bearers, state.breach, self.text)
        if block.marker is not None:  # what the list repeats is not said of what else stands in the block
            self.scopes[block.index] = lead
            reading.scope = replace(lead, penalties=())
        for member in members:
            if self.blocks[member].parent == block.parent:
                self.scopes[member] = laid_over(self._scope(self.blocks[member]), lead)
        return True

    def _sentence(self, reading: BlockReading, piece: tuple[int, int, str], number: int, state: Sentence) -> None:
        scope = reading.scope
        words = reading.block.view.text[piece[0] : piece[1]]
        if self.tools.directives.refused_sentence(reading.marks, piece):
            return reading.leave(*piece[:2], "refused")
        if words.startswith("（") and words.endswith("）"):
            return reading.leave(*piece[:2], "bracket")
        if _BACK.match(words) and (deadline := reading.deadlines.within(*piece[:2])) is not None:
            reading.dates.append((piece[0], reading.deadlines.stored(deadline, self.text)))
            return reading.leave(*piece[:2], "dates_back")
        state.breach = state.breach or scope.breach
        return self._keep(reading, self._units(reading, piece, number, state))

    def _units(self, reading: BlockReading, piece: tuple[int, int, str], number: int, state: Sentence) -> list[Unit]:
        text = reading.block.view.text
        penalties = self.tools.penalties
        if not state.refusing and self._reports(reading, piece):
            state.refusing = True
            reading.leave(*piece[:2], "past")
        penal, costs = partial(penalties.is_penal, text), partial(penalties.is_penal, text, sanction=True)
        judge = Judge(text, penal, costs, state)
        grouper = Grouper(text, judge, reading.deadlines.key, state, number, self.statute)
        read = self.tools.clauses.read
        return grouper.group(read(text, part, reading.marks) for part in clauses(text, piece[0], piece[1]))

    def _reports(self, reading: BlockReading, piece: tuple[int, int, str]) -> bool:
        """Whether the sentence opens with a plain date that lies before the document: it tells what happened."""
        for mention in reading.marks.times:
            if piece[0] <= mention.span.start <= piece[0] + 1 and mention.kind == "time":
                when = self.tools.resolver.resolve(reading.block.view.text, mention, self.on)
                if self.on is None or when is None:
                    return _DAY.search(reading.block.view.text, *mention.span) is not None
                return (when.due or "9") <= self.on.isoformat()
        return False

    def _keep(self, reading: BlockReading, units: list[Unit]) -> None:
        for unit in units:
            objection = self.tools.directives.objection(reading.block.view.text, unit, reading.scope)
            if objection is None:
                reading.items.append(self._item(reading, unit))
            else:
                reading.leave(unit.start, unit.end, objection)

    def _instrument(self, reading: BlockReading, item: Item) -> int:
        """The scope's instrument, or that of the last entry which begins in the block before the item."""
        at = reading.block.view.raw(item.start, item.start + 1).start
        inside = [entry.instrument for entry in self.entries.get(reading.block.index, ()) if entry.span.start <= at]
        return inside[-1] if inside else reading.scope.instrument

    def _item(self, reading: BlockReading, unit: Unit) -> Item:
        """The unit as an item, and its subject in force for what follows in the paragraph."""
        item = unit_item(self.tools, reading, unit, self.text)
        item.instrument = self._instrument(reading, item)
        if not item.bearers:
            item.bearers = tuple(bearer.by("context") for bearer in self.force)
        elif unit.party is not None and not unit.agent and unit.kind != "sanction" and carries(unit.party):
            self.force = named(unit.party, reading.block.view, "context")
        return item
