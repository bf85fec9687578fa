"""What is known of an item when the rules have decided, as names of yes-or-no facts.

Only what extraction has at hand is looked at: nothing is searched, segmented or resolved again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.assemble.item import Item
from pipeline.assemble.reading import BlockReading
from pipeline.assemble.settled import Settled
from pipeline.clauses.facts import Clause
from pipeline.confidence.reading import Reading
from pipeline.model import Header, Obligation
from pipeline.record import record

LENGTHS = (8, 12, 16, 24, 36, 54, 80, 120)
WORDS = (
    "已", "了", "将", "是", "有", "为", "的", "等", "并", "及时", "确保", "加强", "可以", "可", "但", "如", "其中",
    "进行", "开展", "对", "在", "由", "“", "（", "%", "：", "\u3000", "以上", "提高", "情况", "问题", "要求", "工作",
)  # fmt: skip
_ENDINGS = 2
_HAS = tuple((word, f"has={word}") for word in WORDS)
_DIGIT = re.compile(r"\d")


@record
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


def bucket(value: int, edges: Sequence[int]) -> int:
    """Which of the steps between ``edges`` a number falls on, e.g. ``bucket(9, (8, 12)) == 1``."""
    return next((n for n, edge in enumerate(edges) if value <= edge), len(edges))
