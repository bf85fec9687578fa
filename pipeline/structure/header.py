"""Reads a document's own header and what surrounds its body: ``HeaderReader(rulebook).read(text) -> Anatomy``."""

from __future__ import annotations

import re
from datetime import date

from pipeline.find.numbers import NumberFinder
from pipeline.model import Header, Span
from pipeline.resolve.numbers import read_number
from pipeline.rulebook import Rulebook
from pipeline.structure.addressees import AddresseeSplitter
from pipeline.structure.anatomy import Anatomy, Closing, Reference, Top
from pipeline.structure.closing import ClosingReader
from pipeline.structure.dates import DATE, read_date
from pipeline.structure.lines import close_up
from pipeline.structure.masthead import MastheadReader
from pipeline.structure.words import HeaderWords

_ISSUER = re.compile(r"(?P<issuer>[^《》关]{2,50}?)(?:批转|转发|印发|发布)?.{0,12}?关于")
_WHOLE_DATE = re.compile(DATE)
_EFFECTIVE = re.compile(rf"自\s*({DATE})\s*起?(?:施行|执行|实施|生效)")


class HeaderReader:
    """Reads headers by a rulebook's word lists and number rules; build one and use it for many texts."""

    def __init__(self, rulebook: Rulebook) -> None:
        words = HeaderWords(rulebook)
        self._words = words
        self._masthead = MastheadReader(words, NumberFinder(rulebook))
        self._closing = ClosingReader(words)
        self._split = AddresseeSplitter(rulebook).split

    def read(self, text: str) -> Anatomy:
        """Everything that a document says of itself, with spans; a text without a header gives an empty one."""
        top = self._masthead.read(text)
        closing = self._closing.read(text, top.end)
        addressees = self._split(text, *top.addressee_line) if top.addressee_line else ()
        copies = self._split(text, *closing.cc_line) if closing.cc_line else ()
        reference = _reference(text, top, closing)
        number = read_number(top.number.of(text)) if top.number else None
        enclosed = tuple(self._masthead.title_within(text, span) for span in closing.enclosures)
        titles = (
            top.title,
            *(enclosed if number and number.form == "order" else ()),
        )  # an order has the title of what it issues
        header = Header(
            title=next((_title(text, title) for title in titles if title), None),
            number=number.canonical if number else None,
            issuer=self._issuer(text, top, closing),
            date=reference.on.isoformat()
            if reference and reference.source in ("signed", "passed", "printed")
            else None,
            type=self._type(text, top),
            addressees=tuple(close_up(span.of(text)) for span in addressees),
            cc=tuple(close_up(span.of(text)).rstrip("。") for span in copies),
            marks=tuple(close_up(span.of(text)) for span in top.marks),
        )
        return Anatomy(
            header, Span(top.end, max(top.end, closing.start)), top.title, top.number, top.letterhead, top.marks,
            top.dateline, top.addressee_line, addressees, closing.signature, closing.date, closing.attachment_note,
            copies, closing.tail, closing.enclosures, reference, enclosed,
        )  # fmt: skip

    def _type(self, text: str, top: Top) -> str | None:
        if top.title and (found := self._words.type_of(close_up(top.title.of(text)))):
            return found
        order = top.number is not None and read_number(top.number.of(text)).form == "order"
        return "命令" if order and not top.dateline else None

    def _issuer(self, text: str, top: Top, closing: Closing) -> str | None:
        signers = [span.of(text) for span in closing.signature if self._words.is_organ(span.of(text).strip())]
        if signers:
            return "、".join(close_up(signer.strip()) for signer in signers)
        number = read_number(top.number.of(text)) if top.number else None
        if number and number.form == "order":
            return number.code.removesuffix("令") or None
        title = close_up(top.title.of(text)) if top.title else ""
        if (match := _ISSUER.match(title)) and self._words.is_organ(match["issuer"]):
            return match["issuer"]
        heads = [span.of(text).removesuffix("文件").strip() for span in top.letterhead]
        return "、".join(heads) or None


def read_header(text: str, rulebook: Rulebook) -> Anatomy:
    """The anatomy of one text; for many texts keep a :class:`HeaderReader`."""
    return HeaderReader(rulebook).read(text)


def _title(text: str, span: Span | None) -> str | None:
    return close_up(span.of(text)).strip() if span else None


def _reference(text: str, top: Top, closing: Closing) -> Reference | None:
    """The first of: 成文日期, the line under the title, a page's date, 印发日期, the year of its number, 自…起施行."""
    passed = list(_WHOLE_DATE.finditer(text, *top.dateline)) if top.dateline else []
    spans = (
        ("signed", closing.date),
        ("passed", Span(*passed[-1].span()) if passed else None),
        ("printed", closing.printed),
        ("published", top.published),
    )
    for source, span in spans:
        if span and (day := read_date(span.of(text))):
            return Reference(day, source, span)
    if top.number and (year := read_number(top.number.of(text)).year) and 1949 <= year <= 2100:
        return Reference(date(year, 1, 1), "number", top.number)
    if (match := _EFFECTIVE.search(text, top.end)) and (day := read_date(match[1])):
        return Reference(day, "effective", Span(*match.span(1)))
    return None
