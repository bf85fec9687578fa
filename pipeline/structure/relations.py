"""How a document stands to those that it cites: forwards, issues, according_to, amends, extends, repeals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Relation, Span
from pipeline.structure.anatomy import Anatomy
from pipeline.structure.citations import Citation
from pipeline.structure.instruments import Cited

_BEFORE, _AFTER = 14, 60  # characters around a citation in which the relation is said
_BASIS = re.compile(
    r"(?:根据|按照|依据|依照|遵照|贯彻|落实|执行|参照|对照|为贯彻落实|依)(?:了|好)?[\u4e00-\u9fff、]{0,12}$"
)
_REVISED = re.compile(r"(?:修改|修订|修正|调整)[\u4e00-\u9fff]{0,4}$|(?:将|对)[\u4e00-\u9fff]{0,8}$")
_CHANGED = re.compile(r"[^。；]{0,30}?(?:修改|修订|修正|调整)")
_ISSUED = re.compile(
    r"[^。；]{0,24}?(?:现|予以?|给予)?[\u4e00-\u9fff、,，]{0,8}?(?P<act>印发|转发|批转|公布|发布)(?:给你们|你们|施行|实施)"
)
_REPEALED = re.compile(
    r"[^。；《]{0,16}?(?:(?:同时|一并|予以|即行|自行|相应)(?:废止|失效|停止执行|作废)|停止执行|不再执行|终止执行|废止|宣布失效)"
)
_EXTENDED = re.compile(
    r"[^。；《]{0,40}?(?:有效期(?:限)?(?:延长|延续|顺延|延至|延期|调整)|(?:继续|延续|延期)(?:有效|执行|实施)|(?:延长|延续)(?:至|到|执行)|执行(?:期限|时间)(?:延长|延至))"
)
_AMENDED = re.compile(
    r"[^。；《]{0,30}?(?:(?:作|做)(?:出|了)?(?:如下|以下)?(?:修改|修订|调整|补充)|(?:修改|修订|调整)为|由原定[^。；]{0,20}调整)"
)


def relations(text: str, anatomy: Anatomy, cited: Cited) -> tuple[Relation, ...]:
    """Every relation that is said, one a kind and instrument, in text order; ``span`` holds the words that say it."""
    found: dict[tuple[str, int], Relation] = {}
    for citation, instrument in cited.places:
        if instrument:
            for kind, span in _said(text, anatomy, citation):
                found.setdefault((kind, instrument), Relation(kind, instrument, span))
    return tuple(sorted(found.values(), key=lambda relation: relation.span))


def _said(text: str, anatomy: Anatomy, citation: Citation) -> Iterator[tuple[str, Span]]:
    start, end = citation.span
    before = text[max(0, start - _BEFORE) : start]
    clause = re.split(r"[。；;\n]", before)[-1]
    for kind, pattern in (("repeals", _REPEALED), ("extends", _EXTENDED), ("amends", _AMENDED)):
        if match := pattern.match(text, end, end + _AFTER):
            yield kind, Span(start, match.end())
            return
    if issued := _ISSUED.match(text, end, end + _AFTER):
        passed_on = issued["act"] in ("转发", "批转") or _title_says(text, anatomy, "转发", "批转")
        yield "forwards" if passed_on else "issues", Span(start, issued.end())
    elif match := _BASIS.search(clause):
        yield "according_to", Span(start - len(clause) + match.start(), end)
    elif (match := _REVISED.search(clause)) and ("修" in match.group() or _CHANGED.match(text, end, end + _AFTER)):
        yield "amends", Span(start - len(clause) + match.start(), end)


def _title_says(text: str, anatomy: Anatomy, *acts: str) -> bool:
    title = anatomy.title.of(text) if anatomy.title else ""
    return any(act in title for act in acts)
