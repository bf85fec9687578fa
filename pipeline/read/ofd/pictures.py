"""The pictures of an OFD page (GB/T 33190-2016, 10): whether they are a scan, and the page as one picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any

from pipeline.errors import ReadError
from pipeline.read.limits import Limits
from pipeline.read.ofd.geometry import POINTS, Affine, Box
from pipeline.read.ofd.objects import Drawn
from pipeline.read.ofd.parts import Files
from pipeline.read.pdf_scan import FINEST, is_picture_of_text
from pipeline.read.scan.engine import LONG_SIDE
from pipeline.read.xml import local

_MOST = 200  # pictures of a page
_LEVEL = 0.02  # of its width: a picture that lies more askew is turned


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's part, and where the unit square that it fills comes to lie, in millimetres of the page's box."""

    files: Files
    part: str
    transform: Affine
    page: Box


def pictures_of(drawn: Iterable[Drawn], media: Mapping[str, str], page: Box, files: Files) -> Iterator[Picture]:
    """The pictures that are drawn, as far as the package holds them."""
    count = 0
    for each in drawn:
        part = media.get(each.element.get("ResourceID", "")) if local(each.element) == "ImageObject" else None
        if part is not None and count < _MOST:
            count += 1
            place = each.transform
            yield Picture(files, part, place._replace(e=place.e - page[0], f=place.f - page[1]), page)


def is_scan(pictures: Sequence[Picture], characters: int, page: Box) -> bool:
    """Whether the words of a page can only be seen."""
    covered = sum(each.transform.area for each in pictures) / (page[2] * page[3])
    return is_picture_of_text(characters, covered, 0)


def render(pictures: Sequence[Picture], limits: Limits) -> tuple[Any, float, float]:
    """The page as a picture (height × width × 3 bytes, BGR), how many points a pixel is wide, and how many of the
    scanner's pixels (1 at most); raises ReadError where a picture can't be opened."""
    import numpy
    from PIL import Image

    _, _, width, height = pictures[0].page
    scale = min(LONG_SIDE / max(width, height), FINEST * POINTS)  # pixels a millimetre
    paper = Image.new("RGB", (max(round(width * scale), 1), max(round(height * scale), 1)), "white")
    finest = 0.0
    for each in pictures:
        image = _opened(each, limits)
        finest = max(finest, (image.width * image.height / max(each.transform.area, 1e-6)) ** 0.5)
        _lay(paper, image, each.transform, scale)
    return numpy.asarray(paper)[:, :, ::-1].copy(), 1 / scale * POINTS, min(finest / scale, 1.0)


def _opened(picture: Picture, limits: Limits) -> Any:
    from pipeline.read.scan.pictures import whole

    try:
        return whole(picture.files.data(picture.part), limits)
    except ReadError as error:
        raise ReadError(f"里面的{error.zh}", f"holds what {error.en}") from error


def _lay(paper: Any, image: Any, place: Affine, scale: float) -> None:
    """Draw a picture where it lies, made as large as it comes to be first."""
    wide, high = (round(hypot(*side) * scale) for side in ((place.a, place.b), (place.c, place.d)))
    if not 0 < wide <= 4 * LONG_SIDE or not 0 < high <= 4 * LONG_SIDE:
        return
    image = image.resize((wide, high))
    skewed = abs(place.b) + abs(place.c) > _LEVEL * (abs(place.a) + abs(place.d))
    if not skewed and place.a > 0 and place.d > 0:
        paper.paste(image, (round(place.e * scale), round(place.f * scale)))
    else:
        _turn(paper, image, Affine(*(each * scale for each in place)))


def _turn(paper: Any, image: Any, place: Affine) -> None:
    """The same of a picture that is turned, mirrored or askew: every pixel of the paper asks where it lies on it."""
    from PIL import Image

    size = place.a * place.d - place.b * place.c
    if abs(size) < 1:
        return
    a, b, c, d = place.d / size, -place.b / size, -place.c / size, place.a / size
    back = Affine(a, b, c, d, -(a * place.e + c * place.f), -(b * place.e + d * place.f))
    grid = Affine(image.width, 0, 0, image.height).after(back)
    how = (
        paper.size,
        Image.Transform.AFFINE,
        (grid.a, grid.c, grid.e, grid.b, grid.d, grid.f),
        Image.Resampling.BILINEAR,
    )
    paper.paste(image.transform(*how), (0, 0), Image.new("L", image.size, 255).transform(*how))
