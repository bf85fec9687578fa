"""The end of a document: signature, date, notes, copies, and what is enclosed (the foot of 主体, and 版记)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import Span
from pipeline.patterns import compiled
from pipeline.structure.anatomy import Closing
from pipeline.structure.dates import DATE, read_date
from pipeline.structure.lines import Line, read_lines
from pipeline.structure.words import HeaderWords

MOST_SIGNERS = 20
_DATE_LINE = compiled(rf"[（(]?({DATE})[)）]?")
_SIGNED_LINE = compiled(rf"(?P<organ>[\u4e00-\u9fff（）()、\s]{{2,60}}?)[\s]*(?P<date>{DATE})")
_VERBS = "印发|公布|发布|颁布|制定|通过|批准|修订|召开|下发|转发|出台"
_INLINE = compiled(
    rf"(?<=[。！）)”》])\s*(?P<organ>[\u4e00-\u9fff（）()、 \u3000]{{2,50}}?)\s*(?P<date>{DATE})"
    rf"(?!\s?(?:前|起|至|以|之|的|，|,|在|向|对|{_VERBS}))"
)
_LEADER = compiled(r"[\u4e00-\u9fff\s]{1,12}[:：\s]\s*[\u4e00-\u9fff\s·]{2,8}")
_ATTACHED = compiled(r"(?:后?附件?|附表|附录)\s*\d{0,2}\s*[:：.、]|附件\d{0,2}$|附件\s*\d{1,2}\b")
_LISTED = compiled(r"\d{1,2}\s*[.．、:：]|《|附件")
_CC = compiled(r"抄\s*(?:送|报|发)\s*[:：]")
_PRINTED = compiled(rf".{{0,40}}?({DATE})\s*印\s*发")
_TAIL = compiled(
    r"[（(][^（）()]{2,40}[)）]$|公开(?:方式|属性|范围|类别)|主动公开|依申请公开|信息公开|抄\s*(?:送|报|发)|主题词|联\s*系|(?:传|附|电)[真话]|"
    r"\W{0,4}点击|相关|上一篇|下一篇|扫一扫|打印|关闭|责任编辑|来源|编辑|附件|后?附[:：]|附表|共印|分享|政策解读"
)


class ClosingReader:
    """Reads the end of a text."""

    def __init__(self, words: HeaderWords) -> None:
        self._words = words

    def read(self, text: str, start: int) -> Closing:
        """The elements after the body of ``text``, which begins at ``start``."""
        lines = list(read_lines(text, start))
        for index, line in enumerate(lines):
            if found := self._signed(lines, index, text):
                return self._close(text, lines, index, *found)
            if len(line.words) > 60 and (match := self._inline(text, line)):
                return self._close(text, lines, index, *match)
        return self._undated(text, lines)

    def _signed(self, lines: Sequence[Line], index: int, text: str) -> tuple[tuple[Span, ...], Span] | None:
        """The signers and the date, where ``lines[index]`` is the dated line of a signature."""
        line = lines[index]
        if line.words[-1] not in "日号）)0123456789":
            return None
        if match := _DATE_LINE.fullmatch(line.words):
            date = Span(line.start + match.start(1), line.start + match.end(1))
            signers = self._signers(lines, index)
            last = index + 8 >= len(lines) or _TAIL.match(lines[index + 1].words) is not None
            return (signers, date) if read_date(match[1]) and (signers or (last and index)) else None
        match = _SIGNED_LINE.fullmatch(line.words)
        if match and self._words.is_organ(match["organ"].strip()) and read_date(match["date"]):
            organ = Span(line.start, line.start + len(match["organ"].rstrip()))
            return (organ,), Span(line.start + match.start("date"), line.end)
        return None

    def _signers(self, lines: Sequence[Line], index: int) -> tuple[Span, ...]:
        signers: list[Span] = []
        for line in reversed(lines[max(0, index - MOST_SIGNERS) : index]):
            if not self._words.is_organ(line.words) and not (not signers and _LEADER.fullmatch(line.words)):
                break
            signers.insert(0, line.span)
        return tuple(signers)

    def _inline(self, text: str, line: Line) -> tuple[tuple[Span, ...], Span] | None:
        """A signature inside a line: in texts without line breaks it follows the last sentence."""
        for match in _INLINE.finditer(text, line.start, line.end):
            start = match.end("organ")
            name = match["organ"]
            if len(name) > 30:  # names with their offices in brackets run into the signature
                name = re.split("[）)]", name)[-1]
            if self._words.is_organ(name.strip()) and read_date(match["date"]):
                return (Span(start - len(name), start),), Span(*match.span("date"))
        return None

    def _undated(self, text: str, lines: Sequence[Line]) -> Closing:
        """No date: the last lines may still be a signature, a note or a web page's leavings."""
        last = len(lines)
        while last > 1 and _TAIL.match(lines[last - 1].words) and len(lines[last - 1].words) < 200:
            last -= 1
        tail = tuple(line.span for line in lines[last:])
        first = last
        while first > 1 and last - first < MOST_SIGNERS and self._words.is_organ(lines[first - 1].words):
            first -= 1
        signers = tuple(line.span for line in lines[first:last]) if last < len(lines) or first > 1 else ()
        signers = signers if first > 0 and _ends_sentence(lines[first - 1].words) else ()
        first = first if signers else last
        note, body_end = _attachment_note(lines, first)
        return _with_tail(text, Closing(body_end, signers, attachment_note=note, tail=tail))

    def _close(self, text: str, lines: Sequence[Line], index: int, signers: tuple[Span, ...], date: Span) -> Closing:
        start = signers[0].start if signers else date.start
        before = next((place for place, line in enumerate(lines) if line.start >= start), index)
        inside = lines[index].start < start < lines[index].end
        note, body_end = (None, start) if inside else _attachment_note(lines, before)
        rest = [line for line in lines[index:] if line.start >= date.end]
        if lines[index].end > date.end:
            rest = [*read_lines(text, date.end, lines[index].end), *rest]
        count = 0
        while count < len(rest) and _TAIL.match(rest[count].words) and len(rest[count].words) < 300:
            count += 1
        while count < len(rest) and len(rest[count].words) < 80 and _imprint(rest[count].words):
            count += 1
        tail, enclosed = rest[:count], rest[count:]
        closing = Closing(min(body_end, start), signers, date, note, tail=tuple(line.span for line in tail),
                          enclosures=_enclosures(text, enclosed))  # fmt: skip
        return _with_tail(text, closing)


