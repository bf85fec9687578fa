"""What a line of history says, in words: until when, to whom, what was read otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from pipeline.cli.session import Session
from pipeline.export.words import FIELDS, KINDS, name_of

_LONG = 60


def details(kind: str, data: Mapping[str, Any], session: Session) -> str:
    """The particulars of one happening; empty where its kind says everything."""
    if kind == "reread":
        old, new = ({name: each[which] for name, each in data.items()} for which in ("old", "new"))
        return _joined((f"{_said(name, old, session)} → {_value(name, new[name], session)}" for name in data), session)
    if kind == "corrected":
        return fields_in_words(data["fields"], session)
    if kind == "uncorrected":
        return _joined((session.say(*FIELDS.get(each, (each, each))) for each in data["fields"]), session)
    parts = [_moved(data), data.get("to"), data.get("date"), data.get("until"), data.get("number")]
    parts += [data.get("approver"), data.get("evidence"), data.get("by_item")]
    return _joined((str(each) for each in parts if each), session)


def fields_in_words(fields: Mapping[str, Any], session: Session) -> str:
    """Fields of an obligation in the contract's JSON as words: ``责任单位：各大队；时限：3月底前（2025-03-31）``."""
    return _joined((_said(name, fields, session) for name in fields), session)


def moment(stamp: str) -> str:
    """When it was recorded, by the clock on the wall."""
    return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _moved(data: Mapping[str, Any]) -> str:
    return f"{data.get('old') or ''} → {data['due'] or ''}".strip() if "due" in data else ""


def _said(name: str, fields: Mapping[str, Any], session: Session) -> str:
    words = session.say(*FIELDS.get(name, (name, name)))
    return f"{words}{session.say('：', ': ')}{_value(name, fields[name], session)}"


def _value(name: str, value: Any, session: Session) -> str:
    if value in (None, "", [], {}):
        return session.say("无", "none")
    if isinstance(value, list):
        return session.say("、", ", ").join(_value(name, each, session) for each in value)
    if isinstance(value, dict):
        text, due = str(value.get("text") or ""), value.get("due")
        return f"{text}（{due}）" if due and due != text else text
    text = name_of(KINDS, str(value), session.lang) if name == "kind" else str(value)
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def _joined(parts: Iterable[str], session: Session) -> str:
    return session.say("；", "; ").join(parts)
