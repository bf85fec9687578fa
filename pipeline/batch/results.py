"""What a worker gives back of a file."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.batch.sources import Source
from pipeline.model import Record
from pipeline.store.refusals import Refusal
from pipeline.store.sources import shown_path


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file: its records, what of it was refused; ``unstable`` where it changed while it was read."""

    source: Source
    records: tuple[Record, ...] = ()
    refused: tuple[Refusal, ...] = ()
    unstable: bool = False


def lost(source: Source) -> FileResult:
    """The result of a file over which its worker died, again and again: it is refused, and nothing else is."""
    path = shown_path(source.path)
    reason = Refusal(
        path,
        f"{path}：读它的进程一再崩溃或超时，已放弃；请检查这个文件后用 duban quarantine retry 重试",
        f"{path}: the process reading it died or ran out of time again and again; look at the file, then "
        "duban quarantine retry",
    )
    return FileResult(source, refused=(reason,))
