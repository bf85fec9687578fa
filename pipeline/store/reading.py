"""What one reading of a document said, as the payload of its event: the contract's JSON without what is empty."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any

from pipeline.codec import from_dict
from pipeline.model import Obligation, Record
from pipeline.store.events import Event


def payload_of(record: Record, sha256: str) -> str:
    """JSON text, ASCII where a character could not be stored."""
    text_hash = hashlib.sha256(record.document.text.encode("utf-8", "surrogatepass")).hexdigest()
    said = {"sha256": sha256, "text_sha256": text_hash, "record": _record(record)}
    text = _encode(said)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(said, allow_nan=False, separators=(",", ":"), default=_plain)
    return text


def record_of(event: Event) -> Record:
    """The record that was read, without its text."""
    data = event.data["record"]
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


def _record(record: Record) -> dict[str, Any]:
    """What :func:`pipeline.codec.to_dict` gives, without what is empty."""
    header = _lean(record.header)
    header["path"] = record.document.path
    return {
        "document": header,
        "instruments": [_lean(each) for each in record.instruments],
        "obligations": [_obligation(each) for each in record.obligations],
        "watch": [_lean(each) for each in record.watch],
        "relations": [_lean(each) for each in record.relations],
        "versions": _lean(record.versions) if record.versions else None,
    }


def _obligation(item: Obligation) -> dict[str, Any]:
    data = _lean(item)
    data["instrument"] = item.instrument
    data["bearers"] = [_lean(each) for each in item.bearers]
    data["penalties"] = [_lean(each) for each in item.penalties]
    if item.deadline:
        data["deadline"] = _lean(item.deadline)
        if item.deadline.quota:
            data["deadline"]["quota"] = _lean(item.deadline.quota)
    return data


def _lean(thing: Any) -> dict[str, Any]:
    """The fields that say something; a tuple within is for the caller to look into."""
    kind: Any = type(thing)
    return {
        name: value
        for name, value in zip(_names(kind), _values(kind)(thing), strict=True)
        if value is not None and value is not False and value != ()
    }


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(kind.__dataclass_fields__)


@cache
def _values(kind: Any) -> Any:
    return attrgetter(*_names(kind))


def _plain(value: Any) -> Any:
    """A figure as the contract's JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain).encode
