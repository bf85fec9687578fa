"""The names of WordprocessingML's elements and attributes, in both of its namespaces read as one."""

from __future__ import annotations

from pipeline.read.xml import Element

_TRANSITIONAL = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
RELATION = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)


def get(element: Element, name: str) -> str | None:
    """An attribute of the Word namespace."""
    value: str | None = element.get(_TRANSITIONAL + name)
    return value if value is not None else element.get(_STRICT + name)


def find(element: Element, *path: str) -> Element | None:
    """The first descendant along a path of child names, or None."""
    for name in path:
        found = next((child for child in element if child.tag in (_TRANSITIONAL + name, _STRICT + name)), None)
        if found is None:
            return None
        element = found
    return element


def value(element: Element, *path: str) -> str | None:
    """The ``w:val`` of the element at the path."""
    found = find(element, *path)
    return None if found is None else get(found, "val")


def is_on(element: Element, *path: str) -> bool:
    """Whether a toggle such as ``w:vanish`` stands there and is not switched off."""
    found = find(element, *path)
    return found is not None and get(found, "val") not in ("0", "false", "off", "none")


def number(text: str | None, default: int = 0) -> int:
    """A whole number out of an attribute, ``default`` where it is none or beyond reason."""
    try:
        found = int(text or "")
    except ValueError:
        return default
    return found if -1_000_000 < found < 1_000_000 else default
