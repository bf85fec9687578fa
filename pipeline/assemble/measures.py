"""A measure is closed by what follows it: a 责任单位 bracket or line, or a sentence that dates what was listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.assemble.brackets import Duty
from pipeline.assemble.item import Item
from pipeline.assemble.reading import BlockReading
from pipeline.model import Bearer
from pipeline.record import record
from pipeline.structure.blocks import Block


@record
class Measures:
    """The measures of one document, block by block."""

    text: str
    blocks: Sequence[Block]
    readings: Sequence[BlockReading]

    def settle(self) -> None:
        """Give the items the bearers and the dates that stand after them."""
        self._close()
        self._date_back()

    def _close(self) -> None:
        """Each bracket or 责任单位 line fills the items before it in its measure that have no explicit subject."""
        closed: dict[int, int] = {}  # which block gave an item its bearers
        standing: tuple[Bearer, ...] = ()
        for reading in self.readings:
            for duty in reading.duties:
                for owner, item in self._measure(reading, duty):
                    goes_on = self._same_fields(closed.get(id(item)), reading.block.index)
                    if (not item.explicit or goes_on) and item.kind != "sanction" and duty.bearers:
                        given = (*duty.bearers, *standing, *(() if goes_on else item.helpers))
                        item.bearers = _joined(item.bearers if goes_on else (), given)
                        item.explicit, closed[id(item)] = True, reading.block.index
                    if not item.own_deadline:
                        self._date(reading, duty, owner, item)
                standing = duty.standing or standing

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
            if self.blocks[block.parent].marker is None and not alone:
                return block.index
            return self._whole(block.parent) if block.role == "field" else block.parent
        return block.index

    def _whole(self, index: int) -> int:
        """The measure whose list a line of its own closes: (1)…(2)…(3)… and then who is responsible for all three."""
        block = self.blocks[index]
        if block.parent is None or block.marker is None or block.marker.value < 2:
            return index
        above = self.blocks[block.parent]
        first = next(other for other in self.blocks[above.index + 1 :] if other.parent == above.index)
        return above.index if above.marker is not None and first.marker is not None else index


def _joined(first: Sequence[Bearer], more: Sequence[Bearer]) -> tuple[Bearer, ...]:
    """All of them, none named twice."""
    found = {bearer.text: bearer for bearer in (*more, *first)}
    return tuple([found.pop(bearer.text) for bearer in (*first, *more) if bearer.text in found])
