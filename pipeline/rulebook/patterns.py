"""Patterns made of whole word lists, kept compiled from run to run beside the parsed rules.

``re`` takes as long over five of them as over all that ``json`` and ``jieba`` import. They are named by a hash of
their source and form, so what is kept can't go stale while :data:`FORMAT` is raised with every change of a form; what
can't be read or written is passed over in silence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pipeline
from pipeline.rulebook.alternation import grouped
from pipeline.rulebook.cache import FORMAT, replace_file
from pipeline.rulebook.compiled import Kept, compile_kept, interpreter, keep_compiled
from pipeline.rulebook.expression import parse_expression

_MOST = 64  # patterns in the file; beyond it only those in use stay


class Patterns:
    """Compiles patterns, those of the file ``path`` from there; :meth:`keep` adds what was new."""

    def __init__(self, path: Path | None = None, most: int = _MOST) -> None:
        self._path, self._most = path, most
        self._kept = _read(path) if path else {}
        self._used: dict[str, Kept] = {}

    def compile(self, source: str, form: Callable[[str], str] = grouped) -> re.Pattern[str]:
        """The pattern, put into the ``form`` in which ``re`` is quick, which matches what ``source`` matches."""
        if self._path is None:
            return re.compile(form(source))
        name = sha256(f"{form.__qualname__}\n{source}".encode("utf-8", "surrogatepass")).hexdigest()
        kept = self._kept.get(name) or keep_compiled(parse_expression(form(source)))
        if kept is None:
            return re.compile(form(source))
        self._used[name] = kept
        return compile_kept(source, kept)

    def keep(self) -> None:
        """Write down what was compiled and is not in the file yet."""
        if self._path is None or self._used.keys() <= self._kept.keys():
            return
        self._kept = {**self._kept, **self._used} if len(self._kept) + len(self._used) <= self._most else self._used
        replace_file(self._path, json.dumps({"key": _key(), "patterns": self._kept}, separators=(",", ":")))


def _read(path: Path) -> dict[str, Kept]:
    try:
        found = json.loads(path.read_bytes())
        return dict(found["patterns"]) if found["key"] == _key() else {}
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        return {}


def _key() -> str:
    return f"{FORMAT} {pipeline.__version__} {interpreter()}"
