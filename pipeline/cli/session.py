"""What every command needs to know of how it was called."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from pipeline.settings import Settings, load_settings


@dataclass(frozen=True, slots=True)
class Session:
    """The user's language and settings file; the settings are read when a command asks for them."""

    lang: str = "zh"
    config: Path | None = None

    def settings(self, **flags: Any) -> Settings:
        """The settings in force with this command's flags on top (None: not given)."""
        return load_settings(self.config, lang=self.lang, **flags)

    def say(self, zh: str, en: str) -> str:
        """The words in the user's language."""
        return en if self.lang == "en" else zh


def session_of(context: typer.Context) -> Session:
    """The session that ``main`` opened for this call."""
    session = context.find_root().obj
    assert isinstance(session, Session)
    return session
