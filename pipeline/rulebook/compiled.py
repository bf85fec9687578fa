"""Compiled patterns as text, so that a cached rulebook needs not compile them again.

``re`` spends some ten milliseconds on a long pattern of Chinese classes, half a second on those that one notice needs;
its code read back takes a fortieth. The code is that of one Python version: the cache's key holds the version, ``re``
itself validates the code, and whatever is odd about it, the pattern is compiled from its source as ever.
"""

from __future__ import annotations

import base64
import importlib
import re
import sys
import zlib
from array import array
from typing import Any

Kept = list[Any]  # [flags, groups, {name: number}, code as base64 of zlib of unsigned integers]


def interpreter() -> str:
    """What compiled code belongs to: it is of no use to any other."""
    magic = getattr(_engine(), "MAGIC", None)
    return f"{sys.implementation.name} {sys.version_info[:3]} {sys.byteorder} {array('I').itemsize} {magic}"


def keep_compiled(tree: Any) -> Kept | None:
    """The compiled form of a parsed pattern, ``None`` where this interpreter does not show it."""
    try:
        compiler = importlib.import_module("re._compiler")
        code = array("I", compiler._code(tree, 0))
        packed = base64.b64encode(zlib.compress(code.tobytes(), 6)).decode("ascii")
        return [int(tree.state.flags), tree.state.groups, dict(tree.state.groupdict), packed]
    except (ImportError, AttributeError, TypeError, ValueError, OverflowError):
        return None


def compile_kept(pattern: str, kept: Kept | None) -> re.Pattern[str]:
    """The compiled pattern, from what was kept if that is sound; raises what ``re.compile`` does."""
    if kept is None:
        return re.compile(pattern)
    try:
        flags, groups, names, packed = kept
        code = array("I")
        code.frombytes(zlib.decompress(base64.b64decode(packed)))
        by_number: list[str | None] = [None] * groups
        for name, number in names.items():
            by_number[number] = name
        compiled = _engine().compile(pattern, flags, code.tolist(), groups - 1, names, tuple(by_number))
    except (AttributeError, TypeError, ValueError, LookupError, OverflowError, RuntimeError, zlib.error):
        return re.compile(pattern)
    return compiled if isinstance(compiled, re.Pattern) else re.compile(pattern)


def _engine() -> Any:
    return importlib.import_module("_sre")
