"""Names of facts in groups that are kept, and what of a whole document bears on each of its items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, ParamSpec

from pipeline.assemble.reading import BlockReading
from pipeline.confidence.reading import Reading
from pipeline.model import Bearer, Header
from pipeline.record import record

Names = tuple[str, ...]
REMEMBERED = 4096  # sets of facts whose names are kept, of each sort
P = ParamSpec("P")


class Kept(tuple[str, ...]):
    """A group of names that is kept, equal to itself alone: what it weighs is looked up at no cost for each name."""

    __slots__ = ()
    __hash__ = object.__hash__
    __eq__ = object.__eq__


def remembered(spelt: Callable[P, Names]) -> Callable[P, Names]:
    """The function from facts to names, whose groups are kept."""

    def kept(*facts: P.args, **more: P.kwargs) -> Names:
        return Kept(spelt(*facts, **more))

    return lru_cache(maxsize=REMEMBERED)(kept)  # type: ignore[return-value]


@record
class Document:
    """What of the whole document bears on every item: its type, and how thick its duties stand."""

    header: Header
    reference: bool
    bearers: Counter[str]
    names: Names
    finder: Any

    def names_another(self, quote: str, bearers: Sequence[Bearer]) -> bool:
        """Whether the quote holds the name of one who bears another duty of the document."""
        own = {bearer.text for bearer in bearers}
        return self.finder is not None and any(name not in own for _, name in self.finder.iter(quote))


def document_of(reading: Reading) -> Document:
    """What the whole reading says of each of its items."""
    header, share = reading.header, _share_of(reading.blocks)
    bearers = Counter(bearer.text for one in reading.settled for bearer in one.obligation.bearers)
    names = Kept(
        (
            f"doc.type={header.type}",
            f"doc.share={share}",
            f"doc.number={header.number is not None}",
            f"doc.dated={reading.dated}",
            f"doc.addressed={bool(header.addressees)}",
        )
    )
    return Document(header, reading.dated, bearers, names, _finder_of(bearers))


def _finder_of(names: Iterable[str]) -> Any:
    """Finds any of the names in one pass however many there are, ``None`` where there is none."""
    from ahocorasick import Automaton  # only where something is rated

    finder = Automaton()
    for name in names:
        finder.add_word(name, name)
    finder.make_automaton()
    return finder if len(finder) else None


def _share_of(readings: Sequence[BlockReading]) -> int:
    """How many fifths of the blocks of text have an item."""
    texts = [reading for reading in readings if reading.block.role in ("text", "row")]
    return round(5 * sum(bool(reading.items) for reading in texts) / len(texts)) if texts else 0
