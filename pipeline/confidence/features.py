"""What is known of an item when the rules have decided, as names of yes-or-no facts.

Only what extraction has at hand is looked at: nothing is searched, segmented or resolved again. Names come in groups,
one for each set of plain facts, and what was once spelt out for the same facts is remembered: items are much alike.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.assemble.item import Item
from pipeline.assemble.reading import BlockReading
from pipeline.assemble.settled import Settled
from pipeline.clauses.facts import Clause
from pipeline.confidence.document import Document, Kept, Names, remembered
from pipeline.model import Obligation
from pipeline.patterns import compiled

LENGTHS = (8, 12, 16, 24, 36, 54, 80, 120)
WORDS = (
    "已", "了", "将", "是", "有", "为", "的", "等", "并", "及时", "确保", "加强", "可以", "可", "但", "如", "其中",
    "进行", "开展", "对", "在", "由", "“", "（", "%", "：", "\u3000", "以上", "提高", "情况", "问题", "要求", "工作",
)  # fmt: skip
_ENDINGS = 2
_DIGIT = compiled(r"\d")


_HAS: tuple[tuple[str, Names], ...] = tuple((word, Kept((f"has={word}",))) for word in WORDS)


def item_features(one: Settled, document: Document, text: str) -> list[Names]:
    """The names that hold of one settled item of a document with this stored text, in groups."""
    item, reading, obligation = one.item, one.reading, one.obligation
    start, end = obligation.span
    return [
        document.names,
        _item_names(item, obligation.quote),
        *_of_clauses(item, reading),
        *_of_words(obligation.quote),
        _place_names(reading, item),
        _slot_names(item, obligation),
        _of_neighbours(text[end : end + 1], text[start - 1] if start else ""),
    ]


def _item_names(item: Item, quote: str) -> Names:
    unit = item.unit
    first, last = unit.clauses[0], unit.clauses[-1]
    return _of_item(
        item.kind, first.why, first.role, str(first.modality), unit.cued, item.explicit, bucket(len(quote), LENGTHS),
        len(unit.clauses[:5]), len(unit.lead[:3]), unit.agent, first.thing, last.stop,
        item.reported_by is not None,
    )  # fmt: skip


@remembered
def _of_item(
    kind: str, why: str, role: str, cue: str, cued: bool, explicit: bool, length: int, clauses: int, leads: int,
    agent: bool, thing: bool, stop: str, reported: bool,
) -> Names:  # fmt: skip
    return (
        f"kind={kind}",
        f"why={why}",
        f"why={why}|kind={kind}",
        f"role={role}",
        f"cue={cue}",
        f"cued={cued}|explicit={explicit}|kind={kind}",
        f"cued={cued}|why={why}",
        f"length={length}",
        f"length={length}|cued={cued}",
        f"clauses={clauses}",
        f"leads={leads}",
        f"agent={agent}",
        f"thing={thing}",
        f"stop={stop}",
        f"reported={reported}",
    )


def _of_clauses(item: Item, reading: BlockReading) -> list[Names]:
    unit, start, end = item.unit, item.start, item.end
    structure = _of_structure(
        tuple([clause.why for clause in unit.clauses[1:]]) if len(unit.clauses) > 1 else (),
        tuple([(clause.role, clause.why) for clause in unit.lead]) if unit.lead else (),
        tuple([cue.rule for clause in unit.clauses for cue in clause.cues]) if unit.cued else (),
        tuple([name.sort for name in unit.party.names[:2]]) if unit.party is not None else (),
    )
    refused = [
        (f"refused={mention.rule}", f"refused:{scope}")
        for mention, scope in reading.marks.refusals
        if start <= mention.span.start < end
    ]
    times = sum([start <= time.span.start < end for time in reading.marks.times]) if reading.marks.times else 0
    return [structure, *refused, _of_act(min(times, 3), _verb(reading, unit.clauses[0]))]


@remembered
def _of_structure(later: Names, leads: tuple[tuple[str, str], ...], rules: Names, sorts: Names) -> Names:
    return (
        *(f"later={why}" for why in later),
        *(f"lead={role}:{why}" for role, why in leads),
        *(f"rule={rule}" for rule in rules),
        *(f"sort={sort}" for sort in sorts),
    )


@remembered
def _of_act(times: int, verb: str) -> Names:
    return (f"times={times}", f"verb={verb}")


@remembered
def _of_neighbours(after: str, before: str) -> Names:
    return (f"after={after}", f"before={before}")


def _verb(reading: BlockReading, clause: Clause) -> str:
    at = clause.predicate if clause.predicate is not None else clause.head
    return reading.block.view.text[at : min(at + 2, clause.end)]


def _of_words(quote: str) -> list[Names]:
    figures, broken = _DIGIT.search(quote) is not None, "\n" in quote
    edges = f"head={quote[:1]}", f"ends={quote[-_ENDINGS:]}", f"figures={figures}", f"broken={broken}"
    return [*[names for word, names in _HAS if word in quote], edges]


def _place_names(reading: BlockReading, item: Item) -> Names:
    block, scope, items = reading.block, reading.scope, reading.items
    sentence, place = item.unit.sentence, item.place
    near = (items[place - 1 : place] if place else []) + items[place + 1 : place + 2]
    return _of_place(
        block.role, block.marker.kind if block.marker else "none", min(sentence, 3), len(scope.section[:3]),
        scope.regime, bool(scope.lead), scope.breach, item.instrument != 0, len(items[:6]),
        len(reading.left[:3]), sum([other.unit.sentence == sentence for other in near]), place == 0,
    )  # fmt: skip


@remembered
def _of_place(
    role: str, marker: str, sentence: int, depth: int, regime: str, listed: bool, breach: bool, instrument: bool,
    items: int, left: int, twin: int, opens: bool,
) -> Names:  # fmt: skip
    return (
        f"block={role}:{marker}",
        f"sentence={sentence}",
        f"depth={depth}",
        f"regime={regime}",
        f"listed={listed}",
        f"breach={breach}",
        f"instrument={instrument}",
        f"items={items}",
        f"left={left}",
        f"twin={twin}",
        f"opens={opens}",
    )


def _slot_names(item: Item, obligation: Obligation) -> Names:
    bearers, deadline = obligation.bearers, obligation.deadline
    return _of_slots(
        bearers[0].source if bearers else "none", item.kind, len(bearers[:4]),
        deadline.kind if deadline else "none", item.own_deadline, len(obligation.penalties[:3]),
        obligation.report_to is not None, obligation.deliverable is not None, item.condition is not None,
        obligation.action is not None,
    )  # fmt: skip


@remembered
def _of_slots(
    source: str, kind: str, bearers: int, deadline: str, own: bool, penalties: int, report_to: bool, deliverable: bool,
    condition: bool, action: bool,
) -> Names:  # fmt: skip
    return (
        f"source={source}",
        f"source={source}|kind={kind}",
        f"bearers={bearers}",
        f"deadline={deadline}|own={own}",
        f"penalties={penalties}",
        f"report_to={report_to}",
        f"deliverable={deliverable}",
        f"condition={condition}",
        f"action={action}",
    )


def bucket(value: int, edges: Sequence[int]) -> int:
    """Which of the steps between ``edges`` a number falls on, e.g. ``bucket(9, (8, 12)) == 1``."""
    return bisect_left(edges, value)
