"""An element's text as lines: a block a line, a table row a line with tabs. Reads HTML and trafilatura's own tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.read.content import TextBuilder, join
from pipeline.read.html.spans import span_of
from pipeline.read.xml import Element

_BLOCKS = frozenset(
    ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "main",
     "body", "html", "blockquote", "pre", "center", "form", "header", "footer", "address", "figure", "head", "item",
     "list", "quote", "caption", "hr", "fieldset")
)  # fmt: skip
_TABLES, _ROWS, _CELLS = ("table",), ("tr", "row"), ("td", "th", "cell")
_SKIPPED = frozenset(
    ("head", "title", "meta", "link", "input", "button", "select", "option", "textarea", "img", "object")
)
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_EDGE = " \u3000\xa0\u200b\ufeff"
_LAYOUT = 3  # paragraphs; a cell that holds as many is a page's frame, not a table's cell
_DEEPEST = 200


@dataclass(slots=True)
class _Flow:
    builder: TextBuilder
    words: list[str] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0

    def end(self) -> None:
        """Close the line at hand."""
        for line in "".join(self.words).split("\n"):
            if text := _SPACE.sub(" ", line).strip(_EDGE):
                self.paragraphs += 1
                self.builder.line(text, "paragraph", index=self.paragraphs)
        self.words.clear()


def write(element: Element, builder: TextBuilder) -> None:
    """Write the element's text into the builder."""
    flow = _Flow(builder)
    _walk(element, flow, 0)
    flow.end()


def _walk(element: Element, flow: _Flow, depth: int) -> None:
    tag = element.tag if isinstance(element.tag, str) else ""
    if depth > _DEEPEST or not tag or (tag in _SKIPPED and not (tag == "head" and not len(element))):
        return
    if tag in ("br", "lb"):
        flow.words.append("\n")
        return
    if tag in _TABLES and not _is_layout(element):
        flow.end()
        _table(element, flow)
        return
    block = tag in _BLOCKS or tag in _TABLES or tag in _ROWS or tag in _CELLS
    if block:
        flow.end()
    flow.words.append((element.text or "").replace("\n", " "))
    for child in element:
        _walk(child, flow, depth + 1)
        flow.words.append((child.tail or "").replace("\n", " "))
    if block:
        flow.end()


def _is_layout(table: Element) -> bool:
    """Whether a table only places things on the page: one cell, or cells that hold tables or many paragraphs."""
    cells = list(table.iter(*_CELLS))
    if len(cells) <= 1:
        return True
    return any(
        next(cell.iter(*_TABLES), None) is not None or sum(1 for _ in cell.iter("p", "div")) >= _LAYOUT + 3
        for cell in cells
    )


def _table(table: Element, flow: _Flow) -> None:
    flow.tables += 1
    for number, row in enumerate(_rows(table), 1):
        if not any(text for text, _ in row):
            continue
        if len(row) == 1:
            flow.builder.line(row[0][0], "cell", index=flow.tables, row=number, column=1)
            continue
        flow.builder.start_line()
        column = 1
        for place, (text, span) in enumerate(row):
            flow.builder.plain("\t" if place else "")
            flow.builder.add(text, "cell", index=flow.tables, row=number, column=column)
            flow.builder.plain("\t" * (span - 1) if place < len(row) - 1 else "")
            column += span


def _rows(table: Element) -> Iterator[list[tuple[str, int]]]:
    """Each row's ``(text, columns)``."""
    for row in table.iter(*_ROWS):
        yield [(_cell(cell), span_of(cell, "colspan")) for cell in row if cell.tag in _CELLS]


def _cell(cell: Element) -> str:
    inner = TextBuilder(1_000_000)
    flow = _Flow(inner)
    flow.words.append((cell.text or "").replace("\n", " "))
    for child in cell:
        _walk(child, flow, 1)
        flow.words.append((child.tail or "").replace("\n", " "))
    flow.end()
    return join("".join(inner.pieces).split("\n"))
