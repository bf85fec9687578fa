"""Strict YAML: plain data only, and every doubtful place reported with its line.

No tags, anchors, aliases or merge keys; no key twice; no value that YAML would silently turn into a date, a float
or a yes/no. What is left is text, whole numbers, true/false, null, lists and mappings. PyYAML is only imported when a
file must really be read, because the parsed rules are cached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.rulebook.faults import Fault

_TRUE_FALSE = {"true": True, "false": False}
_PREFIX = "tag:yaml.org,2002:"


@dataclass
class Plain:
    """The data of one YAML file, the line of every key path, and what is wrong with it."""

    file: str
    data: Any = None
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_plain(file: str, text: str) -> Plain:
    """Parse ``text``; never raises for what the file says, the faults are in the result."""
    import yaml

    result = Plain(file)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        result.data = _Builder(result, yaml.parse(text, Loader=loader)).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        line = mark.line + 1 if mark else 0
        result.faults.append(Fault(file, f"YAML 写法有误：{problem}", f"not valid YAML: {problem}", line=line))
    return result


class _Builder:
    """Builds plain data from YAML events, so that the quoting of every scalar is still known."""

    def __init__(self, result: Plain, events: Iterator[Any]) -> None:
        from yaml.resolver import Resolver

        self._result = result
        self._events = events
        self._resolve: Callable[..., str] = Resolver().resolve

    def document(self) -> Any:
        data: Any = None
        documents = 0
        for event in self._events:
            if type(event).__name__ == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    self._fault(event, (), "一个文件只能有一段 YAML", "one YAML document a file")
                value = self._node(next(self._events), ())
                data = value if documents == 1 else data
        return data

    def _node(self, event: Any, path: tuple[str | int, ...]) -> Any:
        self._result.lines[path] = event.start_mark.line + 1
        kind = type(event).__name__
        if kind == "AliasEvent":
            self._fault(event, path, "不允许用别名 *（提示：照写一遍）", "no aliases (hint: write it out)")
            return None
        if event.anchor is not None:
            self._fault(event, path, "不允许用锚 &", "no anchors")
        if event.tag is not None:
            self._fault(event, path, f"不允许用标签 {event.tag}", f"no tags ({event.tag})")
        if kind == "SequenceStartEvent":
            return self._sequence(path)
        if kind == "MappingStartEvent":
            return self._mapping(path)
        return self._scalar(event, path)

    def _sequence(self, path: tuple[str | int, ...]) -> list[Any]:
        items: list[Any] = []
        for event in self._events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            items.append(self._node(event, (*path, len(items))))
        return items

    def _mapping(self, path: tuple[str | int, ...]) -> dict[str, Any]:
        items: dict[str, Any] = {}
        for event in self._events:
            if type(event).__name__ == "MappingEndEvent":
                break
            key = self._key(event, path)
            value = self._node(next(self._events), (*path, key))
            if key in items:
                self._fault(event, (*path, key), "键重复（提示：删去一处）", "this key stands twice (hint: drop one)")
            items[key] = value
        return items

    def _key(self, event: Any, path: tuple[str | int, ...]) -> str:
        if type(event).__name__ == "ScalarEvent" and event.value != "<<" and event.tag is None and event.anchor is None:
            return str(event.value)
        self._fault(event, path, "键必须是普通文字", "a key must be plain text")
        if type(event).__name__ in ("SequenceStartEvent", "MappingStartEvent"):
            self._node(event, path)
        return "?"

    def _scalar(self, event: Any, path: tuple[str | int, ...]) -> Any:
        value: str = event.value
        if event.style:  # quoted or block: the author said that it is text
            return value
        from yaml.nodes import ScalarNode

        tag = self._resolve(ScalarNode, value, (True, False)).removeprefix(_PREFIX)
        if tag == "str":
            return value
        if tag == "int" and value.lstrip("-").isdecimal() and (value == "0" or not value.lstrip("-").startswith("0")):
            return int(value)
        if tag == "bool" and value in _TRUE_FALSE:
            return _TRUE_FALSE[value]
        if tag == "null" and value in ("null", "~"):
            return None
        shown = value or "(空)"
        zh, en = f"“{shown}”会被 YAML 当成 {tag}（提示：加单引号）", f"YAML takes {shown!r} for {tag} (hint: quote it)"
        self._fault(event, path, zh, en)
        return value

    def _fault(self, event: Any, path: tuple[str | int, ...], zh: str, en: str) -> None:
        key = ".".join(map(str, path))
        self._result.faults.append(Fault(self._result.file, zh, en, key=key, line=event.start_mark.line + 1))
