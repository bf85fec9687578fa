"""The entries of a digest: where a cited document opens a paragraph, so that what follows is that document's.

``1.辽消〔2024〕7号关于印发《…》的通知，各大队要…`` is an entry; ``按照《…》的要求，各大队要…`` is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Instrument, Span
from pipeline.patterns import compiled
from pipeline.record import record
from pipeline.rulebook import Rulebook
from pipeline.structure.citations import Citation
from pipeline.structure.endnotes import noted
from pipeline.structure.fields import record_of
from pipeline.structure.instruments import Cited
from pipeline.structure.issued import LONGEST, NO_ENTRY_AFTER, UNNUMBERED, Issuers
from pipeline.structure.markers import BULLETS, read_marker
from pipeline.structure.quotations import forwarded, passed_on, quoted_articles
from pipeline.structure.returns import returned_to
from pipeline.structure.sources import bracketed, headed, trailing
from pipeline.structure.view import same_width

_MARKER = (
    r"(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[)）][、.．]?"
    r"|\d{1,2}\s*(?:[.．、)）]|[,，](?!\s*\d)|(?<=\s)(?=[\u4e00-\u9fff《]|\Z))"
    r"|(?:文件|来文|来件|文电|材料|事项|要文|收文)[一二三四五六七八九十\d]{1,3}(?=[\s\u3000：:])|(?:无文号|未编号)(?=[｜|，,：:\s])"
    rf"|[Ⅰ-Ⅻ][、.．。]?|[【〖\[]\s*[一二三四五六七八九十\d]{{1,2}}\s*[】〗\]]|[①-⑳]|[{BULLETS}\-]|—{{1,2}}|[一二三四五六七八九十]是|\|?\s*\d{{1,2}}\s*[|\t])"
)
_OPENS = compiled(
    rf"[\s\u3000]*(?:【[\u4e00-\u9fff]{{1,8}}】)?(?P<marker>(?:[{BULLETS}][\s\u3000]*)?{_MARKER})?[\s\u3000：:｜|]*(?:[【\[〔][\u4e00-\u9fff]{{1,8}}[】\]〕][\s\u3000]*)?(?P<issuer>(?:[\u4e00-\u9fff]|[、,，](?=[\u4e00-\u9fff])|[0-9]|[（(][\u4e00-\u9fff]{{1,6}}[)）]){{0,30}})(?:[：:|，,]|[（(〔\[【])?\s*"
)
_BREAK = compiled(
    rf"[。；;：:\n][\s\u3000]*(?={_MARKER})|(?<=[\u4e00-\u9fff])[ \u3000]+(?=[（(][一二三四五六七八九十]{{1,3}}[)）])"
)
_GOES_ON = compiled(r"[）)]?\s*(?:[，,。：:；;\n（(]|$)|[\u4e00-\u9fff]")
# a number whose document another names, and then a colon: a heading, ``总队《…》（辽消〔2024〕7号）：``
_HEADS = compiled(r"[）)]?[ \u3000]*(?:[：:]|\n|$|[0-9]{1,2}月[0-9]{1,2}日(?:正式)?(?:印发|发布|公布|出台))")
_NOTHING = compiled(r"[\s\u3000]*(?:[—–-]{1,2}\s*\d{1,3}\s*[—–-]{1,2}[\s\u3000]*)?")
_LINE = 120  # characters in which a title of a list stands
_LISTED = compiled(r"《[^《》\n]*》[^，。；\n]*(?:\n|\Z)")
_PEEK = 16  # characters that a line's numbering takes at most
# a listed statute whose articles follow: 《…条例》第五十六条：…, 《…条例》（2月26日通过）
_QUOTES = compiled(
    r"(?:[（(][^（）()]{0,40}[）)])?[ \u3000]*"
    r"(?:第[一二三四五六七八九十百零〇\d]{1,6}条(?:第[一二三四五六七八九十]{1,3}款)?[ \u3000]*(?:规定[，,：:]|[：:])"
    r"|[：:]?\n(?!\s*《)(?=[^\n]{12}))"
)
# a statute's title on a line of its own, its articles under it
_ARTICLES = compiled(
    r"(?:[（(][^（）()]{0,60}[)）])?(?:节录|摘录|节选|摘编)?[｜|]?"
    r"[\u4e00-\u9fff \u3000]{0,10}\n\s*第[一二三四五六七八九十百零〇\d]{1,6}条"
)
# 《…办法》（市人大常委会通过）将于5月1日施行。
_IN_FORCE = compiled(
    r"由[^，。；]{2,30}(?:通过|公布|发布)，[^。；]{2,30}施行[。；]|"
    r"(?:[（(][^（）()]{0,40}[)）])?[，,]?(?:已经?|将)?(?:于|自|从)[^，。；]{2,14}起?(?:正式)?(?:施\s*行|实\s*施|执\s*行|生\s*效)[。，；.]"
)
# 附：《…条例》第三十八条至第四十条，供执法参考。
_APPENDED = ("附", "附法条", "附条文", "法条链接", "法规链接", "相关法条", "相关条文", "法律依据")
_ARTICLE = compiled("第[一二三四五六七八九十百零〇0-9]{1,6}条")
_STATUTE = compiled(r"(?:法|法典|条例|宪法|规范|标准|报告)(?:[（(][^（）()]*[)）])?$")


# behind a title that opens a paragraph: how it came, from when it is in force, or what it asks
_TITLE_STANDS = compiled(
    r"(?:[（(][^（）()]{0,40}[)）])?[ \u3000]*(?:[，,：:。.]|"
    r"(?:今年|去年)?[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:起|就|已)?(?:正式)?(?:施行|实施|执行)|"
    r"(?:已经?|将)?(?:自|于|经|由)[^，。；]{2,30}(?:施行|实施|执行|通过|印发|公布|发布|批准)"
    r"|(?:去年|今年|近日|日前|最近|已|新近)?(?:修订|修正|印发|出台|公布|发布)"
    r"|(?:还|并)?(?:规定|明确|要求|提出)[，,：:]|将[^，。；]{2,30}由[^，。；]{1,16}(?:改|调整|提高|降低|压缩|放宽|扩大))"
)
_BY = compiled(r"(?:^|[\n】：:。])[\s\u3000]*(?P<by>(?:按照?|以|依照?)[\u4e00-\u9fff]{0,14})$")
_HOLDS = compiled(r"[）)]?(?:走|办|来|执行|为准)\s?[，,。]")
_TWO = compiled("[两二三四]家(?=联合|共同|印发|下发)")
_ARTICLE_SAYS = compiled(r"第[一二三四五六七八九十百零〇0-9]{1,6}条[，,：:]")


@record
class Entry:
    """``span`` is the citation that opens the entry, ``start`` where its paragraph (with its number) begins.

    ``end`` is where an entry ends that is a quotation, after which the one before it goes on; ``source`` is the bracket
    in which an item names where it comes from.
    """

    span: Span
    start: int
    instrument: int
    end: int | None = None
    source: Span | None = None


class EntryReader:
    """Finds the entries of digests; a text that is none (a notice with its legal basis, a statute) has no entries."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._issuers = Issuers(tuple(rulebook.lexicon("header/organ_tails").terms))

    def read(self, text: str, cited: Cited) -> tuple[Entry, ...]:
        """The entries in order: none where there is but one and no item number stands in front of it."""
        found = [Entry(Span(at, at), at, number) for at, number in trailing(text, cited)]
        behind = {entry.instrument for entry in found}
        found += [Entry(Span(at, at), at, number, source=span) for at, span, number in bracketed(text, cited)]
        found += [
            Entry(Span(at, at), at, number, end=mark.start, source=mark) for at, mark, number in noted(text, cited)
        ]
        for citation, instrument in cited.places:
            if (
                instrument
                and instrument not in behind
                and (start := self._start(text, citation, cited.instruments[instrument])) is not None
                and not _inside(found, citation.span)
                and not any(entry.source is not None and entry.source.holds(citation.span) for entry in found)
                and not (citation.number is None and _follows(text, found, start))
            ):
                found.append(Entry(citation.span, start, instrument))
        found += self._titled(text, cited, found)
        found.sort(key=lambda entry: entry.span)
        if not _is_digest(text, found):
            return ()
        opened = {entry.span for entry in found}
        found += [Entry(span, span.start, number, end) for span, number, end in quoted_articles(text, cited, opened)]
        said = {(span.start, number): span for span, number in (*forwarded(text, cited), *passed_on(text, cited))}
        found += [Entry(span, span.start, number) for (_, number), span in said.items()]
        return tuple(sorted(found, key=lambda entry: entry.span))

    def _titled(self, text: str, cited: Cited, found: Sequence[Entry]) -> list[Entry]:
        """Where titles without number open paragraphs, two of them or more, or one of a statute that is quoted.

        ``省教育厅《关于资助核查的通知》，10月18日收。``; ``《养犬条例》去年修订。第四条，…；第九条，…``.
        """
        known = {entry.instrument for entry in found}
        opened: list[Entry] = []
        for citation, instrument in cited.places:
            if not instrument or instrument in known or not citation.title:
                continue
            begin = text.rfind("\n", 0, citation.span.start) + 1
            above = sorted((entry for entry in found if entry.span.end <= begin), key=lambda entry: entry.span)
            if self._opens_titled(text, begin, citation) and not _follows(text, above, begin):
                opened.append(Entry(citation.span, begin, instrument))
                known.add(instrument)
        if len(opened) > 1 or len(known - {entry.instrument for entry in opened}) > 1:
            return opened
        return [entry for entry in opened if found and _quotes_articles(text, entry)]

    def _opens_titled(self, text: str, begin: int, citation: Citation) -> bool:
        """Whether nothing but who issued it stands before a title, and behind it how it came or what it asks."""
        opens = _OPENS.fullmatch(text, begin, citation.span.start)
        unnumbered = UNNUMBERED.match(text, citation.span.end) is not None  # ——《…通知》，未编文号。
        if opens is None or (opens["marker"] and not unnumbered) or NO_ENTRY_AFTER.match(text, citation.span.end):
            return False
        issued = self._issuers.may_issue(_TWO.sub("", opens["issuer"]))
        return issued and (unnumbered or _TITLE_STANDS.match(text, citation.span.end) is not None)

    def _start(self, text: str, citation: Citation, instrument: Instrument) -> int | None:
        """Where the entry begins that the citation opens, of a document told of now or again by its short name."""
        if citation.number is None and citation.title != instrument.title:
            return returned_to(text, citation.span)
        return self._opening(text, citation)

    def _opening(self, text: str, citation: Citation) -> int | None:
        """Where the paragraph that the citation opens begins, or ``None`` where it opens none."""
        start = citation.span.start
        line = text.rfind("\n", max(0, start - LONGEST), start) + 1
        breaks = [match.end() for match in _BREAK.finditer(text, max(line, start - 60), start)]
        begin = breaks[-1] if breaks else line
        if (told := self._issuers.told(text, max(line, begin), citation)) is not None:
            return told
        if (by := _BY.search(text, max(line, start - 40), start)) and _HOLDS.match(text, citation.span.end):
            return by.start("by")  # 按总队新印发的《…规范》走，
        if (record := record_of(text, start)) is not None:
            return record
        if citation.number and (heading := headed(text, citation.number_span or citation.span)) is not None:
            return heading if _says_more(text, heading, citation.span.end) else None
        match = _OPENS.fullmatch(text, begin, start)
        if match and match["issuer"] in _APPENDED and _ARTICLE.match(text, citation.span.end):
            return begin
        if not match or not self._issuers.may_issue(match["issuer"]) or not _says_more(text, begin, citation.span.end):
            return None
        if citation.number and (match["marker"] or not match["issuer"] or _HEADS.match(text, citation.span.end)):
            return begin
        if not match["issuer"] and (
            _ARTICLES.match(text, citation.span.end) or _IN_FORCE.match(text, citation.span.end)
        ):
            return begin
        if match["marker"] and _QUOTES.match(text, citation.span.end):
            return begin
        if NO_ENTRY_AFTER.match(text, citation.span.end) or not _GOES_ON.match(text, citation.span.end):
            return None
        if (
            not match["marker"]
            or _STATUTE.search(citation.title or "")
            or text[citation.span.end] not in "，,。：:；;\n（("
        ):
            return None
        return begin


