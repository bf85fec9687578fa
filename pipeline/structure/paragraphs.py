"""Logical lines: the broken lines of a PDF joined, the items of a text without line breaks taken apart; by offset."""

from __future__ import annotations

import re

from pipeline.model import Span
from pipeline.patterns import compiled
from pipeline.record import record
from pipeline.structure.lines import read_lines
from pipeline.structure.markers import Marker, may_open, read_marker
from pipeline.structure.view import same_width

_ENDS = tuple("。！？；：.!?;:…”〕】)）|")
_CLOSED = tuple("。！？；：!?;:…")
# 11月8日17:｜00前
_HOUR, _MINUTES = re.compile(r"[日天午晨晚前于至一二三四五六][ \u3000]?\d{1,2}[:：]$"), re.compile(r"[0-5]\d(?!\d)")
_OPENERS = tuple("，、；。！？：,.;:)）〕】》”’")
_INNER = compiled(r"[，。；,;]|(?<=[一-鿿])\.(?=[一-鿿])")
_STOP = compiled(r"[。；;]|(?<=[一-鿿])\.(?=[一-鿿])")
_SHUT = compiled(r"[^（(）)。\n]{1,30}[）)]")
_INDENTS = ("\u3000", "\t", "  ", "\u2003")
_SPLIT = compiled(
    r"(?<=[。；：！？）)〕】:;!?”.，,])(?:(?<=[。；：！？）)〕】;:!?”])[\s\u3000]*(?:\d{1,2}(?=[一二三四五六七八九十]{1,3}、))?|(?<=\.)[\s\u3000]*(?=第[^第条]{1,6}条)|(?<=[，,])[\s\u3000]*(?=[（(]\d{1,2}[)）]))"
    r"(?=[一二三四五六七八九十]{1,3}、|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)](?![至、项款目])"
    r"|\d{1,2}[.．、)）](?!\d)|(?<=[〕）])0\d(?=[\u4e00-\u9fff])|[①-⑳]|第[一二三四五六七八九十百零〇]{1,6}[章条][\s\u3000])"
)
_HEADING = compiled(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^\s，,。；;：:（(、]{2,16}?(?=[（(]一[）)]|1[.．、](?![\d]))"
)
_NUMBERED = frozenset("一二三四五六七八九十（(")
# a heading in brackets stands on a line of its own, however long the line before it
_BRACKETED = compiled(r"【[^【】]{2,20}】")
_PAGE = compiled(r"[-—–·\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/／共]\s*\d{1,3}\s*页?)?[-—–·\s]*")
# 来件　栖安委〔2025〕17号, 谁负责　防火处: a label that nothing but a blank parts from its words
SPACED_LABEL = compiled(
    r"(?P<name>来件|来文|来函|文号|标题|要求办理|办理要求|须办事项|主要内容|要点|谁负责|谁来办|谁承办|承办(?:单位|部门|科室)|责任(?:单位|部门|科室)"
    r"|何时办结|办结时[限间]|完成时[限间]|时限|原文摘要|原文|来文要求|上级要求|[督检巡]查所见|再督|督办|交办|拟办|批语|[我本][局县市区院校站队委办]"
    r"|要点[①-⑳一二三四五六七八九十0-9])[\u3000 ]{1,4}(?=[\u4e00-\u9fff《0-9])"
)
_UNFINISHED = frozenset("的和与及对在为将把由向从按被或于并")  # no paragraph ends in these
_MIN_WRAPPED = 16  # a shorter line that does not end a sentence is a heading, not a broken line
# 责任单位：市商务局，各县区政府: who it names ends with the line
_LISTS_UNITS = compiled(r"[（(【\[]?(?:牵头|责任|配合|负责|落实|主办|协办|承办)(?:单位|部门|领导|人)[：:]")
_TITLE = 45  # characters; no title is longer
_RUN_ON = 400  # characters; a paragraph that long with numbers inside has lost its line breaks
_PEEK = 12  # no numbering is longer


@record
class Paragraph:
    """``span`` without surrounding white space; ``number`` counts the written paragraphs: inline items share theirs."""

    span: Span
    number: int
    indented: bool = False


def read_paragraphs(text: str, start: int = 0, end: int | None = None) -> list[Paragraph]:
    """The paragraphs and items that a reader would see in ``text[start:end]``, in order, none empty."""
    written = [
        Paragraph(line.span, number, text.endswith(_INDENTS, 0, line.start))
        for number, line in enumerate(read_lines(text, start, end))
        if _PAGE.fullmatch(line.words) is None
    ]
    width = _wrap_width([line.span.end - line.span.start for line in written])
    titles = not width and not _ragged(text, written)
    joined: list[Paragraph] = []
    for line in written:
        if joined and _continues(text, joined[-1], line, width, titles=titles):
            last = joined[-1]
            joined[-1] = Paragraph(Span(last.span.start, line.span.end), last.number, last.indented)
        else:
            joined.append(line)
    return [piece for line in joined for piece in _apart(text, line)]


def _wrap_width(lengths: list[int]) -> int:
    """The line length at which the text was broken, or 0 where lines are paragraphs.

    Broken text has many lines of nearly the greatest length; paragraphs differ.
    """
    long = sorted(length for length in lengths if length >= _MIN_WRAPPED)
    if len(long) < 6 or long[-1] > 100:
        return 0
    top = long[int(len(long) * 0.9)]
    near = sum(top - 4 <= length <= top + 4 for length in long)
    return top - 4 if near >= 0.5 * len(long) else 0


