"""Reasons for and against, put into words from what clause reading and assembly noted."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assemble.reading import BlockReading
from pipeline.clauses.facts import Clause, Cue, Marks
from pipeline.explain import words
from pipeline.explain.records import Ground
from pipeline.export.words import DEADLINES
from pipeline.model import Deadline, Mention, Obligation, Record
from pipeline.rulebook import Rulebook


class Grounds:
    """Puts decisions into words; built once from a rulebook, whose rules say why they refuse."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._emit = {rule.id: rule.emit for rule in rulebook.rules("refuse")}

    def refusal(self, text: str, mention: Mention) -> Ground:
        """A refusing rule's own reason, e.g. 含“已”，判为已完成."""
        found, emit = mention.groups.get("said", mention.span).of(text), self._emit[mention.rule]
        reason = str(emit.get("reason", ""))
        return Ground(f"含“{found}”，{reason}", f"“{found}”: {emit.get('reason_en') or reason}", mention.rule)

    def left(self, reading: BlockReading, start: int, end: int) -> Iterator[Ground]:
        """Why assembly made nothing of ``[start, end)`` of a view."""
        text = reading.block.view.text
        for left in reading.left:
            if left.start < end and start < left.end:
                if left.why == "refused":
                    yield from self._refused(text, reading.marks, start, end)
                else:
                    yield Ground(*words.LEFT[left.why])

    def _refused(self, text: str, marks: Marks, start: int, end: int) -> Iterator[Ground]:
        for mention, scope in marks.refusals:
            if scope in ("sentence", "statement") and start <= mention.span.start < end:
                yield self.refusal(text, mention)

    def clause(self, text: str, clause: Clause, marks: Marks) -> Iterator[Ground]:
        """What decided a clause's role, then the cues that do not count in it."""
        yield self._decided(text, clause, marks)
        counted = {cue.start for cue in clause.cues}
        for cue in marks.cues_in(clause.start, clause.end):
            if cue.start not in counted and cue.modality in words.TRAPS:
                yield _cue(text, cue, *words.TRAPS[cue.modality])

    def _decided(self, text: str, clause: Clause, marks: Marks) -> Ground:
        for mention, _ in marks.refusals:
            if clause.why == mention.rule and clause.start <= mention.span.start < clause.end:
                return self.refusal(text, mention)
        for cue in clause.cues:
            if clause.why == cue.rule:
                return _cue(text, cue, *words.MODALITIES[cue.modality])
        zh, en = words.CLAUSES.get(clause.why, (clause.why, clause.why))
        verb = "" if clause.predicate is None else text[clause.predicate : min(clause.predicate + 2, clause.end)]
        return Ground(zh.replace("{}", verb), en.replace("{}", verb))


def _cue(text: str, cue: Cue, zh: str, en: str) -> Ground:
    said = text[cue.start : cue.end]
    return Ground(f"“{said}”{zh}", f"“{said}” {en}", cue.rule)


def slots(record: Record, obligation: Obligation, reading: BlockReading) -> Iterator[Ground]:
    """Where bearer, deadline, penalties and instrument come from."""
    if obligation.kind == "sanction":
        yield Ground(*words.SANCTION)
    for bearer in obligation.bearers:
        (zh, en), (unit, role) = words.SOURCES[bearer.source], words.ROLE_UNITS[bearer.role]
        yield Ground(f"{unit}“{bearer.text}”：{zh}", f"{role} “{bearer.text}”: {en}")
    if not obligation.bearers:
        yield Ground("没有写明由谁承担", "nobody is named who must act")
    if obligation.deadline is not None:
        yield _deadline(obligation, obligation.deadline, reading)
    for cost in obligation.penalties:
        yield Ground(f"罚则“{cost.text}”", f"penalty “{cost.text}”")
    if obligation.instrument:
        cited = record.instruments[obligation.instrument]
        name = cited.number or f"《{cited.title}》"
        yield Ground(f"由 {name} 提出", f"imposed by {name}")


def _deadline(obligation: Obligation, deadline: Deadline, reading: BlockReading) -> Ground:
    kind = DEADLINES.get(deadline.kind, (deadline.kind, deadline.kind))
    fixed = deadline.rrule or deadline.due or deadline.duration or deadline.anchor
    at, view = deadline.span, reading.block.view
    rule = next((mention.rule for mention in reading.marks.times if at and view.raw(*mention.span) == at), None)
    inside = deadline.span is None or obligation.span.holds(deadline.span)
    zh, en = ("", "") if inside else ("，取自上文或标题", ", from the text around it")
    return Ground(
        f"时限“{deadline.text}”：{fixed or kind[0]}{zh}", f"deadline “{deadline.text}”: {fixed or kind[1]}{en}", rule
    )
