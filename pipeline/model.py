"""The typed, immutable records that travel through the pipeline.

Offsets are half-open ``[start, end)`` in code points of a document's stored text; ``text[start:end]`` is always the
evidence. ``codec.py`` turns a :class:`Record` into the JSON of the contract and back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Literal, NamedTuple

from pipeline.record import record

CONTRACT = "1"  # the version of the contract that records keep

Kind = Literal["obligation", "prohibition", "sanction", "permission"]
Role = Literal["responsible", "lead", "support", "supervise"]
Source = Literal["explicit", "heading", "addressee", "context"]
DeadlineKind = Literal["by", "on", "period", "within", "recurring", "event", "immediate", "unspecified"]
QuotaPer = Literal["hour", "day", "week", "month", "quarter", "half-year", "year", "time"]
PenaltyKind = Literal[
    "fine", "confiscation", "warning", "order_to_correct", "suspension", "revocation", "ban",
    "detention", "enforcement", "criminal", "discipline", "publicity", "civil", "surcharge",
]  # fmt: skip
PenaltyUnit = Literal["CNY", "times", "percent", "permille", "day", "month", "year"]


class Span(NamedTuple):
    """A half-open slice ``[start, end)`` of the stored text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words in this slice, e.g. ``Span(0, 2).of('通知如下') == '通知'``."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


class Place(NamedTuple):
    """Where a slice ``[start, end)`` of the stored text stands in the original, as a person would look for it.

    ``part`` is paragraph, cell, box (text box), note, header, line (of a page) or scan (a line that was recognized);
    ``index`` counts from 1 within ``part`` (a table, for a cell, with its ``row`` and ``column``). ``page`` counts
    from 1;
    ``box`` is left, top, right, bottom in points from the page's upper left corner; ``edges`` are the x of every
    character's left edge and of the last one's right edge. ``confidence`` is that of a recognized line.
    """

    start: int
    end: int
    part: str
    index: int = 0  # type: ignore[assignment]
    row: int | None = None
    column: int | None = None
    page: int | None = None
    sheet: str | None = None
    box: tuple[float, float, float, float] | None = None
    edges: tuple[float, ...] = ()
    confidence: float | None = None


@record
class Document:
    """A document as intake stored it: where it came from and its text, nothing yet understood.

    ``places`` lead from the text back into the original, sorted by start; ``metadata`` is what the file says of itself
    outside its text (``索引号``, ``subject`` …), in its order; ``flags`` say what a reader must know (``内部``,
    ``scan``).
    """

    path: str
    text: str
    encoding: str = "utf-8"
    sha256: str = ""
    format: str = "text"
    places: tuple[Place, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    flags: tuple[str, ...] = ()


@record
class Mention:
    """Where something of a sort stands, and which rule found it; what it means is for ``resolve`` to say."""

    kind: str
    span: Span
    rule: str
    groups: Mapping[str, Span] = field(default_factory=dict)


@record
class Quota:
    """How often: ``每周不得少于2次`` is ``Quota(2, None, 'week')``."""

    min: int | None
    max: int | None
    per: QuotaPer


@record
class Deadline:
    """When. ``start`` and ``due`` are ISO 8601 dates or date-times without zone (Asia/Shanghai); see the contract."""

    text: str
    kind: DeadlineKind
    start: str | None = None
    due: str | None = None
    rrule: str | None = None
    duration: str | None = None
    business_days: bool = False
    anchor: str | None = None
    quota: Quota | None = None
    span: Span | None = None
    provisional: bool = False
    confidence: float | None = None


@record
class Penalty:
    """What a breach costs. Figures are exact decimals, both bounds included (民法典 art. 1259)."""

    kind: PenaltyKind
    text: str
    target: str | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    unit: PenaltyUnit | None = None
    base: str | None = None
    per: str | None = None
    span: Span | None = None
    cap: Decimal | None = None
    confidence: float | None = None


@record
class Bearer:
    """Who must act, in the document's own words, with an optional canonical name from the directory."""

    text: str
    role: Role = "responsible"
    source: Source = "explicit"
    span: Span | None = None
    canonical: str | None = None
    confidence: float | None = None

    def by(self, source: Source) -> Bearer:
        """The same bearer, named by another source."""
        if source == self.source:
            return self
        return Bearer(self.text, self.role, source, self.span, self.canonical, self.confidence)

    def rated(self, confidence: float | None) -> Bearer:
        """The same bearer, as sure as said."""
        return Bearer(self.text, self.role, self.source, self.span, self.canonical, confidence)


@record
class Instrument:
    """A cited document; ``number`` is canonical (``辽消〔2024〕7号``). Entry 0 of a record is the document itself."""

    number: str | None
    title: str | None
    issuer: str | None = None
    date: str | None = None
    span: Span | None = None


@record
class Header:
    """What the document says of itself (GB/T 9704-2012 elements that the contract keeps)."""

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    date: str | None = None
    type: str | None = None
    addressees: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@record
class Quoted:
    """A slice and its words, for items that are watched and not yet due."""

    span: Span
    quote: str


@record
class Relation:
    """How this document stands to another.

    ``forwards``, ``issues``, ``according_to``, ``amends``, ``extends``, ``repeals``.
    """

    kind: str
    instrument: int
    span: Span


@record
class Obligation:
    """One line of the ledger: what one responsible unit would be asked for and tick off as one."""

    span: Span
    quote: str
    kind: Kind
    bearers: tuple[Bearer, ...] = ()
    action: str | None = None
    deadline: Deadline | None = None
    report_to: str | None = None
    deliverable: str | None = None
    instrument: int | None = 0
    section: tuple[str, ...] = ()
    condition: str | None = None
    legal_basis: tuple[str, ...] = ()
    penalties: tuple[Penalty, ...] = ()
    reported_by: str | None = None
    confidence: float | None = None
    id: str | None = None

    def rated(
        self, confidence: float | None, bearers: tuple[Bearer, ...], deadline: Deadline | None,
        penalties: tuple[Penalty, ...],
    ) -> Obligation:  # fmt: skip
        """The same obligation with how sure it is, and with its slots as sure as they are."""
        return Obligation(
            self.span, self.quote, self.kind, bearers, self.action, deadline, self.report_to, self.deliverable,
            self.instrument, self.section, self.condition, self.legal_basis, penalties, self.reported_by, confidence,
            self.id,
        )  # fmt: skip


@record
class Versions:
    """What made a record: the contract, the rulebook's hash, the code, the models."""

    contract: str
    rules: str
    code: str
    models: str | None = None


@record
class Record:
    """Everything that was read out of one document."""

    document: Document
    header: Header
    instruments: tuple[Instrument, ...]
    obligations: tuple[Obligation, ...]
    watch: tuple[Quoted, ...] = ()
    relations: tuple[Relation, ...] = ()
    versions: Versions | None = None
