"""责任单位 brackets and lines: who is responsible for the measure that they close, with roles, and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.find.names import Name, Names
from pipeline.model import Bearer, Role
from pipeline.patterns import compiled
from pipeline.record import record
from pipeline.structure.view import View

_INNER = r"[^（）〔〕【】]*(?:[（〔][^（）〔〕]{0,24}[）〕][^（）〔〕【】]*)*"
_GROUP = compiled(rf"(?P<open>[（〔【\[])(?P<body>{_INNER})[）〕】\]]")
_KEY = (
    r"(?:牵头|责任|负责|配合|协办|承办|主办|落实|督办|实施|参与|组织)"
    r"(?:单位|部门|处室|科室|机构|主体|人|领导|分工)?"
    r"(?:及|和|、)?(?:分工|人)?[：:]"
)
_KEYED = compiled(_KEY)
_BARE_KEY = compiled(r"(?:牵头|责任|配合|协办|主办)(?:单位|部门)(?![：:、，])")  # （责任单位市住建局）
_FIELD = compiled(rf"(?P<key>{_KEY}|(?:完成|办结|整改)?(?:时限|时间|期限)(?:要求)?[：:])")
_PREDICATE = compiled(
    r"(?:按照?[^，；。、]{0,8}职责[^，；。、]{0,6}|分别|共同)?(?:牵头|负责|配合|协助|参与|督办|落实|组织实施)(?:负责|落实|实施|推进)?(?=$|[，；。、])"
)
# the same said in a sentence of its own after the measure (``责任单位：…；完成时限：…。``)
_SENTENCE = compiled(rf"(?:(?<=[。；])|^)(?:——|-+)?(?={_KEY})[^。]+")
# （联系人：…；电话：…） that closes a sentence is no part of what it asks
_CONTACT = compiled(
    r"（(?:联系人|联系电话|联系方式|电子邮箱|电子邮件|邮箱|电话|传真|咨询电话|地址)[^（）]{0,80}）(?=[。；]|$)"
)
_REACHED = ("联系", "电话", "邮箱", "邮件", "传真", "地址")
_LIMIT = compiled("前完成|底前|时限")
_ONLY_LIMIT = compiled(r"[^，。；]{0,16}(?:前|底)(?:完成|办结)?")
# a note on what else the same units do is no list of names (``，以下措施均需各区政府落实，不再列出``)
_NOTE = compiled(r"[，；。](?:以下|上述|其余|其他)[^、，；。]{0,8}(?:均|都|同|由|需)")
# who else carries out every measure from here on (``以下均由各区政府负责落实，不再列出``)
_STANDING = compiled(
    r"[，；。](?:以下|下列)(?:各项)?(?:任务|措施|工作|事项|内容|政策|条款)?(?:均|都|同)?[由需](?P<who>[^，；。]+?)(?:共同|分别)?(?:负责|抓好|组织|具体)*"
    r"(?:落实|实施|配合|负责)(?=$|[，；。])"
)
_NOBODY = ("下同", "以下同", "同上", "以上", "排名不分先后")
# 长期坚持, 已完成: how long or how far, not who
_GOING_ON = compiled(
    "(?:长期|持续|常年|常态化?|全年|立行立改|即知即改|已|正在|按)(?:坚持|推进|开展|完成|进行|落实|实施|整改|计划|时序|序时)*(?:推进)?"
)
# 一件要办的事: a numbered line
_MEASURE = compiled(r"(?:[0-9]{1,2}[.．、]|（[一二三四五六七八九十0-9]{1,3}）|[①-⑳])")
_FIRST_LEADS = compiled(r"列第一位[^，。；]{0,6}(?:牵头|为主)")
_ROLES: tuple[tuple[str, Role], ...] = (
    ("配合", "support"),
    ("协", "support"),
    ("参与", "support"),
    ("督办", "supervise"),
    ("牵头", "lead"),
)

#: The role that a word says which stands behind a unit's name.
ROLE_OF: dict[str, Role] = {
    "牵头": "lead", "主办": "lead", "责任": "responsible", "负责": "responsible", "承办": "responsible",
    "配合": "support", "协办": "support", "协助": "support", "参与": "support", "督办": "supervise",
}  # fmt: skip
_ASIDE = compiled(rf"[（(](?P<role>{'|'.join(ROLE_OF)})(?:单位|部门)?[）)]$")


@record
class Duty:
    """What a bracket says. ``start`` and ``end`` bound it in the view, ``timed`` is the part that may name a time."""

    start: int
    end: int
    bearers: tuple[Bearer, ...]
    first_leads: bool = False
    standing: tuple[Bearer, ...] = ()  # who carries out all that follows, too


class Brackets:
    """Reads brackets and 责任单位 lines; built once."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def read(self, view: View) -> Iterator[Duty]:
        """The brackets of a block that name who is responsible, or by when only (``（3月底前完成）``)."""
        yield from self._sentences(view)
        asides = _CONTACT.finditer(view.text) if any(word in view.text for word in _REACHED) else ()
        yield from (Duty(aside.start(), aside.end(), ()) for aside in asides)
        for group in _GROUP.finditer(view.text):
            body = group["body"]
            if names := self._names_only(view, group):
                yield Duty(group.start(), group.end(), names)
                continue
            if not (_KEYED.search(body) or _PREDICATE.search(body) or _LIMIT.search(body)):
                continue
            bearers = self.parties(view, group.start("body"), group.end("body"))
            if bearers or _KEYED.match(body) or _ONLY_LIMIT.fullmatch(body):
                leads, standing = _FIRST_LEADS.search(body) is not None, self._standing(view, *group.span("body"))
                yield Duty(group.start(), group.end(), bearers, leads, standing)

    def _standing(self, view: View, start: int, end: int) -> tuple[Bearer, ...]:
        """Whom a note charges with every measure that follows, beside those whom each names."""
        note = _STANDING.search(view.text, start, end)
        names = self.names.split(view.text, *note.span("who")) if note else ()
        return tuple([Bearer(name.text, "responsible", "context", view.raw(*name.span)) for name in names])

    def _sentences(self, view: View) -> Iterator[Duty]:
        for sentence in _SENTENCE.finditer(view.text) if "：" in view.text or ":" in view.text else ():
            if sentence.start() and (bearers := self.parties(view, *sentence.span())):
                yield Duty(*sentence.span(), bearers)

    def _names_only(self, view: View, group: re.Match[str]) -> tuple[Bearer, ...]:
        """The units of a bracket that holds nothing else and closes the measure (``…落实到位。（市住建局）``)."""
        text, (start, end) = view.text, group.span("body")
        if text[group.end() :].strip("。；"):
            return ()
        closes = text[: group.start()].endswith(("。", "；")) or (
            _MEASURE.match(text) and not self._explains(view, group)
        )
        if not closes:
            return ()
        key = _BARE_KEY.match(text, start, end)
        start = key.end() if key is not None else start
        names = self.names.split(text, start, end)
        if not names or any(name.sort != "unit" for name in names):
            return ()
        if names[0].span.start != start or names[-1].span.end != end:
            return ()
        role = _role(key.group(), "responsible") if key is not None else "responsible"
        return tuple(Bearer(name.text, role, "explicit", view.raw(*name.span)) for name in names)

    def _explains(self, view: View, group: re.Match[str]) -> bool:
        """Whether the bracket only says which units the words before it mean (``相关科室（法规科、财务科）``)."""
        before = view.text[: group.start()]
        return any(self.names.sort_of(before[-size:]) for size in range(2, 9))

    def named(self, view: View, start: int, end: int, key: str) -> tuple[Bearer, ...]:
        """The bearers of a field, its ``key`` (责任单位, 承办) told apart from the words ``view.text[start:end]``."""
        role, listed = _role(key, "responsible"), self.names.listed(view.text, start, end)
        return tuple([with_role(view, name, role) for name in listed if name.text not in _NOBODY])

    def parties(self, view: View, start: int, end: int, role: Role = "responsible") -> tuple[Bearer, ...]:
        """The bearers named in ``view.text[start:end]``, each with the role that its key or predicate gives."""
        bearers: list[Bearer] = []
        text = view.text
        end = note.start() if (note := _NOTE.search(text, start, end)) else end
        keyed = _FIELD.search(text, start, end) is not None
        for left, right, role_here in _segments(text, start, end, role):
            for name in self.names.listed(text, left, right) if keyed else self.names.split(text, left, right):
                if name.text in _NOBODY or _GOING_ON.fullmatch(name.text):
                    continue
                bearers.append(with_role(view, name, role_here))
        return tuple(bearers)


