"""A slice of text without the line breaks inside it, and the way back to the text's own offsets."""

from __future__ import annotations

from bisect import bisect_right

from pipeline.model import Span
from pipeline.patterns import compiled
from pipeline.record import record

_BREAK = compiled(r"[ \t　]{0,40}\n\s{0,40}")


@record
class Unbroken:
    """``words`` is the slice with every line break, and the blanks around it, taken out (a layout breaks 罚⏎款)."""

    words: str
    _starts: tuple[int, ...]  # where each kept piece begins in ``words``
    _origins: tuple[int, ...]  # and where that is in the text

    def back(self, span: Span) -> Span:
        """Where a slice of ``words`` stands in the text."""
        return Span(self._origin(span.start), self._origin(span.end - 1) + 1)

    def _origin(self, at: int) -> int:
        piece = bisect_right(self._starts, at) - 1
        return self._origins[piece] + at - self._starts[piece]


def unbroken(text: str, start: int, stop: int) -> Unbroken:
    """The slice ``text[start:stop]`` in one line.

    >>> line = unbroken('并处罚\\n款五百元', 0, 8)
    >>> line.words, line.back(Span(2, 4))
    ('并处罚款五百元', Span(start=2, end=5))
    """
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length, at = 0, start
    for gap in [*_BREAK.finditer(text, start, stop), None]:
        end = gap.start() if gap else stop
        if end > at:
            pieces.append(text[at:end])
            starts.append(length)
            origins.append(at)
            length += end - at
        at = gap.end() if gap else stop
    return Unbroken("".join(pieces), tuple(starts), tuple(origins))
