"""What a format's reader makes of bytes, and the builder that keeps text and places together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import ReadError
from pipeline.model import Place


@dataclass(frozen=True, slots=True)
class Content:
    """The stored text of one document, with the places that lead back into the file.

    ``aside`` is what its pages show beside the text: headers, watermarks, notes on a page. It is looked through for
    marks of secrecy and kept nowhere. ``lacking`` is why a file has no text where that is worth more than "empty".
    """

    text: str
    encoding: str = "utf-8"
    places: tuple[Place, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    flags: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    lacking: ReadError | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside a file: an attachment, a member of an archive. ``name`` is data, never a path to write to."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A part that can't be taken out, and why; the others go on."""

    name: str
    error: ReadError


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the pages that have to be recognized are done; the clock of a file starts anew with each."""

    done: int
    total: int


_BREAKS = re.compile(r"[\t\r\n]+")
_CLOSED = tuple("。；;：:！？!?，、")
_MOST_ASIDE, _LONGEST_ASIDE = 5_000, 200

Item = Content | Part | Unreadable | Progress


@dataclass(slots=True)
class TextBuilder:
    """Lines joined by line breaks, each with its place; offsets count code points of the text so far."""

    limit: int
    pieces: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    size: int = 0
    seen: dict[str, None] = field(default_factory=dict)

    def aside(self, words: Iterable[str]) -> None:
        """Note what is seen beside the text; it does not become part of it."""
        for each in words:
            if len(self.seen) < _MOST_ASIDE and each.strip():
                self.seen[each[:_LONGEST_ASIDE]] = None

    def line(self, text: str, part: str, **where: Any) -> None:
        """Add one line (it may hold line breaks of its own) as one place; an empty line has none."""
        self.start_line()
        self.add(text, part, **where)

    def start_line(self) -> None:
        """Begin a new line, unless nothing was written yet."""
        if self.pieces:
            self._write("\n")

    def add(self, text: str, part: str, **where: Any) -> None:
        """Add words to the line at hand, as a place of their own."""
        if text:
            self.places.append(Place(self.size, self.size + len(text), part, **where))
            self._write(text)

    def plain(self, text: str) -> None:
        """Add words that stand nowhere in the original, such as the tab between two cells."""
        self._write(text)

    def _write(self, text: str) -> None:
        self.pieces.append(text)
        self.size += len(text)
        if self.size > self.limit:
            raise ReadError(
                f"文字太多，超过 {self.limit} 字；请拆分，或调高设置项 max_text",
                f"holds more than {self.limit} characters of text; split it, or raise the setting max_text",
            )

    def append(self, other: TextBuilder) -> None:
        """Add what another builder holds, on lines of its own."""
        self.aside(other.seen)
        if not other.pieces:
            return
        self.start_line()
        start = self.size
        self.places += [place._replace(start=place.start + start, end=place.end + start) for place in other.places]
        self._write("".join(other.pieces))

    def content(self, **more: Any) -> Content:
        """What was built."""
        return Content("".join(self.pieces), places=tuple(self.places), aside=tuple(self.seen), **more)


def join(words: Iterable[str]) -> str:
    """Lines of one table cell as one: a space between them, unless punctuation already parts them."""
    out = ""
    for each in words:
        each = _BREAKS.sub(" ", each)
        out += (" " if out and each and not out.endswith(_CLOSED) else "") + each
    return out
