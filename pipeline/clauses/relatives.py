"""Names that a clause makes: whom somebody designated, whom a relative clause describes."""

from __future__ import annotations

from pipeline.clauses.party import Party
from pipeline.clauses.words import Words
from pipeline.find.names import Names
from pipeline.find.names.shapes import CALLED
from pipeline.patterns import compiled
from pipeline.record import record

_NAME = 24  # characters of the name after a relative clause, and of the clause before it
_STRETCH = 40  # characters from the beginning of a relative clause to the cue
# 进度滞后的区 stands for its government
_PLACES = frozenset(["省", "市", "县", "区", "镇", "乡", "街道", "村", "社区"])
_STATE = compiled(
    r"未|尚未|不|经|被|已|无|存在|超[出过]|拖欠|涉嫌|恶意|擅自|具有|具备|[^，。；的]{2,4}(?:滞后|落后|靠后|较[多大高低少]|突出|集中|严重)的"
)
# 对公共安全负有监管职责的部门: what they answer for, not whom something is done to
_CHARGED = compiled(
    r"对[^，。；的]{2,24}(?:负有|承担|享有|具有)[^，。；的]{0,16}的"
    r"(?=[^，。；]{0,12}(?:部门|机构|单位|机关|组织))"
)
# 负责审查的有关人员提出意见: who he is, told by what he answers for
_ANSWERS = compiled(
    r"(?:具体|主要|直接)?负责[^，。；的]{2,16}的[^，。；的]{0,8}?(?:人员|部门|单位|机构|机关|同志|干部)"
)
_NAMED = 4  # characters of an office that has a name of its own
_CHARGES = ("负责", "负有", "承担", "履行", "行使")
# 利率高于平均水平的 describes; 于 and 对 would be marks of no name
_COMPARED = compiled(r"[^，。；的对将把由在]{2,8}(?:[高低大小多少优好]于|不足|超过|达到)[^，。；的]{2,16}的")
# 建设单位、施工单位以及其他从事爆破的单位: the last of several is described
_AND_OTHERS = compiled("(?:以及|或者|[、和及或])(?=其他|有关|相关|各|从事)")
# what stands in no relative clause that makes a name
_UNTELLING = compiled("[是了把。！？：；“”]|及时|立即|要求|督促|引导|确保|针对|围绕|.由|.向|.对|.之间")
_ONE_MORE = compiled("以及|或者|[、和及与或]")
_MANAGES = compiled(r"各|所有|有关|相关|其他|全体|凡|县级以上")


