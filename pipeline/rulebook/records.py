"""The typed form of what a rule file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from pipeline.model import Span
from pipeline.rulebook.shape import Shape

Status = Literal["draft", "active", "retired"]
ExampleKind = Literal["match", "reject", "miss"]


class Window(NamedTuple):
    """How many characters before and after an anchor a rule's pattern may read, look-arounds included."""

    back: int = 40
    ahead: int = 40


DEFAULT_WINDOW = Window()


@dataclass(frozen=True, slots=True)
class MentionRule:
    """A pattern in a sentence. ``pattern`` has its fragments and lexicons filled in; ``order`` breaks the last ties.

    ``shape`` and ``compiled`` are worked out of the pattern and kept in the cache; where they are ``None``, the finder
    works them out.
    """

    id: str
    slot: str
    pattern: str
    anchors: tuple[str, ...]
    emit: Mapping[str, Any] = field(default_factory=dict)
    priority: int = 50
    window: Window = DEFAULT_WINDOW
    status: Status = "active"
    description: str = ""
    order: int = 0
    shape: Shape | None = None
    compiled: list[Any] | None = field(default=None, compare=False, repr=False)

    @property
    def file(self) -> str:
        """The file that holds the rule, by its place in the folder: ``deadline/before_date.yaml``."""
        return f"{self.slot}/{self.id.rpartition('.')[2]}.yaml"


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that a rule file carries as a test; ``spans`` are the marked slices of the unmarked ``text``."""

    rule: str
    kind: ExampleKind
    text: str
    spans: tuple[Span, ...] = ()
    value: Any = None
    on: str | None = None
    why: str | None = None
    number: int = 0

    @property
    def label(self) -> str:
        """A name for reports, e.g. ``deadline.before_date/match-1``."""
        return f"{self.rule}/{self.kind}-{self.number}"
