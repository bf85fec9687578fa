"""Reads a document's own header and what surrounds its body: ``HeaderReader(rulebook).read(text) -> Anatomy``."""

from __future__ import annotations

from pipeline.find.numbers import NumberFinder
from pipeline.model import Header, Span
from pipeline.patterns import compiled
from pipeline.resolve.numbers import read_number
from pipeline.rulebook import Rulebook
from pipeline.structure.addressees import AddresseeSplitter
from pipeline.structure.anatomy import Anatomy, Closing, Top
from pipeline.structure.closing import ClosingReader
from pipeline.structure.lines import close_up
from pipeline.structure.masthead import MastheadReader
from pipeline.structure.reference import reference_of
from pipeline.structure.words import HeaderWords

_SIDE_BY_SIDE = compiled(r"\t+|\u3000{2,}| {3,}")  # bodies that sign beside one another
_ISSUER = compiled(r"(?P<issuer>[^《》关]{2,50}?)(?:批转|转发|印发|发布)?.{0,12}?关于")


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
        reference = reference_of(text, top, closing)
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
        named = [span.of(text) for span in closing.signature if self._words.is_organ(span.of(text).strip())]
        signers = [signer for words in named for signer in _SIDE_BY_SIDE.split(words) if signer.strip()]
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
