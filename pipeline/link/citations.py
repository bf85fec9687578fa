"""What one document says of another as a whole: passes it on, repeals, prolongs, amends it, or rests on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.link.likeness import title_core
from pipeline.link.papers import Link, Paper
from pipeline.link.terms import Terms
from pipeline.model import Instrument, Relation

WORDS = {
    "forwards": ("转发", "forwards"),
    "issues": ("印发", "issues"),
    "repeals": ("废止", "repeals"),
    "extends": ("延长有效期", "prolongs"),
    "amends": ("修改", "amends"),
    "according_to": ("依据", "rests on"),
}
_VALID = re.compile("有效|执行期|延续|继续执行")
_SPACES = re.compile(r"\s+")


def cites(instrument: Instrument, paper: Paper) -> float:
    """How surely a cited instrument is the paper: 1 by its number, 0.9 by its title alone, 0 when not."""
    if instrument.number and paper.number:
        return 1.0 if instrument.number == paper.number else 0.0
    cited, own = title_core(instrument.title), title_core(paper.title)
    return 0.9 if cited and cited == own else 0.0


def cited_as(source: Paper, target: Paper) -> dict[int, float]:
    """Under which instruments of the source the target is cited, and how surely; entry 0 is the source itself."""
    found = {at: cites(each, target) for at, each in enumerate(source.instruments) if at}
    return {at: score for at, score in found.items() if score}


def document_links(source: Paper, target: Paper, terms: Terms) -> Iterator[Link]:
    """What the source says of the target, a link for each relation."""
    cited = cited_as(source, target)
    for relation in source.relations:
        if relation.instrument in cited and relation.kind in WORDS and _is_whole(relation, source.text):
            yield _link(source, target, relation, cited[relation.instrument], terms)


def _link(source: Paper, target: Paper, relation: Relation, score: float, terms: Terms) -> Link:
    said = _SPACES.sub("", relation.span.of(source.text))[:80]
    zh, en = WORDS[relation.kind]
    detail: dict[str, str | None] = {"words": said}
    if relation.kind in ("repeals", "amends"):
        detail["on"] = _day(terms.since(said, source.on) or terms.in_force(source.text, source.on) or source.on)
    if relation.kind == "extends":
        detail |= {"on": _day(source.on), "until": _day(terms.prolonged(source.text, relation.span, source.on))}
    return Link(
        relation.kind, source.uid, target.uid, score,
        f"{source.name}{zh}{target.name}：“{said}”", f"{source.name} {en} {target.name}: {said}",
        certain=score >= 0.9, detail=detail,
    )  # fmt: skip


def _is_whole(relation: Relation, text: str) -> bool:
    """Whether a document is prolonged, and not merely a deadline in it."""
    return relation.kind != "extends" or bool(_VALID.search(text, relation.span.start, relation.span.end))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
