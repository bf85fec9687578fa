"""Where a digest names its source: behind what it took (``……。——《通知》，云人社发〔2025〕6号``), or in a heading."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Span
from pipeline.patterns import compiled
from pipeline.structure.instruments import Cited
from pipeline.structure.markers import BULLETS
from pipeline.structure.paragraphs import Paragraph, read_paragraphs

_MOST = 120  # characters that a source takes, its title and number and remarks
_DASH = compiled(r"[。；”）)][ \u3000]*[—–]{1,3}[ \u3000]*(?:摘自|出自|来源[：:]|见)?[ \u3000]*\Z")
_TAKEN = compiled(
    r"[（(][ \u3000]*(?:以上|上述)?(?:内容|条文|各条|要求)?(?:均|皆)?"
    r"(?:摘自|摘录自|摘编自|引自|选自|出自|来源于?|出处|据|见|源于)[ \u3000]*[：:]?[ \u3000]*\Z"
)
# behind the source stand its title, number, day and how urgent it is, and nothing is asked
_REST = compiled(r"[^。；\n]{0,80}[。）)]?[ \u3000]*(?=\n|\Z)")
_CLOSES = compiled(r"[^。；\n（）()]{0,80}[）)][。]?[ \u3000]*(?=\n|\Z)")
# a bracket with nothing but the source closes the paragraph: ……书面回复。（市委组织部《…通知》，云组通〔2025〕8号）
_SHUT = compiled(r"[。；！”][ \u3000]*\n?[ \u3000]*[（(](?:[\u4e00-\u9fff、\s]{0,40})\Z")
_LAST = compiled(r"[）)][。]?[ \u3000]*(?=\n|\Z)")
# ・各街道核完财产信息（区民政局云民〔2025〕12号；附件列有标准）: so ends an item that a bullet opens
_BULLET = compiled(rf"[ \u3000]*[{BULLETS}]")
_OPENED = compiled(r"[（(][\u4e00-\u9fff、]{0,40}\Z")
_REMARKS = compiled(r"(?:[。；，;,][^（）()\n]{0,120})?[）)][。；]?[ \u3000]*(?=\n|\Z)")
# a heading that ends in a number: ◎ 典当行业监督管理实施细则 [云金规〔2024〕7号]
_HEADING = compiled(
    rf"[\s\u3000]*(?:[{BULLETS}]|[一二三四五六七八九十]{{1,3}}、|[（(][一二三四五六七八九十]{{1,3}}[)）]|\d{{1,2}}[.．、])"
    r"[^。；！？\n]{2,60}\Z"
)
_ENDS = compiled(r"[ \u3000]*[\]］】）)〕]?[ \u3000]*(?:\n|\Z)")
_NO_HEADING = compiled(r"根据|按照|依据|依照|贯彻|落实|对照|废止|参照|收到|转发了")


def trailing(text: str, cited: Cited) -> Iterator[tuple[int, int]]:
    """Where each stretch begins whose source is named behind it, and the instrument that is the source."""
    done = -1
    paragraphs: list[Paragraph] = []
    for citation, instrument in cited.places:
        start = citation.span.start
        if not instrument or start < done:
            continue
        before = max(0, start - 24)
        line = text.rfind("\n", 0, start) + 1
        if _DASH.search(text, max(before, line), start) and _REST.match(text, citation.span.end):
            yield _words(text, line), instrument
        elif (taken := _TAKEN.search(text, max(before, line), start)) and _CLOSES.match(text, citation.span.end):
            yield _words(text, line if text[line : taken.start()].strip() else _above(text, line)), instrument
        elif citation.number and _closes_paragraph(text, citation.span):
            paragraphs = paragraphs or read_paragraphs(text)
            yield max(each.span.start for each in paragraphs if each.span.start < start), instrument
        else:
            continue
        done = min(start + _MOST, text.find("\n", start) if text.find("\n", start) >= 0 else len(text))


def bracketed(text: str, cited: Cited) -> Iterator[tuple[int, Span, int]]:
    """The items behind a bullet that end in a bracket with their source: where each begins, the bracket, the source.

    As in ``・各街道核完信息（区民政局云民〔2025〕12号）``.
    """
    for citation, instrument in cited.places:
        at = citation.span
        line = text.rfind("\n", 0, at.start) + 1
        if not instrument or not citation.number or _BULLET.match(text, line) is None:
            continue
        opened = _OPENED.search(text, max(line, at.start - 44), at.start)
        close = _REMARKS.match(text, at.end - (text[at.end - 1] in "）)"))
        if opened is not None and close is not None:
            yield _words(text, line), Span(opened.start(), close.end()), instrument


def headed(text: str, at: Span) -> int | None:
    """Where the heading begins whose last words are the number at ``at``; ``None`` where it ends none.

    >>> headed('◎ 催收指引 [云金规〔2024〕7号]\\n不得扰民。', Span(8, 19))
    0
    """
    line = text.rfind("\n", max(0, at.start - _MOST), at.start) + 1
    words = _HEADING.match(text, line, at.start)
    if words is None or _ENDS.match(text, at.end) is None or _NO_HEADING.search(words.group()):
        return None
    return line


def _closes_paragraph(text: str, at: Span) -> bool:
    """Whether a bracket with nothing but the citation ``at`` stands behind the last sentence of a paragraph."""
    end = at.end - (text[at.end - 1] in "）)")
    return _SHUT.search(text, max(0, at.start - 60), at.start) is not None and _LAST.match(text, end) is not None


def _words(text: str, line: int) -> int:
    """Where the words of a line begin."""
    return next((at for at in range(line, len(text)) if text[at] not in " \t\u3000"), line)


def _above(text: str, line: int) -> int:
    """The first of the lines that end their sentences, right above a line."""
    while line > 0:
        before = text.rfind("\n", 0, line - 1) + 1
        if text[before : line - 1].rstrip(" \u3000")[-1:] not in ("。", "；"):
            return line
        line = before
    return line
