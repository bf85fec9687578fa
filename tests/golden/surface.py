"""Other clothes for the same notice: what a reader would call the same text, typed, scanned or printed differently."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from pipeline.evaluate.keys import SLOTS

WIDTH = 34  # characters to a printed line
_NUMBER = re.compile(r"〔([0-9]{4})〕([0-9]+)号")
_DATE = re.compile(r"(?<=[0-9])(?=[年月日号])|(?<=[年月])(?=[0-9])")
_SPELLING = re.compile(r"[\s\W_]+")


def square_brackets(text: str) -> str:
    return text.replace("〔", "[").replace("〕", "]")


def heavy_brackets(text: str) -> str:
    return text.replace("〔", "【").replace("〕", "】")


def half_width_signs(text: str) -> str:
    return text.translate(str.maketrans("，；：（）！？", ",;:()!?"))


def full_width_digits(text: str) -> str:
    return text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def plain_digits(text: str) -> str:
    return text.translate(str.maketrans("０１２３４５６７８９", "0123456789"))


def spaced_numbers(text: str) -> str:
    return _NUMBER.sub(r"〔\1〕 \2 号", text)


def spaced_dates(text: str) -> str:
    return _DATE.sub(" ", text)


def printed_lines(text: str) -> str:
    """Lines of one width, as copied out of a PDF; a number is not torn apart."""
    return "\n".join(_torn(line) for line in text.split("\n"))


def _torn(line: str) -> str:
    if len(line) <= WIDTH + 10 or "|" in line or "\t" in line:
        return line
    end = WIDTH
    while line[end].isdigit() and line[end - 1].isdigit():
        end += 1
    return line[:end] + "\n" + _torn(line[end:])


def other_numbering(text: str) -> str:
    text = re.sub(r"^(\s*)([一二三四五六七八九十]+)、", r"\1\2．", text, flags=re.MULTILINE)
    return re.sub(r"^(\s*)（([一二三四五六七八九十]+)）", r"\1(\2)", text, flags=re.MULTILINE)


def other_items(text: str) -> str:
    return re.sub(r"^(\s*)([0-9]{1,2})[.、．](?=[^0-9])", r"\1\2、", text, flags=re.MULTILINE)


def indented(text: str) -> str:
    """Two wide spaces before every paragraph, none before a line that only goes on."""
    lines = text.split("\n")
    return "\n".join(
        "　　" + line if line.strip() and _ended(before) else line
        for before, line in zip(["", *lines], lines, strict=False)
    )


def _ended(line: str) -> bool:
    return len(line) < WIDTH - 10 or line.rstrip()[-1] in "。；：！？.;:"


def traditional(text: str) -> str:
    return _converter("s2t").convert(text)


@cache
def _converter(name: str) -> Any:
    import opencc

    return opencc.OpenCC(name)


CLOTHES: Mapping[str, Callable[[str], str]] = {
    f.__name__: f
    for f in (
        square_brackets, heavy_brackets, half_width_signs, full_width_digits, plain_digits, spaced_numbers,
        spaced_dates, printed_lines, other_numbering, other_items, indented, traditional,
    )
}  # fmt: skip


def cards(record: Mapping[str, Any]) -> Counter[str]:
    """The canonical cards of a record, as many times as each stands there, free of spelling."""
    return Counter(repr([_plain(key(record, item)) for key in SLOTS.values()]) for item in record["obligations"])


def numbers(record: Mapping[str, Any]) -> Counter[str]:
    return Counter(_plain(i["number"]) for i in record["instruments"] if i["number"])


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted((_plain(v) for v in value), key=repr)
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, str):
        return _SPELLING.sub("", _converter("t2s").convert(unicodedata.normalize("NFKC", value)))
    return value


def kept(before: Counter[str], after: Counter[str]) -> float:
    """The Dice share of what is in both, 1 where nothing has changed."""
    both = sum((before & after).values())
    return 2 * both / (before.total() + after.total()) if before or after else 1.0
