"""What a sentence threatens a breach with: its penal verbs, one penalty per verb and kind.

The rules of ``penalty/`` find phrases; this module leaves out those that are only spoken of (经责令改正拒不改正的,
处罚决定) and those that are none by themselves, and adds who bears each. Whether the clause is a sanction is for
``clauses`` to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from pipeline.model import Mention, Penalty, Span
from pipeline.patterns import compiled
from pipeline.record import replace
from pipeline.resolve.money import MoneyResolver
from pipeline.resolve.penalties import PenaltyResolver
from pipeline.resolve.targets import target_of
from pipeline.resolve.unbroken import Unbroken, unbroken
from pipeline.rulebook import Rulebook

_REACH = 12  # characters between a penalty and one that only counts beside it
_SEGMENT = 40  # characters before a verb that may say that it is only spoken of
_MERGING = frozenset({"warning", "publicity", "suspension", "discipline", "order_to_correct"})
_JOINTS = frozenset({"", "、", "或", "或者", "和", "及", "以及"})
_OWN_VERBS = ("责令", "给予", "予以", "处", "并处", "依法", "由", "追究")
_FIGURES = frozenset({"length", "figure", "later", "damage"})
# A breach and who committed it: …的，; 对拒不整改的用户，; but not 对发现的问题，.
_BREACH = compiled(
    "[的者][，,]|的(?=解除|取消|暂停|停止|撤销|收回|清退|辞退|开除|扣|罚|不予)|一经|凡|拒不|逾期|违反|弄虚作假|骗取"
    "|(?:^|[，。；,;])对[^，。；,;]{2,60}(?:单位|企业|公司|机构|场所|部门|人|者|师|户|商|员|店|校|院|医生)[，,]"
)
_BASE = 14  # characters that name what a rate is of
_EACH_TIME = compiled("[，,](?:(?:按?每[日天]|按日)[^，。；,;]{0,8}处|每[^，。；,;]{1,3}扣)")
_NEGATED = compiled(r"(?:也|均|都|且)?不(?:再)?(?:作为|计入|纳入|列入)")  # 不作为逾期记录报送
_STOPS = compiled("[，。；：！？,;:\n]")
# 对每名未持证人员处…: 未 is of whom the penalty is for; not 对该人员不予处罚, where the denial comes after
_WHOM = compiled("对[^由对]{0,16}(?:人员?|者|员|户|单位|企业|公司|场所|机构|店|车辆|业主|师|生|商)$")


class PenaltyFinder:
    """Finds penalties with the rules of a rulebook; build one and use it for many texts."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._rules = rulebook.finder("penalty")
        self._resolver = PenaltyResolver(rulebook, MoneyResolver(rulebook))

    def find(self, text: str, start: int = 0, end: int | None = None, *, sanction: bool = False) -> list[Penalty]:
        """The penalties of the clause or sentence ``text[start:end]``, by position; offsets are those of ``text``.

        ``责令改正，没收违法所得，并处五千元以下罚款`` gives three: order_to_correct, confiscation, fine. Where the
        caller knows that it is a ``sanction``, what else would have to stand beside a penalty (一律不予受理) is one.
        """
        stop = len(text) if end is None else min(end, len(text))
        if text.find("\n", start, stop) < 0:
            return self._read(text, start, stop, sanction)
        line = unbroken(text, start, stop)
        return [_set_back(text, line, penalty) for penalty in self._read(line.words, 0, len(line.words), sanction)]

    def is_penal(self, text: str, start: int = 0, end: int | None = None, *, sanction: bool = False) -> bool:
        """Whether there is any penalty in ``text[start:end]``, as :meth:`find` counts; nothing is resolved."""
        stop = len(text) if end is None else end
        if "\n" not in text[start:stop]:
            return not self._rules.rules_out(text, start, stop) and bool(
                self._mentions(text, start, stop, sanction=sanction)
            )
        line = unbroken(text, start, stop).words
        return bool(self._mentions(line, 0, len(line), sanction=sanction))

    def _read(self, text: str, start: int, stop: int, sanction: bool) -> list[Penalty]:
        mentions = self._mentions(text, start, stop, sanction=sanction)
        penalties = [self._resolver.resolve(text, mention, start) for mention in mentions]
        return [self._aimed(text, penalty, start) for penalty in penalties]

    def _aimed(self, text: str, penalty: Penalty, start: int) -> Penalty:
        target = target_of(text, penalty, start)
        return replace(penalty, target=target) if target else penalty

    def _mentions(self, text: str, start: int, stop: int, *, sanction: bool = False) -> list[Mention]:
        found = [m for m in self._rules.find(text, start, stop) if not self._spoken_of(text, m, start, stop)]
        if not found:
            return []
        counted = self._supported(text, found, start)
        return self._merged(text, _once(text, found if sanction and not counted else counted))

    def _supported(self, text: str, found: list[Mention], start: int) -> list[Mention]:
        """Weak ones count beside a strong one or after a breach (…的，), chained ones only beside another."""
        strengths = [self._rulebook.rule(mention.rule).emit.get("strength", "strong") for mention in found]
        strong = "strong" in strengths
        kept = [
            strength == "strong" or (strength == "weak" and (strong or bool(_BREACH.search(text, start, m.span.start))))
            for strength, m in zip(strengths, found, strict=True)
        ]
        near = [strength == "chained" and _near(found, kept, i) for i, strength in enumerate(strengths)]
        return [m for m, alone, beside in zip(found, kept, near, strict=True) if alone or beside]

    def _merged(self, text: str, found: list[Mention]) -> list[Mention]:
        """给予警告、通报批评 is one warning: the second of a kind that has no verb of its own belongs to the first."""
        kept: list[Mention] = []
        for mention in found:
            kind = self._rulebook.rule(mention.rule).emit["kind"]
            if kept and kind in _MERGING and self._rulebook.rule(kept[-1].rule).emit["kind"] == kind:
                gap, words = text[kept[-1].span.end : mention.span.start], mention.span.of(text)
                deducts = "扣" in words or "扣" in kept[-1].span.of(text)  # 扣考核2分、约谈负责人: two
                if (
                    gap in _JOINTS
                    and not deducts
                    and not words.startswith(_OWN_VERBS)
                    and not set(mention.groups) & _FIGURES
                ):
                    kept[-1] = replace(kept[-1], span=Span(kept[-1].span.start, mention.span.end))
                    continue
            kept.append(mention)
        return kept

    def _spoken_of(self, text: str, mention: Mention, start: int, stop: int) -> bool:
        """经责令改正…, 被吊销…, 作出…处罚决定, 处以…罚款的，: a penalty that is a circumstance here."""
        first, last = mention.span
        if self._tail.match(text, last, stop):
            return True
        head = _STOPS.split(text[max(start, first - _SEGMENT) : first])[-1]
        if 0 <= (verb := head.rfind("处")) >= len(head) - _BASE:
            head = head[:verb]  # 处未支付金额百分之三: 未 is of what the rate is of
        if "对" in head:
            head = _WHOM.sub("", head)
        return bool(self._past.search(head) or _NEGATED.match(head))

    @cached_property
    def _tail(self) -> re.Pattern[str]:
        words = _alternation(self._rulebook.lexicon("penalty/tails").terms)
        listed = r"[、或和][^，。；,;]{0,40}?(?:等?的?(?:行政)?处罚(?:决定|的[，：])|的?决定|处分的[，：]|罚款的[，：])"
        return re.compile(rf"(?:{listed}|{words}|的[，；：。,;:（]|的$)(?!果|款|述|项)")

    @cached_property
    def _past(self) -> re.Pattern[str]:
        past, denied = (_alternation(self._rulebook.lexicon(f"penalty/{name}").terms) for name in ("past", "denied"))
        decided = "(?!.*(?:研究|批准|同意|决定))"  # 经研究决定给予… is the penalty itself
        far = rf"(?<![历财神政运曾一报])(?:{past})(?![营济常费理验办贸信]){decided}(?:[^由对处]|处罚|处分){{0,40}}"
        return re.compile(rf"(?:{far}|(?:{denied})[^由对，的]{{0,4}}|不)$")


