"""The recognized pages of one document: their text, their quality, and what of it a person should check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import ReadError
from pipeline.read.content import Content, TextBuilder
from pipeline.read.layout.pages import Page
from pipeline.read.limits import Limits
from pipeline.read.scan.engine import available, missing
from pipeline.read.scan.page import Scan, on_paper, read_scan

SCAN = "scan"  # flag: some of it was recognized
DOUBTFUL = "doubtful"  # flag: some recognized page is of poor quality
UNREAD = "unread"  # flag: pages are missing, for they could not be recognized
CLOSED = "closed"  # flag: pages are missing, for their pictures could not be opened
_POOR = 0.88  # mean confidence of a page
_MANY_LOW = 0.2  # of a page's lines


def recognizable(limits: Limits) -> bool:
    """Whether pictures are to be recognized, and can be."""
    return limits.ocr and available()


@dataclass
class Scans:
    """What was recognized so far; ``unread`` are the numbers of pages that could not be."""

    scans: list[Scan] = field(default_factory=list)
    unread: tuple[int, ...] = ()
    faults: dict[int, ReadError] = field(default_factory=dict)

    def add(self, picture: Any, points: float, number: int, detail: float = 1.0) -> Page:
        """Recognize one page, and keep how well that went."""
        scan = read_scan(picture, number, points, detail)
        self.scans.append(scan)
        return scan.page

    def closed(self, number: int, error: ReadError) -> None:
        """Note a page whose picture can't be opened."""
        self.faults[number] = error

    def content(self, builder: TextBuilder, pages: int, lacking: ReadError | None = None) -> Content:
        """The document; where it has no word, with the reason, such as pages that could not be read."""
        lacking = lacking or ReadError("没有文字：是空白页，或看不清", "has no words: blank pages, or illegible ones")
        if self.unread:
            lacking = missing() if not available() else switched_off()
        elif self.faults:
            lacking = next(iter(self.faults.values()))
        turns = {scan.page.number: scan.turn for scan in self.scans if scan.turn.askew}
        builder.places[:] = on_paper(builder.places, turns)
        return builder.content(metadata=tuple(self._said(pages)), flags=tuple(self._flags()), lacking=lacking)

    def _flags(self) -> Iterable[str]:
        if self.scans:
            yield SCAN
        if any(map(_is_poor, self.scans)):
            yield DOUBTFUL
        if self.unread:
            yield UNREAD
        if self.faults:
            yield CLOSED

    def _said(self, pages: int) -> Iterable[tuple[str, str]]:
        """``识别质量`` for each recognized page, and the pages that are missing."""
        for scan in self.scans:
            poor = "，质量差" if _is_poor(scan) else ""
            lost = f"，{scan.lost}处看不清" if scan.lost else ""
            low = f"，{scan.low}行需核对" if scan.low else ""
            yield "识别质量", f"第{scan.page.number}页{scan.confidence:.0%}{poor}{low}{lost}"
        for name, missing_pages in (("未识别页", self.unread), ("打不开的页", tuple(self.faults))):
            if missing_pages:
                yield name, f"{'、'.join(map(str, missing_pages))}（共{pages}页）"


def switched_off() -> ReadError:
    """What to tell who has a scan and has set ``ocr`` to false."""
    return ReadError("是扫描件，而文字识别已关闭（设置项 ocr）", "is a scan, and recognition is off (setting ocr)")


def _is_poor(scan: Scan) -> bool:
    lines = len(scan.page.runs)
    return bool(lines) and (scan.confidence < _POOR or scan.low + scan.lost > _MANY_LOW * lines)
