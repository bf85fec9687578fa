"""What a digest says of a document in mid-paragraph: statutes' articles that it quotes, what passed it on and added."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from itertools import pairwise

from pipeline.model import Span
from pipeline.patterns import compiled
from pipeline.structure.instruments import Cited

_ARTICLE = (
    r"(?:第\s*[一二三四五六七八九十百零〇\d]{1,6}\s*条(?:之[一二三四五])?(?:第[一二三四五六七八九十]{1,3}款)?"
    r"(?:第?[（(]?[一二三四五六七八九十]{1,3}[）)]?项)?)"
)
_SAYS = (
    r"(?:(?:的?(?:明确|作出)?(?:规定|指出|要求))?[ \u3000]*[：:]|[ \u3000]*(?:是[：:]|"
    r"(?:规定)?[，,](?=[^，。；]{2,40}(?:的[，,]|不得|应当|必须|须))|对[^，。；：]{2,24}[：:]))\n?"
)
_QUOTES = compiled(
    rf"(?:[（(][^（）()]{{0,40}}[）)])?(?:的?(?:有关|相关)?(?:条文|条款|规定))?[，,：:]?(?:其中|其)?{_ARTICLE}{_SAYS}"
    rf"|[^。；：\n《》]{{0,48}}[，,](?:其中|其)?{_ARTICLE}{_SAYS}"
    rf"|[^；：\n《》]{{0,90}}。(?:其中|其)?{_ARTICLE}{_SAYS}"
    r"|[^。；：\n《》]{0,24}(?:罚则|罚款条款|条款|条文|规定)(?:主要)?(?:摘录|摘编|节录)?(?:如下)?[：:]"
)
# 摘录了《…法》第二十八条，…; 罚则摘自《…条例》：…
_TAKEN = compiled(r"(?:适用|节录|摘录|摘自|摘引|引述|引用|援引|又引|并引|附录|摘编)(?:了|自)?$")
_ENDED = compiled(r"[》）)]?[ \u3000]*(?:同时|即行|相应)?(?:废止|停止|失效|不再)")
_BASIS = compiled("(?:依据|依照|根据|按照?|违反|参照|触犯|违背)$")
# 4　考核⏎按照《…办法》第十二条，发生违章的，由安监部扣罚…
_OPENS = compiled(
    r"(?:^|\n|[：:])[\s\u3000]*(?:[（(]?[一二三四五六七八九十0-9]{1,2}[)）、.．][ \u3000]*)?(?:依据|依照|根据|按照?)$"
)
_BREACH = compiled(
    rf"[）)]?(?:的?{_ARTICLE})?(?:的?规定)?[，,][^。]{{2,60}}的[，,][^。]{{0,24}}(?:处|责令|罚|扣|吊销|没收|警告|通报|约谈|停止|暂停|撤)"
)
_HEAD = 16  # characters of a section's number and such a verb
_VERB = 4  # characters of such a verb at most
_TAKEN_FROM = compiled(
    rf"(?:[（(][^（）()]{{0,40}}[)）])?(?:的?(?:有关|相关)?{_ARTICLE})?"
    r"(?:的?(?:有关|相关)?(?:条文|条款|规定))?[ \u3000]*[：:，,]\n?"
)
_NEXT = compiled(rf"[\s\u3000]*(?:同时|另外|此外|又|其)?[，,]?{_ARTICLE}{_SAYS}")
_PASSED = r"在?\s*(?:转\s*发|批\s*转|印\s*发|下\s*发)\s*(?:该|此|上述)?\s*(?:文件?|通知|方案)?"
_FORWARDS = compiled(r"转\s*发|批\s*转|转\s*来")
_SAID = r"(?:还|并|也|又|另外?|同时)?\s*(?:明\s*确|要\s*求|提\s*出|强\s*调|规\s*定|补\s*充)"
_IN_IT = compiled(
    rf"(?<=[。；\n：:])\s*[\u4e00-\u9fff]{{2,12}}?\s*在?\s*(?:来|原)?\s*(?:函|文|通\s*知|电|意\s*见|通\s*报|方\s*案)\s*中?\s*{_SAID}"
)
# 原通知要求, 省里原件还有一条: the document inside; 省公司的转发通知增加了两点: the one that passed it on
_ORIGINAL = compiled(
    r"(?<=[。；\n：:])\s*(?:[\u4e00-\u9fff]{1,6}[里中的]?)?原\s*(?:通\s*知|文|件|函|意\s*见|方\s*案)\s*(?:中|里)?\s*"
    r"(?:还|并|也|另)?\s*(?:要\s*求|规\s*定|明\s*确|提\s*出|强\s*调|有\s*[一二两三]\s*[条点项])"
)
_WHEN_PASSED = compiled(
    rf"(?<=[。；\n])\s*(?:[0-9]{{1,2}}[.．][0-9]{{1,2}}[\s\u3000]*)?[\u4e00-\u9fff]{{0,12}}?\s*(?:(?:在?\s*转\s*发\s*(?:的\s*)?(?:时\s*候|时|中)|的?\s*转\s*发\s*(?:通\s*知|函|文\s*件|文))\s*[里中]?(?:结\s*合[^，。；]{{0,30}}?)?\s*(?:{_SAID}|(?:还|又|另)?\s*(?:外\s*)?(?:增\s*加|加|补\s*充)\s*了?\s*[一二两三几]\s*[条点项])|补\s*充\s*(?:要\s*求|明\s*确|规\s*定)|另\s*(?:外\s*)?(?:要\s*求|增\s*加|加\s*[一二两三]?\s*[条点项]?|补\s*充|提\s*出))"
)
_SPEAKS_FOR = 1200  # characters that a digest gives to one document at most
_STATUTE = compiled(r"(?:法|法典|条例|办法|规定|规则|规程|细则)(?:[（(][^（）()]*[)）])?$")


def quotation(text: str, cited: Span) -> int | None:
    """Where the articles that are quoted right behind a citation end; ``None`` where none are.

    >>> quotation('援引《养犬条例》第九条：“犬只应当登记。”各村要宣传。', Span(2, 8))
    21
    """
    taken = _TAKEN.search(text, max(0, cited.start - _VERB), cited.start) is not None
    if not taken and _BASIS.search(text, max(0, cited.start - _VERB), cited.start):
        if _OPENS.search(text, max(0, cited.start - _HEAD), cited.start) and _BREACH.match(text, cited.end):
            return _closed(text, cited.end)  # a section of its own that says what the document makes a breach cost
        return None  # 依据《…条例》第二十八条，…: on what ground, in whose paragraph it stands
    if _ENDED.match(text, cited.end):
        return None  # 《…试行办法》同时废止。第七条，…
    opened, end = (_TAKEN_FROM if taken else _QUOTES).match(text, cited.end), None
    while opened is not None:
        end = _closed(text, opened.end())
        opened = _NEXT.match(text, end)
    return end


def _closed(text: str, start: int) -> int:
    """The end of one quotation: its closing mark, else the end of its sentence."""
    if text[start : start + 1] in ("“", "「"):
        shut = text.find("”" if text[start] == "“" else "」", start)
        return shut + 1 if shut >= 0 else len(text)
    stop = text.find("。", start)
    return stop + 1 if stop >= 0 else len(text)


def quoted_articles(text: str, cited: Cited, opened: Set[Span]) -> Iterator[tuple[Span, int, int]]:
    """The citation, instrument and end of each statute quoted in mid-paragraph, those that open an entry left out."""
    for citation, instrument in cited.places:
        if not instrument or citation.span in opened or not _STATUTE.search(citation.title or ""):
            continue
        if (end := quotation(text, citation.span)) is not None:
            yield citation.span, instrument, end


def passed_on(text: str, cited: Cited) -> Iterator[tuple[Span, int]]:
    """Where it is told what an issuer asked besides when he passed a document on (``县政府办转发时另要求：…``)."""
    for issuer, instrument in {c.issuer: number for c, number in cited.places if c.issuer and c.number}.items():
        for said in re.finditer(rf"{_broken(issuer)}\s*(?:{_PASSED})\s*时", text):
            yield Span(*said.span()), instrument


def forwarded(text: str, cited: Cited) -> Iterator[tuple[Span, int]]:
    """Who speaks after a document that passes another on: the one inside (国家局在函中要求), the outer (转发时明确)."""
    places = [(citation.span, instrument) for citation, instrument in cited.places if instrument]
    for (outer, passes), (inner, passed) in pairwise(places):
        if (
            passes == passed
            or not _FORWARDS.search(text, outer.start, inner.start)
            or "\n\n" in text[outer.end : inner.start]
        ):
            continue
        stop = next(
            (at.start for at, number in places if at.start > inner.end and number not in (passes, passed)), len(text)
        )
        stop = min(stop, inner.end + _SPEAKS_FOR)
        for inside in (_IN_IT, _ORIGINAL):
            yield from ((Span(*said.span()), passed) for said in inside.finditer(text, inner.end, stop))
        yield from ((Span(*said.span()), passes) for said in _WHEN_PASSED.finditer(text, inner.end, stop))


def _broken(words: str) -> str:
    """A pattern for words that a line may break."""
    return r"\s*".join(map(re.escape, words))
