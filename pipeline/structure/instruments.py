"""The list of cited instruments: entry 0 the document itself, then every document cited by number or by title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pipeline.find.titles import title_key
from pipeline.model import Instrument, Span
from pipeline.patterns import compiled
from pipeline.record import record, replace
from pipeline.resolve.issuers import IssuerTable
from pipeline.resolve.numbers import expand_range, read_number
from pipeline.rulebook import Rulebook
from pipeline.structure.anatomy import Anatomy
from pipeline.structure.citations import Citation, CitationReader
from pipeline.structure.references import references
from pipeline.structure.words import any_of

_TAIL = r"(?:[（(〔\[][^（）()〔〕\[\]]{1,16}[)）〕\]]){0,2}"
_SHORT_FOR = compiled(r"[（(\s,，]{0,3}(?:以?下)?(?:统?简)?称(?:为)?[《“\"‘]([^《》“”\"’‘]{2,24})[》”\"’]")
_ISSUED_BY = compiled(r"([^《》关]{2,50}?)(?:印发|转发|批转|发布)?关于")
_ACT_BEFORE = compiled(r"(?:下发|印发|转发|制发|发布|出台|发文|制定)(?:了|的)?\s*$")
_ITEM = compiled(
    r"[\s\u3000]*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}\s*[.．、)）]|[①-⑳])[\s\u3000]*"
)
_ISSUE = compiled(r"[0-9]{4}年第[0-9]{1,3}号")
_HEAD = 200  # characters in which a bulletin says which issue it is
_NOTICE = compiled("公告|通告|命令|令$|决定")
_MADE_BY = compiled(r"[室科处部委局会办][ \u3000)）]|编|[0-9]{1,2}月[0-9]{1,2}日")
_OWNER = compiled(r"[\u4e00-\u9fff、0-9０-９ ]{0,20}")


@record
class Cited:
    """The instruments, and where each is cited: ``places`` pairs a citation with its index in ``instruments``."""

    instruments: tuple[Instrument, ...]
    places: tuple[tuple[Citation, int], ...]


class InstrumentReader:
    """Lists what a document cites; build one and use it for many texts."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._citations = CitationReader(rulebook)
        self._issuers = IssuerTable(rulebook)
        self._short = rulebook.lexicon("title/short").terms
        self._genre = re.compile(f"(?:{any_of(rulebook.lexicon('title/instruments').terms)}){_TAIL}$")

    def read(self, text: str, anatomy: Anatomy) -> Cited:
        """Entry 0 is the document itself; the others follow in the order in which they are first cited."""
        ledger = _Ledger(anatomy, self._issuer)
        for citation in self._citations.read(text):
            if _own(citation, anatomy) or _is_issue(text, citation, anatomy):
                continue
            if self._is_short(citation):
                ledger.refer(citation)
            elif citation.number or self._counts(text, citation, anatomy):
                ledger.add(self._with_owner(text, citation))
                if alias := _SHORT_FOR.match(text, citation.span.end):
                    ledger.name(alias[1])
        cited = ledger.cited()
        more = references(text, cited.instruments, cited.places)
        places = sorted((*cited.places, *more), key=lambda place: place[0].span)
        return Cited(cited.instruments, tuple(places))

    def _issuer(self, number: str | None) -> str | None:
        """Who gave a number, where its letters leave no doubt."""
        issuer = self._issuers.issuer(read_number(number)) if number else None
        return issuer.name if issuer and issuer.sure else None

    def _is_short(self, citation: Citation) -> bool:
        return citation.number is None and citation.title in self._short

    def _counts(self, text: str, citation: Citation, anatomy: Anatomy) -> bool:
        """Whether a title without a number is a cited document, not a form, a heading or an attachment's name."""
        name = citation.title or ""
        if not self._genre.search(name):
            return False
        start = citation.span.start
        margins = (*anatomy.tail, anatomy.attachment_note)
        if any(span is not None and span.holds(citation.span) for span in margins):
            return citation.issuer is not None  # 后附：省安委会下发《…》 is cited, 附件1：《值班表》 is not
        if citation.quoted:
            return not re.search(r"附件\s*\d{0,2}\s*[:：]?\s*$", text[max(0, start - 8) : start])
        return self._opens_item(text, citation) or bool(_ACT_BEFORE.search(text[max(0, start - 6) : start]))

    def _with_owner(self, text: str, citation: Citation) -> Citation:
        """The issuer that stands between an item's number and the title: ``3.省、市消安委关于…的通知``."""
        if citation.issuer or citation.quoted or citation.number:
            return citation
        line = text.rfind("\n", 0, citation.span.start) + 1
        marker = _ITEM.match(text, line, citation.span.start)
        owner = text[marker.end() if marker else line : citation.span.start].strip()
        return replace(citation, issuer=owner) if 2 <= len(owner) <= 20 and _OWNER.fullmatch(owner) else citation

    def _opens_item(self, text: str, citation: Citation) -> bool:
        """Whether a title without marks opens a list item, perhaps after its issuer: ``3.市消安委关于…的通知，``."""
        line = text.rfind("\n", 0, citation.span.start) + 1
        marker = _ITEM.match(text, line, citation.span.start)
        follows = text[citation.span.end : citation.span.end + 1]
        return bool(
            marker
            and follows in ("，", ",", "。", "；", ";")
            and _OWNER.fullmatch(text, marker.end(), citation.span.start)
        )


