"""A unit → an item with what its own words say; what it inherits is settled when the document has been read."""

from __future__ import annotations

from pipeline.assemble.bearers import acting_with, of_unit
from pipeline.assemble.item import Item, Unit
from pipeline.assemble.reading import BlockReading, Tools
from pipeline.assemble.units import ENUMERATES, ENUMERATOR
from pipeline.model import Bearer, Deadline
from pipeline.patterns import compiled

_SAYS = compiled("(?:并|还)?(?:要求|强调|叮嘱)[，：]?")
_OF = compiled(r"的[^，。；的]{1,12}$")


def unit_item(tools: Tools, reading: BlockReading, unit: Unit, stored: str) -> Item:
    """The item of a unit: bearers, condition, deadline and meeting by its own words."""
    view = reading.block.view
    item = Item(reading.block.index, _begin(view.text, unit), unit.end, unit.kind, unit)
    item.condition = _condition(unit)
    item.bearers = _own_bearers(tools, reading, unit)
    item.explicit = bool(item.bearers)
    item.helpers = () if item.explicit or unit.kind == "sanction" else acting_with(unit, view, tools.names)
    without = [*([item.condition] if item.condition else []), *_windows(unit, view.text)]
    deadline = reading.deadlines.within(item.start, item.end, without=without)
    if deadline is not None and not _lasts(unit, deadline, view.text):
        item.deadline, item.own_deadline = reading.deadlines.stored(deadline, stored), True
    if unit.reported_by is not None:
        item.reported_by = view.text[slice(*unit.reported_by)]
    return item


def _lasts(unit: Unit, deadline: Deadline, text: str) -> bool:
    """Whether the time says how long a ban lasts, from when is not said (``五年内不得从事道路客运``)."""
    if unit.kind != "prohibition" or deadline.kind != "within" or deadline.anchor is not None:
        return False
    return f"{deadline.text}不得" in text[unit.start : unit.end]


def _begin(text: str, unit: Unit) -> int:
    """Where the item's words begin, after the number that an enumeration gives it (``一是``, ``（2）``)."""
    number = ENUMERATOR.match(text, unit.start, unit.end) if text[unit.start] in ENUMERATES else None
    if number is not None:
        return number.end()
    told = unit.reported_by is not None and unit.reported_by.end < unit.start  # …听取汇报，｜要求水利局5月底前收尾
    said = _SAYS.match(text, unit.start, unit.end) if told else None
    return said.end() if said else unit.start


def _own_bearers(tools: Tools, reading: BlockReading, unit: Unit) -> tuple[Bearer, ...]:
    """Whom the unit names; who only gets a benefit (named in its case) is not who gives it."""
    view = reading.block.view
    party = unit.party
    if party is not None and tools.directives.gets(view.text, unit):
        return ()
    return of_unit(unit, view, tools.names)


def _windows(unit: Unit, text: str) -> list[tuple[int, int]]:
    """The leading clauses that say of what the item speaks: a time in them tells which (``5月前开工的项目，``)."""
    return [(c.start, c.end) for c in unit.lead if c.role != "condition" and _OF.search(text, c.start, c.end)]


def _condition(unit: Unit) -> tuple[int, int] | None:
    """From the first to the last of the conditions that lead the unit."""
    conditions = [clause for clause in unit.lead if clause.role == "condition"]
    return (conditions[0].start, conditions[-1].end) if conditions else None
