"""Records of incoming documents, a field after another on one line: ``来文单位：市局　文号：云教〔2025〕8号``."""

from __future__ import annotations

import re

from pipeline.patterns import compiled


def _apart(names: str) -> str:
    """The names with blanks allowed between their characters (``文　　号``)."""
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", r"[ \\u3000]*", names)


_MINUTES = r"(?:会议)?纪要(?:编号|文号|字号|号)?"
_NAMES = _apart(
    "来文|来件|来函|文件|文电|件名|文名"
    "|(?:来文|收文|发文|文件|原文)?(?:单位|机关|部门|字号|文号|编号|标题|题名|名称|日期|时间)|主题|事由"
    rf"|{_MINUTES}"
)
_NUMBER = compiled(
    _apart(r"(?:来文|收文|发文|文件|原文)?(?:文号|字号|编号|标题|题名|名称)\s*[：:]\s*")
    + _apart(rf"|(?:来文|来件|来函|文件|文电|{_MINUTES})(?:\s*[：:]\s*|\u3000+)")
)
_MARKER = (
    r"(?:[【〖\[]\s*[一二三四五六七八九十\d]{1,3}\s*[】〗\]]|[（(]?\s*[一二三四五六七八九十\d]{1,3}\s*[)）、.．])\s*"
)
_OPENS = compiled(rf"[\s\u3000]*(?:{_MARKER})?(?:{_NAMES})(?:[ \u3000]*[：:]|\u3000)")
_RECORD = compiled(rf"[\s\u3000]*(?:{_MARKER}(?:{_NAMES})|(?:{_MARKER})?[来收]文(?:单位|机关|部门))[ \u3000]*[：:]")
_SENT = compiled(_apart(r"来文(?:单位|机关|部门)?") + r"\s*[：:]")
_NUMBERED = compiled(_apart(r"(?:文号|字号)") + r"\s*[：:]")
_TELLS = compiled(
    rf"文件|文电|来件|来函|{_MINUTES}|[件文]名|[来收发]文(?:单位|机关|部门|字号|日期|时间)?|文号|字号|标题|题名|文件(?:名称|标题|字号)|缓急|密级"
)
_LISTED = compiled(r"[：:]\s*[（(]?[0-9一二三四五六七八九十]{1,2}[)）.．、]")  # 来文：（1）支队《…》
_LINES = 4  # over which a record may be broken
_REACH = 400  # characters before a title or number in which its record begins
_FIRST = compiled(rf"(?:{_NAMES})(?:[ \u3000]*[：:]|\u3000)")


def opens_record(text: str, line: int) -> bool:
    """Whether a ``line`` begins the record of somebody else's document: 来文单位：…, or a numbered field.

    >>> opens_record('1、来文单位：市局　文号：云教〔2025〕8号', 0)
    True
    """
    return _RECORD.match(text, line) is not None


def record_of(text: str, at: int) -> int | None:
    """Where the record begins of which a field holds the number or title at ``at``; it may be broken over lines.

    >>> record_of('1、来文单位：市局　文号：云教〔2025〕8号', 13)
    0
    """
    line, first = at, max(0, at - _REACH)
    for _ in range(_LINES):
        line = text.rfind("\n", first, max(0, line - 1)) + 1
        if line < first or "。" in text[line:at]:
            return None
        if _OPENS.match(text, line, at) is not None:
            last = list(_FIRST.finditer(text, line, at))[-1]
            return line if _holds(text, last.start(), at) else None
    return None


def _holds(text: str, field: int, at: int) -> bool:
    """Whether the last field before ``at`` tells a number or title, or who sent it and there is no field for those."""
    if _NUMBER.fullmatch(text, field, at) is not None:
        return True
    end = text.find("\n", at)
    sent = _SENT.match(text, field, at) is not None and _LISTED.search(text, field, at) is None
    return sent and "以" not in text[field:at] and _NUMBERED.search(text, at, end if end >= 0 else len(text)) is None


def names_document(field: str) -> bool:
    """Whether a field of the name tells which document came in, and nothing that it asks.

    >>> names_document('来文单位'), names_document('摘要')
    (True, False)
    """
    return _TELLS.fullmatch(field) is not None
