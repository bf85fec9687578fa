"""The entries of a digest: where a cited document opens a paragraph, so that what follows is that document's.

``1.辽消〔2024〕7号关于印发《…》的通知，各大队要…`` is an entry; ``按照《…》的要求，各大队要…`` is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Instrument, Span
from pipeline.record import record
from pipeline.rulebook import Rulebook
from pipeline.structure.arrivals import arrived, came
from pipeline.structure.citations import Citation
from pipeline.structure.endnotes import noted
from pipeline.structure.fields import record_of
from pipeline.structure.instruments import Cited
from pipeline.structure.markers import BULLETS, read_marker
from pipeline.structure.quotations import forwarded, passed_on, quoted_articles
from pipeline.structure.sources import bracketed, headed, trailing
from pipeline.structure.view import same_width

_MARKER = (
    r"(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(]\s*[一二三四五六七八九十\d]{1,3}\s*[)）][、.．]?"
    r"|\d{1,2}\s*(?:[.．、)）]|[,，](?!\s*\d)|(?<=\s)(?=[\u4e00-\u9fff《]|\Z))"
    rf"|[【〖\[]\s*[一二三四五六七八九十\d]{{1,2}}\s*[】〗\]]|[①-⑳]|[{BULLETS}\-]|[一二三四五六七八九十]是|\|?\s*\d{{1,2}}\s*[|\t])"
)
_OPENS = re.compile(
    rf"[\s\u3000]*(?:【[\u4e00-\u9fff]{{1,8}}】)?(?P<marker>{_MARKER})?[\s\u3000]*(?P<issuer>(?:[\u4e00-\u9fff]|[、,，](?=[\u4e00-\u9fff])|[0-9]|[（(][\u4e00-\u9fff]{{1,6}}[)）]){{0,30}})(?:[：:|，,]|[（(])?\s*"
)
_NUMBERED = re.compile(r"[^，：]{2,}[，：](?:文号|发文字号|编号)[为是：]?$")  # 方案已经县政府同意，文号云处〔2024〕2号
# 省安委办一份特急明电（…）, 文保支队联合发来整改通报（…）: what it is that came
_SORT = re.compile(
    r"(?:联合)?(?:(?:一|[两二三1-9])(?:份|件|封)|来|发来|转来|送来|印发|下发|制发)(?:的|了)?(?:特急|加急|紧急|特提)?"
    r"[\u4e00-\u9fff]{0,4}(?:明电|电报|传真|密码电|函件?|通知|通报|意见书?|督办单|通告|公告|文件)$"
)
_ON_DAY = re.compile(r"(?<=[\u4e00-\u9fff])(?:[0-9０-９]{4}年)?[0-9０-９]{1,2}月[0-9０-９]{1,2}日$")  # 省厅6月9日印发
_BREAK = re.compile(rf"[。；;：:\n][\s\u3000]*(?={_MARKER})")
_ISSUED = re.compile(
    r"(?:联合|共同|统一|均|已|分别|两级|近日|日前|新)*(?:印发|下发|制发|转发|发布|发文|出台|[转发送报]来|(?:修订|修正|颁布|公布|制定)(?:后?的)?)?了?$"
)
# a sentence that tells who issued what and then what it asks (``近日，市局印发《…》，要求各县…``)
_TOLD = re.compile(
    r"[\s\u3000“]*(?:(?:与之配套|同时|另外|此外|近日|日前|近期|随后|此前|同日|今年|去年|上周|本周|本月|[0-9０-９年月日]{2,12}|[0-9]{1,2}月[上中下]旬)[，,]?)?"
    r"(?:(?:针对|为|鉴于|结合)[\u4e00-\u9fff]{2,30}[，,])?"
    r"(?P<words>[\u4e00-\u9fff、（）0-9０-９A-Za-z]*?)(?:以|来函|印发|下发|制发|转发|发布|发文|出台|发出|来文|发来|签发)(?:了)?(?:的)?"
)
_WAY = 8  # characters between who issued it and the verb: 市财政局 据此联合 印发
_NO_WAY = re.compile(r"未|没|不|被|拟|将|即")
_ASKS = re.compile(
    r"[）)]?\s*(?:文件?)?(?:[为是]《[^《》]{2,80}》)?[，,、]?\s*(?:并|文件|通知|该[\u4e00-\u9fff]{1,3}|其中)?(?:还|并|也|则|同时)?(?:明确要求|要求|明确|规定|提出|强调|重申|征求|提醒|批复|答复|函复|通报|告知|部署|决定|就|自[^，。；]{2,14}起(?:施行|实施|执行)"
    r"|[\u4e00-\u9fff]{2,8}[书函单令报][，,](?:对[^，。；]{2,30})?作出|通知[，,：:]|(?<=号)文?(?:转发|批转|印发|下发|印送)|说得[^，。；]{1,6}，|作(?:出)?了?[^，。；]{0,6}(?:补充|规定|安排|部署)|经[^，。；]{2,16}(?:转来|转发|批转))"
)
_SENTENCE_END = re.compile(r"[。；;！？]|(?<=[^0-9])\.(?=[^0-9])")
# No sentence tells in more characters than these of who issued what: a line may be a whole document.
_LONGEST = 2_000
_TOLD_WITHIN = 100  # characters; who issued a document is said shortly before it
_NO_ISSUER = re.compile(r"根据|按照|依据|依照|贯彻|落实|结合|对照|关于|你|同意|我(?![局委办厅院部])|由|在|与|的|是")
_NO_ENTRY_AFTER = re.compile(
    r"[\s，,]*(?:已经|已由|业经|业已|收悉|同时废止|现|中的|(?:印发|下发|发布|公布|制发)的[^，。；]{0,30}(?:停止|废止|失效|不再|同时)|第[一二三四五六七八九十百\d]+[条章])"
)
# 依《方案》，…; 回到《方案》，…: back to a document that was named before
_BACK_TO = re.compile(
    r"(?P<stop>[。；;！？\n]|(?<![0-9])[.]|^)[\s\u3000]*(?P<by>(?:回到|按照?|依照?|依据|根据|对照?|针对)?)[\s\u3000]*\Z"
)
# 前者为《…通知》，; 90号文是补贴核查的通知，: what it is, and then what it asks
_TITLED = re.compile(r"[为是](?:《[^《》]{2,80}》|[^，。；《》]{2,40}的(?:通知|意见|函|方案|办法|通告|公告))[，,。：:]")
# 省委教育工委来文，未编文号，题为《…》; 《…提示》，无文号
_CALLED = re.compile(
    r"(?P<words>[^，。；]{2,60}?)(?:来文|来函|来电|发文|发来|印发|下发|制发|转来)[^。；]{0,24}(?:题为|标题为|题目为|题目是|名为)$"
)
_UNNUMBERED = re.compile(
    r"[）)]?[，,、（(]?\s*(?:文号(?:待补|暂缺|未编)|(?:无|未编|没有|暂无|未见|未列|未标)(?:发文)?文?号)"
)
_DAYS = re.compile(r"(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日")
_OWN_NUMBER = re.compile(r"^(?:[0-9]{1,2}|[（(][0-9一二三四五六七八九十]{1,3}[）)])[.．、)）]?")
_THEN = re.compile(r"(?:的?(?:规定|要求|部署))?[，,]")
_GOES_ON = re.compile(r"[）)]?\s*(?:[，,。：:；;\n（(]|$)|[\u4e00-\u9fff]")
# a number whose document another names, and then a colon: a heading, ``总队《…》（辽消〔2024〕7号）：``
_HEADS = re.compile(r"[）)]?[ \u3000]*(?:[：:]|\n|$|[0-9]{1,2}月[0-9]{1,2}日(?:正式)?(?:印发|发布|公布|出台))")
_NOTHING = re.compile(r"[\s\u3000]*(?:[—–-]{1,2}\s*\d{1,3}\s*[—–-]{1,2}[\s\u3000]*)?")
_LINE = 120  # characters in which a title of a list stands
_LISTED = re.compile(r"《[^《》\n]*》[^，。；\n]*(?:\n|\Z)")
_PEEK = 16  # characters that a line's numbering takes at most
# a listed statute whose articles follow: 《…条例》第五十六条：…, 《…条例》（2月26日通过）
_QUOTES = re.compile(
    r"(?:[（(][^（）()]{0,40}[）)])?[ \u3000]*"
    r"(?:第[一二三四五六七八九十百零〇\d]{1,6}条(?:第[一二三四五六七八九十]{1,3}款)?[ \u3000]*(?:规定[，,：:]|[：:])"
    r"|[：:]?\n(?!\s*《)(?=[^\n]{12}))"
)
# a statute's title on a line of its own, its articles under it
_ARTICLES = re.compile(r"(?:[（(][^（）()]{0,60}[)）])?[ \u3000]*\n\s*第[一二三四五六七八九十百零〇\d]{1,6}条")
# 《…办法》（市人大常委会通过）将于5月1日施行。
_IN_FORCE = re.compile(
    r"由[^，。；]{2,30}(?:通过|公布|发布)，[^。；]{2,30}施行[。；]|"
    r"(?:[（(][^（）()]{0,40}[)）])?[，,]?(?:已经?|将)?(?:于|自|从)[^，。；]{2,14}起?(?:正式)?(?:施\s*行|实\s*施|执\s*行|生\s*效)[。，；.]"
)
# 附：《…条例》第三十八条至第四十条，供执法参考。
_APPENDED = ("附", "附法条", "附条文", "法条链接", "法规链接", "相关法条", "相关条文", "法律依据")
_ARTICLE = re.compile("第[一二三四五六七八九十百零〇0-9]{1,6}条")
_STATUTE = re.compile(r"(?:法|法典|条例|宪法|规范|标准|报告)(?:[（(][^（）()]*[)）])?$")


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
        self._tails = tuple(rulebook.lexicon("header/organ_tails").terms)

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
        found.sort(key=lambda entry: entry.span)
        if not _is_digest(text, found):
            return ()
        opened = {entry.span for entry in found}
        found += [Entry(span, span.start, number, end) for span, number, end in quoted_articles(text, cited, opened)]
        said = {(span.start, number): span for span, number in (*forwarded(text, cited), *passed_on(text, cited))}
        found += [Entry(span, span.start, number) for (_, number), span in said.items()]
        return tuple(sorted(found, key=lambda entry: entry.span))

    def _start(self, text: str, citation: Citation, instrument: Instrument) -> int | None:
        """Where the entry begins that the citation opens, of a document told of now or again by its short name."""
        if citation.number is None and citation.title != instrument.title:
            return returned_to(text, citation.span)
        return self._opening(text, citation)

    def _opening(self, text: str, citation: Citation) -> int | None:
        """Where the paragraph that the citation opens begins, or ``None`` where it opens none."""
        start = citation.span.start
        line = text.rfind("\n", max(0, start - _LONGEST), start) + 1
        breaks = [match.end() for match in _BREAK.finditer(text, max(line, start - 60), start)]
        begin = breaks[-1] if breaks else line
        if (told := self._told(text, line, citation)) is not None:
            return told
        if (record := record_of(text, start)) is not None:
            return record
        if citation.number and (heading := headed(text, citation.number_span or citation.span)) is not None:
            return heading if _says_more(text, heading, citation.span.end) else None
        match = _OPENS.fullmatch(text, begin, start)
        if match and match["issuer"] in _APPENDED and _ARTICLE.match(text, citation.span.end):
            return begin
        if not match or not self._may_issue(match["issuer"]) or not _says_more(text, begin, citation.span.end):
            return None
        if citation.number and (match["marker"] or not match["issuer"] or _HEADS.match(text, citation.span.end)):
            return begin
        if not match["issuer"] and (
            _ARTICLES.match(text, citation.span.end) or _IN_FORCE.match(text, citation.span.end)
        ):
            return begin
        if match["marker"] and _QUOTES.match(text, citation.span.end):
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

    def _told(self, text: str, line: int, citation: Citation) -> int | None:
        """Where the sentence begins that tells of the document's issue, or opens with its number, and what it asks."""
        start = citation.span.start
        ends = [match.end() for match in _SENTENCE_END.finditer(text, max(0, start - _TOLD_WITHIN), start)]
        begins = {ends[-1] if ends else line, max(line, ends[-1] if ends else 0)}  # a line may be broken in a sentence
        inside = bool(ends) and ends[-1] > line
        return next((at for at in sorted(begins, reverse=True) if self._tells(text, at, citation, inside=inside)), None)

    def _tells(self, text: str, begin: int, citation: Citation, *, inside: bool) -> bool:
        """Whether the words from ``begin`` say who issued it; ``inside`` a line a number alone opens an entry."""
        if citation.span.start - begin > _LONGEST:
            return False
        words = "".join(text[begin : citation.span.start].split())
        if citation.number and (_NUMBERED.search(words) or came(text, begin, citation.span)):
            return True
        if citation.number and arrived(text, citation.span) and self._may_issue(words.removesuffix("的")):
            return True
        named = inside or bool(words)  # a line may open with a number that is only spoken of
        if named and citation.number and not _NO_ENTRY_AFTER.match(text, citation.span.end) and self._may_issue(words):
            return True
        if self._names_it(text, _OWN_NUMBER.sub("", words), citation):
            return True
        if _ASKS.match(text, citation.span.end) is None:
            return False
        if (told := _TOLD.fullmatch(words)) is not None:
            return not told["words"] or self._issues(told["words"])
        return (citation.number is not None or (inside and not words)) and self._may_issue(words)

    def _names_it(self, text: str, words: str, citation: Citation) -> bool:
        """Whether who sent a document without a number is said, and what it is called."""
        if (called := _CALLED.fullmatch(words)) is not None:
            return self._issues(called["words"])
        words = _DAYS.sub("", words)
        told = _TOLD.fullmatch(words) if _UNNUMBERED.match(text, citation.span.end) else None
        return told is not None and self._issues(told["words"])

    def _issues(self, words: str) -> bool:
        """Whether the words before a verb of issuing begin with who issues: 省能源局随后, 市财政局据此联合."""
        ends = (at for at in range(len(words), 1, -1) if words[:at].endswith(self._tails))
        at = next(ends, None)
        if at is None or len(words) - at > _WAY or _NO_WAY.search(words, at):
            return False
        return not _NO_ISSUER.search(words[:at])

    def _may_issue(self, words: str) -> bool:
        """Whether the words between the item's number and the citation name who issued it, or there are none."""
        name = _ON_DAY.sub("", _ISSUED.sub("", _SORT.sub("", words)))
        if not name:
            return not words or words.endswith("的")  # 新修订的《…条例》
        return name.endswith(self._tails) and not _NO_ISSUER.search(name)


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


