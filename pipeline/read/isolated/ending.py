"""Ending a process and all that it started."""

from __future__ import annotations

import os
import signal
import subprocess
from typing import Any


def end_group(process: subprocess.Popen[Any]) -> None:
    """End a process that leads a session of its own, with everything in its group, and wait for it."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (AttributeError, ProcessLookupError, PermissionError):  # no such thing on Windows; or it is gone already
        process.kill()
    process.wait()
