"""What one line says of document numbers: the finder and the reader by themselves, without a document.

``duban parse number`` prints what these functions give.

>>> from pipeline.parse.numbers import NumberParser
>>> from pipeline.resources import rules_folder
>>> from pipeline.rulebook import load_rulebook
>>> parser = NumberParser(load_rulebook(rules_folder()))
>>> [(found.span, found.number.canonical) for found in parser.parse("按照辽消[2024] 7 号、8号文要求")]
[(Span(start=2, end=14), '辽消〔2024〕7号'), (Span(start=15, end=17), '辽消〔2024〕8号')]
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.find.numbers import NumberFinder, number_text
from pipeline.model import Span
from pipeline.resolve.issuers import Issuer, IssuerTable
from pipeline.resolve.numbers import DocumentNumber, read_number
from pipeline.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number where it stands: its words, its parts, and who gave it if the tables know."""

    text: str
    span: Span
    number: DocumentNumber
    issuer: Issuer | None


class NumberParser:
    """Finds and reads every document number of a line."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._finder = NumberFinder(rulebook)
        self._issuers = IssuerTable(rulebook)

    def parse(self, line: str, on: date | None = None) -> list[FoundNumber]:
        """The numbers in text order: ``根据国发〔2018〕8号、9号文`` gives two. ``on`` dates the table of issuers."""
        found = []
        for mention in self._finder.find(line):
            number = read_number(number_text(line, mention))
            found.append(FoundNumber(mention.span.of(line), mention.span, number, self._issuers.issuer(number, on)))
        return found


def number_row(found: FoundNumber) -> dict[str, Any]:
    """A found number as plain values; ``issuer_sure`` is false where other bodies use the same letters."""
    number, issuer = found.number, found.issuer
    return {
        "text": found.text,
        "span": list(found.span),
        "kind": "number",
        "number": number.canonical,
        "form": number.form,
        "code": number.code or None,
        "year": number.year,
        "seq": number.seq,
        "last": number.last,
        "issuer": issuer.name if issuer else None,
        "level": issuer.level or None if issuer else None,
        "issuer_sure": issuer.sure if issuer else None,
    }
