"""Old office files (.doc, .wps, .rtf, .odt) by LibreOffice without a screen: to .docx, then read as that.

LibreOffice runs with a profile of its own in a folder of its own, which keeps macros, links and the network from it,
and under the clock of the child process that starts it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.read.content import Content, Progress
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


def read(data: bytes, limits: Limits) -> Iterator[Content | Progress]:
    """The stored text of an old office file; raises ReadError, which names the package where LibreOffice is missing."""
    from pipeline.read.docx import read as read_docx
    from pipeline.read.unzip import Package

    program = find_office()
    if program is None:
        raise ReadError(
            "是旧版 Word/WPS 文件，需要 LibreOffice 才能读；请安装"
            "（Debian/Ubuntu：apt install libreoffice-writer-nogui），或另存为 docx 再试",
            "is a legacy Word or WPS file, which needs LibreOffice; install it "
            "(Debian/Ubuntu: apt install libreoffice-writer-nogui), or save it as docx",
        )
    yield from read_docx(Package(convert(program, data, limits), limits), limits)


def convert(program: str, data: bytes, limits: Limits) -> bytes:
    """The file as .docx, by one run of LibreOffice; raises ReadError where it gives nothing in time."""
    with tempfile.TemporaryDirectory(prefix="office-") as folder:
        home = Path(folder)
        source = home / f"in{_suffix(data)}"
        source.write_bytes(data)
        profile = make_profile()
        command = [program, "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
        command += [f"-env:UserInstallation={profile.as_uri()}"]
        command += ["--convert-to", "docx", "--outdir", str(home / "out"), str(source)]
        if not _ended(command, home, _CLOCK * limits.max_seconds):
            shutil.rmtree(profile, ignore_errors=True)  # what a killed program left of it may not start again
            raise ReadError(
                f"LibreOffice 转换超过 {limits.max_seconds} 秒，已放弃（设置项 max_seconds）",
                f"took LibreOffice more than {limits.max_seconds} s and was given up (setting max_seconds)",
            )
        made = home / "out" / "in.docx"
        if not made.is_file() or made.stat().st_size > limits.max_unpacked:
            raise ReadError(
                "是旧版 Word/WPS 文件，LibreOffice 打不开，可能已损坏或有密码保护",
                "is a legacy Word or WPS file that LibreOffice can't open: damaged or protected",
            )
        return made.read_bytes()


def _suffix(data: bytes) -> str:
    return next((suffix for start, suffix in _SUFFIXES if data.startswith(start)), ".doc")


def _ended(command: list[str], home: Path, seconds: float) -> bool:
    """Run it with nothing of the caller's but its path; whether it ended by itself and not by the clock."""
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
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        end_group(process)
        return False
    return True
