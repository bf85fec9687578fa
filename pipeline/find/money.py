"""Where a text names a sum of money, a percentage, a per-mille or a multiple."""

from __future__ import annotations

from pipeline.model import Mention
from pipeline.rulebook import Rulebook


def find_money(rulebook: Rulebook, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
    """Sums and ratios in ``text[start:end]`` by position, qualifiers (不超过, 以上) included, as the rules of ``money/`` find.

    ``Mention.kind`` is ``money``; ``MoneyResolver.resolve`` says what each means, and ``None`` for words that only look
    like an amount. In ``处五万—十万元罚款`` the one mention is ``五万—十万元``.
    """
    return rulebook.finder("money").find(text, start, end)
