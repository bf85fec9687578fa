"""The original pages of documents that were handed in as PDF: on which page words stand, and a picture of it."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model import Document, Place, Span
from pipeline.web.picture import Box
from pipeline.web.site import Site
from pipeline.web.worker import path_of

_SECONDS = 30
_MOST_BOXES = 60


@dataclass(frozen=True, slots=True)
class Sight:
    """Where words are to be seen: the page (from 1) and their boxes in points."""

    page: int
    boxes: tuple[Box, ...]


def has_original(site: Site, sha256: str) -> bool:
    """Whether the file lies here and is a PDF."""
    path = path_of(site, sha256)
    try:
        with path.open("rb") as file:
            return file.read(5) == b"%PDF-"
    except OSError:
        return False


def sight_of(site: Site, sha256: str, text: str, span: Span) -> Sight | None:
    """Where the words of a span are to be seen; None where the file doesn't tell."""
    places: Sequence[Place] = site.memory.get(("places", sha256), lambda: _places(site, sha256, text))
    found = [place for place in places if place.page and place.start < span.end and span.start < place.end]
    if not found:
        return None
    page = found[0].page or 1
    boxes = [box for place in found if place.page == page and (box := _part(place, span))]
    return Sight(page, tuple(boxes[:_MOST_BOXES]))


def picture(site: Site, sha256: str, sight: Sight) -> bytes | None:
    """The page as PNG with the words tinted, drawn by a process of its own; None where that fails."""
    boxes = [",".join(f"{each:.2f}" for each in box) for box in sight.boxes]
    command = [sys.executable, "-m", "pipeline.web.picture", str(path_of(site, sha256)), str(sight.page), *boxes]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)
    except (subprocess.SubprocessError, OSError):
        return None
    return done.stdout if done.stdout.startswith(b"\x89PNG") else None


def _places(site: Site, sha256: str, text: str) -> Sequence[Place]:
    """The places of the document with this text, read again under the limits of the inbox."""
    from pipeline.read import Reader, limits_of

    data = path_of(site, sha256).read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        return ()
    with Reader(limits_of(site.settings)) as reader:
        read: Iterable[object] = reader.documents("original", data)
        same = (each for each in read if isinstance(each, Document) and each.text == text)
        document = next(same, None)
    return document.places if document else ()


def _part(place: Place, span: Span) -> Box | None:
    """The box of the part of a line that lies in the span, by the edges of its characters."""
    if place.box is None:
        return None
    left, top, right, bottom = place.box
    if place.edges:
        first = max(0, span.start - place.start)
        last = min(len(place.edges) - 1, span.end - place.start)
        left, right = place.edges[min(first, len(place.edges) - 1)], place.edges[last]
    return (left, top, right, bottom)
