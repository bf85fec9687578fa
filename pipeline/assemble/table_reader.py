"""The rows of a document's tables → items: a header row says what each column holds."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.assemble.course import Course
from pipeline.assemble.item import Item
from pipeline.assemble.reading import BlockReading, Tools
from pipeline.assemble.rows import row_item
from pipeline.assemble.tables import (
    Columns,
    cells,
    is_finished,
    is_rule,
    only_filed,
    read_header,
    refined,
    remark_of,
    repeats,
    source_of,
)
from pipeline.patterns import compiled
from pipeline.record import replace

# a note under or over a table
_SAME_ABOVE = compiled("(?:空格|空白|空栏|未填)[^，。；]{0,8}(?:与?上一?行相同|同上)")
# 占用通道的，责令改正: a task that is a breach and what it costs
_OF_BREACH = compiled("[^，。；\t|]{2,30}的，[^。；\t|]*(?:责令|处|罚|没收|吊销|警告|通报|约谈|扣)")


@dataclass(slots=True)
class TableReader:
    """Reads the rows of one document in order; ``columns`` are those of the header read last."""

    tools: Tools
    course: Course
    columns: Columns | None = None

    def read(self, reading: BlockReading, above: BlockReading | None) -> None:
        """A header row sets the columns for the rows that follow; another row is an item, unless its task is done."""
        row = reading.block.view.text
        header = read_header(row) or (refined(row, self.columns) if self.columns is not None else None)
        if header is not None:
            self.columns = header
        elif self.columns is not None and not is_rule(row):
            view, cues = reading.block.view, reading.marks.cues
            item = row_item(view, reading.block.index, self.columns, self.tools.names, reading.deadlines, cues)
            if item is not None and self._is_done(reading, row, item):
                reading.leave(0, len(row), "row_done")
            elif item is not None:
                if item.deadline is not None:
                    item.deadline = reading.deadlines.stored(item.deadline, self.course.text)
                self._cite(reading, row, above)
                self._merge(item, row, above)
                item.instrument = reading.scope.instrument
                self._punish(item, row)
                reading.items.append(item)

    def _punish(self, item: Item, row: str) -> None:
        """A task cell that tells a breach and what it costs is a sanction (``堵塞通道的，处五千元罚款``)."""
        found = self.tools.penalties.find(row, item.start, item.end, sanction=True)
        if item.kind == "obligation" and found and _OF_BREACH.search(row, item.start, item.end):
            item.kind = item.unit.kind = "sanction"

    def _is_done(self, reading: BlockReading, row: str, item: Item) -> bool:
        """Whether the row says that its task is done: the whole of it, where a column tells how far it is."""
        assert self.columns is not None
        if only_filed(row, item.start):
            return True
        done = [m.span.start for m, _ in reading.marks.refusals if m.rule == "refuse.done"]
        remark = remark_of(row, self.columns)
        if remark is None:
            return bool(done)
        words = row[remark.start : remark.end]
        due = item.deadline.due if item.deadline is not None else None
        over = due is not None and self.course.on is not None and due[:10] < self.course.on.isoformat()
        return (
            any(at < remark.start or at >= remark.end for at in done)
            or is_finished(words)
            or (over and words.startswith("已"))
        )

    def _merge(self, item: Item, row: str, above: BlockReading | None) -> None:
        """Who and to whom stand in the row above where the cells are empty, of the same document or by a note."""
        last = above.items if above is not None and above.block.role == "row" else []
        if self.columns is None or not last:
            return
        noted = _SAME_ABOVE.search(self.course.text) is not None
        merged = source_of(row, self.columns) is None and self.columns.source is not None and not item.bearers
        if not (merged or noted):
            return
        filled = {cell.column for cell in cells(row)}
        for bearer_of, (column, role) in ((last[-1].bearers, each) for each in self.columns.who):
            if column not in filled:
                item.bearers += tuple(b.by("context") for b in bearer_of if b.role == role)
        if self.columns.reported is not None and self.columns.reported not in filled:
            item.report_to = last[-1].report_to

    def _cite(self, reading: BlockReading, row: str, above: BlockReading | None) -> None:
        """The document that the row cites; one that leaves it out goes on with that of the row above."""
        if self.columns is None or self.columns.source is None:
            return
        source = source_of(row, self.columns)
        if source is not None and (cited := self.course.cited_in(reading.block.view.raw(*source))):
            reading.scope = replace(reading.scope, instrument=cited)
        elif above is not None and above.block.role == "row" and repeats(row, self.columns):
            reading.scope = replace(reading.scope, instrument=above.scope.instrument)
