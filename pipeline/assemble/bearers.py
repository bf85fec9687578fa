"""Who must act: by the sentence's own words, else by inheritance (ANNOTATION.md § Bearers)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.assemble.item import Unit
from pipeline.assemble.scopes import Scope
from pipeline.clauses.party import Party
from pipeline.find.names import Name, Names
from pipeline.model import Bearer, Role, Source
from pipeline.patterns import compiled
from pipeline.structure.view import View

LEADS = compiled(r"(?:按[^，。；]{0,10})?(?:(?:负责)?牵头(?:负责|组织|会同|落实|抓总)?|主办)[，、]?")
HELPS = compiled(
    r"(?:按[^，。；]{0,10}|积极|共同|分别|密切)*(?:配合|协助|协同|参与|参加(?=[，。；]|$)|协办|督办)(?:做好)?"
)
_WITH = compiled(
    r"(?:要|应当?|须|负责)?(?:会同|联合(?!各方)|商(?=[省市县区]|国家|(?!有关|相关)[^，。；]{2,10}[局委办]))"
)
_MORE = compiled(r"[、（和及与]|以及|或|等(?:有关|相关)?(?:部门|单位)")
_TITLE = 4  # characters; an officer's title is no longer
# some of a class, whatever it is of
_SOME = compiled(r"^(?:部分|个别|少数|其他|其它|其余|另外|未|尚未)")
_NARROW = compiled(
    r"^(?:相关|有关|未|已|接到|收到|参加|因|发生)|者$|人员$|商铺$|场所$|群众$|业主$|住户$|职工$|干部$|党员$"
)


def named(party: Party, view: View, source: Source, role: Role = "responsible") -> tuple[Bearer, ...]:
    """The party's names as bearers, their words as stored."""
    return tuple([_bearer(name, view, source, role) for name in party.names])


def _bearer(name: Name, view: View, source: Source, role: Role) -> Bearer:
    return Bearer(name.text, role, source, view.raw(*name.span))


def of_unit(unit: Unit, view: View, names: Names) -> tuple[Bearer, ...]:
    """The bearers that the unit's own words name, with 牵头, 配合 and 会同 told apart."""
    party = unit.party
    if unit.leaders:
        return (*_led(unit, view, names), *_joined_later(unit, view, names, unit.leaders[-1].end))
    if party is None:
        return ()
    text, at, end = view.text, party.end, max(unit.end, party.end)
    role: Role = "responsible"
    helpers: tuple[Bearer, ...] = ()
    if leads := LEADS.match(text, at, end):
        role, at = "lead", leads.end()
        helps = HELPS.search(text, at, min(end, at + 60))
        if helps is not None and not re.search(r"[，。；].*[，。；]", text[at : helps.start()]):
            helpers = _all(
                names.split(text, _last_list(names, text, at, helps.start()), helps.start()), view, "support"
            )
    elif at > unit.start and (joined := _WITH.match(text, at, end)):
        helpers = _all(_run(names, text, joined.end(), end), view, "support")
        helpers = (*helpers, *(each for each in _joined_later(unit, view, names, at) if each not in helpers))
    if not helpers:
        helpers = _joined_later(unit, view, names, at)
    return (*named(party, view, "explicit", role), *helpers)


def _last_list(names: Names, text: str, start: int, end: int) -> int:
    """Where the list of who helps begins: behind what is done (``牵头制定细则，计财股配合``)."""
    comma = text.rfind("，", start, end) + 1
    alone = comma > 0 and not names.split(text, start, comma - 1)
    return comma if alone or (comma > 0 and names.split(text, start, comma - 1)[0].span.start > start) else start


def acting_with(unit: Unit, view: View, names: Names) -> tuple[Bearer, ...]:
    """With whom a bearer acts who is left out (``会同有关部门拟订计划``)."""
    first = unit.clauses[0]
    joined = _WITH.match(view.text, first.head, first.end)
    if joined is not None:
        return _all(_run(names, view.text, joined.end(), first.end), view, "support")
    return _joined_later(unit, view, names, first.start)


