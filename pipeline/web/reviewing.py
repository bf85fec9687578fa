"""An obligation's fields as lines that a person can edit, and the changed ones back as the contract's JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pipeline.codec import bearer_to_dict, deadline_to_dict, obligation_to_dict, penalty_to_dict
from pipeline.errors import StoreError
from pipeline.export.words import ROLES
from pipeline.model import Bearer, Deadline, Obligation
from pipeline.web.visitor import text_of

_TEXTS = ("action", "report_to", "deliverable", "condition", "reported_by")
_DEADLINE = ("text", "kind", "start", "due", "rrule", "duration", "anchor")
DEADLINE_KINDS = ("by", "on", "period", "within", "recurring", "event", "immediate", "unspecified")


def lines_of(item: Obligation, lang: str) -> dict[str, str]:
    """The fields as they stand in the form; bearers one a line, another role than the responsible one behind it."""
    deadline = item.deadline
    lines = {name: getattr(item, name) or "" for name in _TEXTS}
    lines["bearers"] = "\n".join(_bearer_line(each, lang) for each in item.bearers)
    lines |= {f"deadline_{name}": (getattr(deadline, name) or "") if deadline else "" for name in _DEADLINE}
    lines["penalties"] = "\n".join(json.dumps(penalty_to_dict(each), ensure_ascii=False) for each in item.penalties)
    return lines


def fields_of(sent: Mapping[str, Any], item: Obligation) -> dict[str, Any]:
    """The fields that the form changes. Raises StoreError where one can't be understood."""
    changed: dict[str, Any] = {name: text_of(sent, name) or None for name in _TEXTS}
    changed["kind"] = text_of(sent, "kind", 16) or item.kind
    changed["bearers"] = [bearer_to_dict(each) for each in _bearers(text_of(sent, "bearers"), item)]
    changed["deadline"] = _deadline(sent, item)
    changed["penalties"] = _penalties(text_of(sent, "penalties", 20_000))
    now = obligation_to_dict(item)
    return {name: value for name, value in changed.items() if value != now[name]}


def _bearer_line(bearer: Bearer, lang: str) -> str:
    if bearer.role == "responsible":
        return bearer.text
    zh, en = ROLES[bearer.role]
    return f"{bearer.text} {en if lang == 'en' else zh}"


def _bearers(text: str, item: Obligation) -> list[Bearer]:
    roles = {word: role for role, pair in ROLES.items() for word in (role, *pair)}
    known = {each.text: each for each in item.bearers}
    found = []
    for line in text.splitlines():
        name, _, last = line.strip().rpartition(" ")
        role = roles.get(last) if name else None
        name = name.strip() if role else line.strip()
        if name:
            before = known.get(name, Bearer(name))
            found.append(replace(before, role=role or "responsible"))  # type: ignore[arg-type]
    return found


def _deadline(sent: Mapping[str, Any], item: Obligation) -> dict[str, Any] | None:
    said = {name: text_of(sent, f"deadline_{name}", 200) for name in _DEADLINE}
    if not any(value for name, value in said.items() if name != "kind"):
        return None
    if said["kind"] not in DEADLINE_KINDS:
        raise StoreError("请选择时限的类别", "choose the deadline's kind")
    before = item.deadline or Deadline("", "by")
    values = {name: value or None for name, value in said.items()}
    if not values["text"]:
        raise StoreError("时限要写明原文", "a deadline needs the document's words")
    same = values["text"] == before.text
    return deadline_to_dict(replace(before, **values, span=before.span if same else None))  # type: ignore[arg-type]


def _penalties(text: str) -> list[Any]:
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except ValueError:
        raise StoreError("罚则每行要是一段 JSON", "each line of the penalties is JSON") from None