def _says_more(text: str, begin: int, at: int) -> bool:
    """Whether anything follows the citation: a bare list of titles (依据文件, 附件) is no digest."""
    line_end = text.find("\n", at)
    if text[at : len(text) if line_end < 0 else line_end].strip(" \u3000，,：:。.;；（()）]］】〕"):
        return True
    following = text[line_end:].lstrip()[:_PEEK] if line_end >= 0 else ""
    if not following or following.startswith("附件") or _LISTED.match(text[line_end : line_end + _LINE].lstrip()):
        return False
    own, other = read_marker(same_width(text[begin:at].lstrip()[:_PEEK])), read_marker(same_width(following))
    if own is None and other is not None and (other.value == 1 or other.kind == "article"):
        return not following[other.end :].lstrip().startswith("《")  # what it asks, point by point
    return other is None or (own is not None and (own.rank < other.rank or other.kind == "article"))


def _quotes_articles(text: str, entry: Entry) -> bool:
    """Whether the paragraph that a title opens quotes articles of it, two or more."""
    end = text.find("\n", entry.span.end)
    return len(_ARTICLE_SAYS.findall(text, entry.span.end, end if end >= 0 else len(text))) > 1


def _inside(found: Sequence[Entry], span: Span) -> bool:
    return bool(found) and found[-1].span.holds(span)


def _follows(text: str, found: Sequence[Entry], start: int) -> bool:
    """Whether nothing but a page's number parts a title from the entry before it: its number, on the line above."""
    return bool(found) and _NOTHING.fullmatch(text, found[-1].span.end, start) is not None


def _is_digest(text: str, entries: Sequence[Entry]) -> bool:
    if len({entry.instrument for entry in entries}) >= 2:
        return True
    return len(entries) == 1 and re.match(_MARKER, text[entries[0].start : entries[0].span.start].strip()) is not None
