"""Old office files that will be asked for soon, converted many in one run of LibreOffice instead of one by one."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.read.content import Part, Unreadable
from pipeline.read.isolated.pool import Child
from pipeline.read.office import packed
from pipeline.read.sniff import sniff

_MANY = 12  # files of one run
_LOOKED = 200  # files that are looked at for a run
_LARGEST = 3_000_000  # bytes; a large file has a run of its own
_HEAD = 100
_STARTS = (b"\xd0\xcf\x11\xe0", b"{\\rtf")
_OPEN = b"mimetypeapplication/vnd.oasis.opendocument.text"


class Ahead:
    """What was converted before it was asked for, by its hash; ``next`` are names and contents of what is to come."""

    def __init__(self, child: Child) -> None:
        self._child = child
        self._next: deque[str | bytes] = deque()
        self._made: dict[str, bytes | ReadError] = {}

    def expect(self, files: Iterable[str | bytes]) -> None:
        """These come next, before what was expected so far."""
        self._next.extendleft(reversed(list(files)))

    def asked(self, file: str | bytes) -> None:
        """This one is asked for now."""
        if self._next and (self._next[0] is file or (isinstance(file, str) and self._next[0] == file)):
            self._next.popleft()

    def docx(self, data: bytes) -> bytes | None:
        """The old office file as .docx, or None where it has to be read by itself; raises ReadError."""
        key = hashlib.sha256(data).hexdigest()
        if key not in self._made and len(data) <= _LARGEST:
            self._convert(data, key)
        made = self._made.pop(key, None)
        if isinstance(made, ReadError):
            raise made
        return made

    def _convert(self, data: bytes, key: str) -> None:
        files = {key: data}
        for other in self._others():
            files.setdefault(hashlib.sha256(other).hexdigest(), other)
            if len(files) >= _MANY:
                break
        if len(files) == 1:
            return
        keys = list(files)
        try:
            for item in self._child.read("offices", packed(list(files.values()))):
                if isinstance(item, Part | Unreadable) and item.name.isdecimal() and int(item.name) < len(keys):
                    self._made[keys[int(item.name)]] = item.data if isinstance(item, Part) else item.error
        except ReadError:  # one of them broke the run; each is read by itself then
            return

    def _others(self) -> Iterator[bytes]:
        for _ in range(min(_LOOKED, len(self._next))):
            data = _content(self._next.popleft())
            if data is not None and sniff(data) == "office":
                yield data


def _content(file: str | bytes) -> bytes | None:
    """The file where it may be an old office file of bearable size."""
    if isinstance(file, bytes):
        return file if _is_old(file[:_HEAD]) and len(file) <= _LARGEST else None
    try:
        path = Path(file)
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        with path.open("rb") as opened:
            head = opened.read(_HEAD)
            return head + opened.read(_LARGEST) if _is_old(head) else None
    except (OSError, ValueError):
        return None


def _is_old(head: bytes) -> bool:
    return head.startswith(_STARTS) or _OPEN in head
