"""What every rule makes of a sentence: what fired, what it means, what lost and why. ``duban rules try`` prints it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.rules import readers
from pipeline.model import Span
from pipeline.rulebook import Rulebook
from pipeline.rulebook.finder import Found, Lost
from pipeline.rulebook.trials import Reader, plain_reader


@dataclass(frozen=True, slots=True)
class Trace:
    """One find. ``zh`` and ``en`` say why it lost; both are empty for what stands."""

    slot: str
    rule: str
    span: Span
    words: str
    priority: int
    value: Any = None
    zh: str = ""
    en: str = ""

    @property
    def stands(self) -> bool:
        """Whether the find was kept."""
        return not self.zh


class Tracer:
    """Tells what the rules of a book find; its finders are built once and used for many texts."""

    def __init__(self, book: Rulebook, slots: Sequence[str] = ()) -> None:
        self._groups = [(book.finder(*reader.slots), reader.make(book)) for reader in _groups(book, slots)]

    def trace(self, text: str, on: str | None = None) -> list[Trace]:
        """All finds in ``text``, by position; overlaps are settled among the slots that are read together."""
        found: list[Trace] = []
        for finder, read in self._groups:
            kept, lost = finder.explain(text)
            values = {(one.span.end, one.rule): one.value for one in (read(text, on) if kept else ())}
            found += [_trace(one, text, value=values.get((one.end, one.rule.id))) for one in kept]
            found += [_trace(loss.loser, text, *why_lost(loss)) for loss in lost]
        return sorted(found, key=lambda one: (one.span, not one.stands, one.rule))


def trace(book: Rulebook, text: str, on: str | None = None, slots: Sequence[str] = ()) -> list[Trace]:
    """All finds of a rulebook in one text."""
    return Tracer(book, slots).trace(text, on)


def _groups(book: Rulebook, slots: Sequence[str]) -> Iterable[Reader]:
    """The readers of the slots asked for, all of them where none is."""
    groups = list(readers())
    read = {slot for reader in groups for slot in reader.slots}
    rest = dict.fromkeys(rule.slot for rule in book.all_rules if rule.slot not in read)
    groups += [plain_reader(slot) for slot in rest]
    return [
        reader for reader in groups if reader.slots != ("clauses",) and (not slots or set(slots) & set(reader.slots))
    ]


def _trace(found: Found, text: str, zh: str = "", en: str = "", value: Any = None) -> Trace:
    span = Span(found.start, found.end)
    return Trace(found.rule.slot, found.rule.id, span, span.of(text), found.rule.priority, value, zh, en)


def why_lost(loss: Lost) -> tuple[str, str]:
    """The reason in Chinese and English, e.g. ``优先级 40 低于 deadline.by_date 的 50``."""
    loser, winner = loss.loser, loss.winner
    name = winner.rule.id
    if loser.rule.priority != winner.rule.priority:
        low, high = loser.rule.priority, winner.rule.priority
        return f"优先级 {low} 低于 {name} 的 {high}", f"priority {low} is below the {high} of {name}"
    if loser.end - loser.start != winner.end - winner.start:
        return f"比 {name} 找到的短", f"shorter than what {name} found"
    return f"与 {name} 同级等长，文件名在后", f"ties with {name}, and its file name comes later"
