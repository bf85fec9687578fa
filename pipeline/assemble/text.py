"""A block of running text, sentence by sentence → items."""

from __future__ import annotations

from functools import partial

from pipeline.assemble.bearers import carries, named
from pipeline.assemble.brackets import Duty
from pipeline.assemble.course import Course
from pipeline.assemble.item import Item, Unit
from pipeline.assemble.items import unit_item
from pipeline.assemble.kinds import Judge, Sentence
from pipeline.assemble.leads import laid_over, lead_scope, sort_of_list, told_to
from pipeline.assemble.objections import objection_to, stays_in_force
from pipeline.assemble.past import opens_with_past_day
from pipeline.assemble.pieces import Piece, after_citation, asked_from, opening, outside
from pipeline.assemble.reading import BlockReading, Tools
from pipeline.assemble.sections import has_children, listed
from pipeline.assemble.titles import is_title, under_title
from pipeline.assemble.units import Grouper
from pipeline.assemble.voices import speaks_for_itself
from pipeline.clauses.party import Party
from pipeline.clauses.split import clauses, sentences
from pipeline.clauses.subjects import only_get
from pipeline.model import Bearer
from pipeline.patterns import compiled
from pipeline.record import record, replace

_BACK = compiled(
    r"(?:以上|上述)(?:各项|所有|全部|几项)?(?:工作|任务|事项|措施|要求|内容|项目)[^，。；]{0,24}(?:完成|到位|办结|报送|落实)"
)
# 2025年4月底前完成。: when what was said before is to be done
_ONLY_DATED = compiled(
    r"(?:力争|确保|务必|须|要|应当?|均|并)*(?:于|在)?(?=[0-9一二三四五六七八九十本今明次])[^，。；的]{2,16}?(?:前|底|内|之间|期间)?(?:全部|基本|按期|如期)*"
    r"(?:完成|到位|办结|完成到位|落实到位|整改到位|完成整改)"
)
_CARRYING = ("obligation", "prohibition")  # who may or who punishes is not who must do what follows
_ISSUER = 16  # characters that an issuer may take before its document (``总队、支队两级均下发了《…》``)
_SAID = "(?:文件|工作|事项|要求)"
_OWN = compiled(
    f"本(?:通知|提示|通报|函|简报|意见|通告|公告|纪要)|以上[\\u4e00-\\u9fff]{{0,4}}{_SAID}|上述{_SAID}|(?:上列|上述|以上|本期)各?件"
)


