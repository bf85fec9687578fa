"""What the words of an amount mean: sums of money, percentages, multiples, lengths; exact decimals, nothing guessed.

以上 and 以下 include the figure itself, 超过 and 不足 don't (民法典 art. 1259): both are bounds, the latter marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from pipeline.model import Mention
from pipeline.patterns import compiled
from pipeline.record import replace
from pipeline.resolve.amounts import Amount, Figure, Side, between, single
from pipeline.resolve.figures import FigureReader
from pipeline.resolve.numerals import HAN, NUMBER
from pipeline.rulebook import Rulebook

_COUNTED = compiled(r"[（(]包?含[^（）()]{0,16}[）)]")  # 100万元以上（含100万元）: bounds count anyway
#: 一百元以上（不含）, 五日（不含五日）以上: the same bound, left out
_LEFT_OUT = compiled(r"(?P<side>以[上下内])?\s?[（(]不包?含[^（）()]{0,10}[）)]")
#: What makes a bare 块 money: 每斤三块, 花费我三块; 分成六块 is pieces.
_PRICED = compiled(r"[价费花付收卖售值钱补罚缴赔贵省涨降]|每[斤升吨度]")
_COINS = compiled("[毛角钱錢元]")
LONGEST = 160  # characters of one amount, qualifiers and both bounds included
_BEFORE: tuple[Side, ...] = ("at_most", "at_least", "less_than", "more_than", "about")
_AFTER: tuple[Side, ...] = ("or_more", "or_less", "over", "under", "open", "roughly")
_NUM = (
    rf"(?:[数几幾上](?=[十百千万亿拾佰仟萬億])|[一二三四五六七八]、(?=[二三四五六七八九][十百千万亿]))?{NUMBER}(?:\s{{0,2}}[点點]?\s{{0,2}}[{HAN}]++){{0,8}}"
    r"(?:[多余餘几幾来]{1,2}个?[十百千万亿萬億]*+|\s{0,2}[余餘][万亿萬億]{1,2}|\s?个[万亿萬億]{1,2}"
    r"|\s?[kKｋＫwWｗＷ](?![A-Za-z]))?"
)


class MoneyResolver:
    """Reads amounts with the words of a rulebook (``rules/lexicons/money/``)."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook

    def resolve(self, text: str, mention: Mention) -> Amount | None:
        """The amount that ``mention`` marks in ``text``."""
        if text[mention.span.end - 1] in "块塊" and not _priced(text, mention):
            return None
        assume = self._rulebook.rule(mention.rule).emit.get("assume") if mention.rule else None
        return self.read(mention.span.of(text), assume)

    def read(self, words: str, assume: str | None = None) -> Amount | None:
        """The amount that the whole of ``words`` is; ``None`` if they are not one amount, or could be two.

        ``assume`` is the currency of a figure without a unit (``二千以上一万以下``); left out, it is a plain number.
        """
        if len(words) > LONGEST:
            return None
        tokens = self._tokens(_LEFT_OUT.sub(_before_side, _COUNTED.sub("", words)).strip())
        figures = self._figures(tokens) if tokens else None
        if not figures or len(figures) > 2 or figures[-1].kind is None:
            return None
        amount = single(figures[0]) if len(figures) == 1 else between(figures[0], figures[1])
        if amount and assume and amount.kind == "number":
            return replace(amount, kind="money", unit=assume)
        return amount

    @cached_property
    def _sides(self) -> dict[str, Side]:
        sides: dict[str, Side] = {}
        for side in (*_AFTER, *_BEFORE):
            sides |= dict.fromkeys(self._rulebook.lexicon(f"money/{side}").terms, side)
        return sides

    @cached_property
    def _codes(self) -> dict[str, str]:
        lexicons = (self._rulebook.lexicon(f"money/{name}") for name in ("currencies", "signs"))
        return {term: code for lexicon in lexicons for term, code in lexicon.canonical.items()}

    @cached_property
    def _token(self) -> re.Pattern[str]:
        names = (*_BEFORE, *_AFTER, "currencies", "signs")
        words = {name: _alternation(self._rulebook.lexicon(f"money/{name}").terms) for name in names}
        before = "|".join(words[side] for side in _BEFORE)
        after = "|".join(words[side] for side in _AFTER)
        return re.compile(
            rf"(?P<before>{before})|(?P<below>[百千万萬亿]{{1,3}}\s*分\s*之\s*)|(?P<minus>[-－−负負](?=[0-9０-９.．]))|(?P<code>{words['currencies']}|{words['signs']})"
            r"|(?P<cent>(?<=[角毛])[1-9一二三四五六七八九](?![角毛分])|(?<=[块塊])[0-9]{2}(?![角毛分]))"
            r"|(?P<dime>(?<=[块塊])[1-9一二三四五六七八九](?![0-9角毛分]))"
            rf"|(?P<coin>又?{NUMBER}(?:[角毛]|美?分))|(?P<half>半年)|(?P<num>{_NUM})"
            r"|(?P<yuan>[元圆圓](?:[整正])?|[块塊][钱錢]?)|(?P<ratio>[%％]|‰|[个個]\s*百\s*分\s*[点點]|倍|成(?:\s?[一二三四五六七八九])?|折|[对對]折)|(?P<length>个?工?作?[日天]|个?月|周?年)"
            rf"|(?P<after>{after}|[多余餘])|(?P<to>至|到|[—－–―~～∼〜-]{{1,2}})|(?P<gap>[\s、，,且并（）()含本数整正]+)"
            r"|(?P<base>[一-龥]{2,12}的)"
        )

    def _tokens(self, words: str) -> list[tuple[str, str]] | None:
        tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(words):
            found = self._token.match(words, at)
            if found is None or found.end() == at:
                return None
            if found.lastgroup and found.lastgroup != "gap":
                tokens.append((found.lastgroup, found.group()))
            at = found.end()
        return tokens

    def _figures(self, tokens: list[tuple[str, str]]) -> list[Figure] | None:
        reader = FigureReader(self._sides, self._codes)
        for sort, words in tokens:
            if not reader.take(sort, words):
                return None
        return reader.finish()


def _before_side(found: re.Match[str]) -> str:
    """以上（不含） as the lexicons have it: （不含）以上."""
    return f"（不含）{found['side'] or ''}"


def _priced(text: str, mention: Mention) -> bool:
    """Whether a bare 块 at the end of an amount is money."""
    start = mention.span.start
    return bool(_COINS.search(mention.span.of(text)) or _PRICED.search(text, max(0, start - 16), start))


def _alternation(terms: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(terms, key=lambda term: (-len(term), term))))
