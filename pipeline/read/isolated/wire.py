"""What the reader and its children say to each other: frames of JSON and bytes.

Never pickles: a child that reads a stranger's bytes may have been taken over.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict
from typing import IO, Any

from pipeline.errors import ReadError
from pipeline.model import Place
from pipeline.read.content import Content, Item, Part, Progress, Unreadable
from pipeline.read.limits import Limits

_SIZES = struct.Struct(">II")


def write_frame(out: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """One frame: two lengths, JSON, bytes."""
    words = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode()
    out.write(_SIZES.pack(len(words), len(body)) + words)
    out.write(body)
    out.flush()


def read_frame(source: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """The next frame, or None where the other side has gone."""
    sizes = source.read(_SIZES.size)
    if len(sizes) < _SIZES.size:
        return None
    words, body = _SIZES.unpack(sizes)
    head, data = source.read(words), source.read(body)
    if len(head) < words or len(data) < body:
        return None
    found: dict[str, Any] = json.loads(head)
    return found, data


def pack_request(kind: str, limits: Limits) -> dict[str, Any]:
    """The head of a request; the file is the frame's bytes."""
    return {"kind": kind, "limits": asdict(limits)}


def pack_item(item: Item) -> tuple[dict[str, Any], bytes]:
    """An item as a frame."""
    if isinstance(item, Part):
        return {"part": item.name}, item.data
    if isinstance(item, Unreadable):
        return {"part": item.name, "zh": item.error.zh, "en": item.error.en}, b""
    if isinstance(item, Progress):
        return {"progress": item.done, "of": item.total}, b""
    text = item.text.encode("utf-8", "surrogatepass")
    places = [list(place) for place in item.places]
    lacking = [item.lacking.zh, item.lacking.en] if item.lacking else []
    said = {"metadata": item.metadata, "flags": item.flags, "aside": item.aside, "lacking": lacking}
    return {"encoding": item.encoding, "places": places, **said}, text


def unpack_item(head: dict[str, Any], body: bytes) -> Item:
    """The item of a frame; raises ReadError where the frame is one."""
    if "part" in head:
        return Unreadable(head["part"], ReadError(head["zh"], head["en"])) if "zh" in head else Part(head["part"], body)
    if "progress" in head:
        return Progress(int(head["progress"]), int(head["of"]))
    return Content(
        body.decode("utf-8", "surrogatepass"),
        head["encoding"],
        tuple(_place(row) for row in head["places"]),
        tuple((name, value) for name, value in head["metadata"]),
        tuple(head["flags"]),
        tuple(head["aside"]),
        ReadError(*head["lacking"]) if head["lacking"] else None,
    )


def _place(row: list[Any]) -> Place:
    """A place out of JSON, which knows no tuples."""
    place = Place(*row)
    left, top, right, bottom = place.box or (0.0, 0.0, 0.0, 0.0)
    return place._replace(box=(left, top, right, bottom) if place.box else None, edges=tuple(place.edges))
