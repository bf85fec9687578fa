"""What one reading of a document said, as the payload of its event: the contract's JSON without what is empty."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pipeline.codec import from_dict, to_dict
from pipeline.model import Record
from pipeline.store.events import Event


def payload_of(record: Record, sha256: str) -> str:
    """JSON text, ASCII where a character could not be stored, nearly a third of the full record's size."""
    text_hash = hashlib.sha256(record.document.text.encode("utf-8", "surrogatepass")).hexdigest()
    said = {"sha256": sha256, "text_sha256": text_hash, "record": _lean(to_dict(record))}
    text = json.dumps(said, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(said, allow_nan=False, separators=(",", ":"))
    return text


def record_of(event: Event) -> Record:
    """The record that was read, without its text."""
    data = event.data["record"]
    for name in ("instruments", "obligations"):
        data.setdefault(name, [])
    for item in data["obligations"]:
        item.setdefault("bearers", [])
        item.setdefault("penalties", [])
        item.setdefault("instrument", None)
    for instrument in data["instruments"]:
        instrument.setdefault("number", None)
        instrument.setdefault("title", None)
    return from_dict(data)


def same_reading(event: Event, record: Record) -> bool:
    """Whether a record says what this event's said, its path and what made it aside."""
    before, now = event.data["record"], json.loads(payload_of(record, ""))["record"]
    for said in (before, now):
        said.pop("versions", None)
        said["document"].pop("path", None)
    return bool(before == now)


def _lean(value: Any) -> Any:
    if type(value) is dict:
        return {name: _lean(each) for name, each in value.items() if each or (each == 0 and each is not False)}
    if type(value) is list:
        return [_lean(each) for each in value] if value and isinstance(value[0], dict) else value
    return value
