"""What is known of an item's slots, who must act, by when and what it costs, as names of yes-or-no facts."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assemble.settled import Settled
from pipeline.confidence.features import Document, bucket
from pipeline.model import Bearer


def bearer_features(one: Settled, document: Document, text: str) -> list[str]:
    """The names that hold of who must act: of the case, of each name, and of what else may be one."""
    obligation, item = one.obligation, one.item
    bearers, quote = obligation.bearers, obligation.quote
    first = item.unit.clauses[0]
    source = bearers[0].source if bearers else "none"
    names = [
        f"source={source}|kind={item.kind}",
        f"source={source}|cued={item.unit.cued}",
        f"source={source}|why={first.why}",
        f"source={source}|sentence={min(item.unit.sentence, 2)}",
        f"source={source}|addressed={bool(document.header.addressees)}",
        f"source={source}|opens={bool(one.reading.items) and one.reading.items[0] is item}",
        f"bearers={min(len(bearers), 4)}|{source}",
        f"thing={first.thing}",
        f"agent={item.unit.agent}|{source}",
        f"role={first.role}|{source}",
        f"scope={bool(one.reading.scope.lead)}{bool(one.reading.scope.heading)}|{source}",
        f"party={item.unit.party is not None}|{source}",
        *(f"lead={clause.role}:{clause.why}|{clause.own is not None}|{source}" for clause in item.unit.lead),
        *(f"later.own|{source}" for clause in item.unit.clauses[1:] if clause.own is not None),
    ]
    if any(end in quote for end in ("部门", "单位", "机关", "政府", "局")) and source != "explicit":
        names.append(f"unit.inside|{source}")
    if any(name in quote for name in document.bearers.keys() - {bearer.text for bearer in bearers}):
        names.append(f"other.inside|{source}")
    for bearer in bearers:
        names += _of_bearer(bearer, document, text)
    return names


def _of_bearer(bearer: Bearer, document: Document, text: str) -> Iterator[str]:
    words, span = bearer.text, bearer.span
    yield f"bearer.role={bearer.role}|{bearer.source}"
    yield f"bearer.length={bucket(len(words), (2, 3, 4, 6, 8, 12, 18))}"
    yield f"bearer.ends={words[-2:]}"
    yield f"bearer.tail={words[-1:]}"
    yield f"bearer.head={words[:1]}"
    yield f"bearer.again={min(document.bearers[words], 3)}|{bearer.source}"
    yield f"bearer.addressed={words in document.header.addressees}"
    for sign in "的、和及（等或与":
        if sign in words:
            yield f"bearer.has={sign}"
    if span is not None and bearer.source == "explicit":
        yield f"bearer.after={text[span.end : span.end + 1]}"
        yield f"bearer.before={text[max(0, span.start - 1) : span.start]}"


def deadline_features(one: Settled, document: Document, text: str) -> list[str]:
    """The names that hold of by when: of the case, of the time, and of what else may be one."""
    item, quote, deadline = one.item, one.obligation.quote, one.obligation.deadline
    inside = sum(item.start <= time.span.start < item.end for time in one.reading.marks.times)
    kind = deadline.kind if deadline else "none"
    names = [
        f"deadline={kind}|{item.kind}",
        f"deadline={kind}|own={item.own_deadline}",
        f"deadline={kind}|times={min(inside, 2)}",
        f"deadline={kind}|dated={document.reference}",
        f"deadline={kind}|block={one.reading.block.role}",
        *(f"lead={clause.why}|{kind}" for clause in item.unit.lead if clause.why in ("时间", "时前", "的")),
    ]
    if deadline is None:
        return [*names, *(f"none.has={sign}" for sign in "年月日前内底期每时" if sign in quote)]
    span, words = deadline.span, deadline.text
    names += (
        f"{kind}|due={deadline.due is not None}",
        f"{kind}|start={deadline.start is not None}",
        f"{kind}|quota={deadline.quota is not None}",
        f"{kind}|anchor={deadline.anchor is not None}",
        f"deadline.length={bucket(len(words), (3, 5, 8, 12, 18))}",
        f"deadline.ends={words[-1:]}",
        f"deadline.year={'年' in words}|{kind}",
        f"deadline.provisional={deadline.provisional}",
    )
    if span is not None:
        names.append(f"deadline.leads={span.start <= one.obligation.span.start + 1}|{kind}")
        names.append(f"deadline.after={text[span.end : span.end + 1]}")
    return names


def penalty_features(one: Settled, document: Document, text: str) -> list[str]:
    """The names that hold of what a breach costs, beside those of the item."""
    return [
        name
        for penalty in one.obligation.penalties
        for name in (
            f"penalty.kind={penalty.kind}",
            f"penalty.figures={penalty.min is not None or penalty.max is not None}",
            f"penalty.unit={penalty.unit}",
            f"penalty.target={penalty.target is not None}",
            f"penalty.length={bucket(len(penalty.text), (4, 8, 16, 30))}",
        )
    ]
