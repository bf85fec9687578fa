"""What the anatomy of an official document is, as records: where its elements stand (GB/T 9704-2012, chapter 7)."""

from __future__ import annotations

from dataclasses import field
from datetime import date

from pipeline.model import Header, Span
from pipeline.record import record


@record
class Reference:
    """The date from which missing years and months are inferred, and what it was taken from.

    ``source`` is ``signed`` (成文日期), ``passed`` (the line under a statute's title), ``published`` (a page's date),
    ``printed`` (印发日期), ``number`` (1 January of the year in the document's own number), ``dateline`` (a bulletin's
    day under its name), ``title`` (1 January of the year of a plan),
    ``cited`` (a bulletin's day in the year of what it cites) or ``effective``
    (自…起施行); ``span`` is where it stands.
    """

    on: date
    source: str
    span: Span


@record
class Top:
    """What stands before the body. ``end`` is where the body begins."""

    title: Span | None = None
    number: Span | None = None
    letterhead: tuple[Span, ...] = ()
    marks: tuple[Span, ...] = ()
    dateline: Span | None = None
    published: Span | None = None
    addressee_line: Span | None = None
    end: int = 0


@record
class Closing:
    """What stands after the body. ``start`` is where the body ends."""

    start: int
    signature: tuple[Span, ...] = ()
    date: Span | None = None
    attachment_note: Span | None = None
    cc_line: Span | None = None
    printed: Span | None = None
    tail: tuple[Span, ...] = ()
    enclosures: tuple[Span, ...] = ()


@record
class Anatomy:
    """The elements of a document: ``header`` as the contract keeps it, and the spans of everything.

    ``body`` runs from the first word after the addressees to the signature; ``enclosures`` are the documents that
    follow the signature (the plan that a notice issues, attachments), each from its first line.
    """

    header: Header
    body: Span
    title: Span | None = None
    number: Span | None = None
    letterhead: tuple[Span, ...] = ()
    marks: tuple[Span, ...] = ()
    dateline: Span | None = None
    addressee_line: Span | None = None
    addressees: tuple[Span, ...] = ()
    signature: tuple[Span, ...] = ()
    date: Span | None = None
    attachment_note: Span | None = None
    cc: tuple[Span, ...] = ()
    tail: tuple[Span, ...] = ()
    enclosures: tuple[Span, ...] = ()
    reference: Reference | None = None
    enclosure_titles: tuple[Span | None, ...] = field(default=())
