"""Finds document numbers (发文字号) in running text.

The forms are rules (``rules/number/``); what leans on a number before it (``国发〔2018〕8号、9号文``) is found here.
"""

from __future__ import annotations

import re

from pipeline.model import Mention, Span
from pipeline.patterns import compiled
from pipeline.record import replace
from pipeline.resolve.numbers import canonical_number
from pipeline.rulebook import Rulebook

KIND = "number"
_FULL_LINE = 18  # characters; a shorter line ends where its author ended it
# Neither the last cell of a row (tabs) nor a day (7 月 20 日) goes on in the next line; an indent opens one.
_ABOVE = compiled(rf"([^\n\t|｜]{{{_FULL_LINE},}}[\u4e00-\u9fff])(?<![0-9]日)(?<![0-9] 日)[ \u3000]*\n ?$")
_ISSUES = compiled(r"[下印转制颁签][ \u3000]*\n[ \u3000]*\Z")  # 下|发云消〔2024〕7号: a verb broken over lines
# 上摘自云消〔2024〕7号 of 以上摘自…: the last word of what is said before a number that is quoted
_QUOTED_IN = compiled(
    r"[\u4e00-\u9fff]{1,10}(?:[转发送寄]来|完成|落实|办理|办结|传达|学习|贯彻|[摘选出来源]自|询问|[并呈转]报|报请|提请|取代|替代|援引|引[用述]|已由)(?=[\u4e00-\u9fff]{2})"
)
_POINTS = ("该", "其", "此")  # 该局云消〔2024〕3号: the code begins after 局
_BODIES = tuple("部局委办厅院会队")
_CODED = frozenset({"number.bracketed", "number.unfinished"})
_DIGITS = compiled("[0-9０-９]{1,4}")
_NEXT = compiled(
    r"(?:号)?[文\s]{0,2}(?:[、,，和及与/]|以及|或者?)\s{0,2}"
    r"(?P<seq>(?:[〔\[［【﹝（(]\s?(?P<year>(?:19|20|１９|２０)[0-9０-９]{2})\s?[〕\]］】﹞）)]\s?)?"
    r"(?:第\s?)?(?P<digits>[0-9０-９]{1,4})\s?号)"
    r"(?!\s?(?:楼|线|院|房|机|井|门|车|店|厂|公告))"
)


