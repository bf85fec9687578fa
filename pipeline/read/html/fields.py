"""The particulars beside a page's text: 索引号, 发文字号, 成文日期 and their like, from tables, lists and meta tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.read.html.rules import PageRules
from pipeline.read.xml import Element

_CELLS = ("td", "th", "dt", "dd", "li", "span", "p", "div", "label", "b", "strong")
_LONGEST = 120  # characters of a particular
_DATE = re.compile(r"((?:19|20)\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})")
_DAY = re.compile(r"(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?")
_MOST_FIELDS = 1500  # characters
_SURE = frozenset(("索引号", "发文字号", "成文日期", "发布日期", "发布机构"))
_SPACE = re.compile(r"[\s\u3000\xa0]+")


def read_fields(root: Element, rules: PageRules) -> dict[str, str]:
    """Common names to values, the first value of each, in the page's order."""
    found: dict[str, str] = {}
    for name, value in (*_pairs(root, rules), *_metas(root, rules)):
        if name.endswith("日期") and (day := _DAY.match(value)):  # and no 来源, no 浏览次数 behind it
            value = day[0].rstrip()
        if value and len(value) <= _LONGEST:
            found.setdefault(name, value)
    return found


def _pairs(root: Element, rules: PageRules) -> Iterator[tuple[str, str]]:
    """A label and what stands after its colon, or in the next cell."""
    for element in root.iter(*_CELLS):
        own = _SPACE.sub(" ", "".join(element.itertext())).strip() if _is_leaf(element) else ""
        if not own or len(own) > _LONGEST:
            continue
        label, colon, value = own.replace(":", "：", 1).partition("：")
        name = rules.fields.get(_SPACE.sub("", label).strip("【】[]"))
        if name is None:
            continue
        if value.strip():
            yield name, value.strip()
        elif colon or element.tag in ("td", "th", "dt"):
            yield name, _next(element, rules)


def rows_of(root: Element) -> list[str]:
    """The short rows of all tables, for a page's particulars may say how secret it is."""
    rows = (_SPACE.sub(" ", "".join(f"{part} " for part in row.itertext())).strip() for row in root.iter("tr"))
    return [row for row in rows if len(row) <= _LONGEST]


def holds_fields(element: Element, rules: PageRules) -> bool:
    """Whether an element is the page's table of particulars, which is no part of the notice."""
    if sum(len(part) for part in element.itertext()) > _MOST_FIELDS:
        return False
    return (
        len({name for name, _ in _pairs(element, rules)} & _SURE) >= 1
        and len({n for n, _ in _pairs(element, rules)}) >= 2
    )


def _is_leaf(element: Element) -> bool:
    """Whether it holds one particular, and no cells of its own."""
    return not any(
        isinstance(child.tag, str) and child.tag in ("table", "tr", "td", "ul", "li", "dl", "p", "div")
        for child in element
    )


def _next(element: Element, rules: PageRules) -> str:
    following = element.getnext()
    if following is None or not isinstance(following.tag, str):
        return (element.tail or "").strip()
    value = _SPACE.sub(" ", "".join(following.itertext())).strip()
    return "" if _SPACE.sub("", value).rstrip("：:") in rules.fields else value


def _metas(root: Element, rules: PageRules) -> Iterator[tuple[str, str]]:
    for element in root.iter("meta"):
        name = rules.meta.get((element.get("name") or "").lower())
        if name:
            yield name, (element.get("content") or "").strip()


def same_date(day: str, text: str) -> bool:
    """Whether the text names the same day, however either is written."""
    wanted = _DATE.search(day)
    if wanted is None:
        return True
    parts = tuple(map(int, wanted.groups()))
    return any(tuple(map(int, found.groups())) == parts for found in _DATE.finditer(text))
