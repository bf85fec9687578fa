"""Items → obligations: measures are closed, what is left out is inherited, penalties and reports are filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.assemble.bearers import inherited, named
from pipeline.assemble.item import Item
from pipeline.assemble.measures import Measures
from pipeline.assemble.reading import BlockReading, Tools
from pipeline.assemble.reporting import deliverable, report_to
from pipeline.assemble.sanctions import Sanctions
from pipeline.assemble.settled import Settled
from pipeline.model import Bearer, Obligation, Quoted
from pipeline.patterns import compiled
from pipeline.record import replace
from pipeline.structure.blocks import Block
from pipeline.structure.view import View

_ARTICLE = compiled(
    r"《[^》]{2,40}》第[一二三四五六七八九十百零〇\d]+条(?:第[一二三四五六七八九十\d]+款)?(?:第[（(]?[一二三四五六七八九十\d]+[)）]?项)?"
)
# 鼓励优势企业联合, 鼓励社会力量参与: who is encouraged is no unit to ask
_OTHERS = compiled(
    r"[^，。；]{0,24}?(?:企业|机构|院校|高校|公司|双方|社会力量|社会资本|个人|家庭|居民|村民|职工|群众|人才|经营者|组织)"
)
# 到2027年全市普及率达到90%
_AIM = compiled(
    r"(?:力争)?(?:到|至)?20[0-9]{2}年(?:底|末)?[，,]?[^。；]{2,60}(?:达到?|超过|突破|提高到|控制在)[^，。；]{0,6}[0-9]"
)
_ENJOYS = compiled(r"不(?:得|可|能|再)(?:重复|再次|同时|叠加|再)?(?:享受|申领|领取)")


def _barred(item: Item, reading: BlockReading) -> bool:
    """Whether it bars from a benefit, which the offices to which a document is sent don't get (``不得享受补贴``)."""
    return item.kind == "prohibition" and _ENJOYS.search(reading.block.view.text, item.start, item.end) is not None


