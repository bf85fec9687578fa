"""How a document stands to those that it cites: forwards, issues, according_to, amends, extends, repeals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Relation, Span
from pipeline.patterns import compiled
from pipeline.structure.anatomy import Anatomy
from pipeline.structure.citations import Citation
from pipeline.structure.instruments import Cited

_BEFORE, _FAR, _AFTER = 14, 40, 60  # characters around a citation in which the relation is said
# 《甲》（号）、《乙》和《丙》: what is said of one is said of all.
_AND = compiled(r"[\s\u3000]*(?:、|和|及|与|以及)?[\s\u3000]*")
_BASIS = compiled(
    r"(?:根据|按照|依据|依照|遵照|贯彻|落实|执行|参照|对照|为贯彻落实|依)(?:了|好)?[\u4e00-\u9fff、]{0,12}$"
)
_REVISED = compiled(r"(?:修改|修订|修正|调整)[\u4e00-\u9fff]{0,4}$|(?:将|对)[\u4e00-\u9fff]{0,8}$")
_CHANGED = compiled(r"[^。；]{0,30}?(?:修改|修订|修正|调整)")
_ISSUED = compiled(
    r"[^。；]{0,24}?(?:现|予以?|给予)?[\u4e00-\u9fff、,，]{0,8}?(?P<act>印发|转发|批转|公布|发布)(?:给你们|你们|施行|实施)"
)
_REPEALED = compiled(
    r"[^。；《]{0,16}?(?:(?:同时|一并|予以|即行|自行|相应)(?:废止|失效|停止执行|作废)|停止执行|不再执行|终止执行|(?<!不得)(?<![未非])废止|宣布失效)"
)
_REPEALS = compiled(
    r"(?:^|[，,]|(?<=决定))(?:[自从][^，。；《]{2,20}起)?(?:同时|一并|即行|予以|宣布)?(?:废止|停止执行)(?:了|原|文件)?[：:]?$"
)
# 决定对下列文件予以废止：一、《甲》 二、《乙》
_LIST = compiled(
    r"(?:下列|以下|如下)[^。；]{0,30}(?:予以|一并|宣布|即行)(?:废止|失效|停止执行)[：:]$|(?:废止|停止执行)(?:下列|以下|如下)[^。；]{0,30}[：:]$"
)
_MARK = compiled(r"[\s\u3000]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．]?)?[\s\u3000]*(?:《|$)")
_EXTENDED = compiled(
    r"[^。；《]{0,40}?(?:有效期(?:限)?(?:延长|延续|顺延|延至|延期|调整)|(?:继续|延续|延期)(?:有效|执行|实施)|(?:延长|延续)(?:至|到|执行)|执行(?:期限|时间)(?:延长|延至))"
)
_AMENDED = compiled(
    r"[^。；《]{0,30}?(?:(?:作|做)(?:出|了)?(?:如下|以下)?(?:修改|修订|调整|补充)|(?:修改|修订|调整)为|由原定[^。；]{0,20}调整)"
)

Place = tuple[Citation, int]


def relations(text: str, anatomy: Anatomy, cited: Cited) -> tuple[Relation, ...]:
    """Every relation that is said, one a kind and instrument, in text order; ``span`` holds the words that say it."""
    found: dict[tuple[str, int], Relation] = {}
    for row in _rows(text, [place for place in cited.places if place[1]]):
        for kind, span in _said(text, anatomy, Span(row[0][0].span.start, row[-1][0].span.end)):
            for _, instrument in row:
                found.setdefault((kind, instrument), Relation(kind, instrument, span))
    return tuple(sorted(found.values(), key=lambda relation: relation.span))


def _rows(text: str, places: Sequence[Place]) -> Iterator[list[Place]]:
    """Citations that stand side by side, as one."""
    row: list[Place] = []
    for place in places:
        if row and not _AND.fullmatch(text, row[-1][0].span.end, place[0].span.start):
            yield row
            row = []
        row.append(place)
    if row:
        yield row


def _said(text: str, anatomy: Anatomy, cited: Span) -> Iterator[tuple[str, Span]]:
    start, end = cited.start, cited.end
    clause = _clause(text, start, _BEFORE)
    for kind, pattern in (("repeals", _REPEALED), ("extends", _EXTENDED), ("amends", _AMENDED)):
        if match := pattern.match(text, end, end + _AFTER):
            yield kind, Span(start, match.end())
            return
    if (begins := _repealed_from(text, start)) is not None:
        yield "repeals", Span(begins, end)
    elif issued := _ISSUED.match(text, end, end + _AFTER):
        passed_on = issued["act"] in ("转发", "批转") or _title_says(text, anatomy, "转发", "批转")
        yield "forwards" if passed_on else "issues", Span(start, issued.end())
    elif match := _BASIS.search(clause):
        yield "according_to", Span(start - len(clause) + match.start(), end)
    elif (match := _REVISED.search(clause)) and ("修" in match.group() or _CHANGED.match(text, end, end + _AFTER)):
        yield "amends", Span(start - len(clause) + match.start(), end)


def _clause(text: str, end: int, most: int) -> str:
    return re.split(r"[。；;\n]", text[max(0, end - most) : end])[-1]


def _repealed_from(text: str, start: int) -> int | None:
    """Where the words begin that repeal what is cited behind them; None where there are none."""
    clause = _clause(text, start, _FAR)
    if match := _REPEALS.search(clause):
        return start - len(clause) + match.start()
    lines = text[:start].split("\n")
    if not _MARK.fullmatch(f"{lines.pop()}《"):
        return None
    lead = next((line for line in reversed(lines) if line.strip() and not _MARK.match(line)), "")
    return start if _LIST.search(lead.strip()) else None


def _title_says(text: str, anatomy: Anatomy, *acts: str) -> bool:
    title = anatomy.title.of(text) if anatomy.title else ""
    return any(act in title for act in acts)
