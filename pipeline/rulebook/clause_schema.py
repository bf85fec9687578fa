"""What a clause rule's file may say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.rulebook.clause_rules import OUTCOMES, ClauseRule
from pipeline.rulebook.conditions import Lexicons, problem_of
from pipeline.rulebook.faults import Fault
from pipeline.rulebook.plain import Plain
from pipeline.rulebook.records import Example
from pipeline.rulebook.schema import STATUSES, Checked, read_examples

_KEYS = {
    "id", "type", "status", "description", "when", "outcome", "reason", "priority",
    "matches", "rejects", "known_misses",
}  # fmt: skip


def read_clause(plain: Plain, lexicons: Lexicons) -> tuple[ClauseRule | None, tuple[Example, ...], list[Fault]]:
    """The rule and its examples; ``None`` where the file holds no mapping."""
    name = plain.file.removesuffix(".yaml").replace("/", ".")
    checked = Checked(plain, name)
    data = plain.data
    if not isinstance(data, dict):
        checked.fault((), "文件要写成一条规则（提示：id: …）", "the file must hold one rule (hint: id: …)")
        return None, (), checked.faults
    checked.known(data, _KEYS)
    if checked.text(data, "id") not in ("", name):
        checked.fault(("id",), f"id 要与目录、文件名一致：'{name}'", f"must be that of folder and file: '{name}'")
    checked.choice(data, "type", ("clause",))
    rule = ClauseRule(
        id=name,
        when=_when(checked, data, lexicons),
        outcome=checked.choice(data, "outcome", OUTCOMES),  # type: ignore[arg-type]
        reason=checked.text(data, "reason"),
        priority=checked.number(data, "priority", 50),
        status=checked.choice(data, "status", STATUSES, "active"),  # type: ignore[arg-type]
        description=checked.text(data, "description", needed=False),
    )
    return rule, read_examples(checked, data, marked=False), checked.faults


def _when(checked: Checked, data: Mapping[str, Any], lexicons: Lexicons) -> tuple[dict[str, Any], ...]:
    value = data.get("when")
    alternatives = value if isinstance(value, list) else [value]
    good: list[dict[str, Any]] = []
    for alternative in alternatives:
        if not isinstance(alternative, dict) or not alternative:
            checked.fault(("when",), "要写成 事实: 条件（提示：{tense: 'done'}）", "must be fact: condition")
            continue
        good.append(alternative)
        for name, condition in alternative.items():
            if problem := problem_of(condition, lexicons):
                checked.fault(("when", name), *problem)
    if isinstance(value, list) and not value:
        checked.fault(("when",), "至少要有一个条件", "at least one condition is needed")
    return tuple(good)
