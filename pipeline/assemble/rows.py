"""Table rows → items: the header row says which cell fills which slot."""

from __future__ import annotations

import re

from pipeline.assemble.deadlines import Deadlines
from pipeline.assemble.item import Item, Unit
from pipeline.assemble.reporting import report_to
from pipeline.assemble.tables import Cell, Columns, cells, columns_of
from pipeline.clauses.facts import Clause
from pipeline.find.names import Name, Names
from pipeline.model import Bearer, Deadline, Role
from pipeline.structure.view import View

_ROLES: dict[str, Role] = {
    "牵头": "lead", "主办": "lead", "责任": "responsible", "负责": "responsible", "承办": "responsible",
    "配合": "support", "协办": "support", "参与": "support", "督办": "supervise",
}  # fmt: skip
_ROLE = re.compile(rf"[（(](?P<role>{'|'.join(_ROLES)})(?:单位|部门)?[）)]$")


def row_item(view: View, block: int, columns: Columns, names: Names, deadlines: Deadlines) -> Item | None:
    """The item of one row, from its task cell to the row's end.

    ``None`` where the task cell is empty or a bare number.
    """
    row = view.text
    task = next((cell for cell in cells(row) if cell.column == columns.task), None)
    if task is None or row[task.start : task.end].isdigit():
        return None
    last = max(cell.end for cell in cells(row))
    clause = Clause(task.start, last, "", "directive", "表格行", predicate=task.start)
    item = Item(block, task.start, last, "obligation", Unit("obligation", [clause]))
    item.bearers = tuple(_bearers(view, columns, names))
    item.explicit = bool(item.bearers)
    item.report_to = _reported(row, columns) or report_to(names, row, task.start, task.end)
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
            found += [_bearer(view, name, role) for name in names.listed(view.text, cell.start, cell.end)]
    return found


def _bearer(view: View, name: Name, role: Role) -> Bearer:
    """A name of the cell; a bracket after it says its role (``疾控科（牵头）``)."""
    said = _ROLE.search(name.text)
    if said is None:
        return Bearer(name.text, role, "explicit", view.raw(*name.span))
    end = name.span.start + said.start()
    return Bearer(name.text[: said.start()], _ROLES[said["role"]], "explicit", view.raw(name.span.start, end))


def _deadline(row: str, columns: Columns, deadlines: Deadlines, task: Cell) -> Deadline | None:
    """The time cell's deadline, else the task cell's."""
    for cell, role in columns_of(row, columns):
        if role is None and (found := deadlines.within(cell.start, cell.end)):
            return found
    return deadlines.within(task.start, task.end)