class Finisher:
    """Turns the readings of one document into obligations."""

    def __init__(self, tools: Tools, text: str, blocks: Sequence[Block], readings: Sequence[BlockReading],
                 addressees: tuple[Bearer, ...]) -> None:  # fmt: skip
        self.tools = tools
        self.text = text
        self.blocks = blocks
        self.readings = readings
        self.addressees = addressees

    def finish(self) -> Iterator[Settled]:
        """The obligations in text order, each with what it was made of."""
        Measures(self.text, self.blocks, self.readings).settle()
        for reading in self.readings:
            sanctions = Sanctions(self.tools, self.text, reading)
            for place, item in enumerate(reading.items):
                item.place = place
                if item.kind == "sanction":
                    sanctions.punish(item)
                elif not item.explicit:
                    charged = any(bearer.source == "explicit" for bearer in item.bearers)  # by a 责任单位 line
                    each = () if charged else self._supported(item, reading)
                    item.explicit = bool(each)
                    told = () if _barred(item, reading) else self.addressees
                    item.bearers = each or item.bearers or inherited(reading.scope, (), told)
                    item.bearers += tuple(one for one in item.helpers if one not in item.bearers)
                if self._unsupported(item, reading):
                    reading.leave(item.start, item.end, "support")
                elif self._idle(item, reading):
                    reading.leave(item.start, item.end, "benefit")
                elif self._aims(item, reading):
                    reading.leave(item.start, item.end, "aim")
                else:
                    yield Settled(reading, item, self._obligation(reading, item))

    def watch(self) -> Iterator[Quoted]:
        """What is announced and not yet there: no duty, but to be watched for (``方案还未下发``)."""
        for reading in self.readings:
            view = reading.block.view
            for mention in reading.marks.watched:
                left = max(view.text.rfind(mark, 0, mention.span.start) for mark in "，。；（") + 1
                right = min(
                    (at for mark in "，。；）" if (at := view.text.find(mark, mention.span.end)) >= 0),
                    default=len(view.text),
                )
                span = view.raw(left, right)
                yield Quoted(span, self.text[slice(*span)])

    def _idle(self, item: Item, reading: BlockReading) -> bool:
        """A benefit without a responsible unit is nobody's task."""
        dated = (
            item.own_deadline and item.deadline is not None and item.deadline.kind != "period"
        )  # a window to get it in
        if item.explicit or dated or reading.scope.heading or reading.scope.lead:
            return False
        text, judge = reading.block.view.text, self.tools.directives
        return judge.benefits(text, item.unit) or judge.given(text, item.unit)

    @staticmethod
    def _aims(item: Item, reading: BlockReading) -> bool:
        """A figure to be reached in some year is an aim where nobody is to reach it (ANNOTATION.md § What is not)."""
        if item.kind != "obligation" or item.bearers or item.unit.cued:
            return False
        return _AIM.match(reading.block.view.text, item.start, item.end) is not None

    def _supported(self, item: Item, reading: BlockReading) -> tuple[Bearer, ...]:
        """All those of a sort who are supported in doing it, where nobody else is asked (``鼓励各地出台政策``)."""
        view, clause = reading.block.view, item.unit.clauses[0]
        if clause.role != "support" or not view.text.startswith("各", clause.cues[0].end):
            return ()
        party = self.tools.clauses.actors.at(view.text, clause.cues[0].end, clause.end)
        return named(party, view, "explicit") if party is not None else ()

    @staticmethod
    def _unsupported(item: Item, reading: BlockReading) -> bool:
        """鼓励、支持 bind only where a responsible unit stands with it."""
        acts = [clause for clause in item.unit.clauses if clause.role in ("directive", "power", "support")]
        # 鼓励企业让利，降低成本: what goes on without a cue is encouraged too
        if (
            not acts
            or acts[0].role != "support"
            or any(c.role not in ("support", "power") and (c.cues or c.own) for c in acts)
        ):
            return False
        # the state is no unit to ask; that a unit in force stands behind it is clear where nobody else is encouraged
        cue, text = acts[0].cues[0], reading.block.view.text
        sources = ("explicit",) if _OTHERS.match(text, cue.end, acts[0].end) else ("explicit", "context")
        named = any(bearer.text != "国家" and bearer.source in sources for bearer in item.bearers)
        return not named and not reading.scope.heading and not reading.scope.lead

    def _obligation(self, reading: BlockReading, item: Item) -> Obligation:
        view = reading.block.view
        span = view.raw(item.start, item.end)
        condition = None
        if item.condition:
            condition = self.text[slice(*view.raw(*item.condition))]
        return Obligation(
            span=span,
            quote=self.text[slice(*span)],
            kind=item.kind,
            bearers=tuple([self._as_stored(bearer) for bearer in _unique(item.bearers)]),
            action=self._action(item, view),
            deadline=item.deadline if item.own_deadline or item.kind == "sanction" else reading.scope.deadline,
            report_to=self._report_to(item, view.text),
            deliverable=deliverable(view.text, item.start, item.end),
            instrument=item.instrument,
            section=reading.scope.section,
            condition=condition,
            legal_basis=_legal_basis(view.text[item.start : item.end]),
            penalties=item.penalties,
            reported_by=item.reported_by,
        )

    def _action(self, item: Item, view: View) -> str | None:
        """The head predicate and what follows it; a name or a penalty that holds a verb is not cut in two.

        ``消防救援机构处罚款`` → ``处罚款``, ``依法责令改正`` → ``责令改正``.
        """
        for clause in item.unit.clauses:
            if clause.predicate is not None:
                break
        else:
            return None
        if clause.predicate >= item.end:
            return None
        begin, end = view.raw(clause.predicate, item.end)
        start = self._past_names(begin, end, item.bearers) if item.bearers else begin
        for penalty in item.penalties:
            span = penalty.span
            if span is not None and span.start < start < span.end:
                start = span.start
        return self.text[start:end]

    def _past_names(self, begin: int, end: int, bearers: Sequence[Bearer]) -> int:
        """Behind the bearers that ``begin`` lies in (``县、市财政局``), unless more of the list follows."""
        start = begin
        for bearer in bearers:
            span = bearer.span
            if span is not None and (span.start <= start < span.end < end or span.start - 1 == start > begin):
                start = span.end
        return begin if self.text[start] == "、" else start

    def _report_to(self, item: Item, text: str) -> str | None:
        """To whom the result goes: what a table says, else what the item's words say; a sanction reports to nobody."""
        if item.report_to is not None or item.kind == "sanction" or item.unit.clauses[0].why == "表格行":
            return item.report_to
        return report_to(self.tools.names, text, item.start, item.end)

    def _as_stored(self, bearer: Bearer) -> Bearer:
        """The bearer in the stored text's own widths and spaces."""
        stored = bearer.text if bearer.span is None else bearer.span.of(self.text)
        return bearer if stored == bearer.text else replace(bearer, text=stored)


def _legal_basis(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_ARTICLE.findall(words))) if "》第" in words else ()


def _unique(bearers: Sequence[Bearer]) -> Sequence[Bearer]:
    if len(bearers) < 2:
        return bearers
    return tuple({bearer.text: bearer for bearer in reversed(bearers)}.values())[::-1]
