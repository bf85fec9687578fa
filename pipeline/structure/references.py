"""Short references to documents that were cited before: ``61号文``, ``31号通知``, ``前者``, ``该条例第五条：``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Instrument, Span
from pipeline.patterns import compiled
from pipeline.structure.citations import Citation
from pipeline.structure.view import same_width

_NUMBERED = compiled(
    r"(?<![0-9０-９〕\]）)〕第])[“\"]?(?P<sequence>[0-9０-９]{1,4})\s?号(?:文件?|通知|意见|方案|办法|函|通报|令)[”\"]?(?![\u4e00-\u9fff]{0,6}[〔\[（(])"
)
_OF_TWO = compiled(
    r"(?P<which>前|后)(?:者|件|文|一(?:份|个|件)?(?:文件|通知|意见|方案|办法|函件?|通报)?)"
    r"(?=(?:则|还|并|也|同时)?(?:明确)?(?:要求|明确|规定|提出|强调|重申|部署)|(?<=者)[，,]|[为是]《)"
)
# 规定第二十三条：…; 新条例第五十二条规定，…: an article of the statute cited last, by its sort
_STATUTE = compiled(
    r"(?:(?<=[。；;\n：:])|(?<=[。；;\n][\s\u3000]))(?:新|该|本|上述|修订后的?)?(?P<sort>条例|规定|办法|细则|规则|规程)"
    r"(?=第\s?[一二三四五六七八九十百零〇0-9]{1,6}\s?条)"
)
_NEAR = 600  # characters back to the citation of a statute whose article is quoted
_PAIR = 800  # characters between 前者 and the 后者 that goes with it

Place = tuple[Citation, int]


def references(text: str, instruments: Sequence[Instrument], places: Sequence[Place]) -> Iterator[Place]:
    """Each such reference with the index of the document that it can only mean."""
    for found in _NUMBERED.finditer(text):
        ending = f"〕{same_width(found['sequence'])}号"
        meant = [at for at, one in enumerate(instruments) if at and (one.number or "").endswith(ending)]
        if len(meant) == 1:
            yield Citation(Span(*found.span()), title=found.group()), meant[0]
    yield from _of_two(text, places)
    yield from _of_statute(text, places)


def _of_statute(text: str, places: Sequence[Place]) -> Iterator[Place]:
    """An article of a statute that is called by its sort alone: of the one cited last that has this sort."""
    for found in _STATUTE.finditer(text):
        meant = [
            number for citation, number in places
            if number and citation.title and citation.title.endswith(found["sort"])
            and 0 <= found.start() - citation.span.end <= _NEAR
        ]  # fmt: skip
        if meant:
            yield Citation(Span(*found.span()), title=found.group()), meant[-1]


def _of_two(text: str, places: Sequence[Place]) -> Iterator[Place]:
    """前者 and 后者: of the two documents cited last; the second means the same two as the first."""
    pair: list[int] = []
    first = -_PAIR
    for found in _OF_TWO.finditer(text):
        if found["which"] == "前" or found.start() - first > _PAIR:
            before = [number for citation, number in places if number and citation.span.end <= found.start()]
            pair, first = list(dict.fromkeys(reversed(before)))[:2], found.start()  # the later one first
        if len(pair) == 2:
            yield Citation(Span(*found.span()), title=found.group()), pair[found["which"] == "前"]
