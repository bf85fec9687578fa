"""A PostgreSQL server for the tests: Debian's, started in a folder of its own, reached over a socket only."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.store.tables import metadata

ROOM = Path("/usr/lib/postgresql")
PORT = 55437


@dataclass
class Server:
    """A running server; it has one migrated database that the tests' databases are copies of."""

    room: Path
    programs: Path
    data: Path
    numbers: itertools.count[int] = field(default_factory=itertools.count)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.room}&port={PORT}"

    def create(self, template: str = "empty") -> str:
        """A database of its own."""
        name = f"duban_{next(self.numbers)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        self.sql(f"DROP DATABASE {name} WITH (FORCE)")

    def empty(self, name: str) -> None:
        """Take everything out again, the keys from the start; fifty times faster than TRUNCATE or a new database."""
        tables = [table.name for table in metadata.sorted_tables] + ["search"]
        rows = "; ".join(f"DELETE FROM {table}" for table in tables)
        keys = "SELECT setval(sequencename::regclass, start_value, false) FROM pg_sequences"
        self.sql(f"SET session_replication_role = replica; {rows}; {keys}", name)

    def sql(self, statement: str, database: str = "postgres") -> None:
        import psycopg

        where = f"host={self.room} port={PORT} user=postgres dbname={database}"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def stop(self) -> None:
        _run(self.programs / "pg_ctl", "-D", self.data, "-m", "immediate", "stop")
        shutil.rmtree(self.room, ignore_errors=True)


def start(_folder: Path) -> Server | str:
    """A running server, or why there is none."""
    programs = sorted(ROOM.glob("*/bin/initdb"))
    if not programs:
        return "PostgreSQL is not installed (Debian: apt-get install postgresql)"
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "psycopg is not installed (the extra 'postgres')"
    if os.geteuid() == 0 and not shutil.which("runuser"):
        return "PostgreSQL can't run as root, and there is no runuser to become another"
    # A short path that the user postgres may enter: sockets have a limit, and pytest's folders are closed to others.
    room = Path(tempfile.mkdtemp(prefix="dubanpg"))
    if os.geteuid() == 0:
        shutil.chown(room, "postgres")
    server = Server(room, programs[-1].parent, room / "data")
    problem = _run(
        server.programs / "initdb", "-D", server.data, "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-U", "postgres"
    )
    options = f"-p {PORT} -k {room} -c listen_addresses='' -c fsync=off -c synchronous_commit=off"
    problem = problem or _run(
        server.programs / "pg_ctl", "-D", server.data, "-w", "-l", room / "log", "-o", options, "start"
    )
    if problem:
        shutil.rmtree(room, ignore_errors=True)
        return f"PostgreSQL does not start: {problem}"
    server.sql("CREATE DATABASE empty")
    _migrate(server.url("empty"))
    server.sql("CREATE DATABASE shared TEMPLATE empty")
    return server


def _migrate(url: str) -> None:
    from pipeline.store.opening import open_ledger

    open_ledger(url).close()


def _run(*command: object) -> str | None:
    """What went wrong, if anything."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    with tempfile.TemporaryFile() as output:
        # Its output goes to a file, not a pipe: the server that stays behind would hold a pipe open for ever.
        done = subprocess.run(words, stdout=output, stderr=subprocess.STDOUT, cwd="/", timeout=60, check=False)
        output.seek(0)
        return None if done.returncode == 0 else output.read().decode(errors="replace").strip()[-300:]
