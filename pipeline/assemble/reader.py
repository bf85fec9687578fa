"""A document's blocks → items: scopes first, then sentence by sentence, then what stands after (brackets)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pipeline.assemble.bearers import carries, named, of_unit
from pipeline.assemble.brackets import Brackets, Duty
from pipeline.assemble.deadlines import Deadlines
from pipeline.assemble.directive import Directives
from pipeline.assemble.item import Item, Unit
from pipeline.assemble.rows import row_item
from pipeline.assemble.scopes import Scope
from pipeline.assemble.sections import Sections, has_children, listed
from pipeline.assemble.tables import Columns, is_rule, read_header
from pipeline.assemble.units import Grouper, Sentence
from pipeline.clauses.facts import Marks
from pipeline.clauses.parse import ClauseReader
from pipeline.clauses.split import clauses, sentences
from pipeline.find.names import Names
from pipeline.find.penalties import PenaltyFinder
from pipeline.find.times import TimeFinder
from pipeline.model import Bearer, Deadline, Penalty, Span
from pipeline.resolve.times import TimeResolver
from pipeline.rulebook.finder import Finder
from pipeline.structure.blocks import Block
from pipeline.structure.entries import Entry

_THING = re.compile(
    r"(?:的|情况|材料|证明|资料|证书|复印件|原件|行为|情形|报告|文件|表|书|证|名单|人员|单位|者|件|费用|数据|信息|证明材料|身份证|号码|方式)(?:（[^）]*）)?[；。，]?$"
)
_PENAL_HINT = re.compile(
    r"[罚销拘赔偿谈]|没收|责令|处分|警告|停[产业止工]|追究|通报|曝光|移送|撤销|强制|代履行|禁入|承担|降[级低]|取缔|关闭|扣|不予|失信|解除|责任"
)
_BACK = re.compile(
    r"(?:以上|上述)(?:各项|所有|全部|几项)?(?:工作|任务|事项|措施|要求|内容|项目)[^，。；]{0,24}(?:完成|到位|办结|报送|落实)"
)
_STAGE = re.compile(r"阶段|时间|步骤|安排|期$")
_DAY = re.compile(r"日|号|月")
_SHORT_TITLE = 8  # a title with a subject (乡镇审批。) is shorter still
_ISSUER = 16  # characters that an issuer may take before its document (``总队、支队两级均下发了《…》``)
_TITLE_LENGTH = 28
_AFTER_CITATION = re.compile(r"(?:（[^）]{0,20}）|》|的通知)*[，。：；、]*")
_OWN = re.compile(r"本(?:通知|提示|通报|函|简报|意见|通告|公告|纪要)|(?:以上|上述)(?:文件|工作|事项|要求)")


@dataclass(frozen=True, slots=True)
class Tools:
    """The finders and readers that assembly uses, each built once from the rulebook."""

    clauses: ClauseReader
    names: Names
    sections: Sections
    brackets: Brackets
    directives: Directives
    times: TimeFinder
    resolver: TimeResolver
    penalties: PenaltyFinder
    watch: Finder


@dataclass(slots=True)
class BlockReading:
    """One block as it was read: kept, so that brackets and explanations can go back to it."""

    block: Block
    scope: Scope
    deadlines: Deadlines
    marks: Marks
    items: list[Item] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    dates: list[tuple[int, Deadline]] = field(default_factory=list)
    title: tuple[int, int] | None = None


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

    def read(self) -> list[BlockReading]:
        """The readings of all blocks, items in text order."""
        background = self._background()
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
            if self.tools.directives.is_preamble(self.tools.clauses.marks(block.view.text, ()), block.view.text):
                last = block.index
        return last

    def _block(self, block: Block) -> BlockReading:
        scope = self._scope(block)
        text = block.view.text
        mentions = self.tools.times.find(text) if block.role != "label" else []
        deadlines = Deadlines(self.tools.resolver, block.view, mentions, self.on)
        marks = self.tools.clauses.marks(text, mentions)
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
            if item is not None and not any(m.rule == "refuse.done" for m, _ in reading.marks.refusals):
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
        block, scope = reading.block, reading.scope
        words = block.text.rstrip("：。")
        scope = replace(scope, section=(*scope.section, block.view.text.rstrip("：。")))
        regime = self.tools.sections.regime(words)
        if regime != "open":
            scope = replace(scope, regime=regime)
        bearers = self.tools.directives.heading_unit(words, block)
        if bearers:
            scope = replace(scope, heading=bearers, lead=())
        deadline = reading.deadlines.within(0, len(block.view.text))
        if deadline is not None and (
            deadline.kind in ("by", "immediate", "on") or (deadline.kind == "period" and _STAGE.search(words))
        ):
            scope = replace(scope, deadline=reading.deadlines.stored(deadline, self.text))
        reading.scope = scope
        if (
            block.role == "heading"
            and not has_children(self.blocks, block.index)
            and block.marker is not None
            and regime == "open"
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
        for number, piece in enumerate(pieces):
            more = number + 1 < len(pieces) or has_children(self.blocks, block.index)
            if titles and more and piece[2] in "。：" and self._is_title(reading, piece, number):
                if number == 0:
                    self._open_title(reading, piece)
                continue
            if piece[2] == "" and block.view.text[piece[1] - 1] == "：" and self._leads(reading, piece, state, number):
                continue
            if number and pieces[number - 1][2] != "；":
                state = Sentence(reported_by=state.reported_by)
            self._sentence(reading, piece, number, state)

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

    def _is_title(self, reading: BlockReading, piece: tuple[int, int, str], number: int) -> bool:
        block = reading.block
        text = block.view.text
        start, end, _ = piece
        if end - start > _TITLE_LENGTH or (block.marker is not None and block.marker.kind == "article"):
            return False
        enumerated = re.match(r"[一二三四五六七八九十]是", text[start:end]) is not None
        if not enumerated and (number or block.marker is None):
            return False
        if any(cue.modality not in ("support", "power") for cue in reading.marks.cues_in(start, end)):
            return False
        clause = self.tools.clauses.read(text, piece, reading.marks)
        if clause.own is not None:
            return end - start <= _SHORT_TITLE
        return not reading.marks.timed(start, end) or "立即" in text[start:end]

    def _open_title(self, reading: BlockReading, piece: tuple[int, int, str]) -> None:
        text = reading.block.view.text
        words = text[piece[0] : piece[1]]
        reading.title = (piece[0], piece[1])
        scope = replace(reading.scope, section=(*reading.scope.section, text[: piece[1]]))
        regime = self.tools.sections.regime(words)
        if regime != "open":
            scope = replace(scope, regime=regime)
        bearers = self.tools.directives.heading_unit(words, reading.block)
        if bearers:
            scope = replace(scope, heading=bearers, lead=())
        deadline = reading.deadlines.within(piece[0], piece[1])
        if deadline is not None and deadline.kind in ("by", "immediate", "period"):
            scope = replace(scope, deadline=reading.deadlines.stored(deadline, self.text))
        reading.scope = scope

    def _leads(self, reading: BlockReading, piece: tuple[int, int, str], state: Sentence, number: int) -> bool:
        """Whether the sentence only opens a list of measures; its bearer and time pass on to the list."""
        block = reading.block
        text = block.view.text
        members = listed(self.blocks, block.index)
        if not members:
            return False
        sort = self.tools.sections.lead_in(text[text.rfind("。", 0, piece[1]) + 1 : piece[1]])
        if sort == "cases" or (sort == "none" and self._names_things(members)):
            self.cases.update(members)
            return False
        units = self._units(reading, piece, number, state)
        if sort == "none" and units and len(units[-1].clauses) > 1:
            self._keep(reading, units)
        party = next((unit.party for unit in reversed(units) if unit.party is not None), state.subject)
        bearers = named(party, block.view, "context") if party is not None else self.force
        deadline = reading.deadlines.within(piece[0], piece[1])
        lead = replace(reading.scope, lead=bearers or reading.scope.lead, breach=state.breach)
        if sort == "punished":
            lead = replace(lead, authority=bearers, breach=True, penalties=self._lead_penalties(block, piece))
        if deadline is not None:
            lead = replace(lead, deadline=reading.deadlines.stored(deadline, self.text))
        if block.marker is not None:
            reading.scope = lead
        for member in members:
            if self.blocks[member].parent == block.parent:
                base = self._scope(self.blocks[member])
                self.scopes[member] = replace(
                    base,
                    lead=lead.lead,
                    deadline=lead.deadline,
                    breach=lead.breach,
                    authority=lead.authority,
                    penalties=lead.penalties,
                )
        return True

    def _names_things(self, members: list[int]) -> bool:
        """Whether the list's items are things and cases rather than acts."""
        items = [self.blocks[member] for member in members if self.blocks[member].marker is not None]
        named = sum(_THING.search(item.text) is not None for item in items)
        return bool(items) and named > len(items) / 2

    def _lead_penalties(self, block: Block, piece: tuple[int, int, str]) -> tuple[Penalty, ...]:
        """The penalties of a lead-in whose list says how much: each item has them too."""
        found = self.tools.penalties.find(block.view.text, piece[0], piece[1])
        spans = [block.view.raw(*penalty.span) if penalty.span else None for penalty in found]
        return tuple(replace(p, text=self.text[slice(*s)], span=s) for p, s in zip(found, spans, strict=True) if s)

    def _sentence(self, reading: BlockReading, piece: tuple[int, int, str], number: int, state: Sentence) -> None:
        scope = reading.scope
        words = reading.block.view.text[piece[0] : piece[1]]
        if self.tools.directives.refused_sentence(reading.marks, piece) or (
            words.startswith("（") and words.endswith("）")
        ):
            return
        if _BACK.match(words) and (deadline := reading.deadlines.within(*piece[:2])) is not None:
            reading.dates.append((piece[0], reading.deadlines.stored(deadline, self.text)))
            return
        state.breach = state.breach or scope.breach
        self._keep(reading, self._units(reading, piece, number, state))

    def _units(self, reading: BlockReading, piece: tuple[int, int, str], number: int, state: Sentence) -> list[Unit]:
        text = reading.block.view.text
        penalties = self.tools.penalties
        state.refusing = state.refusing or self._reports(reading, piece)
        hinted = _PENAL_HINT.search(text, piece[0], piece[1]) is not None
        grouper = Grouper(
            text,
            lambda start, end: hinted and penalties.is_penal(text, start, end),
            reading.deadlines.key,
            state,
            number,
        )
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
            if self.tools.directives.accepts(reading.block.view.text, unit, reading.scope):
                reading.items.append(self._item(reading, unit))

    def _instrument(self, reading: BlockReading, item: Item) -> int:
        """The scope's instrument, or that of the last entry which begins in the block before the item."""
        at = reading.block.view.raw(item.start, item.start + 1).start
        inside = [entry.instrument for entry in self.entries.get(reading.block.index, ()) if entry.span.start <= at]
        return inside[-1] if inside else reading.scope.instrument

    def _item(self, reading: BlockReading, unit: Unit) -> Item:
        """The unit with what its own words say; what it inherits is settled when the document has been read."""
        view = reading.block.view
        item = Item(reading.block.index, unit.start, unit.end, unit.kind, unit)
        item.condition = _condition(unit)
        own = of_unit(unit, view, self.tools.names)
        if (
            own
            and unit.party is not None
            and unit.party.end <= unit.clauses[0].start
            and self.tools.directives.benefits(view.text, unit)
        ):
            own = ()  # who gets a benefit is not who gives it
        item.explicit = bool(own)
        item.bearers = own
        if not own:
            item.bearers = tuple(replace(bearer, source="context") for bearer in self.force)
        elif unit.party is not None and not unit.agent and unit.kind != "sanction" and carries(unit.party):
            self.force = named(unit.party, view, "context")
        without = [item.condition] if item.condition else []
        deadline = reading.deadlines.within(item.start, item.end, without=without)
        if deadline is not None:
            item.deadline, item.own_deadline = reading.deadlines.stored(deadline, self.text), True
        item.instrument = self._instrument(reading, item)
        if unit.reported_by is not None:
            item.reported_by = view.text[slice(*unit.reported_by)]
        return item


def _condition(unit: Unit) -> tuple[int, int] | None:
    """From the first to the last of the conditions that lead the unit."""
    conditions = [clause for clause in unit.lead if clause.role == "condition"]
    return (conditions[0].start, conditions[-1].end) if conditions else None


def raw_span(reading: BlockReading, item: Item) -> Span:
    """Where the item stands in the stored text."""
    return reading.block.view.raw(item.start, item.end)


def inherited_deadline(item: Item, scope: Scope) -> Deadline | None:
    """The item's own deadline, else its scope's."""
    return item.deadline if item.own_deadline or item.kind == "sanction" else scope.deadline
