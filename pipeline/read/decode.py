"""Bytes to text: byte order mark, then strict UTF-8, then whichever Chinese encoding reads most like Chinese.

What reads like none of them is refused and never guessed: a wrong guess puts rubbish into the ledger.
"""

from __future__ import annotations

import codecs
import re

from pipeline.read.common import chinese_share, is_plausible
from pipeline.read.misfit import misfit, mixture
from pipeline.read.sevenbit import seven_bit

# Longest mark first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("gb18030", "big5", "utf-16-le", "utf-16-be")
_SAMPLE = 65_536
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SOME_CONTROL = 0.05  # of what no encoding fits: text has none, whatever its encoding
_MOSTLY_CONTROL = 0.3  # of a file that is otherwise text: NULs that a copying device left survive


def decode(data: bytes) -> tuple[str, str]:
    """The stored text of a text file and the name of its encoding.

    The mark is dropped and ``\\r\\n`` read as ``\\n``; a lone surrogate, which no UTF-8 can store, becomes ``\\ufffd``.
    Nothing else changes. Raises ReadError when no encoding fits.

    >>> decode("关于报送材料的通知".encode("gb18030"))
    ('关于报送材料的通知', 'gb18030')
    """
    found = _marked(data) or seven_bit(data) or _utf8(data) or _scored(data)
    if found is None:
        bytewise = data[:_SAMPLE].decode("latin-1")
        raise misfit(data, binary=looks_binary(bytewise), noise=looks_binary(bytewise, _SOME_CONTROL))
    text, encoding = found
    return text.replace("\r\n", "\n"), encoding


def looks_binary(text: str, share: float = _MOSTLY_CONTROL) -> bool:
    """Whether what was decoded is mostly control characters: no text, whatever its bytes allow."""
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) > share * len(sample)


def _marked(data: bytes) -> tuple[str, str] | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark) and (text := _strict(data[len(mark) :], encoding)) is not None:
            return text, encoding
    return None


def _utf8(data: bytes) -> tuple[str, str] | None:
    text = _strict(data, "utf-8")
    return None if text is None or looks_binary(text) else (text, "utf-8")


def _scored(data: bytes) -> tuple[str, str] | None:
    samples = {encoding: _begun(data[:_SAMPLE], encoding) for encoding in _CANDIDATES}
    for encoding in sorted(_CANDIDATES, key=lambda each: -chinese_share(samples[each])):
        if is_plausible(samples[encoding]) and (text := _strict(data, encoding)) is not None:
            if not encoding.startswith("utf") and (where := mixture(data)):
                raise where
            return text, encoding
    return None


def _begun(sample: bytes, encoding: str) -> str:
    """The sample's end may cut a character in two, so the decoder is not told that it is the end."""
    try:
        return codecs.getincrementaldecoder(encoding)("strict").decode(sample)
    except UnicodeDecodeError:
        return ""


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        pass
    if not encoding.startswith("utf"):
        return None
    try:
        return _SURROGATE.sub("\ufffd", data.decode(encoding, "surrogatepass"))
    except UnicodeDecodeError:
        return None
