"""How alike two texts are: sketches that find candidates among many, and a close look at two.

A sketch is the smallest hashes of a text's five-character pieces (bottom-k sampling, Cohen and Kaplan 2007): two texts
share about as large a part of their sketches as of their pieces.
"""

from __future__ import annotations

import hashlib
import heapq
import re
import unicodedata

MARKS = 8
_PIECE = 5
_NOTHING = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")
_LONGEST = 20_000  # characters that are looked at; a comparison takes time by the square of what differs


def plain(text: str) -> str:
    """The text without what formats differ in: widths, spaces, line breaks, punctuation.

    >>> plain("云消〔2031〕17号\\n关于检查的 通知：")
    '云消203117号关于检查的通知'
    """
    return _NOTHING.sub("", unicodedata.normalize("NFKC", text[:_LONGEST]))


def sketch(text: str, size: int = MARKS) -> tuple[int, ...]:
    """Up to ``size`` marks (63-bit numbers, ascending); nearly the same text shares nearly all of them.

    >>> len(set(sketch("各单位应于三月底前报送自查报告。" * 3)) & set(sketch("各单位应于三月底前报送自查报告！" * 3)))
    8
    """
    words = plain(text)
    pieces = {words[at : at + _PIECE] for at in range(max(1, len(words) - _PIECE + 1))} if words else set()
    return tuple(heapq.nsmallest(size, map(_hash, pieces)))


def likeness(one: str, other: str) -> float:
    """Between 0 and 1: how much of two texts is the same, punctuation and layout aside.

    >>> likeness("请于3月31日前报送。", "请于 3月31日前 报送")
    1.0
    """
    from rapidfuzz.distance import Indel

    return float(Indel.normalized_similarity(plain(one), plain(other), score_cutoff=0.5))


def figures(text: str) -> list[str]:
    """The numbers of a text in their order: two notices that differ only in a date are not the same notice.

    >>> figures("于3月31日前检查12家")
    ['3', '31', '12']
    """
    return _DIGITS.findall(unicodedata.normalize("NFKC", text[:_LONGEST]))


def _hash(piece: str) -> int:
    return int.from_bytes(hashlib.blake2b(piece.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1