def _segments(text: str, start: int, end: int, role: Role) -> Iterator[tuple[int, int, Role]]:
    """Stretches of names with their roles: ``牵头单位：A；配合单位：B`` or ``A牵头，B、C配合``."""
    keys = list(_FIELD.finditer(text, start, end))
    at = start
    for key, following in zip(keys, [*keys[1:], None], strict=True) if keys else ():
        stop = following.start() if following else end
        close = text.find("。", key.end(), stop)  # what stands after it is a sentence of its own
        at, stop = (close + 1, close) if close >= 0 else (stop, stop)
        if not re.search(r"时限|时间|期限", key["key"]):
            yield key.end(), stop, _role(key["key"], role)
    for predicate in _PREDICATE.finditer(text, at, end):
        at += text.startswith("由", at)
        if predicate.start() > at:
            yield at, predicate.start(), _role(predicate.group(), role)
        at = predicate.end()
        while at < end and text[at] in "，；。、":
            at += 1


def _role(words: str, default: Role) -> Role:
    return next((role for key, role in _ROLES if key in words), default)


def with_role(view: View, name: Name, role: Role) -> Bearer:
    """A name of the cell; a bracket after it says its role (``疾控科（牵头）``)."""
    said = _ASIDE.search(name.text)
    if said is None:
        return Bearer(name.text, role, "explicit", view.raw(*name.span))
    end = name.span.start + said.start()
    return Bearer(name.text[: said.start()], ROLE_OF[said["role"]], "explicit", view.raw(name.span.start, end))
