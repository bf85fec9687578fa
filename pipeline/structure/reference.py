"""The date from which a document's missing years and months are inferred."""

from __future__ import annotations

import re
from datetime import date

from pipeline.model import Span
from pipeline.patterns import compiled
from pipeline.resolve.numbers import read_number
from pipeline.structure.anatomy import Closing, Reference, Top
from pipeline.structure.dates import DATE, read_date
from pipeline.structure.view import same_width

_HEAD, _LINES = 400, 8  # characters and lines in which a bulletin gives its day
_WHOLE_DATE = compiled(DATE)
_EFFECTIVE = compiled(rf"自\s*({DATE})\s*起?(?:施行|执行|实施|生效)")
_OWN_EFFECTIVE = compiled(rf"本[^，。；《》]{{1,12}}自\s*({DATE})\s*起?(?:施行|执行|实施|生效)")
_DATELINE = compiled(
    rf"(?:[^。；，]{{0,40}}[\s（(：:]|[（(][^。；（）()]{{2,40}}[，,、])?\s*(?P<first>{DATE})"
    rf"(?:\s*[—–~～至-]{{1,2}}\s*(?P<last>{DATE}|[0-9]{{1,2}}\s?月\s?[0-9]{{1,2}}\s?日))?\s*"
    r"(?:[0-9]{1,2}\s?[时点:：]\s?(?:[0-9]{1,2}\s?分?)?\s*)?"
    rf"(?:[ \u3000]+[\u4e00-\u9fff]{{2,12}}|[ \u3000]*总?第\s?[0-9]{{1,4}}\s?[期周]){{0,2}}[）)]?\s*"
    rf"(?:[ \u3000]+[\u4e00-\u9fff]{{2,12}})?"
)
# （2026年第7期，局办公室2026年4月8日编）
_MADE = compiled(
    rf"(?P<on>{DATE})\s*(?:编[发印制写辑]?|印[发制]?|刊发|摘编|整理)(?=[）)。，,；;\s]|$)"
    rf"|[室科处部委局会]\s?(?:编[发印制写辑]?|印制|主办)[：:\s]{{1,4}}(?P<then>{DATE})(?=[）)\s]|$)"
    rf"|[（(]总?第\s?[0-9]{{1,4}}\s?期[，,、\s]+(?P<issue>{DATE})(?=[，,）)])"
)
# （2026年第11期，3月16日编）
_OF_ISSUE = compiled(
    r"(?P<year>20[0-9]{2})年?第\s?[0-9]{1,3}\s?[期号][，,、\s]{1,3}(?P<day>[0-9]{1,2}月[0-9]{1,2}日)(?:编|印|出刊|刊发)"
)
_DAY_OF_HEAD = compiled(
    r"[：:\s\u3000（(）)，,](?P<day>(?P<month>[0-9]{1,2})\s?月\s?[0-9]{1,2}\s?日)"
    r"(?:\s?[—–~～至-]{1,2}\s?(?:[0-9]{1,2}\s?月\s?)?[0-9]{1,2}\s?日)?\s?(?:[0-9]{1,2}[时点:：](?:[0-9]{1,2}分?)?)?\s?"
    r"(?:编[发印制辑]?|印[发制]?|刊发|出刊)?[）)]?[ \u3000]*(?=\n|$)"
)
_MONTH = compiled("[^，。；0-9]{0,24}?([0-9]{1,2})[ \u3000]?月[ \u3000]?(?:份|工作|[上中下]旬)")
_SURE_MONTH = 3
_CITED = compiled(r"[〔\[［【（(](20[0-9]{2})[〕\]］】）)]\s*([0-9]{1,4})\s*号")
_FEW = 60  # numbers that an office gives in the first weeks of a year, at most
_PLAN = compiled(
    r"(?<![0-9〔])(20[0-9]{2})年(?!度?[^》]{0,20}(?:考核|总结|通报|情况|结果|评|报告|纪要|批复))[^》]{0,30}(?:要点|计划|方案|安排|任务|行动|工作)"
)


