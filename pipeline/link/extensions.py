"""A later document puts a deadline off: 填报截止时间由9月30日延长至10月20日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.link.citations import cited_as
from pipeline.link.duties import due_of
from pipeline.link.likeness import core, pairs_of
from pipeline.link.papers import DUTIES, Link, Paper
from pipeline.link.terms import Terms
from pipeline.model import Obligation

# What is put off, perhaps from when, until when; validity of documents is another matter.
_PUT_OFF = re.compile(
    r"(?P<what>[^。；，\n]{0,60}?(?:时间|时限|期限|日期|截止|限期|节点|完成|报送)[^。；，\n]{0,12}?)"
    r"(?:(?:相应)?(?:由|从|原定(?:于|为)?|原)(?P<old>[^。；，\n延顺推调宽]{3,20}?))?"
    r"(?:统一|一并|相应)?(?:延长|延期|顺延|推迟|延后|调整|放宽|宽限)(?:至|到|为)(?P<new>[^。；，\n]{3,20})"
)
_VALIDITY = re.compile("有效期")
_SURE, _FLOOR = 0.5, 0.3


def extension_links(source: Paper, target: Paper, terms: Terms) -> Iterator[Link]:
    """Which deadlines of the target the source moves, and to what day."""
    if not cited_as(source, target) or source.on is None or (target.on and target.on > source.on):
        return
    dated = [(uid, item) for uid, item in target.items if item.kind in DUTIES and due_of(item)]
    for found in _PUT_OFF.finditer(source.text):
        new = terms.day(found["new"], source.on)
        if new is None or _VALIDITY.search(found["what"]):
            continue
        old = terms.day(found["old"], source.on) if found["old"] else None
        scored = sorted(
            ((_meant(found["what"], old, item), uid, item) for uid, item in dated), key=lambda each: (-each[0], each[1])
        )
        if scored and scored[0][0] >= _FLOOR:
            yield _link(source, target, found, new, scored)


def _link(
    source: Paper, target: Paper, found: re.Match[str], new: date, scored: list[tuple[float, str, Obligation]]
) -> Link:
    score, uid, item = scored[0]
    alone = len(scored) == 1 or scored[1][0] < score - 0.1
    old = due_of(item)
    return Link(
        "extension", source.uid, target.uid, round(score, 4),
        f"{source.name}把时限由{old}调整到{new}：“{found.group().strip()}”",
        f"{source.name} moves the deadline from {old} to {new}: {found.group().strip()}",
        alone and score >= _SURE, target_item=uid,
        detail={"old": old, "due": new.isoformat(), "on": source.on.isoformat() if source.on else None},
    )  # fmt: skip


def _meant(what: str, old: date | None, item: Obligation) -> float:
    """How surely this duty is meant: the old date says most, the words the rest."""
    named = pairs_of(what)
    words = len(named & core(item)) / len(named) if named else 0.0
    if old is None:
        return min(1.0, words)
    due = due_of(item)
    same_day = due is not None and due[5:] == old.isoformat()[5:]
    return 0.6 + 0.4 * words if same_day else 0.0
