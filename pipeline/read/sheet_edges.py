"""What a workbook shows beside its cells: headers and footers of its pages, text boxes, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.read.unzip import Package
from pipeline.read.xml import local, parse, run_words

_SHEETS = re.compile(
    r"xl/(?:work|chart)sheets/[^/]+\.xml|xl/drawings/[^/]+\.xml|xl/(?:threaded)?comments\d*(?:/[^/]+)?\.xml",
    re.IGNORECASE,
)
_NOTES = frozenset(("comment", "threadedComment"))
_HEADERS = frozenset(
    f"{which}{where}" for which in ("odd", "even", "first") for where in ("Header", "Footer")
)  # ECMA-376 part 1, 18.3.1.46
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|[A-JM-QS-Z])')
_PARTS = re.compile(r"&[LCR]")


def edge_words(package: Package) -> Iterator[str]:
    """The words of every header, footer, text box and comment of an .xlsx; raises ReadError for unsafe parts."""
    for name in package:
        if not _SHEETS.fullmatch(name):
            continue
        for element in parse(package.read(name)).iter():
            if local(element) in _HEADERS:
                yield from header_words(element.text or "")
            elif local(element) in _NOTES:
                yield from "".join(element.itertext()).splitlines()
            elif local(element) == "p":
                yield run_words(element)


def header_words(text: str) -> Iterator[str]:
    """What a header shows: left, middle and right apart, without their codes.

    >>> list(header_words('&L机密&C&"宋体"第&P页'))
    ['', '机密', '第页']
    """
    yield from (_CODES.sub("", part).strip() for part in _PARTS.split(text))
