"""The list labels that Word shows and does not store: 一、 （二） 3. out of numbering.xml and the styles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.read.docx.figures import figure
from pipeline.read.docx.names import find, get, is_on, number, value
from pipeline.read.xml import Element, local

_LEVEL = re.compile(r"%([1-9])")
_DEPTH = 9
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # bullets of symbol fonts
_CHAIN = 12  # no style is based on more styles than this


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where its count starts, in which figures, and the words around it."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False
    style: str = ""
    restart: int = _DEPTH  # begins anew behind levels above this one; 0: never, as 第N条 over all 章


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    styles: dict[str, tuple[str | None, int | None]] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def label(self, paragraph: Element, style: str) -> str:
        """The label of a paragraph, to be asked once and in the document's order; empty where it has none."""
        own = find(paragraph, "pPr", "numPr")
        inherited = self.styles.get(style, (None, None))
        num = (value(own, "numId") if own is not None else None) or inherited[0]
        depth = value(own, "ilvl") if own is not None else None
        if num is None or num == "0" or num not in self.abstract:
            return ""
        levels = self.levels.get(self.abstract[num], {})
        at = number(depth) if depth is not None else self._depth(levels, style, inherited[1])
        return self._shown(num, levels, at) if 0 <= at < _DEPTH else ""

    def _depth(self, levels: dict[int, Level], style: str, inherited: int | None) -> int:
        linked = next((depth for depth, level in levels.items() if style and level.style == style), None)
        return linked if linked is not None else (inherited or 0)

    def _shown(self, num: str, levels: dict[int, Level], at: int) -> str:
        counts = self._counts.setdefault(self.abstract[num], [None] * _DEPTH)
        if num not in self._seen:
            self._seen.add(num)
            for depth, start in self.restarts.get(num, {}).items():
                counts[depth : depth + 1] = [start - 1]
        for depth in range(at):
            if counts[depth] is None:
                counts[depth] = levels.get(depth, Level()).start
        level, before = levels.get(at, Level()), counts[at]
        counts[at] = level.start if before is None else before + 1
        for depth in range(at + 1, _DEPTH):
            if at < levels.get(depth, Level()).restart:
                counts[depth] = None

        def count(match: re.Match[str]) -> str:
            which = int(match[1]) - 1
            shown = levels.get(which, Level())
            return figure(counts[which] or shown.start, "decimal" if level.legal else shown.form)

        return _PRIVATE.sub("●", _LEVEL.sub(count, level.text))


def read_numbering(root: Element | None, styles: Element | None) -> Numbering:
    """The lists that ``numbering.xml`` and the styles define; either may be missing."""
    found = Numbering()
    links: dict[str, str] = {}
    for child in root if root is not None else ():
        if local(child) == "abstractNum":
            name = get(child, "abstractNumId") or ""
            found.levels[name] = dict(_level(each) for each in child if local(each) == "lvl")
            if link := value(child, "numStyleLink"):
                links[name] = link
        elif local(child) == "num":
            _instance(found, child)
    found.styles = _styles(styles)
    for name, link in links.items():
        linked = found.styles.get(link, (None, None))[0]
        if linked is not None and linked in found.abstract:
            found.levels[name] = found.levels.get(found.abstract[linked], {})
    return found


def _level(element: Element) -> tuple[int, Level]:
    return number(get(element, "ilvl")), Level(
        start=number(value(element, "start"), 1),
        form=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        legal=is_on(element, "isLgl"),
        style=value(element, "pStyle") or "",
        restart=number(value(element, "lvlRestart"), _DEPTH),
    )


def _instance(found: Numbering, element: Element) -> None:
    num, abstract = get(element, "numId") or "", value(element, "abstractNumId") or ""
    found.abstract[num] = abstract
    for override in element:
        if local(override) != "lvlOverride":
            continue
        depth = number(get(override, "ilvl"))
        if (start := value(override, "startOverride")) is not None:
            found.restarts.setdefault(num, {})[depth] = number(start, 1)
        if (own := find(override, "lvl")) is not None:
            private = f"{abstract}/{num}"
            found.levels.setdefault(private, dict(found.levels.get(abstract, {})))[depth] = _level(own)[1]
            found.abstract[num] = private


def _styles(root: Element | None) -> dict[str, tuple[str | None, int | None]]:
    """Every paragraph style's list and level, its own or that of the style it is based on."""
    own: dict[str, tuple[str | None, int | None]] = {}
    based: dict[str, str] = {}
    for style in root if root is not None else ():
        if local(style) == "style" and (name := get(style, "styleId")):
            depth = value(style, "pPr", "numPr", "ilvl")
            own[name] = (value(style, "pPr", "numPr", "numId"), None if depth is None else number(depth))
            based[name] = value(style, "basedOn") or ""
    return {name: _inherited(name, own, based) for name in own}


def _inherited(
    name: str, own: dict[str, tuple[str | None, int | None]], based: dict[str, str]
) -> tuple[str | None, int | None]:
    depth: int | None = None
    for _ in range(_CHAIN):
        num, here = own.get(name, (None, None))
        depth = depth if depth is not None else here
        if num is not None:
            return num, depth
        name = based.get(name, "")
    return None, None
