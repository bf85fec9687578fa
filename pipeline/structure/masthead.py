"""The top of a document (版头, head of 主体): marks, letterhead, number, title, the line under it, addressees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from pipeline.find.numbers import NumberFinder
from pipeline.model import Mention, Span
from pipeline.patterns import compiled
from pipeline.record import replace
from pipeline.structure.addressee_line import MOST_LINES, addressee_line
from pipeline.structure.anatomy import Top
from pipeline.structure.dates import DATE
from pipeline.structure.fields import opens_record
from pipeline.structure.lines import Line, is_row, read_lines, trimmed
from pipeline.structure.markers import read_marker
from pipeline.structure.titling import COLONS, SENTENCE, Titles
from pipeline.structure.words import HeaderWords

HEAD_LINES = 40  # a header that takes more lines than this is none
LONG_LINE = 100  # characters; a longer line of a header holds several of its elements, as texts without line breaks do
_TRIM = " \u3000（(【）)】★☆*-—"
_DATELINE = compiled(
    rf"[（(]?\s*(?:{DATE}|(?:19|20)\d\d\s?年).{{0,400}}?(?:通过|公布|发布|批准|施行|修订|修正|颁布)"
    rf"|{DATE}[ \u3000]+[^，。]{{2,40}}(?:人民代表大会|常务委员会)[^，。]*$",  # cut off by a PDF's line break
    re.DOTALL,
)
_PUBLISHED = compiled(
    rf"(?:(?:发布|成文|印发|发文|公开|生成|编报|编发|编印|报送|刊发)?(?:日期|时间)[:：]?\s*|来源.{{0,30}}?)?({DATE})(?:\s*\d\d?:\d\d(?::\d\d)?)?"
)
_SIGNER = compiled(r"签发人[:：]?.{0,20}$")
_NUMBER_LABEL = compiled(r"(?:发?文\s*号|文件编号|发文字号|编号)\s*[:：]\s*$")
_METADATA = compiled(
    r"索\s*引\s*号|发文字号\s*[:：]|发布机构\s*[:：]|^文\s*号\s*[:：]|选择字体|字号\s*[:：]|【字号|分享\s*[:：]"
)
_ISSUE = compiled(
    r"[〔\[（(]?(?:[1１][9９]\d\d|[2２][0０]\d\d)?[〕\]）)]?\s*年?\s*(?:第\s*)?[\d一二三四五六七八九十]+\s*期(?:[（(].{0,12}[)）])?"
)
_NAMED = r".{0,14}(?:简报|快报|快讯|通讯|要目|速览|摘报|摘编|汇编|专报|专刊|内参|参阅|[日周旬月]报|动态|导读|信息|提示)"
_JOURNAL = compiled(rf"^{_NAMED}$")
_ISSUE_OF = compiled(rf"{_NAMED}\s*[（(][^（）()]{{0,10}}第\s*[\d一二三四五六七八九十]+\s*期[^（）()]{{0,10}}[）)]")
_ENCLOSED = compiled(r"附[件表]\s*[\d一二三四五六七八九十]{0,2}\s*[:：]?")  # above the title of what is enclosed
_CONTENTS = compiled(r"目\s*[录次]")
_FRONT = (
    r"(?:(?!\.[\u4e00-\u9fff])[^。：:【]){0,120}?(?:通知|通报|批复|复函|意见|决定|公告|通告|函)"
    r"(?=\s*(?:各|[\u4e00-\u9fff、，（）]{2,60}[：:]))"
)


def _ahead(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """Each line with those after it that an addressee line may run on to, read no sooner than they are needed."""
    window = list(islice(lines, MOST_LINES))
    while window:
        yield window
        window = [*window[1:], *islice(lines, 1)]


@dataclass
class _Reading:
    """What has been read so far, line by line."""

    top: Top = field(default_factory=Top)
    rest: list[Line] = field(default_factory=list)  # lines that may be letterhead or title
    journal: Line | None = None  # the name of a bulletin, over the number of its issue
    done: int = 0  # a number may run into the next line, which is then read


class MastheadReader:
    """Reads the top of a text."""

    def __init__(self, words: HeaderWords, numbers: NumberFinder) -> None:
        self._words = words
        self._numbers = numbers
        self._titles = Titles(words)
        self._front = re.compile(
            f"{_FRONT}|(?:(?!\\.[\u4e00-\u9fff])[^。：:【]){{0,120}}?{words.genre}(?=\\s*各[^。]{{1,60}}[：:])"
        )

    def read(self, text: str) -> Top:
        """The elements before the body; ``Top.end`` is where the body begins, 0 in a text without any header."""
        reading = _Reading()
        for lines in _ahead(islice(self._pieces(text), HEAD_LINES)):
            line = lines[0]
            if line.start < reading.done or self._take(text, line, reading):
                continue
            if addressee := addressee_line(self._words, text, lines, alone=not reading.rest and reading.top == Top()):
                reading.top = replace(reading.top, addressee_line=addressee, end=_after_colon(text, addressee.end))
                break
            if self._is_body(line):
                break
            if not _ENCLOSED.fullmatch(line.words):
                reading.rest.append(line)
        return self._settle(text, reading)

    def title_within(self, text: str, span: Span) -> Span | None:
        """The title with which an enclosed document begins, if it has one."""
        lines = [line for line in islice(read_lines(text, *span), 8) if not _ENCLOSED.fullmatch(line.words)]
        return self._titles.title(text, [line for line in lines if not self._is_body(line)][:6], False)

    def _pieces(self, text: str) -> Iterator[Line]:
        for line in read_lines(text):
            yield from self._split(text, line) if len(line.words) > LONG_LINE else (line,)

    def _split(self, text: str, line: Line) -> Iterator[Line]:
        """A line that holds a whole header, cut into its elements; a line of the body comes back as it is."""
        near = min(line.end, line.start + 240)
        number = next(iter(self._numbers.find(text, line.start, near)), None)
        cuts: list[int] = []
        before = text[line.start : number.span.start].strip(_TRIM) if number else ""
        after = line.start
        if number and (not before or self._titles.is_title(before) or self._titles.is_letterhead(before)):
            after = number.span.end
            cuts = [number.span.start, after]
        if (front := self._front.match(text, after, near)) and not self._titles.is_title(before):
            cuts.append(front.end())
        if _DATELINE.match(line.words):
            cuts = []
        first = line.start
        for cut in (*cuts, line.end):
            if piece := trimmed(text, first, cut):
                yield piece
            first = cut

    def _take(self, text: str, line: Line, reading: _Reading) -> bool:
        """Whether the line is an element that can be told by itself; it is then noted."""
        top = reading.top
        if self._words.is_mark(line.words):
            reading.top = replace(top, marks=(*top.marks, line.span))
        elif number := self._own_number(text, line):
            reading.top = replace(top, number=top.number or number.span)
            for rest in (trimmed(text, line.start, number.span.start), trimmed(text, number.span.end, line.end)):
                if rest and self._titles.is_title_part(rest.words.strip(_TRIM)):
                    reading.rest.append(_stripped(rest))
            reading.done = number.span.end
        elif _ISSUE.fullmatch(line.words):
            if reading.rest and _JOURNAL.search("".join(reading.rest[-1].words.split())):
                reading.journal = reading.rest[-1]  # and its number is no document number
        elif _ISSUE_OF.fullmatch(line.words):
            reading.journal = line
        elif _METADATA.search(line.words):
            reading.top = self._metadata(text, line, top)
        elif _DATELINE.match(line.words) and not line.words.startswith("第") and len(line.words) < 500:
            reading.top = replace(top, dateline=top.dateline or line.span)
            if top.number is None:
                reading.top = replace(reading.top, number=self._order(text, line))
        elif published := _PUBLISHED.fullmatch(line.words):
            start = line.start + published.start(1)
            reading.top = replace(top, published=Span(start, line.start + published.end(1)))
        else:
            return False
        reading.top = replace(reading.top, end=max(line.end, reading.done))
        return True

    def _metadata(self, text: str, line: Line, top: Top) -> Top:
        """A web page's row of particulars: 索引号, 发文字号, 成文日期."""
        for mention in self._numbers.find(text, line.start, line.end):
            if _NUMBER_LABEL.search(text[line.start : mention.span.start]):
                top = replace(top, number=top.number or mention.span)
        if dated := re.search(rf"(?:成文|发布|发文)日期\s*[:：]\s*({DATE})", line.words):
            top = replace(top, published=Span(line.start + dated.start(1), line.start + dated.end(1)))
        return top

    def _own_number(self, text: str, line: Line) -> Mention | None:
        """The number that makes up the line, or that opens or closes the line of the title."""
        found = (
            self._numbers.find(text, line.start, min(line.end + 40, len(text)))
            if "号" in text[line.start : line.end + 40]
            else []
        )
        for mention in found[:2]:
            if mention.span.start >= line.end or opens_record(text, line.start):
                return None
            before = text[line.start : mention.span.start].strip(_TRIM)
            after = _SIGNER.sub("", text[mention.span.end : max(line.end, mention.span.end)]).strip(_TRIM)
            opens = (
                not before
                or bool(_NUMBER_LABEL.search(before))
                or self._titles.is_letterhead(before)
                or self._titles.is_title(before)
            )
            if opens and (not after or self._titles.is_title(after)):
                return mention
        return None

    def _order(self, text: str, line: Line) -> Span | None:
        """The order or announcement by which the line under a statute's title says that it was made public."""
        for mention in self._numbers.find(text, line.start, line.end):
            if text.startswith(("公布", "发布", "颁布"), mention.span.end):
                return mention.span
        return None

    def _is_body(self, line: Line) -> bool:
        words = line.words
        if read_marker(words) or _CONTENTS.fullmatch(words) or is_row(words):
            return True
        if (words.endswith("的") and "关于" not in words) or (words.endswith(tuple(COLONS)) and len(words) > 12):
            return True
        return bool(SENTENCE.search(words.strip("”"))) or len(words) > LONG_LINE

    def _settle(self, text: str, reading: _Reading) -> Top:
        top = reading.top
        sure = bool(top.number or top.addressee_line or top.dateline)
        title = reading.journal.span if reading.journal else self._titles.title(text, reading.rest, sure)
        before = [line for line in reading.rest if title is None or line.end <= title.start]
        heads = tuple(line.span for line in before if self._titles.is_letterhead(line.words))
        end = max([top.end, title.end if title else 0, *(head.end for head in heads)])
        return replace(top, title=title, letterhead=heads, end=end)


def _stripped(line: Line) -> Line:
    """The line without the brackets and stars of a letterhead at its ends."""
    words = line.words.strip(_TRIM)
    start = line.start + line.words.index(words)
    return Line(start, start + len(words), words)


def _after_colon(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] in tuple(COLONS) else end
