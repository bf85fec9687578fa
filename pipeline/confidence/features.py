"""What is known of an item when the rules have decided, as names of yes-or-no facts.

Only what extraction has at hand is looked at: nothing is searched, segmented or resolved again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.assemble.item import Item
from pipeline.assemble.reading import BlockReading
from pipeline.assemble.settled import Settled
from pipeline.clauses.facts import Clause
from pipeline.confidence.reading import Reading
from pipeline.model import Bearer, Header, Obligation

LENGTHS = (8, 12, 16, 24, 36, 54, 80, 120)
WORDS = (
    "已", "了", "将", "是", "有", "为", "的", "等", "并", "及时", "确保", "加强", "可以", "可", "但", "如", "其中",
    "进行", "开展", "对", "在", "由", "“", "（", "%", "：", "\u3000", "以上", "提高", "情况", "问题", "要求", "工作",
)  # fmt: skip
_ENDINGS = 2
_HAS = tuple((word, f"has={word}") for word in WORDS)
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Document:
    """What of the whole document bears on every item: its type, and how thick its duties stand."""

    header: Header
    reference: bool
    bearers: Counter[str]
    names: tuple[str, ...]


def document_of(reading: Reading) -> Document:
    """What the whole reading says of each of its items."""
    header, share = reading.header, _share_of(reading.blocks)
    bearers = Counter(bearer.text for one in reading.settled for bearer in one.obligation.bearers)
    names = (
        f"doc.type={header.type}",
        f"doc.share={share}",
        f"doc.number={header.number is not None}",
        f"doc.dated={reading.dated}",
        f"doc.addressed={bool(header.addressees)}",
    )
    return Document(header, reading.dated, bearers, names)


def _share_of(readings: Sequence[BlockReading]) -> int:
    """How many fifths of the blocks of text have an item."""
    texts = [reading for reading in readings if reading.block.role in ("text", "row")]
    return round(5 * sum(bool(reading.items) for reading in texts) / len(texts)) if texts else 0


def item_features(one: Settled, document: Document, text: str) -> list[str]:
    """The names that hold of one settled item of a document with this stored text."""
    item, reading, obligation = one.item, one.reading, one.obligation
    return [
        *document.names,
        *_of_item(item, obligation),
        *_of_clauses(item, reading),
        *_of_words(obligation),
        *_of_place(reading, item),
        *_of_slots(item, obligation),
        f"after={text[obligation.span.end : obligation.span.end + 1]}",
        f"before={text[max(0, obligation.span.start - 1) : obligation.span.start]}",
    ]


def _of_item(item: Item, obligation: Obligation) -> list[str]:
    unit = item.unit
    first = unit.clauses[0]
    length = bucket(len(obligation.quote), LENGTHS)
    return [
        f"kind={item.kind}",
        f"why={first.why}",
        f"why={first.why}|kind={item.kind}",
        f"role={first.role}",
        f"cue={first.modality}",
        f"cued={unit.cued}|explicit={item.explicit}|kind={item.kind}",
        f"cued={unit.cued}|why={first.why}",
        f"length={length}",
        f"length={length}|cued={unit.cued}",
        f"clauses={min(len(unit.clauses), 5)}",
        f"leads={min(len(unit.lead), 3)}",
        f"agent={unit.agent}",
        f"thing={first.thing}",
        f"stop={unit.clauses[-1].stop}",
        f"reported={item.reported_by is not None}",
    ]


def _of_clauses(item: Item, reading: BlockReading) -> Iterator[str]:
    unit = item.unit
    for clause in unit.clauses[1:]:
        yield f"later={clause.why}"
    for clause in unit.lead:
        yield f"lead={clause.role}:{clause.why}"
    for clause in unit.clauses:
        for cue in clause.cues:
            yield f"rule={cue.rule}"
    if unit.party is not None:
        for name in unit.party.names[:2]:
            yield f"sort={name.sort}"
    start, end = item.start, item.end
    for mention, scope in reading.marks.refusals:
        if start <= mention.span.start < end:
            yield f"refused={mention.rule}"
            yield f"refused:{scope}"
    yield f"times={min(sum(start <= time.span.start < end for time in reading.marks.times), 3)}"
    yield f"verb={_verb(reading, unit.clauses[0])}"


def _verb(reading: BlockReading, clause: Clause) -> str:
    at = clause.predicate if clause.predicate is not None else clause.head
    return reading.block.view.text[at : min(at + 2, clause.end)]


def _of_words(obligation: Obligation) -> list[str]:
    quote = obligation.quote
    return [
        *[name for word, name in _HAS if word in quote],
        f"head={quote[:1]}",
        f"ends={quote[-_ENDINGS:]}",
        f"figures={_DIGIT.search(quote) is not None}",
        f"broken={chr(10) in quote}",
    ]


def _of_place(reading: BlockReading, item: Item) -> list[str]:
    block, scope, items = reading.block, reading.scope, reading.items
    marker = block.marker.kind if block.marker else "none"
    sentence = item.unit.sentence
    place = next((n for n, other in enumerate(items) if other is item), 0)
    near = items[max(place - 1, 0) : place] + items[place + 1 : place + 2]
    return [
        f"block={block.role}:{marker}",
        f"sentence={min(sentence, 3)}",
        f"depth={min(len(scope.section), 3)}",
        f"regime={scope.regime}",
        f"listed={bool(scope.lead)}",
        f"breach={scope.breach}",
        f"instrument={item.instrument != 0}",
        f"items={min(len(items), 6)}",
        f"left={min(len(reading.left), 3)}",
        f"twin={sum([other.unit.sentence == sentence for other in near])}",
        f"opens={place == 0}",
    ]


def _of_slots(item: Item, obligation: Obligation) -> list[str]:
    bearers, deadline = obligation.bearers, obligation.deadline
    source = bearers[0].source if bearers else "none"
    return [
        f"source={source}",
        f"source={source}|kind={item.kind}",
        f"bearers={min(len(bearers), 4)}",
        f"deadline={deadline.kind if deadline else 'none'}|own={item.own_deadline}",
        f"penalties={min(len(obligation.penalties), 3)}",
        f"report_to={obligation.report_to is not None}",
        f"deliverable={obligation.deliverable is not None}",
        f"condition={item.condition is not None}",
        f"action={obligation.action is not None}",
    ]


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


def bucket(value: int, edges: Sequence[int]) -> int:
    """Which of the steps between ``edges`` a number falls on, e.g. ``bucket(9, (8, 12)) == 1``."""
    return next((n for n, edge in enumerate(edges) if value <= edge), len(edges))