class NumberFinder:
    """Finds document numbers; ``find`` gives mentions of kind ``number`` in text order.

    A mention that leans on the one before it has the rule ``number.following``; its groups ``code`` and ``year`` are
    the spans of what it borrows, outside its own.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._finder = rulebook.finder("number")
        self._trim = Trimmer(rulebook)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """Every document number in ``text[start:end]``."""
        stop = len(text) if end is None else end
        found: list[Mention] = []
        for mention in self._finder.find(text, start, stop):
            if found and mention.span.start < found[-1].span.end:
                continue
            mention = self._trim(text, self._rejoin(text, mention))
            one, *more = _listed(text, mention)
            found += [one, *more]
            if mention.rule in _CODED:
                found += _following(text, mention, stop)
        return found

    def _rejoin(self, text: str, mention: Mention) -> Mention:
        """A number whose front stands at the end of the line before: ``根据云\\n消〔2024〕7号要求``.

        Only where lines are broken at their full width, and never for a number that has its line, or a column of it,
        to itself.
        """
        start = mention.span.start
        above = _ABOVE.search(text, max(0, start - _FULL_LINE - 8), start)
        after = text[mention.span.end : mention.span.end + 2]
        if above is None or after[:1] in ("", "\n") or (after and not after.strip()):
            return mention
        found = self._finder.find(above[1] + mention.span.of(text))
        front = len(above[1]) - found[-1].span.start if found else 0
        name = "organ" if "organ" in mention.groups else "code"
        if name not in mention.groups or not 0 < front <= (20 if name == "organ" else 5):
            return mention
        start = above.end(1) - front
        groups = {**mention.groups, name: Span(start, mention.groups[name].end)}
        return Mention(KIND, Span(start, mention.span.end), mention.rule, groups)


class Trimmer:
    """Takes off the front of a number what is no part of it: ``现将``, ``原``, ``中国证监会`` before ``证监发``.

    Words come from ``lexicons/number/openers`` and ``lexicons/number/organs``; an opener that may also begin a
    name (``和`` of 和县) stays before the characters of its second column.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._openers = rulebook.lexicon("number/openers").canonical
        self._organs = rulebook.lexicon("number/organs").terms
        self._longest = max(map(len, self._openers))
        self._organ = re.compile(
            f".*(?:所列|所附|所引|所述|{'|'.join(sorted(self._organs, key=len, reverse=True))}"
            r"|[省市县区旗州]\w{1,5}办|[省市县区旗州]防指|[省市县区旗州]安委会|[省市县区旗州]安委办|团[省市县区]委|[省市县区](?:纪委)?监委|[省市县区镇乡]政(?:府|协)"
            r"|\w{2,10}(?:营管部|营业管理部|中心支行|支行|分行|监管分局|供电公司)|国家\w{2,16}(?:局|委员会|委|署)(?:综合司|办公厅|\w{2,4}司)?|[省市县区旗州]\w{1,10}委(?!会|员|宣|组|统|社)"
            r"|[省市县区旗州]\w{2,10}[所室站]|\w{3,10}处(?![非置突])|[省市县区旗州]\w{0,12}(?:局|厅|委员会|办公室|办公厅|馆|中心|学?院|学校|总?工会|妇联|残联|科协|工商联|法院|检察院"
            r"|指挥部|红十字会|人大常委会|委(?:宣传|组织|统战|社会工作)部))"
        )

    def __call__(self, text: str, mention: Mention) -> Mention:
        """``mention`` without such a front, its span and its code or organ moved to the right."""
        first = (name for name, span in mention.groups.items() if span.start == mention.span.start)
        name = next((name for name in first if name in ("code", "organ", "head")), None)
        if name is None:
            return mention
        group = mention.groups[name]
        words = group.of(text)
        if name == "head" and words in self._openers:  # 你部(85)云财字第12号
            groups = {other: span for other, span in mention.groups.items() if other != "head"}
            return Mention(mention.kind, Span(group.end, mention.span.end), mention.rule, groups)
        told = _QUOTED_IN.match(words)
        cut = (
            told.end()
            if told is not None
            else self._opener(words)
            or int(words.startswith("发") and self._broken(text[max(0, group.start - 8) : group.start]))
            or int(words.startswith("中") and text.endswith("其", 0, group.start))
            or int(words.startswith(_BODIES) and text.endswith(_POINTS, 0, group.start))
        )
        if name == "code":
            cut += self._organ_before(words[cut:])
            cut += self._opener(words[cut:])  # 市局转来云消〔2024〕7号
        if not cut:
            return mention
        start = group.start + cut
        groups = {**mention.groups, name: Span(start, group.end)}
        return Mention(mention.kind, Span(start, mention.span.end), mention.rule, groups)

    @staticmethod
    def _broken(before: str) -> bool:
        """Whether the line before ends in the first half of a verb of issuing."""
        return _ISSUES.search(before) is not None

    def _opener(self, words: str) -> int:
        least = 1 if words.endswith("法") else 2  # 法〔2020〕1号 is the only one-character code in wide use
        for length in range(min(self._longest, len(words) - least), 0, -1):
            word = words[:length]
            unless = self._openers.get(word)  # the lexicon gives the word itself where it has no second column
            if unless is not None and (unless == word or words[length] not in unless):
                return length
        return 0

    def _organ_before(self, words: str) -> int:
        match = self._organ.match(words, 0, len(words) - 2)
        if match is None:
            return 0
        rest = words[match.end() :]
        if self._opener(rest):
            return match.end()  # 畜牧局发来岱牧明电
        return 0 if rest[0] in "发函字电规明办" and not rest.startswith("发改") else match.end()


def _listed(text: str, mention: Mention) -> list[Mention]:
    """A number by itself; 国发〔2018〕3、4、7号 is three, of which the first lends the others its code and year."""
    more = mention.groups.get("more")
    if more is None:
        return [mention]
    seq, code, year = (mention.groups[name] for name in ("seq", "code", "year"))
    first = replace(mention, span=Span(mention.span.start, seq.end))
    spans = [Span(*found.span()) for found in _DIGITS.finditer(text, more.start, more.end)]
    spans[-1] = Span(spans[-1].start, mention.span.end)
    return [first, *(Mention(KIND, span, "number.following", {"code": code, "year": year}) for span in spans)]


def _following(text: str, first: Mention, stop: int) -> list[Mention]:
    """The bare ``9号`` or ``〔2024〕9号`` after a whole number, each borrowing its code."""
    found: list[Mention] = []
    at = first.span.end
    code, year = first.groups["code"], first.groups["year"]
    while (match := _NEXT.match(text, at, stop)) and len(found) < 30:
        groups = {"code": code} if match["year"] else {"code": code, "year": year}
        found.append(Mention(KIND, Span(*match.span("seq")), "number.following", groups))
        at = match.end()
    return found


def number_text(text: str, mention: Mention) -> str:
    """A mention's canonical number, with what it borrows: ``9号`` after ``国发〔2018〕8号`` is ``国发〔2018〕9号``."""
    words = mention.span.of(text)
    if mention.rule == "number.following":
        year = mention.groups.get("year")
        words = mention.groups["code"].of(text) + (f"〔{year.of(text)}〕" if year else "") + words
    return canonical_number(words)
