"""Whether a stretch of text names a party, or a predicate begins in it."""

from __future__ import annotations

from pipeline.clauses.party import Party
from pipeline.clauses.words import Words
from pipeline.find.names import Name, Names
from pipeline.patterns import compiled

_JOINS = "与及或、"
_JOINT = compiled("以及|[、和及或](?!其[他它余])")
_OVERSEES = ("监督", "指导", "检查", "考核", "督导", "督查", "培训", "教育")
_GUIDES = ("指导", "督导")  # 指导委员会 is one name, 指导医疗机构 what an office does
_NEAR = 6  # characters that an adverb and a verb of overseeing may fill
_RELATIVE = compiled(r"的")
# 教育行政部门, 发展和改革主管部门: between what an office is for and its head
_AS = "(?:行政主管|行业主管|行政|主管|职能|业务|执法)"
_CHARGED = compiled(rf"和(?:改革|信息化|管理|服务|保护){_AS}?|{_AS}")
_FAR = 14  # characters behind the last name, in which its head may stand


def _past_charge(text: str, at: int, close: int) -> int:
    """Past what an office is charged with, between what it is for and its head; ``at`` where nothing says so."""
    charge = _CHARGED.match(text, at, close)
    return charge.end() if charge is not None else at


class Stretches:
    """Reads the names of a stretch between two places that others have found."""

    def __init__(self, names: Names, words: Words, overseen: tuple[str, ...]) -> None:
        self._names = names
        self._words = words
        self._overseen = overseen

    def party(self, text: str, start: int, close: int, *, cued: bool, agent: bool = False) -> Party | None:
        """The names of ``text[start:close]``; ``None`` where a predicate begins in it, or a name ends too early.

        After 由 nothing but a name begins, whatever verb it begins with (``由补贴发放部门代扣代缴``).
        """
        words = text[start:close]
        if words.startswith("全") and text.startswith("通报", close):  # 全院通报: where, not who
            return None
        if text[start] in _JOINS or (not agent and self._predicate(text, start, close, cued=cued)):
            return None
        names = tuple(self._names.split(text, start, close))
        if not names and cued and self._described(text, start, close):
            return self.described_each(text, start, close)
        if not names or names[-1].span.end < close - _FAR or not self._begins(text, start, names[0].span.start):
            return None
        return Party((*names, *self._described_last(text, names[-1].span.end, close)), start, close)

    def described_each(self, text: str, start: int, close: int) -> Party:
        """The name, or both where each is told by what he does (``实行自管的企业和实行代管的合作社``)."""
        for joint in _JOINT.finditer(text, start + 1, close):
            if self._ends_in_name(text, start, joint.start()) and self._ends_in_name(text, joint.end(), close):
                first, last = Party.one(text, start, joint.start()), Party.one(text, joint.end(), close)
                return Party((*first.names, *last.names), start, close)
        return Party.one(text, start, close)

    def _described_last(self, text: str, at: int, close: int) -> tuple[Name, ...]:
        """The last of a list, where only what he does tells him from others (``…的企业和实行代管的单位``)."""
        joint = _JOINT.match(text, at, close)
        if joint is None or not self._ends_in_name(text, joint.end(), close):
            return ()
        return Party.one(text, joint.end(), close).names

    def _predicate(self, text: str, start: int, close: int, *, cued: bool) -> bool:
        """Whether an adverb or a verb with its object opens the stretch."""
        if self._adverbial(text, start, close, cued=cued):
            return True
        if text.startswith("分管", start) and self._names.sort_of(text[start:close]) == "person":
            return False  # 分管院领导: who he is
        if cued:
            return self._words.governs(text, start, close) and not self._forms_name(text, start, close)
        takes_object = self._words.opens_object(text, start, close)
        if takes_object and self._names.heads.fullmatch(text, start, close) is None:
            return True
        return self._bad_relative(text[start:close]) or self._governs(text, start, close)

    def _described(self, text: str, start: int, close: int) -> bool:
        """Whether a name that no list of heads knows stands behind 的 (``设置电台的单位``)."""
        return self._ends_in_name(text, start, close) and not self._names.is_bad(text[start:close])

    def _adverbial(self, text: str, start: int, close: int, *, cued: bool) -> bool:
        """Whether an adverb opens the stretch, so that a predicate and no name begins (but 重点排污单位应当…)."""
        adverbs = self._words.adverbs.match(text, start, close)
        if adverbs is None or text.startswith(("全体", "统一", "专门", "定点"), start):
            return False
        verb = self._words.verb.match(text, adverbs.end(), close)
        if (
            verb is None and "、" not in text[start:close] and self._names.sort_of(text[start:close]) == "unit"
        ):  # 科学技术主管部门
            return False
        return not cued or (verb is not None and verb.group() not in self._words.nominal)

    def _governs(self, text: str, start: int, close: int) -> bool:
        """Whether a verb that may help to form a name has an object here instead (``指导商贸企业``)."""
        if self._names.heads.match(text, start, close):
            return False
        past = self._words.past_nominals(text, start, close)
        if past >= close:
            return False  # 经营管理部: nothing but what it is for
        if past > start and text[past] in "性类型":  # 经营性单位
            return False
        if text.startswith(_OVERSEES, start) and text.endswith(self._overseen, past, close) and past - start >= 2:
            return True
        return (
            past > start and "、" not in text[start : past + 1] and self._names.heads.match(text, past, close) is None
        )

    def _forms_name(self, text: str, start: int, close: int) -> bool:
        """Whether the verb at ``start`` belongs to the name: 考核部门, 驾驶员, or ``设置电台的单位``."""
        if self._names.heads.fullmatch(text, start, close) or self.compound(text, start, close):
            return True
        verb = self._words.verb.match(text, start, close)
        if verb is None or verb.group() in self._words.nominal or self._names.heads.match(text, verb.end(), close):
            return True
        return self._ends_in_name(text, start, close)

    def _ends_in_name(self, text: str, start: int, close: int) -> bool:
        """Whether what stands behind the last 的 is a name."""
        of = text.rfind("的", start, close)
        return of > 0 and self._names.sort_of(text[of + 1 : close]) is not None

    def compound(self, text: str, start: int, close: int) -> bool:
        """Whether verbs and a head make one name: 回购机构, 征收实施单位 (but not 督促企业)."""
        past, first = start, self._words.long_verb.match(text, start, close)
        if first is None:
            return False
        if self._words.directs(first.group()) and _past_charge(text, first.end(), close) == first.end():
            return False
        while (verb := self._words.long_verb.match(text, past, close)) is not None:
            past = verb.end()
        return self._names.heads.fullmatch(text, _past_charge(text, past, close), close) is not None

    @staticmethod
    def _bad_relative(words: str) -> bool:
        """A 的 deep inside an uncued stretch makes an object of it more often than a subject."""
        return len(_RELATIVE.findall(words)) > 1 or (len(words) > 24 and "的" in words)

    @staticmethod
    def _begins(text: str, start: int, first: int) -> bool:
        """Whether nothing but the founding of a group stands before the first name (``成立5个督查组``)."""
        return first <= start + 1 or text[start:first].endswith(("成立", "组建", "抽调", "组成"))

    def oversees(self, text: str, at: int, end: int) -> bool:
        """Whether a verb of overseeing and the one overseen stand in ``text[at:end]``."""
        near = _NEAR - text.startswith(_GUIDES, at)
        far = text.startswith(_OVERSEES, at) and end - at > near
        return far and self._names.sort_of(text[at + 2 : end]) is not None

    @staticmethod
    def with_bracket(text: str, close: int, end: int) -> int:
        """The end of a name with the bracket that belongs to it (``乡镇（街道）``)."""
        if close < end and text[close] == "（":
            shut = text.find("）", close, min(end, close + 32))
            return shut + 1 if shut >= 0 else close
        return close
