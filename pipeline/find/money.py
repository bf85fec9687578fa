"""Where a text names a sum of money, a percentage, a per-mille or a multiple."""

from __future__ import annotations

import re

from pipeline.model import Mention
from pipeline.patterns import compiled
from pipeline.rulebook import Rulebook

# 1，200元 may be one sum or the end of a list: nobody knows, so it is neither.
_TORN = compiled(r"(?<![0-9])[0-9]{3}(?![0-9])", re.ASCII)
# 百元大钞, 万元产值: a sort of thing, named by a unit without a figure
_SORT = compiled(r"[百千万亿]{1,2}元(?![以之左多及至到不内上的为罚])[\u4e00-\u9fff]")
_BEFORE = compiled(r"(?:^|[^0-9$¥￥＄.])[0-9]{1,3}，$", re.ASCII)


def find_money(rulebook: Rulebook, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """Sums and ratios in ``text[start:end]`` by position, as the rules of ``money/`` find them, with 不超过, 以上 ….

    ``Mention.kind`` is ``money``; ``MoneyResolver.resolve`` says what each means, and ``None`` for words that only look
    like an amount. In ``处五万—十万元罚款`` the one mention is ``五万—十万元``.
    """
    return [mention for mention in rulebook.finder("money").find(text, start, end) if not _torn(text, mention)]


def _torn(text: str, mention: Mention) -> bool:
    first = mention.span.start
    if text.startswith(("00", "００"), first) or _SORT.match(text, first):  # the 000元 of 5  000元 is no sum
        return True
    return bool(_TORN.match(text, first) and _BEFORE.search(text[max(0, first - 5) : first]))
