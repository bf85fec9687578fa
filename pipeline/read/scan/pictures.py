"""Picture files (PNG, JPEG, TIFF with many pages, BMP, GIF, WebP): every picture a page."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Any

from pipeline.errors import ReadError
from pipeline.read.content import Content, Progress, TextBuilder
from pipeline.read.layout.pages import write_document
from pipeline.read.limits import Limits
from pipeline.read.scan.document import Scans, switched_off
from pipeline.read.scan.engine import LONG_SIDE, available, missing

_LONG_PAGE = 842.0  # points, of A4: a picture tells its real size seldom, and then often wrongly
_LEAST = 16  # pixels; nothing smaller holds a character
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP", "MPO")


def read(data: bytes, limits: Limits) -> Iterator[Content | Progress]:
    """The text of the pictures of one file, page by page; raises ReadError."""
    yield from read_files((data,), limits)


def read_files(files: Sequence[bytes], limits: Limits) -> Iterator[Content | Progress]:
    """The text of several files' pictures as one document; raises ReadError."""
    if not limits.ocr:
        raise switched_off()
    if not available():
        raise missing()
    yield Progress(0, 1)
    with ExitStack() as stack:
        images = [stack.enter_context(_opened(data)) for data in files]
        frames = [(image, index) for image in images for index in range(_count(image))]
        if len(frames) > limits.max_pages:
            most = limits.max_pages
            raise ReadError(f"超过 {most} 页（设置项 max_pages）", f"has more than {most} pages (setting max_pages)")
        scans, pages = Scans(), []
        for number, (image, index) in enumerate(frames, 1):
            picture, points = _frame(image, index, limits)
            pages.append(scans.add(picture, points, number))
            yield Progress(number, len(frames))
    builder = TextBuilder(limits.max_text)
    write_document(pages, builder)
    yield scans.content(builder, len(frames))


def _count(image: Any) -> int:
    """How many pages a picture file has; an animation is one."""
    return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def page_size(width: int, height: int) -> tuple[float, float]:
    """The size in points that a picture of so many pixels is given.

    >>> page_size(1000, 1684)
    (500.0, 842.0)
    """
    points = _LONG_PAGE / max(width, height, 1)
    return width * points, height * points


def upright(image: Any) -> Any:
    """The picture as its maker held the camera."""
    from PIL import ImageOps

    return ImageOps.exif_transpose(image)


def _opened(data: bytes) -> Any:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the size is checked here, by the settings
        try:
            return Image.open(io.BytesIO(data), formats=_FORMATS)
        except Image.DecompressionBombError as error:
            raise _too_large() from error
        except Exception as error:  # the decoders raise whatever comes first
            raise _damaged() from error


def _frame(image: Any, index: int, limits: Limits) -> tuple[Any, float]:
    """One picture as bytes (height × width × 3, BGR), made no larger than recognition needs."""
    import numpy

    frame = _on_white(_loaded(image, index, limits))
    if max(frame.size) > LONG_SIDE:
        frame.thumbnail((LONG_SIDE, LONG_SIDE))
    return numpy.asarray(frame)[:, :, ::-1].copy(), _LONG_PAGE / max(frame.size)


def whole(data: bytes, limits: Limits) -> Any:
    """The first picture of a file, in colours on white; raises ReadError."""
    with _opened(data) as image:
        return _on_white(_loaded(image, 0, limits))


def _loaded(image: Any, index: int, limits: Limits) -> Any:
    try:
        image.seek(index)
        width, height = image.size
        _check_size(width, height, limits)
        image.draft("RGB", (LONG_SIDE, LONG_SIDE))
        return upright(image).convert("RGBA" if "transparency" in image.info or image.mode == "RGBA" else "RGB")
    except ReadError:
        raise
    except Exception as error:
        raise _damaged() from error


def _check_size(width: int, height: int, limits: Limits) -> None:
    if width * height > limits.max_pixels:
        raise _too_large()
    if min(width, height) < _LEAST:
        size = f"{width}×{height}"
        raise ReadError(f"图片太小（{size}），没有文字", f"is too small a picture ({size}) to hold text")


def _on_white(frame: Any) -> Any:
    from PIL import Image

    if frame.mode != "RGBA":
        return frame
    paper = Image.new("RGB", frame.size, "white")
    paper.paste(frame, mask=frame.getchannel("A"))
    return paper


def _too_large() -> ReadError:
    return ReadError("图片太大，超过设置项 max_pixels", "is too large a picture (setting max_pixels)")


def _damaged() -> ReadError:
    return ReadError("图片已损坏，打不开；请重新取得这个文件", "is a damaged picture; get the file again")
