"""A party: the names that act in a clause, one or a list of them."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.find.names import Name, NameClass
from pipeline.model import Span


class Party(NamedTuple):
    """The names of a list and where the list ends in the text."""

    names: tuple[Name, ...]
    start: int
    end: int

    @classmethod
    def one(cls, text: str, start: int, end: int, sort: NameClass = "unit") -> Party:
        """The party whose one name is ``text[start:end]``, whatever is inside it."""
        return cls((Name(Span(start, end), text[start:end], sort),), start, end)

    @property
    def texts(self) -> tuple[str, ...]:
        """The names as written."""
        return tuple(name.text for name in self.names)
