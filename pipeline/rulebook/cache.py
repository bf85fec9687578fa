"""Parsed rules, kept as JSON in the user's cache folder: plain data, never code, safe to delete at any time.

The folder is ``DUBAN_CACHE`` or the platform's own (``~/.cache/duban``); an empty ``DUBAN_CACHE`` turns the cache off.
One file a rules folder, readable by its owner alone, replaced in one step. What can't be read, written or trusted
is passed over in silence: the rules are then read from their own files.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pipeline
from pipeline.rulebook.compiled import interpreter
from pipeline.rulebook.files import RuleFile

FORMAT = 7  # raise it whenever what is kept changes
# A file changed so shortly before the cache was written may have changed again with the same time stamp (as in git).
_RACY_NS = 2_000_000_000


def cache_folder(environ: Mapping[str, str] | None = None) -> Path | None:
    """Where the cache lies, or ``None`` where there is none."""
    environ = os.environ if environ is None else environ
    if "DUBAN_CACHE" in environ:
        return Path(environ["DUBAN_CACHE"]) if environ["DUBAN_CACHE"] else None
    home = environ.get("HOME") or environ.get("USERPROFILE")
    if sys.platform == "win32" and environ.get("LOCALAPPDATA"):
        return Path(environ["LOCALAPPDATA"]) / "duban" / "cache"
    if environ.get("XDG_CACHE_HOME"):
        return Path(environ["XDG_CACHE_HOME"]) / "duban"
    if not home:
        return None
    return Path(home) / ("Library/Caches/duban" if sys.platform == "darwin" else ".cache/duban")


def cache_file(folder: Path, directory: Path) -> Path:
    """The cache of one rules folder."""
    return folder / f"rules-{zlib.crc32(os.fsencode(os.path.abspath(directory))):08x}.json"  # noqa: PTH100


def read_cache(path: Path, files: Sequence[RuleFile]) -> dict[str, Any] | None:
    """What was kept for exactly these files by this code, or ``None``."""
    try:
        with path.open("rb") as stream:
            written = os.fstat(stream.fileno()).st_mtime_ns
            if any(file.mtime_ns > written - _RACY_NS for file in files):
                return None
            kept = json.loads(stream.read())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(kept, dict) or kept.get("key") != _key(files):
        return None
    return kept


def write_cache(path: Path, files: Sequence[RuleFile], data: Mapping[str, Any]) -> None:
    """Keep ``data`` for these files; does nothing where that can't be done."""
    replace_file(path, json.dumps({"key": _key(files), **data}, ensure_ascii=False, separators=(",", ":")))


def replace_file(path: Path, text: str) -> None:
    """Put ``text`` in the place of a file of the cache in one step; does nothing where that can't be done."""
    import tempfile  # costs more than all the rest: only where something is written

    with contextlib.suppress(OSError, UnicodeError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)  # made with mode 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            os.replace(name, path)  # noqa: PTH105
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)  # noqa: PTH108
            raise


def _key(files: Sequence[RuleFile]) -> str:
    """Everything that the cache depends on; the paths too, since two folders may share a file name."""
    lines = [code_key()]
    lines += [f"{file.path}\t{file.size}\t{file.mtime_ns}" for file in files]
    return "\n".join(lines)


def code_key() -> str:
    """What all that is kept was made by, the first line of every key: other code has no use for it."""
    return f"{FORMAT} {pipeline.__version__} {interpreter()}"
