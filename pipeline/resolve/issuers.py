"""Who issued a document, told from the letters of its number (机关代字), as of a date.

Two kinds of knowledge, both tables that analysts extend: whole codes (``rules/tables/agency_codes.yaml``: 国办发 is the
State Council's General Office), and a place's letter followed by a body's (``place_codes.yaml``, ``body_codes.yaml``:
辽 + 消 is a provincial fire brigade). Codes are used by one body at a time: rows have dates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pipeline.record import record
from pipeline.resolve.numbers import DocumentNumber
from pipeline.rulebook import Rulebook

#: What may follow the letters of the issuing body: the sort of document, or a department's letters.
_LONGEST = 12
_LETTERS = 3  # an organ so short is written in the letters of its numbers
_SOME = "市省县区州旗"  # 市政府令: of which city, the words alone don't say
_STATE = {"主席": "国家主席", "国务院": "国务院"}


@record
class Issuer:
    """The issuing body and its level: ``state``, ``province``, ``region`` or ``city`` (直辖市).

    ``sure`` is false where other bodies use the same letters (宁 is Ningxia, and Nanjing).
    """

    name: str
    level: str
    sure: bool = True


class IssuerTable:
    """Looks issuers up by code; ``None`` where the tables don't know the code, or know two."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._whole = _by_code(rulebook.table("agency_codes"))
        self._places = _by_code(rulebook.table("place_codes"))
        self._bodies = _by_code(rulebook.table("body_codes"))

    def issuer(self, number: DocumentNumber, on: date | None = None) -> Issuer | None:
        """The body that gave the number; ``on`` defaults to the middle of the number's own year."""
        if number.form == "order" and number.code:
            return self._of_order(number.code.removesuffix("令"), on)
        if number.form == "announcement" and number.code:
            return Issuer(number.code, "")
        if number.form not in ("code", "year_first"):
            return None
        day = on or (date(number.year, 7, 1) if number.year and number.year > 1900 else None)
        code = number.code.removesuffix("字")
        return self._of_place(code, day) or self._of_state(code, day)

    def _of_order(self, organ: str, on: date | None) -> Issuer | None:
        """The organ as it is called, or in full where it stands in the letters of its numbers (粤府令第2号)."""
        if len(organ) <= _LETTERS and (placed := self._of_place(organ, on)):
            return placed
        level = "state" if organ in _STATE or "国务院" in organ else ""
        return Issuer(_STATE.get(organ, organ), level, organ[0] not in _SOME) if organ else None

    def _of_state(self, code: str, day: date | None) -> Issuer | None:
        for length in range(min(len(code), _LONGEST), 0, -1):
            rows = self._whole.get(code[:length]) or self._whole.get(code[:length] + "字")
            if rows and (row := _valid(rows, day)):
                return Issuer(str(row["issuer"]), "state")
        return None

    def _of_place(self, code: str, day: date | None) -> Issuer | None:
        for length in (2, 1):
            for place in self._places.get(code[:length], ()):
                rest = code[length:]
                for end in range(len(rest), 0, -1):
                    if row := _valid(self._bodies.get(rest[:end], ()), day):
                        return Issuer(
                            f"{place['place']}{_body(row, str(place['kind']))}",
                            str(place["kind"]),
                            not place.get("shared"),
                        )
        return None


def _by_code(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    table: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        table.setdefault(str(row["code"]), []).append(row)
    return table


def _valid(rows: Iterable[Mapping[str, Any]], day: date | None) -> Mapping[str, Any] | None:
    """The only row in force on the day; without a day the only row at all."""
    fitting = [
        row
        for row in rows
        if day is None or (str(row.get("from") or "0001") <= day.isoformat() <= str(row.get("until") or "9999"))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _body(row: Mapping[str, Any], kind: str) -> str:
    return str(row.get("city") or row["body"]) if kind == "city" else str(row["body"])
