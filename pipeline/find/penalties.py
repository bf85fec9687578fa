"""What a sentence threatens a breach with: its penal verbs, one penalty per verb and kind.

The rules of ``penalty/`` find phrases; this module leaves out those that are only spoken of (经责令改正拒不改正的,
处罚决定) and those that are none by themselves, and adds who bears each. Whether the clause is a sanction is for
``clauses`` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from pipeline.model import Mention, Penalty
from pipeline.resolve.money import MoneyResolver
from pipeline.resolve.penalties import PenaltyResolver
from pipeline.resolve.targets import target_of
from pipeline.rulebook import Rulebook

_REACH = 12  # characters between a penalty and one that only counts beside it
_SEGMENT = 40  # characters before a verb that may say that it is only spoken of
_STOPS = "，。；：！？,;:\n"


class PenaltyFinder:
    """Finds penalties with the rules of a rulebook; build one and use it for many texts."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._rules = rulebook.finder("penalty")
        self._resolver = PenaltyResolver(rulebook, MoneyResolver(rulebook))

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Penalty]:
        """The penalties of the clause or sentence ``text[start:end]``, by position; offsets are those of ``text``.

        ``责令改正，没收违法所得，并处五千元以下罚款`` gives three: order_to_correct, confiscation, fine.
        """
        stop = len(text) if end is None else min(end, len(text))
        mentions = self._mentions(text, start, stop)
        penalties = [self._resolver.resolve(text, mention, start) for mention in mentions]
        return [self._aimed(text, penalty, start) for penalty in penalties]

    def is_penal(self, text: str, start: int = 0, end: int | None = None) -> bool:
        """Whether there is any penalty in ``text[start:end]``; nothing is resolved."""
        return bool(self._mentions(text, start, len(text) if end is None else min(end, len(text))))

    def _aimed(self, text: str, penalty: Penalty, start: int) -> Penalty:
        target = target_of(text, penalty, start)
        return replace(penalty, target=target) if target else penalty

    def _mentions(self, text: str, start: int, stop: int) -> list[Mention]:
        found = [m for m in self._rules.find(text, start, stop) if not self._spoken_of(text, m, start, stop)]
        return self._supported(text, found)

    def _supported(self, text: str, found: list[Mention]) -> list[Mention]:
        """Weak ones stand beside a strong one of the same span, chained ones close behind or before another."""
        strengths = [self._rulebook.rule(mention.rule).emit.get("strength", "strong") for mention in found]
        if "strong" not in strengths:
            return []
        return [m for i, m in enumerate(found) if strengths[i] != "chained" or _near(found, strengths, i)]

    def _spoken_of(self, text: str, mention: Mention, start: int, stop: int) -> bool:
        """经责令改正…, 被吊销…, 作出…处罚决定, 处以…罚款的，: a penalty that is a circumstance here."""
        first, last = mention.span
        if self._tail.match(text, last, stop):
            return True
        head = text[max(start, first - _SEGMENT) : first]
        for stop_at in _STOPS:
            head = head[head.rfind(stop_at) + 1 :]
        return bool(self._past.search(head))

    @cached_property
    def _tail(self) -> re.Pattern[str]:
        words = _alternation(self._rulebook.lexicon("penalty/tails").terms)
        listed = r"[、或和][^，。；]{0,40}?(?:等?的?(?:行政)?处罚(?:决定|的[，：])|的?决定|处分的[，：]|罚款的[，：])"
        return re.compile(rf"(?:{listed}|{words}|的[，；：。,;:（]|的$)(?!果|款|述|项)")

    @cached_property
    def _past(self) -> re.Pattern[str]:
        past, denied = (_alternation(self._rulebook.lexicon(f"penalty/{name}").terms) for name in ("past", "denied"))
        far = rf"(?<![历财神政运曾])(?:{past})(?![营济常费理验办])(?!.*(?:研究|批准|同意|决定))(?:[^由对处]|处罚|处分){{0,40}}"
        return re.compile(rf"(?:{far}|(?:{denied})[^由对，]{{0,4}})$")


def _near(found: list[Mention], strengths: list[str], index: int) -> bool:
    mine = found[index].span
    for other, strength in zip(found, strengths, strict=True):
        gap = max(mine.start - other.span.end, other.span.start - mine.end)
        if other is not found[index] and strength != "weak" and gap <= _REACH:
            return True
    return False


def _alternation(terms: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(terms, key=lambda term: (-len(term), term))))
