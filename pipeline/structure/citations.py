"""Every place where a text cites a document: a number, a title, or both of one document joined."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.find.numbers import NumberFinder, number_text
from pipeline.find.titles import TitleFinder, title_name
from pipeline.model import Mention, Span
from pipeline.patterns import compiled
from pipeline.record import record
from pipeline.rulebook import Rulebook
from pipeline.structure.words import any_of

_SPACES = r"[\s\u3000]*"
_NEAR = 40  # characters between a number and the title of the same document
_CLAUSE_MARK = compiled(r"[。；;，,：:！？\n“”]")
_TAIL = compiled(r"的(?:通知|通告|公告|意见|决定|函|批复)(?![\u4e00-\u9fff]{0,1}[书])")
# 县政府办以青政办电〔2025〕40号转发: who passes a document on under a number of his own
_GAVE = compiled(r"(?P<issuer>[\u4e00-\u9fff、]{2,40})[以用]$")
_PASSES_ON = compiled(r"文?(?:转发|批转|印发|下发|印送|转来)")
_PASSES = compiled(r"转\s*发|批\s*转")
_COMMA = compiled(r"[ \u3000]*[,，]?[ \u3000]*")
_ENDS = compiled(r"[ \u3000]*(?:[）)。]{0,2}[ \u3000]*(?:[\n|\t①-⑳]|\Z)|[）)]?[。.．](?![0-9]))")
_UNDER = compiled(r"[ \u3000]*[,，]?(?:现|已|均|一并|正式)*以[ \u3000]*")
_STOP = compiled(r"[ \u3000]*。[ \u3000]*")
_DATED = compiled(r"[，,][0-9０-９]{1,2}月[0-9０-９]{1,2}日(?:印发|发布|下发|公布)")
_SENT = compiled("文?(?:印发|下发|发布)")
_GOES_ON = compiled(rf"{_ENDS.pattern}|[ \u3000]*[,，](?![ \u3000]*《)")
_STATUTE = compiled(r"(?:法|条例|规定|办法|细则)(?:[（(][^（）()]*[)）])?$")
_CLAUSE = 70  # characters back in which the issuer is looked for


@record
class Citation:
    """One place: ``number`` is canonical, ``issuer`` as in the text; at least one of number and title is there."""

    span: Span
    number: str | None = None
    title: str | None = None
    issuer: str | None = None
    quoted: bool = False
    number_span: Span | None = None
    title_span: Span | None = None


class CitationReader:
    """Joins numbers and titles into citations."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._numbers = NumberFinder(rulebook)
        self._titles = TitleFinder(rulebook)
        # 《…通知》，市文旅局、市公安局联合印发，云文旅〔2025〕19号; 《…方案》，以区安委会名义印发（…）
        acts = any_of(rulebook.lexicon("title/acts").terms)
        ways = r"(?:联合|共同|统一|均|已|分别|两级|近日|日前|曾|新|正式|也|都)*"
        issuer = r"(?P<issuer>[\u4e00-\u9fff、0-9０-９ ]{1,16}?)?"
        self._between = re.compile(
            rf"{_SPACES}[)）]?{_SPACES}(?:(?:标题|题名|名称|主题)[:：]|[文号，,：:|])?{_SPACES}(?:{issuer}{ways}(?:{acts})(?:施行|实施)?(?:了|的)?)?{_SPACES}"
        )
        self._named = re.compile(
            r"[ \u3000\n,，|｜]+(?P<issuer>[\u4e00-\u9fff、]{1,24}[局委办厅部府会队院署司站室所处科])"
        )
        self._bracket = re.compile(
            rf"{_SPACES}(?:[（(][^（）()]{{1,16}}[)）])?{_SPACES}[（(〔\[]{_SPACES}(?:文号[:：])?(?:(?:特急|加急|紧急|特提|明电)[,，、]{_SPACES})?"
            rf"(?P<issuer>[\u4e00-\u9fff、\s]{{2,40}})?[,，]?{_SPACES}"
        )
        self._issued = re.compile(
            rf"{_SPACES}[,，、]?{_SPACES}(?:由|以|系|是)?(?P<issuer>[\u4e00-\u9fff、\s]{{2,40}}?)(?:名义)?{ways}(?:{acts}|发来|转来|来函|来文)"
            rf"(?:了|的)?{_SPACES}[,，、]?{_SPACES}(?:文号|编号|发文字号)?[为是：:]?{_SPACES}[（(〔\[]?{_SPACES}"
        )
        # 《…条例》由省人大常委会于5月30日修订通过（…）; 《…纪要》，文号为…
        self._passed = re.compile(
            rf"{_SPACES}(?:[（(][^（）()]{{1,16}}[)）])?{_SPACES}[,，]?{_SPACES}(?:已|业)?(?:经|由)(?P<issuer>[\u4e00-\u9fff、\s]{{2,30}}?)(?:第[一二三四五六七八九十]+次会议)?"
            rf"(?:[于在][0-9０-９年月日\s]{{2,14}})?{_SPACES}(?:全票|表决|审议|修订|修正|会议|讨论|\s)*(?:通过|批准){_SPACES}[（(〔]{_SPACES}"
            rf"|{_SPACES}(?:于|在)?[0-9０-９]{{1,2}}月[0-9０-９]{{1,2}}日{_SPACES}(?:修订|修正|正式|\s)*(?:公布|发布|通过|印发){_SPACES}[（(〔]{_SPACES}(?P<by>[\u4e00-\u9fff、\s]{{2,20}})?"
            rf"|{_SPACES}[,，]{_SPACES}(?:文号|编号|发文字号)(?:为|是)?[：:]?{_SPACES}"
        )
        self._before = re.compile(
            rf"(?P<issuer>[\u4e00-\u9fff、0-9（）/]{{2,60}}?){ways}(?:{acts})(?:了|的|过)?(?:一系列|有关)?{_SPACES}$"
        )

    def read(self, text: str) -> list[Citation]:
        """Every citation, in text order, the same document as often as it is cited."""
        numbers = self._numbers.find(text)
        titles = [title for title in self._titles.find(text) if not _is_number(title, numbers)]
        taken: set[int] = set()
        found: list[Citation] = []
        for title in titles:
            pair = self._partner(text, title, numbers, taken)
            if pair is not None:
                taken.add(pair[0])
            found.append(self._cite(text, title, numbers[pair[0]] if pair else None, pair[1] if pair else None))
        found += [self._bare(text, number) for place, number in enumerate(numbers) if place not in taken]
        return sorted(found, key=lambda citation: citation.span)

    def _partner(
        self, text: str, title: Mention, numbers: Sequence[Mention], taken: set[int]
    ) -> tuple[int, str | None] | None:
        """The number that belongs to a title, before or after it, and an issuer named between them."""
        close = _close(text, title)
        for place in _around(title, numbers):
            number = numbers[place]
            if place in taken:
                continue
            if number.span.end <= title.span.start:
                gap = (text, number.span.end, title.span.start)
                match = self._between.fullmatch(*gap) or self._named.fullmatch(*gap)
                if match and self._joins(text, match, title) and not self._inside(text, match, close, numbers):
                    return place, match["issuer"]
            else:
                gap = (text, close, number.span.start)
                match = self._bracket.fullmatch(*gap) or self._passed.fullmatch(*gap) or self._issued.fullmatch(*gap)
                if match:
                    return place, (match["issuer"] or "").strip() or None
                if _UNDER.fullmatch(*gap) and _SENT.match(text, number.span.end):
                    return place, None  # 《…办法》，现以云交〔2025〕6号印发
                if (_STOP.fullmatch(*gap) or _COMMA.fullmatch(*gap)) and _DATED.match(text, number.span.end):
                    return place, None  # ——《…通知》。云教〔2025〕36号，8月19日印发。
                ends = _ENDS if _STATUTE.search(title_name(text, title)) else _GOES_ON
                if _COMMA.fullmatch(text, close, number.span.start) and ends.match(text, number.span.end):
                    return place, None  # ——《关于……的通知》，云人社发〔2025〕6号
        return None

    def _inside(self, text: str, gap: re.Match[str], close: int, numbers: Sequence[Mention]) -> bool:
        """Whether the title is of the document that the one before passes on: its own number follows in a bracket."""
        if _PASSES.search(gap.group()) is None:
            return False
        follows = next((number for number in numbers if number.span.start >= close), None)
        return follows is not None and self._bracket.fullmatch(text, close, follows.span.start) is not None

    def _joins(self, text: str, gap: re.Match[str], title: Mention) -> bool:
        """A statute after a mere comma or line break is another document: ``根据云发〔2024〕1号，《消防法》``."""
        if gap["issuer"] or gap.group().strip(" \n\u3000，,：:") or not gap.group():
            return True
        name = title_name(text, title)
        return name.startswith("关于") or "关于" in name or not name.endswith(("法", "条例"))

    def _cite(self, text: str, title: Mention, number: Mention | None, issuer: str | None) -> Citation:
        spans = [title.span, number.span] if number else [title.span]
        span = Span(min(one.start for one in spans), max(one.end for one in spans))
        if span.end > title.span.end and text[span.end : span.end + 1] in ("）", ")"):
            span = Span(span.start, span.end + 1)
        name, end = title_name(text, title), _close(text, title)
        if end > title.span.end and not (number is None and _PASSES.search(text, *_clause(text, title.span.start))):
            name, span = f"《{name}》{text[title.span.end : end]}", Span(span.start, max(span.end, end))
        quoted = title.rule == "title.quoted"
        return Citation(
            span, number_text(text, number) if number else None, name, issuer or self._issuer(text, span.start), quoted,
            number.span if number else None, Span(title.span.start, end),
        )  # fmt: skip

    def _bare(self, text: str, number: Mention) -> Citation:
        issuer = None
        if _PASSES_ON.match(text, number.span.end) and (gave := _GAVE.search(text, *_clause(text, number.span.start))):
            issuer = _bare_name(gave["issuer"])
        return Citation(number.span, number_text(text, number), None, issuer, False, number.span)

    def _issuer(self, text: str, at: int) -> str | None:
        """Who is said to have issued what stands at ``at``: ``省厅下发了《…》``."""
        match = self._before.search(text[slice(*_clause(text, at))])
        return _bare_name(match["issuer"]) if match else None


