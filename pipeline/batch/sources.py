"""The files of the watched folders, and what the file system says of each: by that, what did not change is left."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.errors import ReadError, in_chinese
from pipeline.read.litter import is_left

_MAILDIR_WAITING = "tmp"


@dataclass(frozen=True, slots=True)
class Source:
    """A file by its path. ``stamp`` changes whenever its content may have changed, ``age_from`` is its last change."""

    path: str
    stamp: str
    size: int
    age_from: int


class OutsideError(ReadError):
    """A link in a watched folder that is not followed."""

    def __init__(self, path: str, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.path = path


def find_sources(inboxes: Iterable[str]) -> Iterator[Source | ReadError]:
    """Every file below the folders (or named itself), sorted by path; a folder that can't be entered is an error.

    A link that leads out of the folder, or to a folder, is an OutsideError. Hidden files, files that another program is
    still writing (``.part``, ``~$…``) and a Maildir's ``tmp`` are left.
    """
    seen: set[str] = set()
    for inbox in inboxes:
        root = os.path.abspath(inbox)  # noqa: PTH100 - may be no valid path at all
        for each in _walk(root, os.path.realpath(root)):
            if isinstance(each, ReadError):
                yield each
            elif each.path not in seen:
                seen.add(each.path)
                yield each


def stamp_of(path: str) -> Source | None:
    """The file as it is now; None where it is gone."""
    try:
        return _source(path, os.stat(path))  # noqa: PTH116
    except OSError:
        return None


def leads_out(path: str, root: str) -> bool:
    """Whether a link leads anywhere but to a file below ``root`` (a real path): whoever may write to an inbox must not
    be able to have other files read."""
    target = os.path.realpath(path)
    return not (target.startswith(os.path.join(root, "")) and os.path.isfile(target))  # noqa: PTH118, PTH113


def _walk(path: str, root: str) -> Iterator[Source | ReadError]:
    try:
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except NotADirectoryError:
        yield stamp_of(path) or _closed(path, "已不在", "gone")
        return
    except OSError as error:
        yield _closed(path, in_chinese(error), error.strerror or type(error).__name__)
        return
    maildir = {entry.name for entry in entries} >= {"cur", "new", _MAILDIR_WAITING}
    for entry in entries:
        if is_left(entry.name) or (maildir and entry.name == _MAILDIR_WAITING):
            continue
        if entry.is_symlink() and leads_out(entry.path, root):
            yield _no_link(entry.path)
        elif entry.is_dir():
            yield from _walk(entry.path, root)
        elif entry.is_file() and (source := stamp_of(entry.path)):
            yield source


def _source(path: str, found: os.stat_result) -> Source:
    stamp = f"{found.st_size}.{found.st_mtime_ns}.{found.st_ctime_ns}.{found.st_ino}"
    return Source(path, stamp, found.st_size, max(found.st_mtime_ns, found.st_ctime_ns))


def _no_link(path: str) -> ReadError:
    return OutsideError(
        path,
        f"{path}：是通向别处的链接，不读取；需要时请把那个文件夹列为收文文件夹",
        f"{path}: is a link that leads elsewhere and is not followed; name that folder as an inbox",
    )


def _closed(path: str, zh: str, en: str) -> ReadError:
    return ReadError(f"{path}：文件夹打不开（{zh}）", f"{path}: can't open the folder ({en})")
