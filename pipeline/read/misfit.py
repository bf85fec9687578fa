"""Why bytes are no text that can be read, and what to do: two encodings in one file, damage, or none that is known."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from pipeline.errors import ReadError
from pipeline.read.common import chinese_share, is_plausible

_NAMES = {
    "utf-8": ("UTF-8", "UTF-8"),
    "gb18030": ("GBK（GB18030）", "GBK (GB18030)"),
    "big5": ("Big5", "Big5"),
    "utf-16-le": ("UTF-16", "UTF-16"),
    "utf-16-be": ("UTF-16", "UTF-16"),
}
_SAMPLE = 200_000
_BEGINNING = 4_000
_CLEAR = 0.5  # of a line's characters: less is no Chinese
_LEAST = 2  # characters, to tell the encoding of a line by
_SPARSE = 0.05  # of the characters may be damaged before nobody can say what it was
_LOST = 0.2  # of the characters that are not ASCII: what remains is no text
# Bytes of one encoding that somebody read as another, and saved as UTF-8.
_MISREAD = (("gb18030", "utf-8"), ("latin-1", "gb18030"), ("cp1252", "utf-8"), ("latin-1", "utf-8"))
_ENOUGH = 20  # characters that are not ASCII


def misfit(data: bytes, *, binary: bool = False, noise: bool = False) -> ReadError:
    """The line to tell of a file that no encoding fits; ``noise`` may still be damaged text, ``binary`` not."""
    if binary:
        return not_text()
    return (
        mixture(data)
        or _damage(data)
        or (not_text() if noise else None)
        or ReadError(
            "认不出文字编码，不像 UTF-8、GBK、Big5、UTF-16 的中文；请用原来的软件打开，看清不是乱码后另存为 UTF-8 文本",
            "unknown character encoding, no Chinese in UTF-8, GBK, Big5 or UTF-16; open it where it was made, see that "
            "it can be read there, and save it as UTF-8 text",
        )
    )


def not_text() -> ReadError:
    """The line to tell of a file that holds no text at all."""
    return ReadError("是二进制文件，不是文本", "is a binary file, not text")


def mixture(data: bytes) -> ReadError | None:
    """What to say where some lines are UTF-8 and others GBK, as when files were appended to one another."""
    first: tuple[int, str] | None = None
    for number, encoding in _lines(data[:_SAMPLE]):
        if first is None:
            first = number, encoding
        elif encoding != first[1]:
            one, other = _NAMES[first[1]], _NAMES[encoding]
            return ReadError(
                f"一个文件里混用了两种编码：第 {first[0]} 行是 {one[0]}，第 {number} 行是 {other[0]}；"
                "请把两部分分别另存为 UTF-8 文本，再合并或分开载入",
                f"holds two encodings: line {first[0]} is {one[1]}, line {number} {other[1]}; save each part as UTF-8 "
                "text, then join them or load them apart",
            )
    return None


def _lines(data: bytes) -> Iterator[tuple[int, str]]:
    """The encoding of each line that leaves no doubt of its own, with the line's number."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.isascii():
            continue
        utf8, gbk = (_clearness(line, encoding) for encoding in ("utf-8", "gb18030"))
        if max(utf8, gbk) >= _CLEAR and min(utf8, gbk) < _CLEAR:
            yield number, "utf-8" if utf8 > gbk else "gb18030"


def _clearness(line: bytes, encoding: str) -> float:
    try:
        found = [character for character in line.decode(encoding) if character > "\x7f"]
    except UnicodeDecodeError:
        return 0.0
    return chinese_share("".join(found)) if len(found) >= _LEAST else 0.0


def _damage(data: bytes) -> ReadError | None:
    """Where the text breaks, if nearly all of it reads well in one encoding."""
    for encoding, (zh, en) in _NAMES.items():
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            if not reads_well(data, encoding):
                continue
            line = data[: error.start].decode(encoding, "replace").count("\n") + 1
            return ReadError(
                f"像是 {zh} 文本，但第 {line} 行（第 {error.start + 1} 个字节处）损坏或混有别的编码；"
                "请重新取得这个文件，或改正这一行后另存为 UTF-8 文本再试",
                f"looks like {en} text, but is damaged at byte {error.start + 1} (line {line}), or of another encoding "
                "there; get the file again, or mend that line and save it as UTF-8 text",
            )
    return None


def reads_well(data: bytes, encoding: str) -> bool:
    """Whether what can be read of it is sense, and little can't."""
    text = codecs.decode(data[:_SAMPLE], encoding, "replace")
    whole = text.replace("\ufffd", "")
    few = len(text) - len(whole) <= max(_SPARSE * len(text), 3)
    return few and not whole.isascii() and is_plausible(whole)


def garbled(text: str) -> ReadError | None:
    """What to say of text that was spoilt before it was saved: read in a wrong encoding, or its signs replaced.

    >>> str(garbled("关于开展消防检查工作的通知".encode().decode("gb18030", "replace") * 3))[:4]
    '文字是乱'
    """
    foreign = "".join(sign for sign in text[:_BEGINNING] if sign > "\x7f")
    if len(foreign) < _ENOUGH or is_plausible(foreign):
        return None
    lost = foreign.count("\ufffd") + foreign.count("锟斤拷") * 3
    if lost > _LOST * len(foreign) or any(_was(text[:_BEGINNING], *each) for each in _MISREAD):
        return ReadError(
            "文字是乱码（曾被当作另一种编码打开后保存）；请从原文件重新另存为 UTF-8 文本",
            "is garbled: it was opened in a wrong encoding and saved; save the original as UTF-8 text again",
        )
    return None


def _was(text: str, wrong: str, right: str) -> bool:
    """Whether the text makes sense once the bytes that it was read from are read as they should have been."""
    found = text.encode(wrong, "replace").decode(right, "replace")
    whole = "".join(sign for sign in found if sign != "\ufffd")
    return sum(sign > "\x7f" for sign in whole) >= _ENOUGH // 2 and is_plausible(whole)
