"""Duties of two papers side by side: the digest's item and its original, what was passed down, amended, or dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pipeline.link.citations import cited_as
from pipeline.link.levels import above, level_of
from pipeline.link.likeness import best_pairs
from pipeline.link.papers import DUTIES, Link, Paper
from pipeline.model import Obligation
from pipeline.resolve.directory import Directory

Items = Sequence[tuple[str, Obligation]]
# From this likeness on two duties are shown as one, and from that on nobody is asked.
FLOOR, CERTAIN = 0.5, 0.85
_UNRELATED = 0.75
_ANSWERED = 0.35


def digest_links(source: Paper, target: Paper) -> Iterator[Link]:
    """Items that the source (a digest, a forwarding note) only repeats out of the target, each beside its original."""
    cited = cited_as(source, target)
    words = {_said(item) for _, item in target.items} if cited else set()
    repeated = [(uid, item) for uid, item in source.items if item.instrument in cited or _said(item) in words]
    for score, at, to in best_pairs(repeated, target.items, FLOOR):
        zh = f"{source.name}转述{target.name}的要求，文字相似 {score:.0%}"
        en = f"{source.name} repeats what {target.name} asks for, {score:.0%} alike"
        sure = cited.get(repeated[at][1].instrument or 0, max(cited.values()))
        yield Link(
            "digest", source.uid, target.uid, round(score * sure, 4), zh, en,
            score >= CERTAIN and sure >= 0.9, repeated[at][0], target.items[to][0],
        )  # fmt: skip


def duty_links(source: Paper, target: Paper, directory: Directory) -> Iterator[Link]:
    """What the source itself asks for beside what the target asks for: passed down, amended, or simply the same."""
    ones, others = _own(source), _own(target)
    levels = level_of(source.issuer, directory), level_of(target.issuer, directory)
    cited = cited_as(source, target)
    related = {relation.kind for relation in source.relations if relation.instrument in cited}
    pairs = best_pairs(ones, others, FLOOR if cited else _UNRELATED)
    for score, at, to in pairs:
        one, other = ones[at], others[to]
        if "amends" in related:
            yield _amendment(source, target, one, other, score)
        elif above(levels[1], levels[0]) and (cited or _below(source, target, directory)):
            yield _cascade(source, target, one, other, score, bool(cited))
        else:
            yield _same(source, target, one, other, score)
    if pairs and cited and above(levels[1], levels[0]) and "amends" not in related:
        yield from _dropped(source, target, ones, others, directory)


def _said(item: Obligation) -> tuple[str, frozenset[str], str | None]:
    """Who is to do what by when, word for word: what is passed down names others, so this is only repeated."""
    return "".join(item.quote.split()), frozenset(bearer.text for bearer in item.bearers), due_of(item)


def _own(paper: Paper) -> Items:
    return [(uid, item) for uid, item in paper.items if item.kind in DUTIES and not item.instrument]


def _below(source: Paper, target: Paper, directory: Directory) -> bool:
    """Whether the source's issuer answers to the target's, as far as the directory knows them."""
    units = directory.units
    low, high = units.called(source.issuer or ""), units.called(target.issuer or "")
    return low is None or high is None or units.below(low, high)


def _cascade(
    source: Paper, target: Paper, one: tuple[str, Obligation], other: tuple[str, Obligation], score: float, cited: bool
) -> Link:
    old, new = due_of(other[1]), due_of(one[1])
    change, days = _change(old, new)
    zh = {"tightened": f"，时限由{old}提前到{new}（层层加码 {days} 天）", "loosened": f"，时限由{old}放宽到{new}",
          "undated": f"，没有写明时限（上级要求 {old}）"}.get(change, "")  # fmt: skip
    en = {"tightened": f", {days} days earlier", "loosened": ", later", "undated": ", without its date"}.get(change, "")
    return Link(
        "cascade", source.uid, target.uid, round(score * (1.0 if cited else 0.9), 4),
        f"{source.name}落实{target.name}的同一要求，文字相似 {score:.0%}{zh}",
        f"{source.name} passes on a duty of {target.name}, {score:.0%} alike{en}",
        cited and score >= CERTAIN, one[0], other[0], {"change": change, "old": old, "new": new, "days": days},
    )  # fmt: skip


def _amendment(
    source: Paper, target: Paper, one: tuple[str, Obligation], other: tuple[str, Obligation], score: float
) -> Link:
    return Link(
        "amendment", source.uid, target.uid, score,
        f"{source.name}修改{target.name}，此条代替原条，文字相似 {score:.0%}",
        f"{source.name} amends {target.name}: this item takes the place of that one, {score:.0%} alike",
        score >= CERTAIN, one[0], other[0], {"on": source.on.isoformat() if source.on else None},
    )  # fmt: skip


def _same(
    source: Paper, target: Paper, one: tuple[str, Obligation], other: tuple[str, Obligation], score: float
) -> Link:
    bearers = [{bearer.canonical or bearer.text for bearer in item.bearers} for _, item in (one, other)]
    exactly = score == 1.0 and bearers[0] == bearers[1] and due_of(one[1]) == due_of(other[1])
    return Link(
        "same", source.uid, target.uid, score,
        f"两份文件的同一要求，文字相似 {score:.0%}", f"the same duty in two documents, {score:.0%} alike",
        exactly, one[0], other[0],
    )  # fmt: skip


def _dropped(source: Paper, target: Paper, ones: Items, others: Items, directory: Directory) -> Iterator[Link]:
    """What the target asks of the source's issuer, or of all below, and the source that implements it leaves out."""
    unit = directory.units.called(source.issuer or "", source.on)
    answered = {to for _, _, to in best_pairs(ones, others, _ANSWERED)}
    for to, (uid, item) in enumerate(others):
        asked = [directory.falls_on(bearer.text, bearer.canonical, unit) for bearer in item.bearers] if unit else []
        if to in answered or not any(asked):
            continue
        yield Link(
            "dropped", source.uid, target.uid, 0.6,
            f"{source.name}落实{target.name}，没有提到这一条",
            f"{source.name} passes on {target.name} without this duty",
            target_item=uid,
        )  # fmt: skip


def due_of(item: Obligation) -> str | None:
    """The day on which it is due, where it is due once."""
    deadline = item.deadline
    return deadline.due[:10] if deadline and deadline.due and not deadline.rrule else None


def _change(old: str | None, new: str | None) -> tuple[str, int | None]:
    if old and new:
        days = (date.fromisoformat(old) - date.fromisoformat(new)).days
        return ("tightened" if days > 0 else "loosened" if days < 0 else "kept"), abs(days)
    return ("undated" if old else "kept"), None
