"""The parts of rulebooks that read here, by the versions of what they read."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Connection, insert, select

from pipeline.model import Versions
from pipeline.store.tables import rulebooks


def parts_by(connection: Connection, versions: Versions) -> Any:
    """The parts of the rulebook that read by these versions; None where they were not kept."""
    query = select(rulebooks.c.parts).where(rulebooks.c.version == _key(versions))
    return connection.execute(query).scalar()


def keep_parts(connection: Connection, versions: Versions, parts: Any) -> None:
    """Keep them, if they are not kept already."""
    if parts_by(connection, versions) is None:
        connection.execute(insert(rulebooks).values(version=_key(versions), parts=parts))


def _key(versions: Versions) -> str:
    said = repr((versions.contract, versions.rules, versions.code, versions.models))
    return hashlib.sha256(said.encode()).hexdigest()
