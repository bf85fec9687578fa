"""What is known of an item's slots, who must act, by when and what it costs, as names of yes-or-no facts."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.assemble.settled import Settled
from pipeline.confidence.document import Document, Names, remembered
from pipeline.confidence.features import bucket
from pipeline.model import Bearer
from pipeline.patterns import compiled

_ENDS = compiled("部门|单位|机关|政府|[局委厅办科站队所]|企业|公司|机构|人员|[^或]者|负责人|户")
_ACTS = compiled("组织|开展|做好|落实|加强|报送|监督|检查|指导|提供|使用|办理|承担|负责|管理|建设|申请|实施")
_UNITS = ("部门", "单位", "机关", "政府", "局")


def bearer_features(one: Settled, document: Document, text: str) -> list[Names]:
    """The names that hold of who must act: of the case, of each name, and of what else may be one."""
    bearers, quote, unit = one.obligation.bearers, one.obligation.quote, one.item.unit
    source = bearers[0].source if bearers else "none"
    groups = [_case_names(one, document, source)]
    groups += [_of_lead(clause.role, clause.why, clause.own is not None, source) for clause in unit.lead]
    groups += [(f"later.own|{source}",) for clause in unit.clauses[1:] if clause.own is not None]
    if source != "explicit" and any(end in quote for end in _UNITS):
        groups.append((f"unit.inside|{source}",))
    groups.append(_of_others(min(_others(quote, bearers), 4), source))
    if document.names_another(quote, bearers):
        groups.append((f"other.inside|{source}",))
    for bearer in bearers:
        groups += _of_bearer(bearer, document, text)
    return groups


def _others(quote: str, bearers: Sequence[Bearer]) -> int:
    """How many words that end names of units and people stand in the quote outside the bearers' names."""
    rest = quote
    for bearer in bearers:
        rest = rest.replace(bearer.text, "")
    return len(_ENDS.findall(rest))


@remembered
def _of_others(others: int, source: str) -> Names:
    return (f"others={others}|{source}",)


def _case_names(one: Settled, document: Document, source: str) -> Names:
    item, scope, items = one.item, one.reading.scope, one.reading.items
    unit, first = item.unit, item.unit.clauses[0]
    return _of_case(
        source, item.kind, unit.cued, first.why, min(unit.sentence, 2), bool(document.header.addressees),
        bool(items) and items[0] is item, len(one.obligation.bearers[:4]), first.thing, unit.agent, first.role,
        bool(scope.lead), bool(scope.heading), unit.party is not None,
    )  # fmt: skip


@remembered
def _of_case(
    source: str, kind: str, cued: bool, why: str, sentence: int, addressed: bool, opens: bool, bearers: int,
    thing: bool, agent: bool, role: str, lead: bool, heading: bool, party: bool,
) -> Names:  # fmt: skip
    return (
        f"source={source}|kind={kind}",
        f"source={source}|cued={cued}",
        f"source={source}|why={why}",
        f"source={source}|sentence={sentence}",
        f"source={source}|addressed={addressed}",
        f"source={source}|opens={opens}",
        f"bearers={bearers}|{source}",
        f"thing={thing}",
        f"agent={agent}|{source}",
        f"role={role}|{source}",
        f"scope={lead}{heading}|{source}",
        f"party={party}|{source}",
    )


@remembered
def _of_lead(role: str, why: str, own: bool, source: str) -> Names:
    return (f"lead={role}:{why}|{own}|{source}",)


def _of_bearer(bearer: Bearer, document: Document, text: str) -> list[Names]:
    words, span, source = bearer.text, bearer.span, bearer.source
    again, addressed = min(document.bearers[words], 3), words in document.header.addressees
    name = _of_name(words, bearer.role, source, again, addressed)
    if span is None or source != "explicit":
        return [name]
    start, end = span
    return [name, _of_neighbours(text[end : end + 1], text[start - 1] if start else "")]


@remembered
def _of_neighbours(after: str, before: str) -> Names:
    return (f"bearer.after={after}", f"bearer.before={before}")


@remembered
def _of_name(words: str, role: str, source: str, again: int, addressed: bool) -> Names:
    return (
        f"bearer.role={role}|{source}",
        f"bearer.length={bucket(len(words), (2, 3, 4, 6, 8, 12, 18))}",
        f"bearer.ends={words[-2:]}",
        f"bearer.tail={words[-1:]}",
        f"bearer.head={words[:1]}",
        f"bearer.again={again}|{source}",
        f"bearer.addressed={addressed}",
        f"bearer.acts={len(_ACTS.findall(words)[:2])}|{source}",
        *(f"bearer.has={sign}" for sign in "的、和及（等或与" if sign in words),
    )


def deadline_features(one: Settled, document: Document, text: str) -> list[Names]:
    """The names that hold of by when: of the case, of the time, and of what else may be one."""
    item, quote, deadline = one.item, one.obligation.quote, one.obligation.deadline
    inside = sum([item.start <= time.span.start < item.end for time in one.reading.marks.times])
    kind = deadline.kind if deadline else "none"
    case = (
        f"deadline={kind}|{item.kind}",
        f"deadline={kind}|own={item.own_deadline}",
        f"deadline={kind}|times={min(inside, 2)}",
        f"deadline={kind}|dated={document.reference}",
        f"deadline={kind}|block={one.reading.block.role}",
        *(f"lead={clause.why}|{kind}" for clause in item.unit.lead if clause.why in ("时间", "时前", "的")),
    )
    if deadline is None:
        return [case, tuple([f"none.has={sign}" for sign in "年月日前内底期每时" if sign in quote])]
    span, words = deadline.span, deadline.text
    time = (
        f"{kind}|due={deadline.due is not None}",
        f"{kind}|start={deadline.start is not None}",
        f"{kind}|quota={deadline.quota is not None}",
        f"{kind}|anchor={deadline.anchor is not None}",
        f"deadline.length={bucket(len(words), (3, 5, 8, 12, 18))}",
        f"deadline.ends={words[-1:]}",
        f"deadline.year={'年' in words}|{kind}",
        f"deadline.provisional={deadline.provisional}",
    )
    if span is None:
        return [case, time]
    leads = span.start <= one.obligation.span.start + 1
    return [case, time, (f"deadline.leads={leads}|{kind}", f"deadline.after={text[span.end : span.end + 1]}")]


def penalty_features(one: Settled, document: Document, text: str) -> list[Names]:
    """The names that hold of what a breach costs, beside those of the item."""
    return [
        (
            f"penalty.kind={penalty.kind}",
            f"penalty.figures={penalty.min is not None or penalty.max is not None}",
            f"penalty.unit={penalty.unit}",
            f"penalty.target={penalty.target is not None}",
            f"penalty.length={bucket(len(penalty.text), (4, 8, 16, 30))}",
        )
        for penalty in one.obligation.penalties
    ]
