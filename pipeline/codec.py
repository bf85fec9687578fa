"""A :class:`~pipeline.model.Record` to the JSON of the contract and back; one record is one line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

from pipeline.model import (
    Bearer,
    Deadline,
    Document,
    Header,
    Instrument,
    Obligation,
    Penalty,
    Quota,
    Quoted,
    Record,
    Relation,
    Span,
    Versions,
)

T = TypeVar("T")
JSON = dict[str, Any]
_SURROGATE = re.compile("[\ud800-\udfff]")


def to_dict(record: Record) -> JSON:
    """The record as plain JSON values, keys in the contract's order; the unsaid is null, the optional absent.

    Spans are ``[start, end]`` lists; figures are int where whole, else float. The stored text is not part of it.
    """
    data: JSON = {
        "document": _document(record.document, record.header),
        "instruments": [_instrument(each) for each in record.instruments],
        "obligations": [obligation_to_dict(each) for each in record.obligations],
    }
    if record.watch:
        data["watch"] = [{"span": list(each.span), "quote": each.quote} for each in record.watch]
    if record.relations:
        data["relations"] = [
            {"kind": each.kind, "instrument": each.instrument, "span": list(each.span)} for each in record.relations
        ]
    if record.versions:
        data["versions"] = _given(
            contract=record.versions.contract,
            rules=record.versions.rules,
            code=record.versions.code,
            models=record.versions.models,
        )
    return data


def dumps(record: Record) -> str:
    """One line of JSON, Chinese as it is; a lone surrogate is escaped, so that UTF-8 can always write the line."""
    return dumps_plain(to_dict(record))


def dumps_plain(data: object) -> str:
    """Plain values as one line of JSON under the same care as :func:`dumps`.

    >>> dumps_plain({"text": "3月31日前"})
    '{"text": "3月31日前"}'
    """
    line = json.dumps(data, ensure_ascii=False, allow_nan=False)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", line)


def obligation_to_dict(item: Obligation) -> JSON:
    """One obligation as the contract writes it."""
    data: JSON = {
        "span": list(item.span),
        "quote": item.quote,
        "kind": item.kind,
        "bearers": [bearer_to_dict(each) for each in item.bearers],
        "action": item.action,
        "deadline": deadline_to_dict(item.deadline) if item.deadline else None,
        "report_to": item.report_to,
        "deliverable": item.deliverable,
        "instrument": item.instrument,
        "section": list(item.section),
        "condition": item.condition,
        "legal_basis": list(item.legal_basis),
        "penalties": [penalty_to_dict(each) for each in item.penalties],
        "reported_by": item.reported_by,
    }
    return data | _given(confidence=item.confidence, id=item.id)


def bearer_to_dict(bearer: Bearer) -> JSON:
    """One bearer: text, role, source, and what else is known of it."""
    return {"text": bearer.text, "role": bearer.role, "source": bearer.source} | _given(
        span=_span(bearer.span), canonical=bearer.canonical, confidence=bearer.confidence
    )


def deadline_to_dict(deadline: Deadline) -> JSON:
    """One deadline with every field of the contract."""
    quota = deadline.quota
    return {
        "text": deadline.text,
        "kind": deadline.kind,
        "start": deadline.start,
        "due": deadline.due,
        "rrule": deadline.rrule,
        "duration": deadline.duration,
        "business_days": deadline.business_days,
        "anchor": deadline.anchor,
        "quota": {"min": quota.min, "max": quota.max, "per": quota.per} if quota else None,
    } | _given(span=_span(deadline.span), provisional=deadline.provisional or None, confidence=deadline.confidence)


def penalty_to_dict(penalty: Penalty) -> JSON:
    """One penalty with its figures as plain numbers."""
    return {
        "kind": penalty.kind,
        "text": penalty.text,
        "target": penalty.target,
        "min": _number(penalty.min),
        "max": _number(penalty.max),
        "unit": penalty.unit,
        "base": penalty.base,
        "per": penalty.per,
    } | _given(span=_span(penalty.span), cap=_number(penalty.cap), confidence=penalty.confidence)


def from_dict(data: Mapping[str, Any], text: str = "") -> Record:
    """The record that :func:`to_dict` wrote; ``text`` is the stored text, which the JSON does not carry.

    Keys that are no field of the model (an annotator's ``note``) are passed over.
    """
    head = data["document"]
    return Record(
        document=Document(path=head["path"], text=text),
        header=_build(
            Header, head, addressees=_words(head, "addressees"), cc=_words(head, "cc"), marks=_words(head, "marks")
        ),
        instruments=tuple(_build(Instrument, each, span=_read_span(each)) for each in data["instruments"]),
        obligations=tuple(obligation_from_dict(each) for each in data["obligations"]),
        watch=tuple(Quoted(Span(*each["span"]), each["quote"]) for each in data.get("watch", ())),
        relations=tuple(
            Relation(each["kind"], each["instrument"], Span(*each["span"])) for each in data.get("relations", ())
        ),
        versions=_build(Versions, data["versions"]) if data.get("versions") else None,
    )


def obligation_from_dict(data: Mapping[str, Any]) -> Obligation:
    """One obligation from the contract's JSON."""
    deadline = data.get("deadline")
    return _build(
        Obligation,
        data,
        span=Span(*data["span"]),
        bearers=tuple(_build(Bearer, each, span=_read_span(each)) for each in data["bearers"]),
        deadline=deadline_from_dict(deadline) if deadline else None,
        section=_words(data, "section"),
        legal_basis=_words(data, "legal_basis"),
        penalties=tuple(penalty_from_dict(each) for each in data["penalties"]),
    )


def deadline_from_dict(data: Mapping[str, Any]) -> Deadline:
    """One deadline from the contract's JSON."""
    quota = data.get("quota")
    return _build(
        Deadline,
        data,
        span=_read_span(data),
        business_days=bool(data.get("business_days")),
        quota=Quota(quota.get("min"), quota.get("max"), quota["per"]) if quota else None,
        provisional=bool(data.get("provisional")),
    )


def penalty_from_dict(data: Mapping[str, Any]) -> Penalty:
    """One penalty from the contract's JSON, its figures exact decimals again."""
    return _build(
        Penalty,
        data,
        span=_read_span(data),
        min=_decimal(data.get("min")),
        max=_decimal(data.get("max")),
        cap=_decimal(data.get("cap")),
    )


def _document(document: Document, header: Header) -> JSON:
    return {
        "path": document.path,
        "title": header.title,
        "number": header.number,
        "issuer": header.issuer,
        "date": header.date,
        "type": header.type,
        "addressees": list(header.addressees),
        "cc": list(header.cc),
        "marks": list(header.marks),
    }


def _instrument(instrument: Instrument) -> JSON:
    return {
        "number": instrument.number,
        "title": instrument.title,
        "issuer": instrument.issuer,
        "date": instrument.date,
        "span": _span(instrument.span),
    }


def _given(**values: Any) -> JSON:
    return {name: value for name, value in values.items() if value is not None}


def _span(span: Span | None) -> list[int] | None:
    return list(span) if span else None


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _decimal(value: int | float | str | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _read_span(data: Mapping[str, Any]) -> Span | None:
    span = data.get("span")
    return Span(*span) if span else None


def _words(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(data.get(key) or ())


def _build(cls: type[T], data: Mapping[str, Any], **read: Any) -> T:
    """``cls`` from the keys of ``data`` that it knows, ``read`` taking the place of those that needed reading."""
    known = {name: data[name] for name in cls.__dataclass_fields__ if name in data}  # type: ignore[attr-defined]
    return cls(**(known | read))
