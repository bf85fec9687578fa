"""One run of LibreOffice over one file or several: starting it takes longer than converting a letter."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pipeline.read.isolated.ending import end_group
from pipeline.read.limits import Limits
from pipeline.read.office_profile import make_profile

PROGRAMS = ("soffice", "libreoffice")
_PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", r"C:\Program Files\LibreOffice\program\soffice.exe")
_SUFFIXES = ((b"{\\rtf", ".rtf"), (b"PK", ".odt"), (b"<", ".xml"))
_CLOCK = 0.8  # of the time for one file: LibreOffice must end before its starter is ended


def find_office() -> str | None:
    """LibreOffice's program, or None where it is not installed."""
    for name in PROGRAMS:
        if found := shutil.which(name):
            return found
    return next((place for place in _PLACES if Path(place).is_file()), None)


def convert(program: str, files: Sequence[bytes], limits: Limits) -> tuple[list[bytes | None], int | None]:
    """Each file as .docx, or None where that didn't come out; and the run's status, None where its time was up."""
    with tempfile.TemporaryDirectory(prefix="office-") as folder:
        home, profile = Path(folder), make_profile()
        sources = [home / f"in{number}{_suffix(data)}" for number, data in enumerate(files)]
        for source, data in zip(sources, files, strict=True):
            source.write_bytes(data)
        command = [program, "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
        command += [f"-env:UserInstallation={profile.as_uri()}"]
        command += ["--convert-to", "docx", "--outdir", str(home / "out"), *map(str, sources)]
        status = _status(command, home, _CLOCK * limits.max_seconds)
        if status is None:
            shutil.rmtree(profile, ignore_errors=True)  # what a killed program left of it may not start again
        made = (home / "out" / source.with_suffix(".docx").name for source in sources)
        return [_bytes(each, limits) for each in made], status


def _bytes(made: Path, limits: Limits) -> bytes | None:
    return made.read_bytes() if made.is_file() and made.stat().st_size <= limits.max_unpacked else None


def _suffix(data: bytes) -> str:
    return next((suffix for start, suffix in _SUFFIXES if data.startswith(start)), ".doc")


def _status(command: list[str], home: Path, seconds: float) -> int | None:
    """Run it with nothing of the caller's but its path; how it ended, None where the clock ended it."""
    environ = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8"}
    environ |= {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR", "TEMP") if name in os.environ}
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environ,
        cwd=home,
        start_new_session=True,
    )
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        end_group(process)
        return None
