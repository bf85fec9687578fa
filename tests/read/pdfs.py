"""PDFs that the tests draw: lines set like a typesetter does, with indents, columns, tables and running headers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import pytest

A4 = (595.0, 842.0)
SIZE = 16.0
LEFT, RIGHT, TOP, BOTTOM = 79.0, 516.0, 100.0, 740.0
PITCH = 28.0
_NO_START = "，、；。！？：）〕》”"


class Pages:
    """Draws on pages; ``y`` counts down from the top."""

    def __init__(self, size: tuple[float, float] = A4) -> None:
        pdfgen = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab is not installed")
        _know_font()
        self._out = io.BytesIO()
        self._size = size
        self.canvas: Any = pdfgen.Canvas(self._out, pagesize=size)
        self.y = TOP
        self.page = 1

    def text(self, x: float, y: float, text: str, size: float = SIZE) -> float:
        """Draw text with narrow gaps between Han and digits, as typesetting programs do; gives the right edge."""
        last = ""
        for char in text:
            if last and last.isascii() != char.isascii() and last not in _NO_START and char not in _NO_START:
                x += 0.25 * size
            self.canvas.setFont("STSong-Light", size)
            self.canvas.drawString(x, self._size[1] - y, char)
            x += width(char, size)
            last = char
        return x

    def centred(self, text: str, size: float = 22.0) -> None:
        """A line in the middle."""
        self.text((LEFT + RIGHT) / 2 - sum(width(char, size) for char in text) / 2, self._next(), text, size)

    def paragraph(self, text: str, indent: float = 2 * SIZE, left: float = LEFT, right: float = RIGHT) -> None:
        """A paragraph set in lines that are as full as they can be."""
        for number, line in enumerate(wrap(text, right - left, indent)):
            self.text(left + (indent if number == 0 else 0), self._next(), line)

    def column(self, paragraphs: Iterable[str], left: float, right: float, top: float) -> None:
        """Paragraphs below one another from a height on."""
        y = top
        for text in paragraphs:
            for number, line in enumerate(wrap(text, right - left, 2 * SIZE)):
                self.text(left + (2 * SIZE if number == 0 else 0), y, line)
                y += PITCH

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """A ruled table, cells wrapped; an empty first cell is merged with the one above."""
        top = self.y - SIZE
        for index, row in enumerate(rows):
            cells = [wrap(cell, wide - 8, 0) for cell, wide in zip(row, widths, strict=True)]
            height = max(map(len, cells)) * 20 + 8
            x = LEFT
            for column, (lines, wide) in enumerate(zip(cells, widths, strict=True)):
                for number, line in enumerate(lines):
                    self.text(x + 4, top + 20 + 20 * number, line, 14)
                if index == 0 or column or row[0]:
                    self.line(x, top, x + wide, top)
                self.line(x, top, x, top + height)
                x += wide
            self.line(x, top, x, top + height)
            top += height
        self.line(LEFT, top, LEFT + sum(widths), top)
        self.y = top + PITCH

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A drawn line."""
        self.canvas.line(x0, self._size[1] - y0, x1, self._size[1] - y1)

    def new_page(self) -> None:
        """Go on on the next page."""
        self.canvas.showPage()
        self.page += 1
        self.y = TOP

    def data(self) -> bytes:
        """The file."""
        self.canvas.save()
        return self._out.getvalue()

    def _next(self) -> float:
        if self.y > BOTTOM:
            self.text(LEFT, self._size[1] - 50, f"— {self.page} —", 14)
            self.new_page()
        y, self.y = self.y, self.y + PITCH
        return y


@cache
def _know_font() -> None:
    pytest.importorskip("reportlab", reason="reportlab is not installed")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


def width(char: str, size: float) -> float:
    """The advance of a character of the font that the tests use."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    _know_font()
    return float(stringWidth(char, "STSong-Light", size))


def wrap(text: str, room: float, indent: float) -> list[str]:
    """Lines of at most ``room`` points (the last stop may hang), the first shorter by the indent."""
    lines, line, x, last = [], "", indent, ""
    for place, char in enumerate(text):
        step = width(char, SIZE) + (0.25 * SIZE if last and last.isascii() != char.isascii() else 0)
        word = char.isascii() and char.isalnum()
        whole = 0.0
        if word and not (last.isascii() and last.isalnum()):
            end = place
            while end < len(text) and text[end].isascii() and text[end].isalnum():
                whole += width(text[end], SIZE)
                end += 1
        if line and char not in _NO_START and x + max(step, whole) > room:
            lines.append(line)
            line, x, step = "", 0.0, width(char, SIZE)
        line, x, last = line + char, x + step, char
    return [*lines, line] if line or not lines else lines


def notice(number: str, title: str, lines: Iterable[str]) -> bytes:
    """A notice set as GB/T 9704 has it: number, centred title, indented paragraphs, page numbers."""
    pages = Pages()
    pages.centred(number, SIZE)
    pages.centred(title[: len(title) // 2])
    pages.centred(title[len(title) // 2 :])
    for line in lines:
        pages.paragraph(line, 0 if line.endswith("：") and "各" in line[:2] else 2 * SIZE)
    pages.text(LEFT, A4[1] - 50, f"— {pages.page} —", 14)
    return pages.data()
