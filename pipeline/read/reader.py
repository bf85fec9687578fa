"""From one named file to its documents: sniffed, read in a child process, nested files opened, secrets refused."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from pipeline.errors import ReadError
from pipeline.model import Document
from pipeline.read.ahead import Ahead
from pipeline.read.content import Content, Item, Progress, Unreadable
from pipeline.read.formats import IN_PROCESS, SMALL, read_items
from pipeline.read.isolated.pool import Child
from pipeline.read.limits import Limits
from pipeline.read.secrecy import classified_mark, internal_mark
from pipeline.read.sniff import sniff

# Told a file's name, and how many of its pages that need recognition are done, of how many.
PageProgress = Callable[[str, int, int], None]
_BLANK = "\x00\ufeff \t\r\n\u3000"
INSIDE = "!/"  # between an archive's name and its member's, as in 通知.zip!/附件.docx


class ClassifiedError(ReadError):
    """A document that bears a state-secret mark. Nothing may be kept but its ``path``, ``sha256`` and ``mark``."""

    def __init__(self, zh: str, en: str, path: str, sha256: str, mark: str) -> None:
        super().__init__(zh, en)
        self.path = path
        self.sha256 = sha256
        self.mark = mark


class Reader:
    """Reads files under limits with one reused child process; close it, or use it as a context manager."""

    def __init__(self, limits: Limits | None = None, progress: PageProgress | None = None) -> None:
        self.limits = limits or Limits()
        self._progress = progress
        self._child = Child(self.limits)
        self._ahead = Ahead(self._child)

    def expect(self, files: Iterable[str | bytes | ReadError]) -> None:
        """These files (names, or what is in them) will be asked for next: what costs less together is done together."""
        self._ahead.expect(each for each in files if not isinstance(each, ReadError))

    def asked(self, file: str | bytes) -> None:
        """This file, of those that were expected, is asked for now."""
        self._ahead.asked(file)

    def documents(self, name: str, data: bytes) -> Iterator[Document | ReadError]:
        """Every document in a file's bytes; what can't be read comes as its error, which names it."""
        yield from self._documents(_Source(name, data), _Budget(self.limits))

    def _documents(self, source: _Source, budget: _Budget) -> Iterator[Document | ReadError]:
        kind = sniff(source.data)
        self.asked(source.data)
        try:
            if not source.data:
                raise ReadError("是空文件", "is empty")
            inner: list[_Source | ReadError] = []
            secret: ClassifiedError | None = None
            for item in self._items(kind, source.data):
                if isinstance(item, Content):
                    document = self._document(source, kind, item)
                    secret = document if isinstance(document, ClassifiedError) else secret
                    yield document
                elif isinstance(item, Unreadable):
                    inner.append(named(item.error, f"{source.name}{INSIDE}{item.name}"))
                elif isinstance(item, Progress):
                    if self._progress is not None:
                        self._progress(source.name, item.done, item.total)
                else:
                    inner.append(budget.inside(source, item.name, item.data))
                    if budget.spent:  # one line says so, and not one for each of a million
                        break
        except ReadError as error:
            yield _unread(source, error)
            return
        if secret is None:
            self._ahead.expect([each.data for each in inner if isinstance(each, _Source)])
        for each in inner:
            if isinstance(each, ReadError):
                yield each
            elif secret is not None:  # what comes with a marked message is as secret as that
                yield _refused(each.name, hashlib.sha256(each.data).hexdigest(), secret.mark)
            else:
                yield from self._documents(each, budget)

    def _items(self, kind: str, data: bytes) -> Iterator[Item]:
        if kind in IN_PROCESS and (len(data) <= SMALL or kind != "text"):
            return read_items(kind, data, self.limits)
        made = self._ahead.docx(data) if kind == "office" else None
        return self._child.read(kind, data) if made is None else self._child.read("docx", made)

    def _document(self, source: _Source, kind: str, content: Content) -> Document | ReadError:
        digest = hashlib.sha256(source.data).hexdigest()
        said = (words for name, value in content.metadata for words in (value, f"{name}：{value}"))
        if mark := classified_mark(content.text, (*content.aside, *said, *_names(source))):
            return _refused(source.name, digest, mark)
        if not content.text.strip(_BLANK):
            return named(content.lacking or ReadError("是空文件，没有文字", "is empty: it has no text"), source.name)
        internal = internal_mark(content.text)
        flags = (*content.flags, *((internal,) if internal else ()))
        return Document(
            source.name, content.text, content.encoding, digest, kind, content.places, content.metadata, flags
        )

    def close(self) -> None:
        """End the child process."""
        self._child.close()

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


@dataclass(frozen=True, slots=True)
class _Source:
    name: str
    data: bytes
    depth: int = 0


@dataclass(slots=True)
class _Budget:
    """What one file and everything inside it may still cost."""

    limits: Limits
    files: int = 0
    size: int = 0

    @property
    def spent(self) -> bool:
        """Whether nothing more may be opened."""
        return self.files > self.limits.max_files or self.size > self.limits.max_unpacked

    def inside(self, outer: _Source, name: str, data: bytes) -> _Source | ReadError:
        """A file found inside another; an error where it is too deep, or one too many."""
        self.files += 1
        self.size += len(data)
        path = f"{outer.name}{INSIDE}{shown(name)}"
        limits = self.limits
        if outer.depth >= limits.max_nesting:
            return ReadError(
                f"{path}：嵌套超过 {limits.max_nesting} 层，不读取（设置项 max_nesting）",
                f"{path}: is nested more than {limits.max_nesting} deep (setting max_nesting)",
            )
        if self.spent:
            return ReadError(
                f"{path}：同一文件里的内容太多，从这里起不再读取（设置项 max_files、max_unpacked）",
                f"{path}: too much in one file; nothing is read from here on (settings max_files, max_unpacked)",
            )
        return _Source(path, data, outer.depth + 1)


def _unread(source: _Source, error: ReadError) -> ReadError:
    """What to tell of a file that can't be read: that it is secret, where its name says so."""
    if mark := classified_mark("", _names(source)):
        return _refused(source.name, hashlib.sha256(source.data).hexdigest(), mark)
    return named(error, source.name)


def _names(source: _Source) -> list[str]:
    """What the file is called, and the folders of an archive that it lies in: marks are written there too."""
    outer, *inner = source.name.split(INSIDE)
    parts = [PurePath(outer).name, *(part for name in inner for part in name.replace("\\", "/").split("/"))]
    return ["".join(PurePath(part).stem.split()) for part in parts]


def shown(name: str) -> str:
    """A name out of a file as it may be shown: one line, no signs that turn or hide writing, of bearable length."""
    clean = "".join(sign if sign.isprintable() else "\ufffd" for sign in name)
    return clean if len(clean) <= 200 else f"{clean[:150]}…{clean[-40:]}"


def named(error: ReadError, name: str) -> ReadError:
    """The error as a line that begins with the file's name."""
    return ReadError(f"{name}：{error.zh}", f"{name}: {error.en}")


def _refused(name: str, digest: str, mark: str) -> ClassifiedError:
    return ClassifiedError(
        f"{name}：标有密级“{mark}”，拒绝处理，未保存任何内容；请按保密规定处置",
        f"{name}: bears the state-secret mark “{mark}”; refused, nothing of it was kept",
        name,
        digest,
        mark,
    )
