"""How often within a period: 不得少于2次, 至少一次, 2次."""

from __future__ import annotations

from pipeline.model import Quota, QuotaPer
from pipeline.patterns import compiled
from pipeline.resolve.times.recurring.heads import NUMBER
from pipeline.resolve.times.text import count

_QUOTA = compiled(
    rf"(?:(?P<min>不(?:得|能|应)?(?:少于|低于)|至少|不下于|最少|原则上不少于)|(?P<max>不(?:得|能|应)?(?:超过|多于|高于)|最多|至多))?"
    rf"[^0-9零一二两三四五六七八九十]*(?P<n>{NUMBER})(?:(?:至|到|-)(?P<to>{NUMBER}))?(?:次|遍|轮|回|场|期|[条篇](?!例|款|目))(?P<or>以上|以下|以内)?"
)


def read_quota(words: str, per: QuotaPer | None) -> Quota | None:
    """``不得少于2次`` → at least two; ``2次`` → just two; once a period needs no quota.

    >>> read_quota('不得少于2次', 'week')
    Quota(min=2, max=None, per='week')
    """
    found = _QUOTA.search(words)
    number = count(found["n"]) if found else None
    if found is None or number is None or per is None:
        return None
    if found["min"] or found["or"] == "以上":
        return Quota(number, None, per)
    if found["max"] or found["or"]:
        return Quota(None, number, per)
    if found["to"]:
        return Quota(number, count(found["to"]), per)
    return Quota(number, number, per) if number > 1 else None