def _imprint(words: str) -> bool:
    """Whether a line is the imprint of the 版记: who printed it, and when."""
    return bool(_PRINTED.match(words) or _SIGNED_LINE.fullmatch(words))


def _ends_sentence(words: str) -> bool:
    return words[-1] in "。！；.）)：:”"


def _attachment_note(lines: Sequence[Line], before: int) -> tuple[Span | None, int]:
    """The list of attachments just above line ``before``, and where the body ends."""
    end = lines[before - 1].end if before else (lines[0].start if lines else 0)
    for place in range(before - 1, max(-1, before - 16), -1):
        words = lines[place].words
        if len(words) > 100:
            break
        if _ATTACHED.match(words):
            above = place
            while above and _ATTACHED.match(lines[above - 1].words) and len(lines[above - 1].words) < 100:
                above -= 1
            return Span(lines[above].start, lines[before - 1].end), lines[above - 1].end if above else lines[
                above
            ].start
        if not _LISTED.match(words):
            break
    return None, end


def _with_tail(text: str, closing: Closing) -> Closing:
    cc = printed = None
    for span in closing.tail:
        words = span.of(text)
        if match := _CC.match(words):
            cc = cc or Span(span.start + match.end(), span.end)
        if match := _PRINTED.match(words):
            printed = Span(span.start + match.start(1), span.start + match.end(1))
    return Closing(closing.start, closing.signature, closing.date, closing.attachment_note, cc, printed, closing.tail,
                   closing.enclosures)  # fmt: skip


def _enclosures(text: str, lines: Sequence[Line]) -> tuple[Span, ...]:
    """The documents that follow the signature: a new one at every line that says 附件."""
    starts = [
        place for place, line in enumerate(lines) if place == 0 or re.fullmatch(r"附件\s*\d{0,2}\s*[:：]?", line.words)
    ]
    bounds = [*starts, len(lines)]
    spans = (Span(lines[a].start, lines[b - 1].end) for a, b in pairwise(bounds) if a < b)
    return tuple(span for span in spans if span.end - span.start > 20)
