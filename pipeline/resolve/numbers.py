"""What a document number (发文字号) says: its canonical form and its parts.

The canonical form is the contract's: full-width square brackets around the year, no white space, Arabic digits of
normal width, `号` at the end. Nothing that tells documents apart is dropped: 第 and leading zeros stay as printed.
"""

from __future__ import annotations

import re
from typing import Literal

from pipeline.patterns import compiled
from pipeline.record import record
from pipeline.resolve.numerals import parse_number, plain_digits

Form = Literal["code", "order", "announcement", "yearly", "year_first", "unknown"]

LONGEST = 240  # characters; nothing longer is a number that an office gave

_SPACE = compiled(r"[\s\u200b\ufeff]+")
_WIDE = {
    ord(c): ord(c) - 0xFEE0
    for c in "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
}
_OPEN = "〔［[【﹝（(〈<{｛〖「『《"
_CLOSE = "〕］]】﹞）)〉>}｝〗」』》"
_YEAR = compiled(rf"[{re.escape(_OPEN)}]([0-9]{{2,4}}|[一二][〇一二三四五六七八九]{{3}})年?[{re.escape(_CLOSE)}]")
_DASH = compiled(r"[-－—–~～至]+")
_HAN = "一二三四五六七八九十百零〇"
_HAN_SEQ = compiled(rf"(〕第?)([{_HAN}]+)(?=号)")  # 云政发〔2024〕十二号
_SEQ = rf"(?:[0-9]+|[{_HAN}]+)"
_CODE = compiled(r"(?P<code>[^〔〕]*)〔(?P<year>[0-9]{2,4})〕(?P<nth>第?)(?P<seq>[0-9]+(?:[-—][0-9]+)?)号?")
_ORDER = compiled(
    rf"(?P<organ>.*?)(?:令(?:〔?(?P<year>(?:19|20)[0-9]{{2}})(?:〕年?|年|(?=第)))?[（(]?第?(?P<seq>{_SEQ})号[)）]?|第?(?P<seq2>{_SEQ})号令)"
)
_CODED = compiled(r"(?<!政府)(?<![部委会厅局院署席])令〔")  # 云政令〔2025〕2号: a code and no organ
_NOTICE = compiled(
    rf"(?P<organ>.*?)(?P<word>公告|通告)[（(]?(?:(?P<year>〔[0-9]{{4}}〕|[0-9]{{4}}年))?(?P<nth>第?)(?P<seq>{_SEQ})号[)）]?"
)
_YEARLY = compiled(rf"(?P<organ>.*?)(?P<year>[0-9]{{4}})年第(?P<seq>{_SEQ})号(?P<word>公告|通告|令)?")
_FIRST = compiled(r"(?P<head>[^〔〕0-9]*)〔(?P<year>[0-9]{2,4})〕(?P<code>[^〔〕0-9第]+)(?P<nth>第?)(?P<seq>[0-9]+)号")
_STATE = compiled(r"^中华人民共和国(?=(?:主席|国务院)令)")


@record
class DocumentNumber:
    """A number taken apart. ``code`` is the 机关代字 or the organ of an order; ``last`` ends a range (1—5号)."""

    raw: str
    canonical: str
    form: Form
    code: str
    year: int | None
    seq: int | None
    last: int | None = None

    @property
    def identity(self) -> tuple[str, int | None, int | None]:
        """What two spellings of one number share: the code without 字 and 第, the year, the sequence."""
        return self.code.removesuffix("字"), self.year, self.seq


def canonical_number(raw: str) -> str:
    """The canonical form of a document number; a text that is none comes back in normal widths without white space.

    >>> canonical_number('辽消[２０２４] 7 号'), canonical_number('中华人民共和国主席令\\n第二十九号')
    ('辽消〔2024〕7号', '主席令第29号')
    >>> canonical_number('2024年第3号公告'), canonical_number('市人民政府第12号令')
    ('2024年第3号', '市人民政府令第12号')
    """
    return read_number(raw).canonical