@record
class TextReader:
    """Reads the sentences of blocks."""

    tools: Tools
    course: Course

    def read(self, reading: BlockReading) -> None:
        """All of a block: behind the citation that opens it, outside its brackets."""
        block = reading.block
        text, start = block.view.text, block.body
        if block.name and block.index not in self.course.entries:  # 11月3日　省教育厅…〔2025〕77号: when it came in
            self._on_day(reading)
        end = len(text)
        for entry in self.course.entries.get(block.index, ()):
            left = block.view.at(max(entry.start, block.span.start))
            if entry.source is not None:
                source = (block.view.at(entry.source.start), block.view.at(entry.source.end))
                reading.duties.append(Duty(*source, ()))
            right = asked_from(block, reading.marks, after_citation(block, entry))
            if left <= start or block.view.at(entry.span.start) <= start + _ISSUER:
                start = max(start, right)
            else:
                reading.duties.append(Duty(left, right, ()))
        reading.duties.sort(key=lambda duty: duty.start)
        if _OWN.search(text) and block.index not in self.course.entries:
            reading.scope = replace(reading.scope, instrument=0)
        if self.tools.directives.is_preamble(reading.marks, text) and block.marker is None:
            reading.scope = replace(reading.scope, regime="background")
            self._lead_subject(reading, start, end)
            reading.leave(start, end, "background")
            reading.scope = replace(reading.scope, regime="open")
            return
        self.sentences(reading, start, end, titles=True)

    def _on_day(self, reading: BlockReading) -> None:
        """A day that names the block is that of what stands in it (``周一  各班汇报``)."""
        day = reading.deadlines.on_day(reading.block.name, self.tools.times, self.course.text)
        if day is not None:
            reading.scope = replace(reading.scope, deadline=day)

    def _lead_subject(self, reading: BlockReading, start: int, end: int) -> None:
        """A preamble may still ask somebody for something (``特请各地重视``)."""
        for number, piece in enumerate(sentences(reading.block.view.text, start, end)):
            if any(
                cue.modality in ("ask", "want", "must") and piece[0] <= cue.start < piece[1]
                for cue in reading.marks.cues
            ):
                self._sentence(reading, piece, number, Sentence())

    def sentences(self, reading: BlockReading, start: int, end: int, *, titles: bool) -> None:
        """A stretch of a block; with ``titles`` its first sentence may be a title that asks for nothing."""
        block = reading.block
        pieces = [piece for span in outside(reading.duties, start, end) for piece in sentences(block.view.text, *span)]
        state = Sentence()
        first = opening(self.tools.sections, block.view.text, pieces)
        for number, piece in enumerate(pieces):
            more = number + 1 < len(pieces) or has_children(self.course.blocks, block.index)
            title = titles and more and piece[2] in "。："
            if title and is_title(self.tools, reading, pieces, number, statute=self.course.statute):
                reading.leave(*piece[:2], "title")
                if number == 0:
                    reading.scope = under_title(self.tools, reading, piece, self.course.text)
                continue
            if number == first and self._leads(reading, piece, state, number):
                reading.leave(*piece[:2], "lead_in")
                continue
            if number and self.course.opens_between(block, pieces[number - 1][0], piece[0]):
                state = Sentence()
            elif number and pieces[number - 1][2] != "；":
                state = Sentence(reported_by=state.reported_by)
            self._sentence(reading, piece, number, state)

    def _leads(self, reading: BlockReading, piece: Piece, state: Sentence, number: int) -> bool:
        """Whether the sentence only opens a list of measures; its bearer and time pass on to the list."""
        block = reading.block
        text = block.view.text
        members = listed(self.course.blocks, block.index)
        if not members:
            return False
        words = text[text.rfind("。", 0, piece[1]) + 1 : piece[1]]
        sort = sort_of_list(self.tools, self.course.blocks, words, members)
        first = self.course.blocks[members[0]]
        if sort == "cases" and first.role == "heading" and first.marker is not None and first.marker.kind == "han":
            sort = "none"  # what follows are the parts of the document (``主要内容如下：一、…``)
        if sort == "cases":
            self.course.cases.update(at for at in members if self.course.blocks[at].marker is not None)
            return False
        units = self._units(reading, piece, number, state)
        if sort == "none" and units and len(units[-1].clauses) > 1:
            self._keep(reading, units)
        party = next((unit.party for unit in reversed(units) if unit.party is not None), state.subject)
        if sort == "punished" and party is None:
            party = self._tier_before(reading, piece)
        allowed = bool(units) and units[-1].kind == "permission"  # 职工可申请贷款，按以下规定办理：
        party = None if allowed and party is not None and only_get(party) else party
        bearers = named(party, block.view, "context") if party is not None else told_to(self.tools, block, piece)
        bearers = bearers or self._inherited(reading)
        lead = lead_scope(self.tools, reading, piece, sort, bearers, state.breach, self.course.text)
        lead = replace(lead, instrument=self.course.last_in(block) or lead.instrument)
        if block.marker is not None:  # what the list repeats is not said of what else stands in the block
            self.course.scopes[block.index] = lead
            reading.scope = replace(lead, penalties=())
        for member in members:
            if self.course.blocks[member].parent == block.parent:
                self.course.scopes[member] = laid_over(self.course.scope(self.course.blocks[member]), lead)
        return True

    @staticmethod
    def _tier_before(reading: BlockReading, piece: Piece) -> Party | None:
        """Who acts in the tier before, in the same sentence (``由X责令改正；拒不改正的，按照下列规定处罚：``)."""
        last = reading.items[-1] if reading.items else None
        if last is None or "。" in reading.block.view.text[last.end : piece[0]]:
            return None
        return last.unit.party

    def _inherited(self, reading: BlockReading) -> tuple[Bearer, ...]:
        """Whom a lead-in passes on that names nobody."""
        return self.course.in_force(self.course.last_in(reading.block) or reading.scope.instrument)

    def _sentence(self, reading: BlockReading, piece: Piece, number: int, state: Sentence) -> None:
        scope = reading.scope
        words = reading.block.view.text[piece[0] : piece[1]]
        if self.tools.directives.refused_sentence(reading.block.view.text, reading.marks, piece):
            return reading.leave(*piece[:2], "refused")
        if words.startswith("（") and words.endswith("）"):
            return reading.leave(*piece[:2], "bracket")
        if piece[2] in "。；" and words.endswith("的") and "：" not in words and not reading.marks.cues_in(*piece[:2]):
            return reading.leave(*piece[:2], "case")  # 未按规定审批的。: one of a list of breaches
        if ((words[:1] in "以上" and _BACK.match(words)) or (reading.items and _ONLY_DATED.fullmatch(words))) and (
            deadline := reading.deadlines.within(*piece[:2])
        ) is not None:
            reading.dates.append((piece[0], reading.deadlines.stored(deadline, self.course.text)))
            return reading.leave(*piece[:2], "dates_back")
        state.breach = state.breach or scope.breach
        return self._keep(reading, self._units(reading, piece, number, state))

    def _units(self, reading: BlockReading, piece: Piece, number: int, state: Sentence) -> list[Unit]:
        text = reading.block.view.text
        penalties = self.tools.penalties
        if not state.refusing and opens_with_past_day(self.tools, self.course, reading, piece):
            state.refusing = True
            reading.leave(*piece[:2], "past")
        penal, costs = partial(penalties.is_penal, text), partial(penalties.is_penal, text, sanction=True)
        judge = Judge(text, penal, costs, state, self.course.statute, self._forbids(reading, number))
        duties = reading.duties
        closed = bool(duties) and any(duty.bearers and duty.start >= piece[1] for duty in duties)
        grouper = Grouper(text, judge, reading.deadlines.key, state, number, self.course.statute, closed)
        read = self.tools.clauses.read
        return grouper.group([read(text, part, reading.marks) for part in clauses(text, piece[0], piece[1])])

    @staticmethod
    def _forbids(reading: BlockReading, number: int) -> bool:
        """Whether the sentence is the listed act itself, under a lead-in that forbids what it lists."""
        return reading.scope.forbids and number == 0 and reading.block.marker is not None

    def _keep(self, reading: BlockReading, units: list[Unit]) -> None:
        for unit in units:
            objection = objection_to(self.tools, self.course, reading, unit)
            if objection is None:
                reading.items.append(self._item(reading, unit))
                continue
            if stays_in_force(objection, unit):
                self._item(reading, unit)
            reading.leave(unit.start, unit.end, objection)

    def _said_besides(self, reading: BlockReading, item: Item) -> bool:
        """Whether a leader or a meeting asks it in the paragraph of a document that is not its minutes."""
        if item.reported_by is None or reading.block.index not in self.course.entries:
            return False
        if "转发" in item.reported_by:
            return False  # 总队在转发时另外提出: what stands in the letter that passed it on
        return "纪要" not in reading.block.view.text[: item.start]

    def _instrument(self, reading: BlockReading, item: Item) -> int:
        """The scope's instrument, or that of the last entry which begins in the block before the item."""
        entries = self.course.entries.get(reading.block.index, ())
        if not entries and not reading.scope.instrument:  # whoever speaks
            return 0
        if speaks_for_itself(
            reading.block.view.text, () if entries else reading.scope.section[-1:], item.start
        ) or self._said_besides(reading, item):
            return 0
        at = reading.block.view.raw(item.start, item.start + 1).start if entries else 0
        inside = [each.instrument for each in entries if each.span.start <= at and (each.end is None or at < each.end)]
        return inside[-1] if inside else self.course.before_entries(reading.block, reading.scope.instrument)

    def _item(self, reading: BlockReading, unit: Unit) -> Item:
        """The unit as an item, and its subject in force for what follows in the paragraph."""
        item = unit_item(self.tools, reading, unit, self.course.text)
        item.instrument = self._instrument(reading, item)
        self.course.force, self.course.voice = self.course.in_force(item.instrument), item.instrument
        if not item.bearers:
            item.bearers = tuple(bearer.by("context") for bearer in self.course.force)
        elif unit.party is not None and not unit.agent and unit.kind in _CARRYING and carries(unit.party):
            together = unit.leaders and not unit.agent  # 由A牵头，B配合，今年…，明年…: all of them both times
            self.course.force = (
                tuple(bearer.by("context") for bearer in item.bearers)
                if together
                else named(unit.party, reading.block.view, "context")
            )
        return item
