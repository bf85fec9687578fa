"""The entries of a digest: where a cited document opens a paragraph, so that what follows is that document's.

``1.辽消〔2024〕7号关于印发《…》的通知，各大队要…`` is an entry; ``按照《…》的要求，各大队要…`` is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Span
from pipeline.record import record
from pipeline.rulebook import Rulebook
from pipeline.structure.citations import Citation
from pipeline.structure.instruments import Cited

_MARKER = (
    r"(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[)）][、.．]?|\d{1,2}\s*[.．、)）]"
    r"|[①-⑳]|[●■◆※▲★·\-]|[一二三四五六七八九十]是|\|?\s*\d{1,2}\s*[|\t])"
)
_OPENS = re.compile(
    rf"[\s\u3000]*(?P<marker>{_MARKER})?[\s\u3000]*(?P<issuer>(?:[\u4e00-\u9fff]|、|[0-9]|[（(][\u4e00-\u9fff]{{1,6}}[)）]){{0,30}})[：:]?\s*"
)
_BREAK = re.compile(rf"[。；;：:\n][\s\u3000]*(?={_MARKER})")
_ISSUED = re.compile(r"(?:联合|共同|统一|均|已|分别|两级|近日|日前|新)*(?:印发|下发|制发|转发|发布|发文|出台)?了?$")
_NO_ISSUER = re.compile(r"根据|按照|依据|依照|贯彻|落实|结合|对照|关于|你|同意|我|由|在|与|的|是")
_NO_ENTRY_AFTER = re.compile(
    r"[\s，,]*(?:已经|已由|业经|业已|收悉|同时废止|现|中的|第[一二三四五六七八九十百\d]+[条章])"
)
_GOES_ON = re.compile(r"[）)]?\s*(?:[，,。：:；;\n（(]|$)|[\u4e00-\u9fff]")
_STATUTE = re.compile(r"(?:法|法典|条例|宪法|规范|标准|报告)(?:[（(][^（）()]*[)）])?$")


@record
class Entry:
    """``span`` is the citation that opens the entry, ``start`` where its paragraph (with its number) begins."""

    span: Span
    start: int
    instrument: int


class EntryReader:
    """Finds the entries of digests; a text that is none (a notice with its legal basis, a statute) has no entries."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._tails = tuple(rulebook.lexicon("header/organ_tails").terms)

    def read(self, text: str, cited: Cited) -> tuple[Entry, ...]:
        """The entries in order: none where there is but one and no item number stands in front of it."""
        found: list[Entry] = []
        for citation, instrument in cited.places:
            if (
                instrument
                and (start := self._opening(text, citation)) is not None
                and not _inside(found, citation.span)
            ):
                found.append(Entry(citation.span, start, instrument))
        return tuple(found) if _is_digest(text, found) else ()

    def _opening(self, text: str, citation: Citation) -> int | None:
        """Where the paragraph that the citation opens begins, or ``None`` where it opens none."""
        start = citation.span.start
        line = text.rfind("\n", 0, start) + 1
        breaks = [match.end() for match in _BREAK.finditer(text, max(line, start - 60), start)]
        begin = breaks[-1] if breaks else line
        match = _OPENS.fullmatch(text, begin, start)
        if not match or not self._may_issue(match["issuer"]) or not _says_more(text, citation.span.end):
            return None
        if citation.number and (match["marker"] or not match["issuer"]):
            return begin
        if _NO_ENTRY_AFTER.match(text, citation.span.end) or not _GOES_ON.match(text, citation.span.end):
            return None
        if (
            not match["marker"]
            or _STATUTE.search(citation.title or "")
            or text[citation.span.end] not in "，,。：:；;\n（("
        ):
            return None
        return begin

    def _may_issue(self, words: str) -> bool:
        """Whether the words between the item's number and the citation name who issued it, or there are none."""
        name = _ISSUED.sub("", words)
        return not words or (bool(name) and name.endswith(self._tails) and not _NO_ISSUER.search(name))


def _says_more(text: str, at: int) -> bool:
    """Whether anything follows the citation: a bare list of titles (依据文件, 附件) is no digest."""
    line_end = text.find("\n", at)
    rest = text[at : len(text) if line_end < 0 else line_end].strip(" \u3000，,：:。.;；（()）")
    if rest:
        return True
    return line_end >= 0 and not re.match(rf"\s*(?:{_MARKER}|《|附件|$)", text[line_end : line_end + 40])


def _inside(found: Sequence[Entry], span: Span) -> bool:
    return bool(found) and found[-1].span.holds(span)


def _is_digest(text: str, entries: Sequence[Entry]) -> bool:
    if len({entry.instrument for entry in entries}) >= 2:
        return True
    return len(entries) == 1 and re.match(_MARKER, text[entries[0].start : entries[0].span.start].strip()) is not None
