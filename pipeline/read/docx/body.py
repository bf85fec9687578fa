"""A .docx's text in the order of its pages: headers with marks, paragraphs, tables a line a row, boxes, notes."""

from __future__ import annotations

from pipeline.read.content import TextBuilder, join
from pipeline.read.docx.inline import Inline, edge_words, mark_is_deleted, paragraphs, read_inline
from pipeline.read.docx.names import RELATION, get, is_on, value
from pipeline.read.docx.numbering import Numbering, read_numbering
from pipeline.read.docx.package import Parts
from pipeline.read.docx.tables import Cell, rows
from pipeline.read.secrecy import is_mark
from pipeline.read.xml import Element, local

_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}
_OWN_SPACE = tuple("、.．)）】〕:：")
_DEEPEST = 12  # tables and boxes within one another


class BodyReader:
    """Reads one document's parts into a builder."""

    def __init__(self, parts: Parts, builder: TextBuilder) -> None:
        self._parts = parts
        self._out = builder
        self._numbering: Numbering = read_numbering(parts.by_kind.get("numbering"), parts.by_kind.get("styles"))
        self._contents = _contents_styles(parts.by_kind.get("styles"))
        self._notes = {kind: _by_id(parts.by_kind.get(part)) for kind, part in _NOTES.items()}
        self._merged: dict[Element, str] = {}
        self._count = {"paragraph": 0, "table": 0, "box": 0, "note": 0, "header": 0}

    def read(self) -> None:
        """The whole document."""
        body = next((child for child in self._parts.document if local(child) == "body"), None)
        if body is None:
            return
        self._out.aside(words for part in self._parts.edges() for words in edge_words(part))
        self._headers(body)
        self._flow(body, "paragraph", 0)

    def _headers(self, body: Element) -> None:
        """A first page's header is part of the document; a running one only where it bears a mark (密级)."""
        section = next((each for each in body.iter() if local(each) == "sectPr"), None)
        for reference in section if section is not None else ():
            if local(reference) != "headerReference":
                continue
            first = get(reference, "type") == "first" and is_on(section, "titlePg")
            header = self._parts.by_id(next((reference.get(name) for name in RELATION if reference.get(name)), None))
            for paragraph in paragraphs(header) if header is not None else ():
                if local(paragraph) == "p" and get(reference, "type") != "even":
                    self._header(paragraph, first)

    def _header(self, paragraph: Element, first: bool) -> None:
        found = read_inline(paragraph)
        for words in found.drawn if first else ():
            self._line(words, "header")
        for box in found.boxes:
            for inner in paragraphs(box):
                self._header(inner, first)
        if found.text and (first or is_mark(found.text)):
            self._line(found.text, "header")

    def _flow(self, container: Element, part: str, depth: int) -> None:
        """Paragraphs and tables of the body or of a box, in order."""
        held = ""
        for element in paragraphs(container):
            if local(element) == "tbl":
                self._table(element, depth)
                continue
            text, found = self._words(element)
            self._boxes(found, depth)
            if mark_is_deleted(element):
                held += text
                continue
            self._line(held + text, part)
            held = ""
            self._show_notes(found)
        self._line(held, part)

    def _words(self, paragraph: Element) -> tuple[str, Inline]:
        """A paragraph's text with the label of its list; nothing for a line of a table of contents."""
        style = value(paragraph, "pPr", "pStyle") or ""
        found = read_inline(paragraph)
        self._out.aside(["".join(found.hidden)])
        label = (
            self._numbering.label(paragraph, style)
            if not is_on(paragraph, "pPr", "rPr", "vanish") or found.text
            else ""
        )
        if style in self._contents:
            return "", found
        space = "" if not label or label.endswith(_OWN_SPACE) or not found.text else " "
        return (f"{label}{space}{found.text}" if found.text else ""), found

    def _line(self, text: str, part: str) -> None:
        if text:
            kind = "note" if part == "footnote" else part
            self._count[kind] += 1
            self._out.line(text, part, index=self._count[kind])

    def _boxes(self, found: Inline, depth: int) -> None:
        for words in found.drawn:
            self._line(words, "box")
        for box in found.boxes if depth < _DEEPEST else ():
            self._flow(box, "box", depth + 1)

    def _show_notes(self, found: Inline) -> None:
        """Footnotes stand right below what they explain, so that they belong to its section."""
        for kind, name in found.notes:
            note = self._notes[kind].get(name)
            words = (
                [self._words(each)[0] for each in paragraphs(note) if local(each) == "p"] if note is not None else []
            )
            if text := "".join(words).strip(" \u3000"):
                self._line(f"注{self._count['note'] + 1}：{text}", "note")

    def _table(self, table: Element, depth: int) -> None:
        """A row of one cell is running text; any other row is one line, its cells apart by tabs."""
        self._count["table"] += 1
        index = self._count["table"]
        for number, row in enumerate(rows(table), 1):
            if len(row) == 1:
                self._alone(row[0], index, number, depth)
            else:
                self._row(row, index, number, depth)

    def _alone(self, cell: Cell, table: int, row: int, depth: int) -> None:
        for element in paragraphs(cell.element) if not cell.merged else ():
            if local(element) == "tbl":
                if depth < _DEEPEST:
                    self._table(element, depth + 1)
                continue
            text, found = self._words(element)
            self._boxes(found, depth)
            if text:
                self._out.line(text, "cell", index=table, row=row, column=1)
            self._show_notes(found)

    def _row(self, row: tuple[Cell, ...], table: int, number: int, depth: int) -> None:
        texts = [self._merged.get(cell.element, "") if cell.merged else self._cell(cell.element, depth) for cell in row]
        self._merged.update({cell.element: text for cell, text in zip(row, texts, strict=True)})
        if not any(texts):
            return
        self._out.start_line()
        for place, (cell, text) in enumerate(zip(row, texts, strict=True)):
            if place:
                self._out.plain("\t")
            self._out.add(text, "cell", index=table, row=number, column=cell.column)
            if place < len(row) - 1:
                self._out.plain("\t" * (cell.span - 1))

    def _cell(self, cell: Element, depth: int) -> str:
        """A cell's words on one line, those of boxes and tables inside it among them."""
        words: list[str] = []
        for element in paragraphs(cell):
            if local(element) == "p":
                text, found = self._words(element)
                inner = [*found.drawn, *(self._cell(box, depth + 1) for box in found.boxes if depth < _DEEPEST)]
            else:
                text = ""
                inner = [
                    self._cell(each.element, depth + 1) for row in rows(element) for each in row if depth < _DEEPEST
                ]
            words += [each for each in (*inner, text) if each]
        return join(words)


def _contents_styles(styles: Element | None) -> frozenset[str]:
    """The styles of a table of contents, whose lines repeat the headings."""
    found = set()
    for style in styles if styles is not None else ():
        if local(style) == "style" and (value(style, "name") or "").lower().startswith("toc "):
            found.add(get(style, "styleId") or "")
    return frozenset(found)


def _by_id(root: Element | None) -> dict[str, Element]:
    """Notes by id, without the two that only hold the line above them."""
    notes = root if root is not None else ()
    return {get(each, "id") or "": each for each in notes if get(each, "type") in (None, "normal")}
