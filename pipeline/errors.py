"""Every error that a user may see: one line that says what is wrong and what to do."""

from __future__ import annotations


class DubanError(Exception):
    """The root. ``zh`` and ``en`` are whole one-line messages; ``str()`` gives the Chinese one."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.zh = zh
        self.en = en

    def message(self, lang: str) -> str:
        """The line in the user's language, ``zh`` unless ``lang`` starts with ``en``."""
        return self.en if lang.startswith("en") else self.zh


class ReadError(DubanError):
    """A file that can't be read as a document."""


class RuleError(DubanError):
    """A rulebook that doesn't hold: every fault of every file, a line each."""


class ConfigError(DubanError):
    """A setting that can't be used."""


class StoreError(DubanError):
    """A ledger that can't be opened, read or written."""


class BusyError(StoreError):
    """A ledger that another program holds just now: the same again, a little later, may well succeed."""
