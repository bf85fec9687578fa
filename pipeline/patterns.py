"""The patterns that modules name on import, kept compiled from run to run as those of the rulebook are.

``re`` spends more time on some seven hundred of them than on all else that a first notice needs; read back they take a
fifteenth of it. Without a cache folder (``DUBAN_CACHE=``) they are compiled as ever.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.rulebook.cache import cache_folder
from pipeline.rulebook.patterns import Patterns

_MOST = 2_000  # patterns in the file: those of two versions


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """What ``re.compile`` makes of it, and raises.

    >>> compiled("[一二三]日前").search("于三日前报送").group()
    '三日前'
    """
    return re.compile(source, flags) if flags else _kept().compile(source, _as_written)


def keep_patterns() -> None:
    """Write down what was compiled since the program began and was not kept yet."""
    _kept().keep()


@cache
def _kept() -> Patterns:
    """One for the process, as ``re`` has one cache of its own: patterns are values, whoever asks for them."""
    folder = cache_folder()
    return Patterns(folder / "patterns-of-modules.json" if folder else None, _MOST)


def _as_written(source: str) -> str:
    return source