def _ragged(text: str, lines: list[Paragraph]) -> bool:
    """Whether lines break off inside sentences here and there: a tenth of those that can be no title."""
    tails = [text[line.span.end - 1] for line in lines if _no_title(text, line.span)]
    broken = sum(tail not in _ENDS and tail not in "，、," for tail in tails)
    return broken > 1 and broken * 10 >= len(tails)


def _no_title(text: str, span: Span) -> bool:
    """Whether a line is too long for a title, or goes on behind the end of a sentence."""
    return span.end - span.start > _TITLE or _STOP.search(text, span.start, span.end - 1) is not None


def _continues(text: str, last: Paragraph, line: Paragraph, width: int, *, titles: bool) -> bool:
    """Whether ``line`` goes on with the sentence that ``last`` broke off; ``titles`` stand on lines of their own."""
    tail, head = text[last.span.end - 1], text[line.span.start]
    if _BRACKETED.fullmatch(text, *line.span) or SPACED_LABEL.match(text, *line.span):
        return False
    if head in _OPENERS or (tail in "：:" and _HOUR.search(text, *last.span) and _MINUTES.match(text, line.span.start)):
        return True
    if "\t" in text[slice(*last.span)]:
        return False  # a row of a table is whole: what stands below it is text
    full = bool(width) and last.span.end - (text.rfind("\n", *last.span) + 1 or last.span.start) >= width
    if tail in _CLOSED and last.indented and full and not (line.indented or _marker_at(text, line.span.start)):
        return True  # where paragraphs are indented, a line that is not goes on with one
    if tail in _CLOSED or "\t" in text[line.span.start : line.span.end] or "|" in (tail, head) or _is_row(text, line):
        return False
    if _marker_at(text, line.span.start) or line.indented:
        return tail in "，、,"
    if (
        tail in "，、,（(《“"
        or _bracket_open(text, last, line)
        or (tail in _UNFINISHED and last.span.end - last.span.start >= _MIN_WRAPPED)
    ):
        return True
    last_line = text.rfind("\n", last.span.start, last.span.end) + 1 or last.span.start
    length = last.span.end - last_line
    wrapped = bool(width and length >= width)
    if tail in _ENDS or wrapped:
        return wrapped
    if titles and length <= _TITLE and text[last.span.start] in _NUMBERED and _marker_at(text, last.span.start):
        return False  # 二、严格审查，把好关口
    if _LISTS_UNITS.match(text, last.span.start) and not width:
        return False
    return _INNER.search(text, last.span.start, last.span.end) is not None and length >= _MIN_WRAPPED


def _bracket_open(text: str, last: Paragraph, line: Paragraph) -> bool:
    """Whether ``line`` closes a bracket that ``last`` has left open."""
    opened = max(text.rfind("（", *last.span), text.rfind("(", *last.span))
    shut = opened >= 0 and max(text.find("）", opened, last.span.end), text.find(")", opened, last.span.end)) >= 0
    return opened >= 0 and not shut and _SHUT.match(text, *line.span) is not None


def _is_row(text: str, line: Paragraph) -> bool:
    """Whether bars part the line into cells."""
    return text.count("|", *line.span) > 1


def _apart(text: str, line: Paragraph) -> list[Paragraph]:
    """The line cut before each numbering inside it that goes on a series or begins one."""
    pieces: list[Paragraph] = []
    start, seen = line.span.start, dict[str, int]()
    _note(seen, _marker_at(text, start))
    for match in _SPLIT.finditer(text, line.span.start + 1, line.span.end):
        if match.end() >= line.span.end:
            break
        marker = _marker_at(text, match.end())
        if marker is None or not _goes_on(marker, seen, line):
            continue
        if text[match.start() - 1] in "，," and (marker.value == 1 or marker.kind not in seen):
            continue  # a comma parts only what a series has begun: (1)…，(2)…
        _note(seen, marker)
        pieces += _headed(text, Paragraph(Span(start, match.start()), line.number, line.indented), seen)
        start = match.end()
    rest = Paragraph(Span(start, line.span.end), line.number, line.indented) if pieces else line
    return pieces + _headed(text, rest, seen)


def _headed(text: str, piece: Paragraph, seen: dict[str, int]) -> list[Paragraph]:
    """The piece cut where a heading ran into the first part under it (``三、提取金额（一）基础额度：…``)."""
    numbered = text[piece.span.start] in _NUMBERED
    heading = _HEADING.match(text, *piece.span) if numbered else None
    if heading is None:
        return [piece]
    inner = _marker_at(text, heading.end())
    _note(seen, inner)
    head = Paragraph(Span(piece.span.start, heading.end()), piece.number, piece.indented)
    rest = Paragraph(Span(heading.end(), piece.span.end), piece.number, piece.indented)
    return [head, *_headed(text, rest, seen)]


def _goes_on(marker: Marker, seen: dict[str, int], line: Paragraph) -> bool:
    """Whether the number is the first or the next of its series; in a text without line breaks 一、 may be spoilt."""
    long = line.span.end - line.span.start > _RUN_ON
    return marker.value in (1, seen.get(marker.kind, 0) + 1) or (
        long and marker.kind == "han" and marker.value == 2 and marker.kind not in seen
    )


def _marker_at(text: str, at: int) -> Marker | None:
    return read_marker(same_width(text[at : at + _PEEK])) if may_open(text, at) else None


def _note(seen: dict[str, int], marker: Marker | None) -> None:
    if marker is not None:
        seen[marker.kind] = marker.value