def _once(text: str, found: list[Mention]) -> list[Mention]:
    """Without what is said again by its sum right behind it.

    ``按日连续处罚，每日处一万元罚款``; ``扣发服务费，每例扣200元``.
    """
    said = [at for at, mention in enumerate(found[:-1]) if _is_sumless(mention)]
    again = [at for at in said if _EACH_TIME.match(text, found[at].span.end, found[at + 1].span.end)]
    return [mention for at, mention in enumerate(found) if at not in again]


def _is_sumless(mention: Mention) -> bool:
    """Whether a fine is named whose sum may follow."""
    deducts = mention.rule.startswith("penalty.fine_deduct") and not set(mention.groups) & _FIGURES
    return deducts or mention.rule == "penalty.daily"


def _set_back(text: str, line: Unbroken, penalty: Penalty) -> Penalty:
    """A penalty of the unbroken line, in the text's own offsets and words."""
    if penalty.span is None:
        return penalty
    span = line.back(penalty.span)
    return replace(penalty, span=span, text=span.of(text).strip("，、 \n"))


def _near(found: list[Mention], kept: list[bool], index: int) -> bool:
    """Whether one that counts stands within reach, on either side."""
    mine = found[index].span
    for side in (reversed(range(index)), range(index + 1, len(found))):
        for other in side:
            span = found[other].span
            if max(mine.start - span.end, span.start - mine.end) > _REACH:
                break
            if kept[other]:
                return True
    return False


def _alternation(terms: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(terms, key=lambda term: (-len(term), term))))
