"""Saved views: a question under a name, for everybody."""

from __future__ import annotations

from sqlalchemy import Connection


def saved_views(connection: Connection) -> list[tuple[str, str]]:
    """The saved views by name, with their addresses."""
    return []
