"""What a rule file may say: key by key, with a hint for everything that is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pipeline.model import Span
from pipeline.rulebook.faults import Fault
from pipeline.rulebook.plain import Plain
from pipeline.rulebook.records import DEFAULT_WINDOW, Example, ExampleKind, MentionRule, Window

STATUSES = ("draft", "active", "retired")
_MENTION_KEYS = {
    "id", "type", "status", "description", "uses", "anchor", "pattern", "emit", "priority", "window",
    "matches", "rejects", "known_misses",
}  # fmt: skip
_MARK = re.compile("[‹›]")


@dataclass
class Checked:
    """Reads one mapping key by key and remembers what is wrong; shared by mention and clause rules."""

    plain: Plain
    rule: str
    faults: list[Fault] = field(default_factory=list)

    def fault(self, path: tuple[str | int, ...], zh: str, en: str) -> None:
        """Note that the value at ``path`` is wrong."""
        line = self.plain.lines.get(path, 0) or self.plain.lines.get(path[:1], 0)
        key = ".".join(map(str, path))
        self.faults.append(Fault(self.plain.file, zh, en, rule=self.rule, key=key, line=line))

    def known(self, data: Mapping[str, Any], keys: set[str], path: tuple[str | int, ...] = ()) -> None:
        """No key but these."""
        for key in data:
            if key not in keys:
                allowed = ", ".join(sorted(keys))
                self.fault((*path, key), f"不认识的键（提示：可用 {allowed}）", f"unknown key (hint: one of {allowed})")

    def text(self, data: Mapping[str, Any], key: str, path: tuple[str | int, ...] = (), *, needed: bool = True) -> str:
        """A non-empty text."""
        value = data.get(key)
        if value is None and not needed:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.fault((*path, key), "要写一段文字（提示：加单引号）", "text is needed here (hint: in single quotes)")
            return ""
        return value

    def texts(self, data: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """A list of non-empty texts."""
        value = data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            self.fault((key,), "要写成文字的列表（提示：['前', '底']）", "must be a list of texts (hint: ['前'])")
            return ()
        if len(set(value)) < len(value):
            self.fault((key,), "有重复项", "an item stands twice")
        return tuple(value)

    def number(self, data: Mapping[str, Any], key: str, default: int) -> int:
        """A whole number."""
        value = data.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            self.fault((key,), "要写整数", "a whole number is needed")
            return default
        return value

    def choice(self, data: Mapping[str, Any], key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """One of a few words."""
        value = data.get(key, default)
        if value not in allowed:
            self.fault((key,), f"只能是 {'、'.join(allowed)}", f"must be one of {', '.join(allowed)}")
            return allowed[0]
        return str(value)

    def mapping(self, data: Mapping[str, Any], key: str) -> dict[str, Any]:
        """A mapping, empty if left out."""
        value = data.get(key, {})
        if not isinstance(value, dict):
            self.fault((key,), "要写成键值（提示：{kind: 'by'}）", "a mapping is needed (hint: {kind: 'by'})")
            return {}
        return value

    def items(self, data: Mapping[str, Any], key: str, least: int) -> list[tuple[int, dict[str, Any]]]:
        """A list of at least ``least`` mappings."""
        value = data.get(key, [])
        if not isinstance(value, list):
            self.fault((key,), "要写成列表", "a list is needed")
            return []
        if len(value) < least:
            self.fault((key,), f"至少要有 {least} 个例子", f"at least {least} example(s) needed")
        for index, item in enumerate(value):
            if not isinstance(item, dict):
                self.fault((key, index), "要写成 {text: '…'}", "must be written {text: '…'}")
        return [(index, item) for index, item in enumerate(value) if isinstance(item, dict)]

    def day(self, item: Mapping[str, Any], path: tuple[str | int, ...]) -> str | None:
        """The document's date of an example, ISO."""
        value = item.get("on")
        if value is None:
            return None
        try:
            (datetime if "T" in value else date).fromisoformat(value)
        except (TypeError, ValueError):
            self.fault((*path, "on"), "要写成 '2024-03-15' 这样的日期", "must be a date such as '2024-03-15'")
            return None
        return str(value)


