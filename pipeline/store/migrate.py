"""Bring a database to this program's schema; Alembic loads only here."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from pipeline.store.engine import write_transaction

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the missing migrations, all in one transaction: a database is at one version or at another, never between."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # The journal's mode can't change inside a transaction.
            connection.connection.driver_connection.execute("PRAGMA journal_mode=WAL")  # type: ignore[union-attr]
        write_transaction(connection)
        with connection.begin():
            configuration = config()
            configuration.attributes["connection"] = connection
            command.upgrade(configuration, revision)


def config() -> Config:
    """Alembic's configuration, all of it in code."""
    configuration = Config()
    configuration.set_main_option("script_location", str(_MIGRATIONS))
    return configuration
