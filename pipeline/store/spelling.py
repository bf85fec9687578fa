"""User's words as the ledger writes them: patterns for LIKE, document numbers in each of their spellings."""

from __future__ import annotations

# What makes a wildcard of LIKE a character like any other.
ESCAPE = "\\"


def spellings(number: str) -> list[str]:
    """A document number as the ledger may write it: as given, and with full-width brackets and no spaces.

    >>> spellings("云消 [2024] 7号")[-1]
    '云消〔2024〕7号'
    """
    plain = "".join(number.split())
    year = next(
        (
            plain.replace(a, "〔").replace(b, "〕")
            for a, b in ("()", "（）", "[]", "【】", "［］", "﹝﹞")
            if a in plain
        ),
        plain,
    )
    return list(dict.fromkeys([number, plain, year]))


def like(text: str) -> str:
    """A pattern for LIKE that finds the text anywhere, its own wildcards taken literally."""
    for special in (ESCAPE, "%", "_"):
        text = text.replace(special, ESCAPE + special)
    return f"%{text}%"