def returned_to(text: str, name: Span) -> int | None:
    """Where a sentence begins that goes back to a document by its short name; ``None`` where it only mentions it.

    >>> returned_to('平台已上线。依《方案》，各街道每周填报。', Span(7, 11))
    6
    """
    before = _BACK_TO.search(text, max(0, name.start - _TOLD_WITHIN), name.start)
    if before is None or (before["by"] in ("对", "针对") and text[name.start] not in "前后"):
        return None
    if _TITLED.match(text, name.end) is not None:
        return before.start("by")
    goes_on = _THEN if before["by"] else _ASKS
    return before.start("by") if goes_on.match(text, name.end) is not None else None


def _inside(found: Sequence[Entry], span: Span) -> bool:
    return bool(found) and found[-1].span.holds(span)


def _follows(text: str, found: Sequence[Entry], start: int) -> bool:
    """Whether nothing but a page's number parts a title from the entry before it: its number, on the line above."""
    return bool(found) and _NOTHING.fullmatch(text, found[-1].span.end, start) is not None


def _is_digest(text: str, entries: Sequence[Entry]) -> bool:
    if len({entry.instrument for entry in entries}) >= 2:
        return True
    return len(entries) == 1 and re.match(_MARKER, text[entries[0].start : entries[0].span.start].strip()) is not None
