"""A line of the ledger as an office's 督办台账 writes it: the same cells for the sheet, the CSV and the circular."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pipeline.export import words
from pipeline.model import Bearer
from pipeline.store.entries import Entry
from pipeline.store.lifecycle import STATES

_MAIN = ("responsible", "lead")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its key, its name in both languages, its width in characters."""

    key: str
    zh: str
    en: str
    width: int

    def name(self, lang: str) -> str:
        """The name in the user's language."""
        return self.en if lang == "en" else self.zh


# The nine that offices use, then what travels there and back.
HEADINGS = (
    Heading("index", "序号", "No.", 6),
    Heading("what", "事项", "Matter", 46),
    Heading("number", "依据文号", "Imposed by", 23),
    Heading("unit", "责任单位", "Unit", 20),
    Heading("others", "牵头/配合", "Lead / support", 18),
    Heading("due", "完成时限", "Due", 18),
    Heading("report_to", "报送对象", "Report to", 16),
    Heading("state", "状态", "State", 10),
    Heading("remark", "备注", "Remarks", 24),
    Heading("feedback", "反馈情况", "Feedback", 30),
    Heading("id", "编号", "Id", 16),
)


def office_row(entry: Entry, index: int, lang: str) -> dict[str, Any]:
    """The cells of one line by the keys of :data:`HEADINGS`; ``due`` is a date or date-time where there is one."""
    item = entry.item
    return {
        "index": index,
        "what": words.one_line(item.quote),
        "number": entry.number or "",
        "unit": entry.assigned_to or words.bearers([each for each in item.bearers if each.role == "responsible"], lang),
        "others": words.bearers([each for each in item.bearers if each.role != "responsible"], lang),
        "due": due_value(entry),
        "report_to": words.one_line(item.report_to or ""),
        "state": state_name(entry.state, lang),
        "remark": _remark(entry, lang),
        "feedback": "",
        "id": entry.id,
    }


def due_value(entry: Entry) -> date | datetime | str:
    """When it is due: a date, a date-time where an hour is named, else the document's own words."""
    if entry.due is None:
        return due_words(entry)
    return datetime.fromisoformat(entry.due) if "T" in entry.due else date.fromisoformat(entry.due)


def due_words(entry: Entry) -> str:
    """The same as words, e.g. ``2031-06-30`` or ``2031-06-30 16:00``."""
    said = words.one_line(entry.item.deadline.text) if entry.item.deadline else ""
    return entry.due.replace("T", " ") if entry.due else said


def state_name(state: str, lang: str) -> str:
    """What a state is called."""
    return words.name_of(STATES, state, lang)


def head_unit(entry: Entry) -> str:
    """The one unit under which a line is grouped: who it was given to, else the first that answers for it."""
    main: list[Bearer] = [each for each in entry.item.bearers if each.role in _MAIN]
    first = (main or list(entry.item.bearers))[:1]
    return entry.assigned_to or (first[0].canonical or first[0].text if first else "")


def _remark(entry: Entry, lang: str) -> str:
    """Lateness, recurrence and penalties: what the fixed columns have no room for."""
    en = lang == "en"
    parts = []
    if entry.days_left is not None and entry.light == "red":
        late = -entry.days_left
        parts.append(f"{late} days overdue" if en else f"逾期{late}天")
    deadline = entry.item.deadline
    if deadline and deadline.rrule:
        often = (deadline.text, words.quota(deadline.quota, lang))
        parts.append(words.joined((part for part in often if part), lang, "，"))
    if entry.extended:
        parts.append("extended" if en else "已延期")
    parts += [words.penalty(each, lang) for each in entry.item.penalties]
    return words.joined(parts, lang)
