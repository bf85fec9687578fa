"""The original pages of documents: whether the file is at hand, on which page words stand, and a picture of it."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.model import Place, Span
from pipeline.web.picture import Box
from pipeline.web.seen_places import places_of
from pipeline.web.site import Site
from pipeline.web.sketch import sketch
from pipeline.web.worker import path_of

_SECONDS = 30
_MOST_BOXES = 60
# How files begin that are drawn as they are.
_DRAWN = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8", b"RIFF")
PNG, SVG = "image/png", "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Original:
    """A file that a document came in: where it lies, its hash, and as what its pages are shown."""

    path: Path
    sha256: str
    media: str


@dataclass(frozen=True, slots=True)
class Sight:
    """Where words are to be seen: the page (from 1) and their boxes in points."""

    page: int
    boxes: tuple[Box, ...]


def original_of(site: Site, sha256: str, path: str) -> Original | None:
    """The file with this hash: as it was handed in, or where it was loaded from; None where it can't be shown.

    OFD is shown as a sketch (SVG): its words where they stand.
    """
    for place in (path_of(site, sha256), Path(path)):
        with suppress(OSError, ValueError):
            about = place.stat()
            if about.st_size > site.settings.max_bytes:
                continue
            key = ("original", str(place), sha256, about.st_mtime_ns, about.st_size)
            media = site.memory.get(key, lambda place=place: _media(place, sha256))  # type: ignore[misc]
            if media:
                return Original(place, sha256, media)
    return None


def _media(path: Path, sha256: str) -> str | None:
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        return None
    if data.startswith(_DRAWN):
        return PNG
    return SVG if data.startswith(b"PK") and _is_ofd(path) else None


def _is_ofd(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            return "OFD.xml" in package.namelist()
    except (zipfile.BadZipFile, OSError):
        return False


def shown(site: Site, original: Original, text: str, span: Span) -> bytes | None:
    """The page of the words, tinted where they stand; None where the file doesn't tell where that is."""
    places = places_of(site, original.path, original.sha256, text)
    sight = sight_of(places, span)
    if sight is None:
        return None
    if original.media == SVG:
        return sketch(text, [place for place in places if place.page == sight.page], sight.boxes).encode()
    return picture(original.path, sight)


def sight_of(places: Sequence[Place], span: Span) -> Sight | None:
    """Where the words of a span are to be seen; None where that isn't known."""
    found = [place for place in places if place.page and place.start < span.end and span.start < place.end]
    if not found:
        return None
    page = found[0].page or 1
    boxes = [box for place in found if place.page == page and (box := _part(place, span))]
    return Sight(page, tuple(boxes[:_MOST_BOXES]))


def picture(path: Path, sight: Sight) -> bytes | None:
    """The page as PNG with the words tinted, drawn by a process of its own; None where that fails."""
    boxes = [",".join(f"{each:.2f}" for each in box) for box in sight.boxes]
    command = [sys.executable, "-m", "pipeline.web.picture", str(path), str(sight.page), *boxes]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)
    except (subprocess.SubprocessError, OSError):
        return None
    return done.stdout if done.stdout.startswith(b"\x89PNG") else None


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
