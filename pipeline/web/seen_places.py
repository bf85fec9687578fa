"""Where on its pages the text of a document stands: kept beside the originals, for recognizing pages takes seconds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.model import Document, Place
from pipeline.web.site import Site


def places_of(site: Site, path: Path, sha256: str, text: str) -> Sequence[Place]:
    """The places of the document with this text: as they were when it was handed in, else by reading the file again."""
    found: Sequence[Place] = site.memory.get(
        ("places", sha256), lambda: _kept(kept_at(site, sha256)) or _read_again(site, path, text)
    )
    return found


def kept_at(site: Site, sha256: str) -> Path:
    """Where they are kept: under the hash, as originals are, so that a purge finds them."""
    return site.spool / "places" / sha256[:2] / sha256


def keep(site: Site, document: Document) -> Path | None:
    """Write down where the text stands on pages; None where there are none. It holds no words."""
    lines = [
        [each.start, each.end, each.page, each.box, each.edges] for each in document.places if each.page and each.box
    ]
    if not lines or not document.sha256:
        return None
    path = kept_at(site, document.sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(lines), encoding="ascii")
    return path


def _kept(path: Path) -> Sequence[Place]:
    try:
        lines = json.loads(path.read_text(encoding="ascii"))
        return [
            Place(start, end, "line", page=page, box=tuple(box), edges=tuple(edges))
            for start, end, page, box, edges in lines
        ]
    except (OSError, ValueError, TypeError):
        return ()


def _read_again(site: Site, path: Path, text: str) -> Sequence[Place]:
    """Under the limits of the inbox."""
    from pipeline.read import Reader, limits_of

    with Reader(limits_of(site.settings)) as reader:
        read: Iterable[object] = reader.documents("original", path.read_bytes())
        same = (each for each in read if isinstance(each, Document) and each.text == text)
        document = next(same, None)
    return document.places if document else ()
