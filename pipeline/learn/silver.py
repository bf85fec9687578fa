"""Silver segmentation of official language: jieba's words, put right where the rules know better.

What is fixed: cues (应当, 不得) are words; a date's parts are words and 前 and 内 stand apart from them; a document
number comes apart into organ, 〔year〕 and number; 于, 由 and 将 after a cue stand alone; a four-letter phrase whose
halves are words (依法处理, 施工单位) comes apart, as do 各 and what it counts. The lexicon of the rules
(verbs, adverbs, unit heads, persons, things, organs, instruments) is jieba's user dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.rulebook import Rulebook
from pipeline.segment.jieba_words import JiebaWords

_LEXICONS = (
    "clause/verbs", "clause/nominal_verbs", "clause/adverbs", "units/heads", "units/state_organs", "units/persons",
    "units/things", "title/instruments", "time/vague", "time/immediate", "number/organs",
)  # fmt: skip
_LONGEST, _TERM = 6, 3
_DIGITS = r"(?:\d+(?:[.,]\d+)*|[〇零一二三四五六七八九十百千万亿两]+)"
_ATOMS = re.compile(
    rf"〔\d{{4}}〕|\d+号|第{_DIGITS}[条款项章节号期]|{_DIGITS}(?:年|月[底末初]|月份|月|日(?!内|以内)|时|分)(?!间|度|限|瓦)"
    rf"|工作日|[上中下]旬|每?季度|每?半年|每[年月周日天]底?|即日起|之日|\d+(?:\.\d+)?%|{_DIGITS}[万亿]元|\d+(?:[.,]\d+)*"
    r"|[年月周季]底|[年月季]末|[年月]初|不(?=[少低高超]于|超过)|(?<=不)(?:少于|低于|高于|超过)|按照|按时|按月|按期|及时|拒不"
)
_APART = re.compile(
    r"(?<=[日月年时底旬末])(?:之前|以前|前(?!往|期|后|来|提|夕|景|台|述)|起(?=施行|执行)|止|内(?!容|部))|以内|之内|以上|以下"
    r"|各(?=[县市区乡镇村街社单部学车班站支大成科处项类银])|(?<=[，；])并(?=处|[没责])"
)
_AFTER_CUE = "于由在对将把按向从与为以"
_HALF = 2
_COMMON = 200  # how often a half stands in jieba's dictionary to count as a word of its own
_SIGN = re.compile(r"[^\w\s]")


def lexicon(rulebook: Rulebook) -> list[str]:
    """The terms of official language that the rules list, two or three characters long, in order."""
    terms = {term for name in _LEXICONS for term in rulebook.lexicon(name).terms}
    return sorted(term for term in terms if 2 <= len(term) <= _TERM and re.fullmatch(r"[\u4e00-\u9fff]+", term))


class Silver:
    """Segments sentences; built once from a rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._cues = rulebook.finder("cue")
        self._words = JiebaWords(lexicon(rulebook))

    def words(self, text: str) -> list[str]:
        """The words of a text without white space.

        >>> from pipeline.evaluate.run import extractor_of
        >>> Silver(extractor_of(None).rulebook).words("各单位应于3月31日前报送。")
        ['各', '单位', '应', '于', '3月', '31日', '前', '报送', '。']
        """
        edges = {0, len(text)}
        for span in self._words.words(text):
            edges.add(span.start)
            if self._comes_apart(span.of(text)):
                edges.add(span.start + _HALF)
        fixed = list(self._fixed(text))
        for start, end in fixed:
            edges -= set(range(start + 1, end))
            edges |= {start, end}
        for sign in _SIGN.finditer(text):
            if not any(start <= sign.start() < end for start, end in fixed):
                edges |= {sign.start(), sign.end()}
        places = sorted(edges)
        return [text[a:b] for a, b in pairwise(places) if text[a:b].strip()]

    def _comes_apart(self, word: str) -> bool:
        """Whether a word is a phrase of two words."""
        return len(word) == 2 * _HALF and all(self._words.frequency(w) >= _COMMON for w in (word[:_HALF], word[_HALF:]))

    def _fixed(self, text: str) -> Iterator[tuple[int, int]]:
        """The stretches that are one word each."""
        for cue in self._cues.find(text):
            if len(text[slice(*cue.span)]) <= _LONGEST:
                yield cue.span.start, cue.span.end
                if text[cue.span.end : cue.span.end + 1] in _AFTER_CUE:
                    yield cue.span.end, min(cue.span.end + 1, len(text))
        for pattern in (_ATOMS, _APART):
            yield from (match.span() for match in pattern.finditer(text))