@record
class Relatives:
    """Looks for such names; built once."""

    names: Names
    words: Words

    def acting(self, text: str, party: Party, end: int) -> Party | None:
        """The party, unless it only acts in a relative clause: then the name that this makes, or none for a thing.

        ``县政府确定的部门协助…`` → 县政府确定的部门; ``县政府确定的项目应当…`` → None.
        """
        adverbs = self.words.adverbs.match(text, party.end, end)
        verb = self.words.verb.match(text, adverbs.end() if adverbs else party.end, end)
        if verb is None or not text.startswith("的", verb.end()) or verb.end() + 1 >= end:
            return party
        for head in self.names.heads.finditer(text, verb.end() + 1, min(end, verb.end() + _NAME)):
            if self.words.follow.match(text, head.end(), end) and self.names.sort_of(text[verb.end() + 1 : head.end()]):
                return Party.one(text, party.start, head.end())
        return None

    def answering(self, text: str, start: int, end: int) -> Party | None:
        """Who is named by what he answers for (``负责审查的人员提出意见``), where a predicate follows."""
        named = _ANSWERS.match(text, start, end)
        if named is None or not self.words.follow.match(text, named.end(), end):
            return None
        return Party.one(text, start, named.end())

    def _no_name(self, words: str) -> bool:
        """Whether the words are no name, even one that tells what somebody does (``纳入名录的企业``)."""
        told, of, head = words.rpartition("的")
        if not of or _UNTELLING.search(told):
            return self.names.is_bad(words)
        return self.names.begins_badly(words) or self.names.is_bad(head)

    def _tells(self, text: str, start: int, of: int) -> bool:
        """Whether the words before 的 say what somebody does or is: 未经授权, 取得证书."""
        return _STATE.match(text, start) is not None or self.words.verb.search(text, start, of) is not None

    def opening(self, text: str, start: int, end: int) -> Party | None:
        """Whom a relative clause at ``start`` describes by what they do, whatever follows them.

        收购废旧金属的企业和个体户 in ``收购废旧金属的企业和个体户发现赃物的``.
        """
        of = text.find("的", start + 2, min(end - 1, start + _NAME))
        verb = self.words.predicate(text, start, end) if of >= 0 else None
        if verb is None or (opens := self.words.long_verb.match(text, verb, of)) is None:
            return None
        if self.words.directs(opens.group()) or self.names.is_bad(text[start:of]):
            return None
        close = self._close(text, of + 1, end)
        return Party.one(text, start, close) if close and not text.startswith("的", close) else None

    def _close(self, text: str, start: int, end: int) -> int:
        """Where the names end that begin at ``start`` and that a predicate or nothing follows; 0 without them."""
        close = 0
        for head in self.names.heads.finditer(text, start, min(end, start + _NAME)):
            listed = self.names.split(text, start, head.end())
            whole = listed and listed[0].span.start == start and listed[-1].span.end == head.end()
            whole = whole and not any(_ONE_MORE.search(name.text) for name in listed)
            if whole and (head.end() == end or self.words.follow.match(text, head.end(), end)):
                close = head.end()
                if _ONE_MORE.match(text, close, end) is None:
                    break
        return close

    def before_cue(self, text: str, start: int, end: int, *, far: bool = False) -> Party | None:
        """The one name that a relative clause makes of the stretch before a cue (``依法作出决定的部门``).

        What is said of several (``从事养殖的单位、个人``) makes one of them.
        """
        of = text.rfind("的", start, end)
        if not start < of <= start + _NAME * (3 if far else 1) or end - start > _STRETCH * (2 if far else 1):
            return None
        words = text[start:end]
        told = _CHARGED.match(words) or _COMPARED.match(words)
        if "，" in words or self._no_name(words[told.end() :] if told else words.removeprefix("未经")):
            return None
        several = self._several(text, start, of, end) or self._charged(text, start, of, end)
        if (several := several or self._each(text, start, end)) is not None:
            return several
        joint = max(words.rfind(mark, 0, of - start) for mark in "和及与、")
        second = joint > 0 and (start + joint < of or words.startswith(("各", "有关", "其他"), joint + 1))
        if second and self.names.sort_of(words[:joint]) == "unit":  # 贷款银行和中心的受托银行: two
            return None
        if _MANAGES.match(words) or not (told or self._tells(text, start, of)):
            return None
        if words.endswith("）") and (called := CALLED.search(words)):
            end = start + called.start()
        known = text[of + 1 : end] in _PLACES or self.names.sort_of(text[of + 1 : end]) is not None
        return Party.one(text, start, end) if known else None

    def _charged(self, text: str, start: int, of: int, end: int) -> Party | None:
        """An office told by its charge, and the offices after it that have names (``负责…的部门、商务部门``)."""
        if not text.startswith(_CHARGES, start):
            return None
        named = self.names.split(text, of + 1, end)
        others = named[1:]
        if not others or others[-1].span.end != end or any(len(name.text) < _NAMED for name in others):
            return None
        described = Party.one(text, start, named[0].span.end)
        return Party((*described.names, *others), start, end)

    def _each(self, text: str, start: int, end: int) -> Party | None:
        """Two names that are each described (``实行自管的企业和实行代管的合作社``)."""
        for joint in _ONE_MORE.finditer(text, start + 1, end):
            if self._is_described(text[start : joint.start()]) and self._is_described(text[joint.end() : end]):
                first, last = Party.one(text, start, joint.start()), Party.one(text, joint.end(), end)
                return Party((*first.names, *last.names), start, end)
        return None

    def _is_described(self, words: str) -> bool:
        """Whether a name stands behind the last 的 of the words."""
        of = words.rfind("的")
        return of > 0 and self.names.sort_of(words[of + 1 :]) is not None

    def _several(self, text: str, start: int, of: int, end: int) -> Party | None:
        """Names of which only the last is described (``建设单位以及其他从事爆破的单位``)."""
        for joint in _AND_OTHERS.finditer(text, start + 1, of):
            listed = tuple(self.names.split(text, start, joint.start()))
            if not listed or listed[0].span.start != start or listed[-1].span.end != joint.start():
                continue
            if self.names.sort_of(text[of + 1 : end]) is not None:
                last = Party.one(text, joint.end(), end).names
                return Party((*listed, *last), start, end)
        return None
