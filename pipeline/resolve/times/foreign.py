"""Plain, whole dates in the manner of other countries, alone on a line: 5 March 2024, 31/12/2024, 2024년 3월 5일.

dateparser reads them, in its strict mode and only where Duban's own rules have read nothing; it is never shown running
text, and loads when the first such line comes.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.model import Deadline, Span
from pipeline.patterns import compiled

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

LANGUAGES = ("en", "fr", "de", "es", "pt", "it", "nl", "ru", "ja", "ko", "vi")
LONGEST = 40  # characters of a line that can be one date
_MARGIN = " \t\r\n　。，,;；"
_SHANGHAI = timezone(timedelta(hours=8))
_CLOCK = r"(?:[ T,]+[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?: ?[APap]\.?[Mm]\.?)?)?"
#: 31/12/2024: figures alone, the year last. Dots are written by those who put the day first (DIN 5008, ГОСТ Р 7.0.97).
_FIGURES = compiled(rf"[0-9]{{1,2}}(?P<sign>[./-])[0-9]{{1,2}}(?P=sign)[12][0-9]{{3}}{_CLOCK}", re.ASCII)
_DAY, _MONTH, _YEAR = r"([0-3]?[0-9])", r"[^\W\d_]{3,12}\.?", r"[12][0-9]{3}"
_WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,? )?"
#: The month in letters (or beside 월, tháng), a whole year, one day: nothing less is shown to dateparser.
_NAMED = compiled(
    rf"(?:{_WEEKDAY}{_DAY}(?:st|nd|rd|th|er|º|\.)?[ -](?:of |de )?{_MONTH},?[ -](?:de )?{_YEAR}(?: ?г\.?)?"
    rf"|{_WEEKDAY}{_MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}|{_YEAR}[ -]{_MONTH}[ -]{_DAY}"
    rf"|{_YEAR}년 ?[01]?[0-9]월 ?{_DAY}일|[Nn]gày {_DAY} tháng [01]?[0-9] năm {_YEAR})"
    rf"(?: at)?{_CLOCK}(?: ?(?:GMT|UTC|Z|[+-][0-9]{{2}}:?[0-9]{{2}}))?"
)
_ISO_ZONED = compiled(
    r"[12][0-9]{3}-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?(?:Z|[+-][0-9]{2}:?[0-9]{2})", re.ASCII
)
_WHOLE_YEAR = compiled("[12][0-9]{3}", re.ASCII)
_HAN = compiled("[\u4e00-\u9fff]")


def read_foreign(line: str) -> Deadline | None:
    """The one day (and time of day) that the line is; ``None`` for anything else and for what could be two days.

    >>> read_foreign('5 March 2024').due, read_foreign('31/12/2024').due, read_foreign('03/04/2024')
    ('2024-03-05', '2024-12-31', None)
    """
    words = line.strip(_MARGIN)
    if not words or len(words) > LONGEST or _HAN.search(words) or not _WHOLE_YEAR.search(words):
        return None
    read = {_date(words, order) for order in _orders(words)}
    moment = read.pop() if len(read) == 1 else None
    if moment is None or not _names_its_month(words, moment):
        return None
    at = line.index(words)
    return Deadline(words, "on", due=_iso(words, moment), span=Span(at, at + len(words)))


def zoned(line: str) -> bool:
    """Whether the line is a date-time with its zone (2024-03-05T10:00:00Z): only ``read_foreign`` minds that."""
    return _ISO_ZONED.fullmatch(line.strip(_MARGIN)) is not None


def _orders(words: str) -> tuple[str, ...]:
    """In which orders figures may stand; a date in figures counts only where all of them give the same day."""
    if figures := _FIGURES.fullmatch(words):
        return ("DMY",) if figures["sign"] == "." else ("DMY", "MDY")
    return ("YMD",) if _ISO_ZONED.fullmatch(words) or _NAMED.fullmatch(words) else ()


def _names_its_month(words: str, moment: datetime) -> bool:
    """Whether the month hangs on its name: with another day it stays the same (5 Sat 2024 names none)."""
    named = _NAMED.fullmatch(words)
    day = next((span for span in named.regs[1:] if span[0] >= 0), None) if named else None
    if day is None:
        return True
    other = _date(f"{words[: day[0]]}28{words[day[1] :]}", "YMD")
    return other is not None and other.month == moment.astimezone(other.tzinfo).month


def _date(words: str, order: str) -> datetime | None:
    found = _parser(order).get_date_data(words)
    return found.date_obj if found.period in ("day", "time") else None


@lru_cache(maxsize=4)
def _parser(order: str) -> DateDataParser:
    from dateparser.date import DateDataParser

    strict = {
        "STRICT_PARSING": True,
        "REQUIRE_PARTS": ["year", "month", "day"],
        "PARSERS": ["absolute-time"],
        "DATE_ORDER": order,
        "PREFER_LOCALE_DATE_ORDER": False,
    }
    return DateDataParser(languages=list(LANGUAGES), settings=strict)


def _iso(words: str, moment: datetime) -> str:
    """The day, with the time where one was written; what names a zone is put into that of Shanghai."""
    local = moment.astimezone(_SHANGHAI) if moment.tzinfo else moment
    return f"{local:%Y-%m-%dT%H:%M}" if ":" in words else f"{local:%Y-%m-%d}"
