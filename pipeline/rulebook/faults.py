"""Everything wrong with a rules folder, gathered first and reported together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.errors import RuleError


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where it stands, what it is, what to do about it."""

    file: str
    zh: str
    en: str
    rule: str = ""
    key: str = ""
    line: int = 0

    def message(self, lang: str = "zh") -> str:
        """One line: ``deadline/before_date.yaml:4 [deadline.before_date] anchor: …``."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        rule = f" [{self.rule}]" if self.rule else ""
        key = f" {self.key}:" if self.key else ""
        return f"{place}{rule}{key} {self.message_only(lang)}"

    def message_only(self, lang: str = "zh") -> str:
        """What is wrong, without the place."""
        return self.en if lang.startswith("en") else self.zh


class RulebookError(RuleError):
    """A rules folder that doesn't hold; ``faults`` has every fault of every file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.file, fault.line, fault.key)))
        count = len(self.faults)
        super().__init__(
            "\n".join([f"规则库有 {count} 处错误：", *(fault.message("zh") for fault in self.faults)]),
            "\n".join([f"the rulebook has {count} fault(s):", *(fault.message("en") for fault in self.faults)]),
        )
