"""``python -m pipeline.web.picture FILE PAGE X0,Y0,X1,Y1 …``: a page of a PDF or a picture as PNG, places tinted.

A process of its own, with little memory and time: what draws foreign files may be brought down by them.
"""

from __future__ import annotations

import io
import struct
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

Box = tuple[float, float, float, float]
# Wide enough to read, small enough to send.
_WIDE, _HIGH = 1100, 1800
# In points: a picture tells its real size seldom, and then often wrongly.
_LONG_PAGE = 842.0
_MEMORY = 1_500_000_000
_SECONDS = 20


def draw(data: bytes, number: int, boxes: Sequence[Box]) -> bytes:
    """Page ``number`` (from 1) as PNG; boxes are left, top, right, bottom in points from its upper left corner."""
    sheet = _of_pdf(data, number) if data.startswith(b"%PDF-") else _of_picture(data, number)
    for box in boxes:
        _tint(sheet.pixels, sheet.stride, sheet.width, sheet.height, [sheet.scale * each for each in box])
    return png(sheet.pixels, sheet.width, sheet.height, sheet.stride)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawn page: rows of four bytes a pixel, and how many pixels make a point."""

    pixels: bytearray
    width: int
    height: int
    stride: int
    scale: float


def _of_pdf(data: bytes, number: int) -> Sheet:
    import pypdfium2

    with_page = pypdfium2.PdfDocument(data)[number - 1]
    width, height = with_page.get_size()
    scale = min(_WIDE / width, _HIGH / height)
    bitmap = with_page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
    return Sheet(bytearray(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, scale)


def _of_picture(data: bytes, number: int) -> Sheet:
    """A picture file, upright as its maker held the camera; its longer side counts as that of A4, as for reading."""
    from PIL import Image, ImageOps

    image = Image.open(io.BytesIO(data))
    image.seek(number - 1)
    frame = ImageOps.exif_transpose(image).convert("RGBA")
    paper = Image.new("RGBA", frame.size, "white")
    paper.alpha_composite(frame)
    paper.thumbnail((_WIDE, _HIGH))
    width, height = paper.size
    return Sheet(bytearray(paper.tobytes()), width, height, 4 * width, max(width, height) / _LONG_PAGE)


def png(pixels: bytes | bytearray, width: int, height: int, stride: int) -> bytes:
    """Rows of four bytes a pixel (red, green, blue, unused) as an 8-bit RGB PNG (ISO/IEC 15948)."""
    rows = bytearray()
    for row in range(height):
        line = pixels[row * stride : row * stride + 4 * width]
        flat = bytearray(3 * width)
        flat[0::3], flat[1::3], flat[2::3] = line[0::4], line[1::4], line[2::4]
        rows += b"\x00" + flat
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, part) for name, part in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _tint(pixels: bytearray, stride: int, width: int, height: int, box: Sequence[float]) -> None:
    """Yellow over the box: the blue of what is light goes."""
    left, top = max(0, int(box[0]) - 2), max(0, int(box[1]) - 2)
    right, bottom = min(width, int(box[2]) + 3), min(height, int(box[3]) + 3)
    for row in range(top, bottom):
        first = row * stride + 4 * left + 2
        last = row * stride + 4 * right
        pixels[first:last:4] = bytes(min(each, 96 + each // 8) for each in pixels[first:last:4])


def _bounded() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


def main(arguments: Sequence[str]) -> None:
    """Draw, or end with an error that nobody sees."""
    _bounded()
    file, number, *places = arguments
    boxes = [tuple(float(part) for part in place.split(",")) for place in places]
    sys.stdout.buffer.write(draw(Path(file).read_bytes(), int(number), boxes))  # type: ignore[arg-type]


if __name__ == "__main__":
    main(sys.argv[1:])
