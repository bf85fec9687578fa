"""The command as a user runs it: a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def command(*arguments: str) -> list[str]:
    """The command line of ``duban ARGUMENTS`` under this interpreter."""
    return [sys.executable, "-m", "pipeline", *arguments]


def environment(**variables: str) -> dict[str, str]:
    """This environment with those variables, in a locale that knows no Chinese: nothing may hang on the locale."""
    return os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""} | variables


def without_root_s_power(words: list[str]) -> list[str]:
    """The command line such that permissions bind it, also where root runs the tests; skips where that can't be had."""
    if os.name != "posix":
        pytest.skip("permissions are POSIX's")
    if os.geteuid() != 0:
        return words
    limited = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
    if not shutil.which("setpriv") or subprocess.run([*limited, "true"], capture_output=True, check=False).returncode:
        pytest.skip("root may read every file, and setpriv can't take that power away here")
    return [*limited, *words]


def duban(
    *arguments: str, cwd: Path | None = None, stdin: bytes = b"", timeout: float = 300, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run it to its end; standard output and error as text."""
    done = subprocess.run(
        command(*arguments), cwd=cwd, input=stdin, capture_output=True, timeout=timeout, env=environment(**variables)
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())