def read_number(raw: str) -> DocumentNumber:
    """The parts of a document number, form ``unknown`` if it is none.

    >>> read_number('云消〔2024〕7号').year
    2024
    """
    if len(raw) > LONGEST:
        return DocumentNumber(raw, raw, "unknown", "", None, None)
    plain = _plain(raw)
    for read in (_order, _notice, _year_first, _code, _yearly):
        if number := read(raw, plain):
            return number
    return DocumentNumber(raw, plain, "unknown", plain, None, None)


def expand_range(number: DocumentNumber) -> tuple[str, ...]:
    """The numbers that a range stands for: ``云发〔2024〕1—3号`` is three; one number stands for itself.

    >>> expand_range(read_number('云发〔2024〕1—3号'))
    ('云发〔2024〕1号', '云发〔2024〕2号', '云发〔2024〕3号')
    """
    if number.seq is None or number.last is None or not 0 < number.last - number.seq < 50:
        return (number.canonical,)
    return tuple(f"{number.code}〔{number.year}〕{n}号" for n in range(number.seq, number.last + 1))


def _plain(raw: str) -> str:
    words = plain_digits(_SPACE.sub("", raw)).translate(_WIDE)
    words = words.replace("○", "〇")
    words = re.sub(r"(?<=[0-9])[—–~～至]+(?=[0-9])", "—", words)
    words = _YEAR.sub(lambda found: f"〔{_year_text(found[1])}〕", words)
    if "〕" not in words or words[-2:-1] not in _HAN:
        return words
    return _HAN_SEQ.sub(lambda found: f"{found[1]}{_int(found[2])}", words)


def _year_text(digits: str) -> str:
    return digits if digits.isascii() else str(_int(digits))


def _int(words: str) -> int | None:
    value = parse_number(words)
    return None if value is None or value != int(value) else int(value)


def _code(raw: str, plain: str) -> DocumentNumber | None:
    if not (found := _CODE.fullmatch(plain)):
        return None
    first, *rest = _DASH.split(found["seq"])
    last = int(rest[0]) if rest and int(rest[0]) > int(first) else None
    seq = f"{first}—{rest[0]}" if last else found["seq"]
    canonical = f"{found['code']}〔{found['year']}〕{found['nth']}{seq}号"
    return DocumentNumber(raw, canonical, "code", found["code"], int(found["year"]), int(first), last)


def _order(raw: str, plain: str) -> DocumentNumber | None:
    if not (found := _ORDER.fullmatch(plain)) or _CODED.search(plain):
        return None
    seq = _int(found["seq"] or found["seq2"])
    if seq is None:
        return None
    organ = _organ(found["organ"]) if found["organ"] else ""
    organ = _STATE.sub("", f"{organ}令")
    year = f"{found['year']}年" if found["year"] else ""
    return DocumentNumber(raw, f"{organ}{year}第{seq}号", "order", organ, _int(found["year"] or ""), seq)


def _notice(raw: str, plain: str) -> DocumentNumber | None:
    if not (found := _NOTICE.fullmatch(plain)):
        return None
    seq = _int(found["seq"])
    if seq is None:
        return None
    organ, year = _organ(found["organ"]), found["year"] or ""
    digits = found["seq"] if found["seq"].isascii() else str(seq)
    head = "" if not organ and year.endswith("年") else f"{organ}{found['word']}"
    canonical = f"{head}{year}{found['nth']}{digits}号"
    return DocumentNumber(raw, canonical, "announcement", organ, _int(year.strip("〔〕年")), seq)


def _yearly(raw: str, plain: str) -> DocumentNumber | None:
    if not (found := _YEARLY.fullmatch(plain)):
        return None
    seq = _int(found["seq"])
    if seq is None:
        return None
    organ = _organ(found["organ"])
    head = f"{organ}{found['word'] or ''}" if organ else ""
    return DocumentNumber(raw, f"{head}{found['year']}年第{seq}号", "yearly", organ, int(found["year"]), seq)


def _year_first(raw: str, plain: str) -> DocumentNumber | None:
    if not (found := _FIRST.fullmatch(plain)):
        return None
    canonical = f"{found['head']}〔{found['year']}〕{found['code']}{found['nth']}{found['seq']}号"
    return DocumentNumber(raw, canonical, "year_first", found["code"], int(found["year"]), int(found["seq"]))


def _organ(words: str) -> str:
    return words.removeprefix("原").removesuffix("第")