_LEADS = compiled(
    r".*(?:按照|根据|依据|依照|贯彻|落实|遵照|参照|学习|关于|[0-9]日|同时|现将|已将|转发|批转|结合|对照|严格|为|将|把|在|对|由|经|向|从|与|按|依|我)"
)
_NO_NAME = compiled(r"^(?:的|了|已|并|且|以及|及|和|或|其|该|本|此|统一|联合|先后|相继|研究|认真|组织|配套|要|需|应)")


def _clause(text: str, at: int) -> tuple[int, int]:
    """Where the clause begins that leads up to ``at``."""
    begins = [mark.end() for mark in _CLAUSE_MARK.finditer(text, max(0, at - _CLAUSE), at)]
    return (begins[-1] if begins else max(0, at - _CLAUSE)), at


def _close(text: str, title: Mention) -> int:
    """The end of a title with the words that make a notice of what it names (``印发《…方案》的通知``)."""
    tail = _TAIL.match(text, title.span.end) if title.rule == "title.quoted" else None
    return tail.end() if tail else title.span.end


def _bare_name(words: str) -> str | None:
    """The issuer's name out of the words before the verb, or ``None`` where there is none."""
    name = _LEADS.sub("", words).strip("、 ")
    return name if 2 <= len(name) <= 60 and not _NO_NAME.match(name) else None


def _is_number(title: Mention, numbers: Sequence[Mention]) -> bool:
    """Whether a quoted title is nothing but a number: 《某行公告〔2024〕第11号》."""
    inner = title.groups.get("name", title.span)
    place = bisect_left(numbers, inner.start, key=lambda number: number.span.start)
    if place == len(numbers) or not inner.holds(numbers[place].span):
        return False
    span = numbers[place].span
    return inner.end - inner.start - (span.end - span.start) <= 2


def _around(title: Mention, numbers: Sequence[Mention]) -> Iterator[int]:
    """Places of the numbers next to a title: the one before, then the one after."""
    after = bisect_left(numbers, title.span.end, key=lambda number: number.span.start)
    before = bisect_left(numbers, title.span.start, key=lambda number: number.span.start) - 1
    if before >= 0 and title.span.start - _NEAR <= numbers[before].span.end <= title.span.start:
        yield before
    if after < len(numbers) and numbers[after].span.start <= title.span.end + 2 * _NEAR:
        yield after
