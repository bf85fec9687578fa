"""Table rows → items: the header row says which cell fills which slot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.assemble.bearers import acting_with
from pipeline.assemble.brackets import ROLE_OF, with_role
from pipeline.assemble.deadlines import Deadlines
from pipeline.assemble.item import Item, Unit
from pipeline.assemble.reporting import report_to
from pipeline.assemble.tables import Cell, Columns, cells, columns_of
from pipeline.clauses.facts import Clause, Cue
from pipeline.find.names import Names
from pipeline.model import Bearer, Deadline, Kind, Role
from pipeline.patterns import compiled
from pipeline.structure.view import View

_DOES = compiled(rf"(?<=[\u4e00-\u9fff）])(?P<does>{'|'.join(ROLE_OF)})(?:[，,；;、 ]|$)")


def row_item(
    view: View, block: int, columns: Columns, names: Names, deadlines: Deadlines, cues: Sequence[Cue] = ()
) -> Item | None:
    """The item of one row, from its task cell to the row's end.

    ``None`` where the task cell is empty or a bare number.
    """
    row = view.text
    task = next((cell for cell in cells(row) if cell.column == columns.task), None)
    if task is None or row[task.start : task.end].isdigit():
        return None
    last = max(cell.end for cell in cells(row))
    clause = Clause(task.start, last, "", "directive", "表格行", predicate=task.start)
    first = next((cue for cue in cues if task.start <= cue.start < task.end), None)
    kind: Kind = "prohibition" if first is not None and first.modality == "ban" else "obligation"
    item = Item(block, task.start, last, kind, Unit(kind, [clause]))
    item.bearers = tuple(_bearers(view, columns, names))
    if item.bearers:
        said = Clause(task.start, task.end, "", "directive", "表格行", head=task.start)
        item.bearers += acting_with(Unit(kind, [said]), view, names)
    item.explicit = bool(item.bearers)
    item.report_to = _reported(row, columns) or report_to(names, row, task.start, last)
    deadline = _deadline(row, columns, deadlines, task)
    if deadline is not None:
        item.deadline, item.own_deadline = deadline, True
    return item


def _reported(row: str, columns: Columns) -> str | None:
    """The words of the cell that says to whom the result goes; a dash says nothing."""
    words = next((row[cell.start : cell.end] for cell in cells(row) if cell.column == columns.reported), "")
    return words if re.search(r"[\u4e00-\u9fff]{2}", words) else None


def _bearers(view: View, columns: Columns, names: Names) -> list[Bearer]:
    found: list[Bearer] = []
    for cell, role in columns_of(view.text, columns):
        if role is not None:
            for start, end, said in _parts(view.text, cell, role):
                found += [with_role(view, name, said) for name in names.listed(view.text, start, end)]
    return found


def _parts(row: str, cell: Cell, role: Role) -> Iterator[tuple[int, int, Role]]:
    """The cell, or its parts where each says what its units do (``药学部牵头，门诊部配合``)."""
    roles = list(_DOES.finditer(row, cell.start, cell.end))
    at = cell.start
    for does in roles:
        yield at, does.start(), ROLE_OF[does["does"]]
        at = does.end()
    if at < cell.end:
        yield at, cell.end, role


def _deadline(row: str, columns: Columns, deadlines: Deadlines, task: Cell) -> Deadline | None:
    """The time cell's deadline, else the task cell's."""
    for cell, role in columns_of(row, columns):
        if role is None and (found := deadlines.within(cell.start, cell.end)):
            return found
    return deadlines.within(task.start, task.end)
