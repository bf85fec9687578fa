"""One reused child process with a clock: started on first need, replaced when it crashes, hangs or has grown old."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from typing import Any

from pipeline.errors import ReadError
from pipeline.read.content import Item, Progress
from pipeline.read.isolated.ending import end_group
from pipeline.read.isolated.wire import pack_request, read_frame, unpack_item, write_frame
from pipeline.read.limits import Limits

_OLD = 500  # files; parsers leak


class Child:
    """Reads files one at a time in another process; close it, or use it as a context manager."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def read(self, kind: str, data: bytes) -> Iterator[Item]:
        """The items of one file, as they come; raises ReadError for what it costs too much, or breaks the parser."""
        process = self._ready()
        clock = _Clock(process, self._limits.max_seconds)
        finished = False
        try:
            assert process.stdin is not None
            write_frame(process.stdin, pack_request(kind, self._limits), data)
            yield from self._items(process, clock)
            finished = True
        except ReadError as error:
            finished = not isinstance(error, _LostError)
            raise
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise _lost(clock, self._limits) from error
        finally:
            clock.stop()
            self._served += 1
            if not finished or self._served >= _OLD:
                self._end()

    def _items(self, process: subprocess.Popen[bytes], clock: _Clock) -> Iterator[Item]:
        assert process.stdout is not None
        while True:
            frame = read_frame(process.stdout)
            if frame is None:
                raise _lost(clock, self._limits)
            head, body = frame
            if "done" in head:
                return
            if error := _error(head, self._limits):
                raise error
            item = unpack_item(head, body)
            if isinstance(item, Progress):
                clock.again()
            yield item

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "pipeline.read.isolated.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(self._temporary()),
                start_new_session=True,
            )
        return self._process

    def _temporary(self) -> str:
        """The child's folder for what it must write; it goes with this object, whatever becomes of the child."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="duban-")
        return self._folder.name

    def close(self) -> None:
        """End the child and remove its folder; the next file gets new ones."""
        self._end()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _end(self) -> None:
        """End the child; the next file gets a new one."""
        process, self._process, self._served = self._process, None, 0
        if process is None:
            return
        end_group(process)
        for pipe in (process.stdin, process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:  # what was still to be written has no reader any more
                pass

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


class _LostError(ReadError):
    """The child is gone or must go."""


class _Clock:
    """Kills the child's whole group when the time for one file is up."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self.rang = False
        self._process = process
        self._seconds = seconds
        self._timer = self._started()

    def _started(self) -> threading.Timer:
        timer = threading.Timer(self._seconds, self._ring)
        timer.daemon = True
        timer.start()
        return timer

    def again(self) -> None:
        """Start anew, unless time is up already."""
        self._timer.cancel()
        if not self.rang:
            self._timer = self._started()

    def _ring(self) -> None:
        self.rang = True
        if self._process.poll() is None:
            end_group(self._process)

    def stop(self) -> None:
        self._timer.cancel()


def _environment(folder: str) -> dict[str, str]:
    """The parent's, with its import path, one thread for numeric libraries, and a folder of its own to write to."""
    path = os.pathsep.join(each for each in sys.path if each)
    return {**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "TMPDIR": folder, "TEMP": folder, "TMP": folder}


def _error(head: dict[str, Any], limits: Limits) -> ReadError | None:
    if "error" in head:
        return ReadError(*head["error"])
    if "memory" in head:
        return _too_hungry(limits)
    if "fault" in head:
        return ReadError(
            f"文件已损坏或不合规范，打不开（{head['fault']}）；请重新取得这个文件",
            f"is damaged or malformed and can't be opened ({head['fault']}); get the file again",
        )
    return None


def _too_hungry(limits: Limits) -> ReadError:
    return _LostError(
        f"占用内存超过 {limits.max_memory / 1e6:g} MB，不读取（设置项 max_memory）",
        f"takes more than {limits.max_memory / 1e6:g} MB of memory (setting max_memory)",
    )


def _lost(clock: _Clock, limits: Limits) -> ReadError:
    if clock.rang:
        return _LostError(
            f"读取超过 {limits.max_seconds} 秒，已放弃（设置项 max_seconds）",
            f"took more than {limits.max_seconds} s to read and was given up (setting max_seconds)",
        )
    return _LostError(
        "解析程序崩溃，文件可能已损坏；请重新取得这个文件", "crashed its parser, perhaps damaged; get the file again"
    )
