"""Items → obligations: brackets close their measures, what is left out is inherited.

Penalties and reports are filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.assemble.bearers import inherited
from pipeline.assemble.bearers import named as as_bearers
from pipeline.assemble.brackets import Duty
from pipeline.assemble.item import Item
from pipeline.assemble.reading import BlockReading, Tools
from pipeline.assemble.reporting import deliverable, report_to
from pipeline.assemble.settled import Settled
from pipeline.clauses.party import Party
from pipeline.model import Bearer, Deadline, Obligation, Penalty, Quoted, Span
from pipeline.resolve.targets import authority_before
from pipeline.structure.blocks import Block

_FINDS = re.compile(r"(?:经[^，。；]{0,8})?(?:发现|查实|认定|认为|核实|检查发现|接到|对)")
_NO_AUTHORITY = ("criminal", "civil")
_ARTICLE = re.compile(
    r"《[^》]{2,40}》第[一二三四五六七八九十百零〇\d]+条(?:第[一二三四五六七八九十\d]+款)?(?:第[（(]?[一二三四五六七八九十\d]+[)）]?项)?"
)


def _inside(deadline: Deadline, penalty: Penalty) -> bool:
    if deadline.kind != "within" or deadline.span is None or penalty.span is None:
        return False
    return penalty.span.holds(deadline.span)


class Finisher:
    """Turns the readings of one document into obligations."""

    def __init__(self, tools: Tools, text: str, blocks: Sequence[Block], readings: Sequence[BlockReading],
                 addressees: tuple[Bearer, ...]) -> None:  # fmt: skip
        self.tools = tools
        self.text = text
        self.blocks = blocks
        self.readings = readings
        self.addressees = addressees

    def finish(self) -> Iterator[Settled]:
        """The obligations in text order, each with what it was made of."""
        self._close_measures()
        self._date_back()
        for reading in self.readings:
            authority: tuple[Bearer, ...] = ()
            sentence = -1
            for item in reading.items:
                if item.kind == "sanction":
                    authority = (
                        authority if item.unit.sentence == sentence or self._goes_on(reading, sentence, item) else ()
                    )
                    authority = self._punish(reading, item, authority or reading.scope.authority)
                    sentence = item.unit.sentence
                elif not item.bearers:
                    item.bearers = inherited(reading.scope, (), self.addressees)
                if self._unsupported(item, reading):
                    reading.leave(item.start, item.end, "support")
                elif self._idle(item, reading):
                    reading.leave(item.start, item.end, "benefit")
                else:
                    yield Settled(reading, item, self._obligation(reading, item))

    def watch(self) -> Iterator[Quoted]:
        """What is announced and not yet there: no duty, but to be watched for (``方案还未下发``)."""
        for reading in self.readings:
            view = reading.block.view
            for mention in self.tools.watch.find(view.text):
                left = max(view.text.rfind(mark, 0, mention.span.start) for mark in "，。；（") + 1
                right = min(
                    (at for mark in "，。；）" if (at := view.text.find(mark, mention.span.end)) >= 0),
                    default=len(view.text),
                )
                span = view.raw(left, right)
                yield Quoted(span, self.text[slice(*span)])

    @staticmethod
    def _goes_on(reading: BlockReading, sentence: int, item: Item) -> bool:
        """Whether the item stands in a later tier (after ；) of the sentence that named the authority."""
        if sentence < 0:
            return False
        text = reading.block.view.text
        last = max((other.end for other in reading.items if other.unit.sentence == sentence), default=0)
        return "。" not in text[last : item.start]

    def _close_measures(self) -> None:
        """Each bracket or 责任单位 line fills the items before it in its measure that have no explicit subject."""
        closed: dict[int, int] = {}  # which block gave an item its bearers
        for reading in self.readings:
            for duty in reading.duties:
                for owner, item in self._measure(reading, duty):
                    goes_on = self._same_fields(closed.get(id(item)), reading.block.index)
                    if (not item.explicit or goes_on) and item.kind != "sanction" and duty.bearers:
                        item.bearers = (*(item.bearers if goes_on else ()), *duty.bearers)
                        item.explicit, closed[id(item)] = True, reading.block.index
                    if not item.own_deadline:
                        self._date(reading, duty, owner, item)

    def _same_fields(self, first: int | None, index: int) -> bool:
        """Whether the block goes on with the lines of fields that ``first`` belongs to (牵头单位：…, 配合单位：…)."""
        return first is not None and all(self.blocks[at].role == "field" for at in range(first, index + 1))

    def _date_back(self) -> None:
        """``以上工作要在2月底前完成`` dates the undated items before it in its list."""
        for reading in self.readings:
            for at, deadline in reading.dates:
                for other in self._list_before(reading):
                    for item in other.items:
                        if (
                            not item.own_deadline
                            and item.kind != "sanction"
                            and (other is not reading or item.end <= at)
                        ):
                            item.deadline, item.own_deadline = deadline, True

    def _list_before(self, reading: BlockReading) -> Iterator[BlockReading]:
        """The block itself, and where it says nothing else its siblings before it with what they hold."""
        yield reading
        if any(item.start < reading.dates[0][0] for item in reading.items):
            return
        parent = reading.block.parent
        for index in range(reading.block.index - 1, -1 if parent is None else parent, -1):
            yield self.readings[index]

    def _date(self, reading: BlockReading, duty: Duty, owner: BlockReading, item: Item) -> None:
        deadline = reading.deadlines.within(duty.start, duty.end)
        if deadline is not None and item.kind != "sanction":
            item.deadline, item.own_deadline = reading.deadlines.stored(deadline, self.text), True

    def _measure(self, reading: BlockReading, duty: Duty) -> Iterator[tuple[BlockReading, Item]]:
        """The items between the last bracket, or the head of the numbered measure, and this one."""
        begin = max((other.end for other in reading.duties if other.end <= duty.start), default=-1)
        for item in reading.items:
            if begin <= item.start and item.end <= duty.start:
                yield reading, item
        if begin >= 0:
            return
        first = self._head(reading.block, alone=not reading.items)
        for index in range(reading.block.index - 1, first - 1, -1):
            other = self.readings[index]
            if self._same_fields(index, reading.block.index):
                continue
            last = max((d.end for d in other.duties), default=-1)
            yield from ((other, item) for item in other.items if item.start >= last)
            if last >= 0:
                return

    def _head(self, block: Block, *, alone: bool) -> int:
        """The first block of the measure: the numbered block itself, or for a paragraph the one that holds it."""
        if block.marker is not None and not alone:
            return block.index
        if block.marker is None and block.parent is not None:
            return block.parent if self.blocks[block.parent].marker is not None or alone else block.index
        return block.index

    def _punish(self, reading: BlockReading, item: Item, authority: tuple[Bearer, ...]) -> tuple[Bearer, ...]:
        """Fill penalties and the imposing authority; return the authority now in force."""
        view = reading.block.view
        found = self.tools.penalties.find(view.text, item.start, item.end, sanction=item.kind == "sanction")
        named: tuple[Bearer, ...] = ()
        for penalty in found:
            place = authority_before(view.text, penalty, item.start)
            if place is not None and item.start <= place.start:
                named = tuple(
                    Bearer(n.text, "responsible", "explicit", view.raw(*n.span))
                    for n in self.tools.names.split(view.text, *place)
                )
                break
        if not named and item.unit.party is not None and (item.unit.agent or self._before_penal(item)):
            named = item.bearers if item.explicit else ()
        if not named and (finder := self._finder(item, view.text)):
            named = as_bearers(finder, view, "explicit")
        item.penalties = (*reading.scope.penalties, *(self._stored(penalty, view) for penalty in found))
        kinds = {penalty.kind for penalty in found}
        item.bearers = named or tuple(bearer.by("context") for bearer in authority)
        if kinds and kinds <= set(_NO_AUTHORITY):
            item.bearers = ()
        if item.deadline is not None and any(_inside(item.deadline, penalty) for penalty in item.penalties):
            item.deadline = None  # 三年内不得参评: how long it lasts, not by when
        return named or authority

    @staticmethod
    def _finder(item: Item, text: str) -> Party | None:
        """The authority that finds the breach (``考核部门发现有下列情形之一的，应当撤销…``)."""
        for clause in item.unit.lead:
            if clause.subject is not None and _FINDS.match(text, clause.subject.end):
                return clause.subject
        return None

    @staticmethod
    def _before_penal(item: Item) -> bool:
        """A subject right in the punishing clause is who punishes; one in the condition is who is punished."""
        party = item.unit.party
        return party is not None and any(clause.start <= party.start < clause.end for clause in item.unit.clauses)

    def _stored(self, penalty: Penalty, view: object) -> Penalty:
        if penalty.span is None:
            return penalty
        span: Span = view.raw(*penalty.span)  # type: ignore[attr-defined]
        return replace(penalty, text=self.text[slice(*span)], span=Span(*span))

    def _idle(self, item: Item, reading: BlockReading) -> bool:
        """A benefit without a responsible unit is nobody's task."""
        if item.explicit or item.own_deadline or reading.scope.heading or reading.scope.lead:
            return False
        return self.tools.directives.benefits(reading.block.view.text, item.unit)

    @staticmethod
    def _unsupported(item: Item, reading: BlockReading) -> bool:
        """鼓励、支持 bind only where a responsible unit stands with it."""
        roles = {clause.role for clause in item.unit.clauses} & {"directive", "power", "support"}
        if roles != {"support"}:
            return False
        return not item.explicit and not reading.scope.heading and not reading.scope.lead

    def _obligation(self, reading: BlockReading, item: Item) -> Obligation:
        view = reading.block.view
        span = view.raw(item.start, item.end)
        condition = None
        if item.condition:
            condition = self.text[slice(*view.raw(*item.condition))]
        predicate = next((c.predicate for c in item.unit.clauses if c.predicate is not None), None)
        action = (
            self.text[slice(*view.raw(predicate, item.end))] if predicate is not None and predicate < item.end else None
        )
        return Obligation(
            span=span,
            quote=self.text[slice(*span)],
            kind=item.kind,
            bearers=tuple(self._as_stored(bearer) for bearer in _unique(item.bearers)),
            action=action,
            deadline=item.deadline if item.own_deadline or item.kind == "sanction" else reading.scope.deadline,
            report_to=report_to(self.tools.names, view.text, item.start, item.end) if item.kind != "sanction" else None,
            deliverable=deliverable(view.text, item.start, item.end),
            instrument=item.instrument,
            section=reading.scope.section,
            condition=condition,
            legal_basis=tuple(dict.fromkeys(_ARTICLE.findall(view.text[item.start : item.end]))),
            penalties=item.penalties,
            reported_by=item.reported_by,
        )

    def _as_stored(self, bearer: Bearer) -> Bearer:
        """The bearer in the stored text's own widths and spaces."""
        stored = bearer.text if bearer.span is None else bearer.span.of(self.text)
        return bearer if stored == bearer.text else replace(bearer, text=stored)


def _unique(bearers: Sequence[Bearer]) -> tuple[Bearer, ...]:
    return tuple({bearer.text: bearer for bearer in reversed(bearers)}.values())[::-1]
