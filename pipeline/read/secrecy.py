"""State-secret marks (密级): a document that bears one is refused before anything of it is kept.

The marks are those of the 保守国家秘密法实施条例 and GB/T 9704-2012, 7.2.2: 绝密, 机密, 秘密, with ★ and a term. They
are code and not rules, so that no edit of a rulebook can switch the refusal off. Running text that only speaks of
secrecy (``做好机密文件管理``) bears no mark: a mark is a line of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_LEVELS = "绝密|机密|秘密|絕密|機密|祕密"
_STAR = "[★☆✩✭✰*※]"
_TERM = r"(?:长期|長期|永久|启用前|公布前|(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:年|个月|個月|月|日|天))"
_URGENT = "(?:特急|加急|平急|特提|急件)?"
_BEFORE = rf"(?:份号)?\d{{0,6}}(?:密级|保密等级|涉密等级)?{_URGENT}"
# With a star or a term a line is a mark wherever it stands; the bare word only near the top, where marks stand.
_CERTAIN = re.compile(
    rf"{_BEFORE}(?P<level>{_LEVELS})级?(?:件)?(?:{_STAR}+(?:{_TERM}|\d{{0,3}})?|.?{_TERM}){_URGENT}\d{{0,6}}"
)
_BARE = re.compile(rf"{_BEFORE}(?P<level>{_LEVELS})级?(?:文件|件)?{_URGENT}\d{{0,6}}")
_FIELD = re.compile(rf"(?:密级|保密等级|涉密等级)(?P<level>{_LEVELS})级?")
_INNER = re.compile(
    r"(?P<level>工作秘密|内部资料|内部文件|内部明电|内部事项|内部使用|内部)(?:★.{0,5}|注意保存|请勿外传|不得外传|严禁外传)?"
)
_URGENT_ALONE = re.compile(r"特急|加急|平急|特提|急件")
_NOISE = re.compile(rf"[^\u3400-\u9fff0-9{_STAR[1:-1]}]")
_WIDE_GAP = re.compile(r"[\t\u3000]+| {3,}")
_SECRET_SIGN = "㊙"
_HEAD_LINES = 25
_LONGEST = 60  # characters of a line with its spaces and boxes; longer lines are running text
_HINT = re.compile(r"密|㊙")


def classified_mark(text: str) -> str | None:
    """The state-secret mark that a document bears, e.g. ``机密★1年``, or None.

    Letters may be spaced, boxed or one a line; ★ may have been read as another sign.

    >>> classified_mark("000012\\n机 密 ★ 1 年\\n云岭市应急管理局文件")
    '机密★1年'
    >>> classified_mark("各单位要做好机密文件管理。") is None
    True
    """
    if _HINT.search(text) is None:
        return None
    for number, line in enumerate(_lines(text)):
        if number < _HEAD_LINES and _SECRET_SIGN in line:
            return _SECRET_SIGN
        kinds = (_CERTAIN, _BARE, _FIELD) if number < _HEAD_LINES else (_CERTAIN,)
        for letters in _candidates(line, number):
            if any(kind.fullmatch(letters) for kind in kinds):
                return letters
    return None


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
    return any(each.fullmatch(letters) for each in (_CERTAIN, _BARE, _FIELD, _INNER, _URGENT_ALONE))


def _candidates(line: str, number: int) -> Iterator[str]:
    """What of a line may be a mark: all of it, and near the top each piece that a wide gap sets apart."""
    yield _letters(line)
    if number < _HEAD_LINES:
        yield from map(_letters, _WIDE_GAP.split(line))


def _lines(text: str) -> Iterator[str]:
    """Short lines, letters that stand one a line joined; long ones come as empty, for they only count."""
    held = ""
    for line in text.splitlines():
        if not line.strip():
            continue
        letters = _letters(line) if len(line) <= _LONGEST else ""
        if len(letters) == 1 and len(line.strip()) <= 3:
            held += line.strip()
            continue
        if held:
            yield held
            held = ""
        yield line if len(line) <= _LONGEST else ""
    if held:
        yield held


def _letters(line: str) -> str:
    """The line without spaces, boxes and brackets, in plain widths."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", line))
