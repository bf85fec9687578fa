"""State-secret marks (密级): a document that bears one is refused before anything of it is kept.

The marks are those of the 保守国家秘密法实施条例 and GB/T 9704-2012, 7.2.2: 绝密, 机密, 秘密, with ★ and a term. They
are code and not rules, so that no edit of a rulebook can switch the refusal off. Running text that only speaks of
secrecy (``做好机密文件管理``) bears no mark: a mark is a line of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

_LEVELS = "绝密|机密|秘密|絕密|機密|祕密"
_APART = r"(?:[绝絕机機秘祕]\s*密)"
_STAR = "[★☆✩✭✰*※]"
_DAY = r"至?\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?|底|末)?[前止]?"
_COUNT = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_TERM = rf"(?:长期|長期|永久|启用前|公布前|公开前|{_DAY}|{_COUNT}(?:年|个月|個月|月|日|天))"
_URGENT = "(?:特急|加急|平急|特提|急件)?"
_FIELD_NAME = r"(?:密\s*级(?:标识|和保密期限)?|(?:保密|涉密|定密)(?:等级|级别))"
_BEFORE = rf"(?:份号)?\d{{0,6}}{_FIELD_NAME}?{_URGENT}"
# With a star or a term a line is a mark wherever it stands; the bare word only near the top, where marks stand.
_CERTAIN = re.compile(
    rf"{_BEFORE}(?P<mark>(?:{_LEVELS})级?(?:件)?(?:{_STAR}+(?:{_TERM}|\d{{8}}|\d{{0,3}})?|.?{_TERM})){_URGENT}\d{{0,6}}"
)
_BARE = re.compile(rf"{_BEFORE}(?P<mark>{_LEVELS})级?(?:文件|件)?{_URGENT}\d{{0,6}}")
# Among other things on its line: the signer, the issuer's name, a condition for release.
_COPY = r"(?:(?:份号|编号|第)?\s*:?\s*\d{1,6}\s*[份号]?\s*)?"
_FRONT = rf"\s*{_COPY}{_URGENT}\s*(?:国家秘密\s*:?\s*)?"
_STARRED = rf"(?P<mark>{_APART}\s*级?\s*件?\s*[★☆✩✭✰]+(?:\s*{_TERM})?)"
_STARRED_FIRST = re.compile(rf"{_FRONT}[【\[(〔]?{_STARRED}")
_STARRED_WITHIN = re.compile(rf"(?:^|(?<=[\s:【\[(〔★])){_STARRED}")
_BARE_FIRST = re.compile(
    rf"{_FRONT}(?:[【\[(〔★]+(?P<mark>{_APART}\s*级?件?)[】\])〕★]"
    rf"|★*(?P<alone>{_APART}(?:级|件|级?文件)?)(?=$|\s|\())"
)
_FIELD = re.compile(
    rf"{_FIELD_NAME}\s*(?:[:\s为是]|属于?)\s*[【\[(☑√■✓✔●]*\s*(?P<mark>{_APART})"
    r"(?=级?(?:$|[\s;。.★)】\]〕*(]|[,，]\s*(?:保密|期限|解密)))"
)
_SAID = re.compile(  # in a sentence: 本文件为机密级国家秘密
    rf"本(?:文件|件|资料|材料|档案|信息)\s*(?:为|是|属于?|系)\s*(?P<mark>{_APART})级?"
    r"(?:国家秘密|(?:文件|件|事项)?(?=$|[。.,;★]))"
)
_UNCHECKED = re.compile(rf"[□☐○◯◇]\s*{_APART}")
_BLANK = re.compile(rf"{_APART}\s*[（(]\s*[）)]")  # 绝密（　）机密（√）
_CHECKED = re.compile(rf"[☑√■✓✔●]\s*{_APART}")
_INNER = re.compile(
    r"(?P<level>工作秘密|内部资料|内部文件|内部明电|内部事项|内部使用|内部)(?:★.{0,5}|注意保存|请勿外传|不得外传|严禁外传)?"
)
_URGENT_ALONE = re.compile(r"特急|加急|平急|特提|急件")
_NOISE = re.compile(rf"[^\u3400-\u9fff0-9{_STAR[1:-1]}]")
_WIDE_GAP = re.compile(r"[\t\u3000]+| {3,}")
_SECRET_SIGN = "㊙"
_HEAD_LINES = 25
_LONGEST = 60  # characters of a line with its spaces and boxes; longer lines are running text
_FAR = 400  # characters of a line that are looked at
_HINT = re.compile(r"密|㊙")
_VERY_WIDE = re.compile(r"[ \u3000\xa0]{3,}")
_FRAME = re.compile("[\u2500-\u257f|]")
_HIDDEN = re.compile("[\u200b-\u200f\u2060\ufeff]")
_BETWEEN = re.compile(r"(?<=(?<!\S)\S) (?=\S(?:\s|$))")  # the space between two letters that stand alone


def classified_mark(text: str, aside: Iterable[str] = ()) -> str | None:
    """The state-secret mark that a document bears, e.g. ``机密★1年``, or None.

    Letters may be spaced, boxed or one a line; ★ may have been read as another sign. ``aside`` is what is seen on its
    pages beside the text (headers, watermarks, the name of the file): a mark may stand in any line of it.

    >>> classified_mark("000012\\n机 密 ★ 1 年\\n云岭市应急管理局文件")
    '机密★1年'
    >>> classified_mark("各单位要做好机密文件管理。") is None
    True
    """
    beside = "\n".join(aside)
    for words, head in ((text, _HEAD_LINES), (beside, len(beside) + 1)):
        if _HINT.search(words) is None:
            continue
        for number, line in enumerate(_lines(words)):
            if mark := _mark_of(line, number < head):
                return mark
    return None


def _mark_of(line: str, head: bool) -> str | None:
    """The mark in a line; ``head`` is whether it stands where marks stand."""
    if _HINT.search(line) is None:
        return None
    if head and _SECRET_SIGN in line:
        return _SECRET_SIGN
    line = _chosen(line)
    for letters in _candidates(line, head) if len(line) <= _LONGEST else ():
        for kind in (_CERTAIN, _BARE) if head else (_CERTAIN,):
            if found := kind.fullmatch(letters):
                return found["mark"]
    return _among_others(_glued(line), head)


def _among_others(line: str, head: bool) -> str | None:
    """The mark at the beginning of a line with other words, near the top also after a gap or a field's name."""
    found = _STARRED_FIRST.match(line)
    if found is None and head and len(line) <= _LONGEST:
        found = _STARRED_WITHIN.search(line) or _BARE_FIRST.match(line) or _FIELD.search(line) or _SAID.search(line)
    return _letters(found[found.lastgroup or 0]) if found else None