class _Ledger:
    """Collects instruments, one entry a document however often and however it is cited."""

    def __init__(self, anatomy: Anatomy, issuer: Callable[[str | None], str | None]) -> None:
        self._issuer = issuer
        header = anatomy.header
        own = Instrument(header.number, header.title, header.issuer, header.date, anatomy.number or anatomy.title)
        self._entries = [own]
        self._places: list[tuple[Citation, int]] = []
        self._by_number: dict[str, int] = {header.number: 0} if header.number else {}
        self._by_title: dict[str, int] = {title_key(header.title): 0} if header.title else {}

    def add(self, citation: Citation) -> None:
        for number in expand_range(read_number(citation.number)) if citation.number else (None,):
            self._add(replace(citation, number=number))

    def _add(self, citation: Citation) -> None:
        key = title_key(citation.title) if citation.title else None
        index = self._by_number.get(citation.number) if citation.number else None
        if index is None and key:
            index = self._by_title.get(key)
            if index and citation.number and self._entries[index].number not in (None, citation.number):
                index = None  # the same title under another number is another year's document
            if index == 0 and citation.issuer and citation.issuer != self._entries[0].issuer:
                index = None  # passed on under its own title: 后附：某省政府安委会下发《…》
        if index is None:
            index = len(self._entries)
            issuer = citation.issuer or _title_issuer(citation.title) or self._issuer(citation.number)
            self._entries.append(Instrument(citation.number, citation.title, issuer, None, citation.span))
        elif index:
            old = self._entries[index]
            self._entries[index] = replace(
                old,
                number=old.number or citation.number,
                title=old.title or citation.title,
                issuer=old.issuer or citation.issuer,
            )
        if citation.number:
            self._by_number.setdefault(citation.number, index)
        if key:
            self._by_title.setdefault(key, index)
        self._places.append((citation, index))

    def name(self, alias: str) -> None:
        """Note how the document that was cited last is called from here on."""
        self._by_title.setdefault(title_key(alias), self._places[-1][1])

    def refer(self, citation: Citation) -> None:
        """A short form such as 《通知》: the document that was named so, or the last one whose title ends so."""
        key = title_key(citation.title or "")
        index = self._by_title.get(key)
        if index is None:
            ends = (
                place
                for place in range(len(self._entries) - 1, -1, -1)
                if key in title_key(self._entries[place].title or "")[-12:]
            )
            index = next(ends, None)
        if index is not None:
            self._places.append((citation, index))

    def cited(self) -> Cited:
        return Cited(tuple(self._entries), tuple(self._places))


def _own(citation: Citation, anatomy: Anatomy) -> bool:
    """Whether a citation is the document's own number or title in its header."""
    own: Iterable[Span | None] = (anatomy.title, anatomy.number)
    return any(span is not None and (span.holds(citation.span) or citation.span.holds(span)) for span in own)


def _is_issue(text: str, citation: Citation, anatomy: Anatomy) -> bool:
    """Whether ``2024年第14号`` in the head counts the issues of a bulletin: who made it or when stands beside it."""
    if citation.number is None or _ISSUE.fullmatch(citation.number) is None or citation.span.start > _HEAD:
        return False
    line = text[text.rfind("\n", 0, citation.span.start) + 1 : text.find("\n", citation.span.end)]
    title = text[slice(*anatomy.title)] if anatomy.title is not None else text[: citation.span.start]
    return _NOTICE.search(title) is None and _MADE_BY.search(line) is not None


def _title_issuer(title: str | None) -> str | None:
    match = _ISSUED_BY.match(title or "")
    return match[1] if match and len(match[1]) > 2 and not match[1].startswith(("“", "《")) else None
