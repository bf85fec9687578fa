"""Markdown: the words without their marks, line by line; told by its marks and not by its name."""

from __future__ import annotations

import re

from pipeline.read.content import Content, TextBuilder

# Tables of bars are plain text too, and read as they stand: what stands where in a text file stays.
# Two stars alone prove nothing: they stand for letters left out, too (张**、李**).
_IS = re.compile(
    r"^#{1,6}[ \t]+\S"
    r"|^[ \t]*(?:\*\*[^*\n]{1,300}\*\*[ \t]*$|(?:\d{1,3}\.|[*+-])[ \t]+\*\*[^*\s][^*\n]{0,300}\*\*)",
    re.MULTILINE,
)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$")
_QUOTE = re.compile(r"^(?: {0,3}>[ \t]?)+")
_BULLET = re.compile(r"^([ \t]*)[*+][ \t]+")
_RULE = re.compile(r"^[ \t]*(?:(?:[*_-][ \t]*){3,}|`{3,}.*|~{3,}.*|=+)$")
_TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)*\|?[ \t]*$")
_ROW = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\s]{0,2000}(?:[ \t]+\"[^\"\n]{0,300}\")?\)")
_STRONG = re.compile(r"(\*\*\*?)(?=\S)([^*\n]{1,2000}?)(?<=\S)\1")
_SOFT = re.compile(r"(?<![*\w])\*(?=\S)([^*\n]{1,2000}?)(?<=\S)\*(?![*\w])")
_CODE = re.compile(r"`([^`\n]{1,2000})`")
_MOST_CELLS = 300
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")


def is_marked(text: str) -> bool:
    """Whether it bears marks that only Markdown has: headings, strong words.

    >>> is_marked("# 关于检查的通知"), is_marked("#1 泵房"), is_marked("张**诉李**，5*3*2，见附件[1](略)")
    (True, False, False)
    """
    return _IS.search(text) is not None


def read(text: str, encoding: str, limit: int) -> Content:
    """The text as a reader sees it, every line with the number that it has in the file."""
    builder = TextBuilder(limit)
    for number, line in enumerate(text.splitlines(), 1):
        if _RULE.match(line) or _TABLE_RULE.match(line):
            continue
        builder.line(plain(line), "paragraph", index=number)
    return builder.content(encoding=encoding)


def plain(line: str) -> str:
    """One line without its marks; the cells of a table's row stand a tab apart.

    >>> plain("1. **市应急局**要于[6月10日](http://a.b)前报送`方案`。"), plain("| 1 | 开展**检查** |  |")
    ('1. 市应急局要于6月10日前报送方案。', '1\\t开展检查\\t')
    """
    line = _QUOTE.sub("", line.rstrip())
    if heading := _HEADING.match(line):
        line = heading[1]
    if line.count("|") <= _MOST_CELLS and (row := _ROW.match(line)):
        return "\t".join(_words(cell.strip()) for cell in row[1].replace("\\|", "&#124;").split("|"))
    return _words(_BULLET.sub(r"\1- ", line))


def _words(text: str) -> str:
    text = _STRONG.sub(r"\2", _LINK.sub(r"\1", text))
    return _ESCAPED.sub(r"\1", _CODE.sub(r"\1", _SOFT.sub(r"\1", text))).replace("&#124;", "|")
