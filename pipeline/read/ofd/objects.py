"""What a page draws, its templates first: texts and pictures with their transforms, groups by reference opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.read.ofd.geometry import Affine, placed
from pipeline.read.unzip import damaged
from pipeline.read.xml import Element, local

_DEEPEST = 16
_MOST = 500_000  # objects of one page; groups may hold each other


@dataclass(frozen=True, slots=True)
class Drawn:
    """A text or a picture, and how it comes to lie on the page."""

    element: Element
    transform: Affine


class Drawing:
    """Walks one page's roots; raises ReadError where groups hold each other without end."""

    def __init__(self, units: Mapping[str, Element]) -> None:
        self._units = units
        self._count = 0

    def objects(self, root: Element) -> Iterator[Drawn]:
        """The texts and pictures of a page or a template, in the order in which they are drawn."""
        for content in root:
            if local(content) == "Content":
                for layer in content:
                    yield from self._inside(layer, Affine(), 0)

    def _inside(self, group: Element, transform: Affine, depth: int) -> Iterator[Drawn]:
        for element in group:
            self._count += 1
            if self._count > _MOST:
                raise damaged()
            name = local(element)
            if element.get("Visible") == "false":
                continue
            if name in ("TextObject", "ImageObject"):
                yield Drawn(element, transform.after(placed(element)))
            elif depth < _DEEPEST and name == "PageBlock":
                yield from self._inside(element, transform, depth + 1)
            elif depth < _DEEPEST and name == "CompositeObject":
                unit = self._units.get(element.get("ResourceID", ""))
                for content in unit if unit is not None else ():
                    if local(content) == "Content":
                        yield from self._inside(content, transform.after(placed(element)), depth + 1)
