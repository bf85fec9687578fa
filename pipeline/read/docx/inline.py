"""The words of one paragraph as a person sees them: insertions in, deletions and hidden text out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.read.docx.names import find, get, is_on
from pipeline.read.xml import Element, local

GAP = "\u3000"  # a tab inside a paragraph; a real tab would make it a table row
_EDGE = " \u3000\xa0"
_WHITE = re.compile(r"[\r\n]")
_SKIPPED = frozenset(("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "rt", "sdtPr", "proofErr", "Fallback"))
_SYMBOLS = {
    0xF0FE: "☑",
    0xF0A8: "☐",
    0xF06F: "☐",
    0xF0FC: "✓",
    0xF052: "☑",
    0xF0A3: "☐",
    0xF06C: "●",
    0xF06E: "■",
    0xF075: "◆",
}


@dataclass(slots=True)
class Inline:
    """A paragraph's words, what hangs on it, and the notes that it points to (``footnote`` or ``endnote``, id)."""

    pieces: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)  # WordArt: old letterheads are made of it
    hidden: list[str] = field(default_factory=list)  # looked through for marks of secrecy, no part of the text

    @property
    def text(self) -> str:
        """The words, without the tabs and spaces around them."""
        return "".join(self.pieces).strip(_EDGE)


def read_inline(paragraph: Element) -> Inline:
    """What a paragraph shows."""
    found = Inline()
    for child in paragraph:
        _walk(child, found)
    return found


def _walk(element: Element, found: Inline) -> None:
    name = local(element)
    if name == "t":
        found.pieces.append(_WHITE.sub(" ", element.text or "").replace("\t", GAP))
    elif name in _SKIPPED:
        return
    elif name == "r":
        if is_on(element, "rPr", "vanish"):
            found.hidden += [each.text or "" for each in element if local(each) == "t"]
            return
        for child in element:
            _walk(child, found)
    elif name == "AlternateContent":
        _alternative(element, found)
    elif name == "txbxContent":
        found.boxes.append(element)
    elif name == "textpath":
        found.drawn.append(_WHITE.sub(" ", element.get("string") or "").strip(_EDGE))
    elif name in ("footnoteReference", "endnoteReference"):
        found.notes.append((name.removesuffix("Reference"), get(element, "id") or ""))
    elif (sign := _sign(element, name)) is not None:
        found.pieces.append(sign)
    else:
        for child in element:
            _walk(child, found)


def _alternative(element: Element, found: Inline) -> None:
    """The first way in which the same thing is stored; the others repeat it."""
    for name in ("Choice", "Fallback"):
        for child in element:
            if local(child) == name:
                for inner in child:
                    _walk(inner, found)
                return


def _sign(element: Element, name: str) -> str | None:
    if name in ("tab", "ptab"):
        return GAP
    if name in ("br", "cr"):
        return "" if get(element, "type") in ("page", "column") else "\n"
    if name == "noBreakHyphen":
        return "-"
    if name == "sym":
        return _symbol(get(element, "char"))
    return None


def _symbol(code: str | None) -> str:
    try:
        place = int(code or "", 16)
    except ValueError:
        return ""
    place |= (
        0xF000 if place < 0x100 else 0
    )  # WPS writes where a symbol font has it, Word where Unicode keeps such fonts
    return _SYMBOLS.get(place, "" if 0xE000 <= place <= 0xF8FF or place >= 0xD800 else chr(place))


def mark_is_deleted(paragraph: Element) -> bool:
    """Whether the end of this paragraph was deleted, so that the next one goes on in its line."""
    mark = find(paragraph, "pPr", "rPr")
    return mark is not None and (find(mark, "del") is not None or find(mark, "moveFrom") is not None)


def edge_words(part: Element) -> Iterator[str]:
    """What a header or footer shows, a paragraph or a watermark at a time."""
    for element in part.iter():
        if local(element) == "p":
            yield read_inline(element).text
        elif local(element) == "textpath":
            yield element.get("string") or ""


def paragraphs(container: Element) -> Iterator[Element]:
    """The paragraphs and tables of a body, cell, note or box, in order, looked for inside content controls too."""
    for child in container:
        name = local(child)
        if name in ("p", "tbl"):
            yield child
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            yield from paragraphs(child)