def reference_of(text: str, top: Top, closing: Closing) -> Reference | None:
    """The first of: 成文日期, the line under the title, a page's date, 印发日期, the year of its number, a dateline of
    its head, 本…自…起施行, what the title says of year or month, and last when a paper that it quotes takes effect.
    """
    passed = list(_WHOLE_DATE.finditer(text, *top.dateline)) if top.dateline else []
    spans = (
        ("signed", closing.date),
        ("passed", Span(*passed[-1].span()) if passed else None),
        ("printed", closing.printed),
        ("published", top.published),
    )
    for source, span in spans:
        if span and (day := read_date(span.of(text))):
            return Reference(day, source, span)
    if top.number and (year := read_number(top.number.of(text)).year) and 1949 <= year <= 2100:
        return Reference(date(year, 1, 1), "number", top.number)
    if dateline := _dateline(text):
        return dateline
    if own := _effective(text, top.end, _OWN_EFFECTIVE):
        return own
    told = _planned(text, top) or _day_of_cited_year(text) or _month_of_title(text, top)
    return told or _effective(text, top.end, _EFFECTIVE)


def _effective(text: str, start: int, said: re.Pattern[str]) -> Reference | None:
    """The day from which ``said`` has something in force."""
    match = said.search(text, start)
    day = read_date(match[1]) if match is not None else None
    return Reference(day, "effective", Span(*match.span(1))) if match is not None and day is not None else None


def _dateline(text: str) -> Reference | None:
    """A line of the head that ends with a whole date, or is a stretch of days: 2026年3月16日—3月22日 gives the last."""
    at, head = 0, same_width(text[:_HEAD])
    for line in head.split("\n")[:_LINES]:
        if found := _DATELINE.fullmatch(line):
            first, words = read_date(found["first"]), found["last"] or found["first"]
            last = read_date(words) or (read_date(f"{first.year}年{words}") if first else None)
            if first and last and last >= first:
                start, end = found.span("last" if found["last"] else "first")
                return Reference(last, "dateline", Span(at + start, at + end))
        at += len(line) + 1
    if (counted := _OF_ISSUE.search(head)) is not None and (day := read_date(f"{counted['year']}年{counted['day']}")):
        return Reference(day, "dateline", Span(*counted.span("day")))
    made = _MADE.search(head)
    name = made.lastgroup if made else None
    day = read_date(made[name]) if made and name else None
    return Reference(day, "dateline", Span(*made.span(name))) if made and name and day else None


def _planned(text: str, top: Top) -> Reference | None:
    """The year of 2025年工作要点, from its first day; a title that looks back (2024年度考核情况) gives none."""
    found = _PLAN.search(text, *top.title) if top.title else None
    return Reference(date(int(found[1]), 1, 1), "title", Span(*found.span(1))) if found else None


def _month_of_title(text: str, top: Top) -> Reference | None:
    """The month that a title opens with (``11月份工作情况通报``), in the one year that all numbers cite."""
    years = {year for year, _ in _CITED.findall(same_width(text))}
    month = _MONTH.match(text, *top.title) if top.title else None
    if month is None or len(years) != 1 or not _SURE_MONTH <= int(month[1]) <= 12:
        return None
    return Reference(date(int(years.pop()), int(month[1]), 1), "cited", Span(*month.span()))


def _day_of_cited_year(text: str) -> Reference | None:
    """A day without a year in the head (``编发时间：9月15日``, ``（11月3日至7日）``), in the last year that is cited.

    Not in the first weeks of a year, when what is cited is the year before's.
    """
    cited = [(int(year), int(number)) for year, number in _CITED.findall(same_width(text))]
    years = [year for year, _ in cited]
    day = _DAY_OF_HEAD.search(same_width(text[:_HEAD]))
    if day is None or not years or int(day["month"]) > 12:
        return None
    early = any(year == max(years) and number <= _FEW for year, number in cited)  # 〔2026〕4号: early in 2026
    if int(day["month"]) < _SURE_MONTH and not early:
        return None
    found = read_date(f"{max(years)}年{day['day']}")
    return Reference(found, "cited", Span(*day.span("day"))) if found else None