def _chosen(line: str) -> str:
    """The line without the boxes of a form that were left empty: □绝密 □机密 ☑内部."""
    if len(_BLANK.findall(line)) > 1:
        line = _BLANK.sub("", line)
    empty = _UNCHECKED.findall(line)
    return _UNCHECKED.sub("", line) if len(empty) > 1 or (empty and _CHECKED.search(line)) else line


def _glued(line: str) -> str:
    """In plain widths, frames as spaces, one space for many, letters that stand apart joined: 机 密 → 机密."""
    plain = _FRAME.sub(" ", unicodedata.normalize("NFKC", line))
    return _BETWEEN.sub("", " ".join(_HIDDEN.sub("", plain).split()))


def internal_mark(text: str) -> str | None:
    """The mark near the top that says for whom it is (``内部``, ``工作秘密``), or None; it is no state secret."""
    for number, line in enumerate(_lines(text[:5000])):
        if number >= _HEAD_LINES:
            break
        if found := _INNER.fullmatch(_letters(line)):
            return found["level"]
    return None


def is_mark(line: str) -> bool:
    """Whether a line bears a mark of secrecy or urgency, and nothing else."""
    letters = _letters(line) if len(line) <= _LONGEST else ""
    return any(each.fullmatch(letters) for each in (_CERTAIN, _BARE, _INNER, _URGENT_ALONE))


def _candidates(line: str, head: bool) -> Iterator[str]:
    """What of a line may be a mark: all of it, and near the top each piece that a wide gap sets apart."""
    yield _letters(line)
    if head:
        yield from map(_letters, _WIDE_GAP.split(line))


def _lines(text: str) -> Iterator[str]:
    """The lines that hold anything, wide gaps made narrow, letters that stand one a line joined."""
    held = ""
    for line in text.splitlines():
        if not line.strip():
            continue
        line = _VERY_WIDE.sub("   ", line[:_FAR])
        letters = _letters(line) if len(line) <= _LONGEST else ""
        if len(letters) == 1 and len(line.strip()) <= 3:
            held += line.strip()
            continue
        if held:
            yield held
            held = ""
        yield line
    if held:
        yield held


def _letters(line: str) -> str:
    """The line without spaces, boxes and brackets, in plain widths."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", line))
