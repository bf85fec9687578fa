"""The unit files of a systemd timer that starts the night run, ready to be saved where the comments say."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

from pipeline.batch.options import Options

_SERVICE = """\
# /etc/systemd/system/duban-nightly.service
[Unit]
Description=Duban night run (督办夜间任务)
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
User={user}
WorkingDirectory={folder}
ExecStart={command}
# 1: done, something to look at; 75: another run is at work. Neither is a failure of the unit.
SuccessExitStatus=1 75
# The ledger comes first: stop between two batches, not in one.
KillMode=mixed
TimeoutStopSec=10min
Nice=10
IOSchedulingClass=idle
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=full
"""
_TIMER = """\
# /etc/systemd/system/duban-nightly.timer
[Unit]
Description=Duban night run, every night at two (督办夜间任务，每日凌晨两点)

[Timer]
OnCalendar=*-*-* 02:00:00
RandomizedDelaySec=10min
Persistent=true

[Install]
WantedBy=timers.target
# systemctl daemon-reload && systemctl enable --now duban-nightly.timer
"""


def unit_files(options: Options, config: Path | None = None) -> str:
    """Service and timer, one after the other, for this installation and these options."""
    words = [*_program(), "nightly"]
    for inbox in options.inboxes:
        words += ["--inbox", os.path.abspath(inbox)]  # noqa: PTH100 - as find_sources has it
    words += ["--db", _absolute(options.db), "--room", str(options.room.absolute()), "--engine", options.engine]
    words += ["--workers", str(options.workers)] if options.workers else []
    words += ["--scheduler", options.scheduler] if options.scheduler else []
    words += ["--config", str(config.absolute())] if config else []
    user = os.environ.get("USER") or os.environ.get("LOGNAME") or "duban"
    command = " ".join(_quoted(word) for word in words)
    return _SERVICE.format(user=user, folder=_quoted(str(Path.cwd())), command=command) + "\n" + _TIMER


def _program() -> list[str]:
    script = Path(sys.argv[0]).absolute()
    return [str(script)] if script.name == "duban" else [sys.executable, "-m", "pipeline"]


def _absolute(db: str) -> str:
    from pipeline.store.urls import address

    file = address(db).file
    return str(file.absolute()) if file else db


def _quoted(word: str) -> str:
    """As systemd reads it: its own signs doubled, then as a shell would quote."""
    doubled = word.replace("%", "%%").replace("$", "$$")
    if shlex.quote(doubled) == doubled:
        return doubled
    inner = doubled.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inner}"'
