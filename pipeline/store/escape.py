"""Text that no database can hold (lone surrogates, NUL), kept without loss by an escape that is never ambiguous."""

from __future__ import annotations

import re

# U+FDD0 is a noncharacter: valid UTF-8, in no real text. It escapes itself, so that every string whatsoever comes back.
MARK = "\ufdd0"
_UNSTORABLE = re.compile(f"[\x00\ud800-\udfff{MARK}]")
_ESCAPED = re.compile(f"{MARK}([0-9a-f]{{4}})")


def storable(text: str) -> str:
    """The text as a database can hold it; the same object when there is nothing to escape.

    >>> storable("整改") , storable("a\\x00b") == "a\\ufdd00000b"
    ('整改', True)
    """
    if text.isascii():
        return text if "\x00" not in text else _UNSTORABLE.sub(_escape, text)
    return _UNSTORABLE.sub(_escape, text) if _UNSTORABLE.search(text) else text


def restored(text: str) -> str:
    """What :func:`storable` was given."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text) if MARK in text else text


def _escape(found: re.Match[str]) -> str:
    return f"{MARK}{ord(found.group()):04x}"