def read_mention(plain: Plain) -> tuple[MentionRule | None, tuple[Example, ...], list[Fault]]:
    """The rule and its examples; ``None`` where too little is right to go on. Fragments are not yet filled in."""
    slot, _, stem = plain.file.removesuffix(".yaml").rpartition("/")
    name = f"{slot.replace('/', '.')}.{stem}"
    checked = Checked(plain, name)
    data = plain.data
    if not isinstance(data, dict):
        checked.fault((), "文件要写成一条规则（提示：id: …）", "the file must hold one rule (hint: id: …)")
        return None, (), checked.faults
    checked.known(data, _MENTION_KEYS)
    if checked.text(data, "id") not in ("", name):
        checked.fault(("id",), f"id 要与目录、文件名一致：'{name}'", f"must be that of folder and file: '{name}'")
    checked.choice(data, "type", ("mention",), "mention")
    rule = MentionRule(
        id=name,
        slot=slot,
        pattern=checked.text(data, "pattern"),
        anchors=checked.texts(data, "anchor"),
        emit=checked.mapping(data, "emit"),
        priority=checked.number(data, "priority", 50),
        window=_window(checked, data),
        status=checked.choice(data, "status", STATUSES, "active"),  # type: ignore[arg-type]
        description=checked.text(data, "description"),
    )
    if not rule.anchors and not any(fault.key == "anchor" for fault in checked.faults):
        checked.fault(("anchor",), "至少要有一个锚词", "at least one anchor is needed")
    return rule, read_examples(checked, data), checked.faults


def _window(checked: Checked, data: Mapping[str, Any]) -> Window:
    value = data.get("window", [*DEFAULT_WINDOW])
    whole = isinstance(value, list) and len(value) == 2 and all(type(item) is int for item in value)
    if not whole or not all(0 <= item <= 400 for item in value):
        checked.fault(("window",), "要写成 [往前, 往后]，各 0–400 字", "must be [back, ahead], 0 to 400 each")
        return DEFAULT_WINDOW
    return Window(*value)


def read_examples(checked: Checked, data: Mapping[str, Any], *, marked: bool = True) -> tuple[Example, ...]:
    """All examples of a rule, marks taken out; ``marked``: what must be found has to be marked."""
    examples: list[Example] = []
    for key, kind, least in (("matches", "match", 2), ("rejects", "reject", 1), ("known_misses", "miss", 0)):
        for index, item in checked.items(data, key, least):
            example = _example(checked, kind, item, (key, index))  # type: ignore[arg-type]
            if marked and kind != "reject" and not example.spans:
                checked.fault((key, index, "text"), "要用 ‹ › 标出应找到的部分", "mark what must be found with ‹ ›")
            examples.append(example)
    return tuple(examples)


def _example(checked: Checked, kind: ExampleKind, item: dict[str, Any], path: tuple[str, int]) -> Example:
    checked.known(item, {"text", "on", "why"} | ({"value"} if kind != "reject" else set()), path)
    text, spans, balanced = unmark(checked.text(item, "text", path))
    if not balanced:
        checked.fault((*path, "text"), "‹ 与 › 要成对，不能嵌套", "‹ and › must come in pairs, not nested")
    if kind == "reject":
        checked.text(item, "why", path)
    day = checked.day(item, path)
    return Example(checked.rule, kind, text, spans, item.get("value"), day, item.get("why"), path[1] + 1)


def unmark(marked: str) -> tuple[str, tuple[Span, ...], bool]:
    """The text without marks, the marked slices, and whether the marks pair up.

    >>> unmark('请于‹3月底前›报送')
    ('请于3月底前报送', (Span(start=2, end=6),), True)
    """
    plain: list[str] = []
    spans: list[Span] = []
    opened: int | None = None
    length = at = 0
    for mark in _MARK.finditer(marked):
        plain.append(marked[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if (mark.group() == "‹") == (opened is not None):
            return _MARK.sub("", marked), (), False
        if opened is not None:
            spans.append(Span(opened, length))
        opened = length if mark.group() == "‹" else None
    plain.append(marked[at:])
    return "".join(plain), tuple(spans), opened is None