def _led(unit: Unit, view: View, names: Names) -> tuple[Bearer, ...]:
    """Who leads, who helps, and who acts besides (``由财务科牵头，各科室配合，各校于月底前完成``)."""
    found: list[Bearer] = []
    for clause in (*unit.leaders, *unit.clauses):
        own = clause.own
        if own is None or (clause not in unit.leaders and own is not unit.party):
            continue
        role: Role = "lead" if LEADS.match(view.text, own.end, clause.end) else "responsible"
        role = "support" if HELPS.match(view.text, own.end, clause.end) else role
        parties = _all(_helping(names, view.text, own), view, role) if role == "support" else ()
        found += [bearer for bearer in parties or named(own, view, "explicit", role) if bearer not in found]
    return tuple(found)


def _joined_later(unit: Unit, view: View, names: Names, at: int) -> tuple[Bearer, ...]:
    """The units that a later clause of the item acts together with (``…，会同市公安局推进``)."""
    for clause in unit.clauses:
        if clause.subject is not None and clause.start > at and HELPS.match(view.text, clause.subject.end, clause.end):
            return _all(_helping(names, view.text, clause.subject), view, "support")
        joined = _WITH.match(view.text, clause.head, clause.end) if clause.start > at or clause.head == at else None
        if joined is not None:
            return _all(_run(names, view.text, joined.end(), clause.end), view, "support")
    return ()


def _helping(names: Names, text: str, party: Party) -> Sequence[Name]:
    """The names of who helps; fields that stand for their offices come apart (``住建、公安、街道配合``)."""
    lasts = [name.text.rpartition("、")[2] for name in party.names if "、" in name.text]
    if not any(len(last) <= _SHORT and names.sort_of(last) == "unit" for last in lasts):
        return party.names
    return names.listed(text, party.names[0].span.start, party.names[-1].span.end)


_SHORT = 2  # characters of a field that is called like its office
_BETWEEN = 14  # characters of a listed field before the head that all share


def _run(names: Names, text: str, start: int, end: int) -> list[Name]:
    """The names at ``start`` up to the last head of a name before the next comma."""
    stop = min((i for i in (text.find("，", start, end), end) if i >= 0), default=end)
    close = start
    for head in names.heads.finditer(text, start, min(stop, start + 60)):
        far = len(text[close : head.start()].rpartition("、")[2]) > _BETWEEN
        if far or (close > start and not _goes_on(names, text, start, close, head.end())):
            break
        close = head.end()
    return names.split(text, start, close)


def _goes_on(names: Names, text: str, start: int, close: int, end: int) -> bool:
    """Whether the name that could end at ``close`` or its list goes on to ``end`` (``市公安局｜交警支队``)."""
    if _MORE.match(text, close):
        return True
    at = max(text.rfind(mark, start, close) + 1 for mark in "、和及与")
    if end - close > _TITLE and text[end : end + 1] != "部" and names.sort_of(text[close:end]) == "person":
        return False  # 人社局研究乡村医生
    return names.sort_of(text[max(start, at) : end]) is not None


def _all(found: Iterable[Name], view: View, role: Role) -> tuple[Bearer, ...]:
    return tuple(_bearer(name, view, "explicit", role) for name in found)


def carries(party: Party) -> bool:
    """Whether a subject stays in force after its sentence; a narrower class of persons or places lapses with it."""
    return not any(
        _SOME.match(name.text) or (name.sort != "unit" and _NARROW.search(name.text)) for name in party.names
    )


def inherited(scope: Scope, force: tuple[Bearer, ...], addressees: tuple[Bearer, ...]) -> tuple[Bearer, ...]:
    """The bearers of an item that names none: the paragraph's subject, the lead-in, the heading, the addressees."""
    for bearers, source in (
        (force, "context"),
        (scope.lead, "context"),
        (scope.heading, "heading"),
        (addressees, "addressee"),
    ):
        if bearers:
            return tuple(bearer.by(source) for bearer in bearers)  # type: ignore[arg-type]
    return ()
