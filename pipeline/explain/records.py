"""What an explanation consists of; all spans are slices of the stored text."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Obligation, Span


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason, in both languages, with the rule behind it where there is one."""

    zh: str
    en: str
    rule: str | None = None

    def words(self, lang: str) -> str:
        """The reason in the user's language, the rule's id in brackets.

        >>> Ground("含“已”，判为已完成", "“已”: done already", "refuse.done").words("zh")
        '含“已”，判为已完成（refuse.done）'
        """
        said = self.en if lang == "en" else self.zh
        if self.rule is None:
            return said
        return f"{said} ({self.rule})" if lang == "en" else f"{said}（{self.rule}）"


@dataclass(frozen=True, slots=True)
class ClauseTold:
    """A clause: what part it plays, and what decided that."""

    span: Span
    text: str
    role: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Find:
    """What a rule found; ``lost`` says to what it gave way, ``None`` where it stands."""

    rule: str
    span: Span
    text: str
    lost: Ground | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An obligation of the sentence, and why it is one and says what it says."""

    obligation: Obligation
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """A sentence: ``items`` is empty where it obliges nobody, and ``against`` says why; ``number`` counts from 1."""

    number: int
    span: Span
    text: str
    items: tuple[Item, ...]
    against: tuple[Ground, ...]
    clauses: tuple[ClauseTold, ...] = ()
    finds: tuple[Find, ...] = ()
