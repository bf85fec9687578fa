"""How sure a scan is said to be falls with its resolution as its lines go wrong, down to the obligation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from pipeline.model import Document, Obligation
from pipeline.read import Reader
from pipeline.read.limits import Limits
from pipeline.read.scan.mend import mend
from pipeline.resources import samples_folder
from pipeline.stages import Extractor, make_extractor
from tests.read.pdfs import Pages
from tests.read.scans import Scanner, needed, png_of
from tests.soaked import soak

TEXTS = [
    (samples_folder() / name).read_text(encoding="utf-8")[:600]
    for name in ("notice-census.txt", "forest-fire-order.txt")
]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    needed()
    with Reader(Limits(max_seconds=300)) as reader:
        yield reader


@cache
def extractor() -> Extractor:
    return make_extractor()


def typeset(text: str) -> bytes:
    pages = Pages()
    for line in filter(str.strip, text.splitlines()):
        pages.paragraph(line.strip())
    return pages.data()


def read(reader: Reader, data: bytes) -> Document:
    (document,) = reader.documents("来件", data)
    assert isinstance(document, Document), document
    return document


def lines(document: Document, written: str) -> Iterator[tuple[float, bool]]:
    """How sure each line was said to be, and whether it is as it was written."""
    whole = "".join(written.split())
    for place in document.places:
        words = "".join(document.text[place.start : place.end].split())
        if len(words) >= 6 and place.confidence is not None:
            yield place.confidence, words in whole


@pytest.mark.parametrize(("dpi", "noise"), [soak(36, 0), (42, 10), soak(54, 0), soak(120, 8)])
def test_as_many_lines_are_right_as_they_are_said_to_be(reader: Reader, dpi: int, noise: float) -> None:
    found = [
        line for text in TEXTS for line in lines(read(reader, Scanner(dpi=dpi, noise=noise).pdf(typeset(text))), text)
    ]
    said = sum(confidence for confidence, _ in found) / len(found)
    right = sum(correct for _, correct in found) / len(found)
    assert len(found) > 30
    assert abs(said - right) < 0.15, (said, right)


def duty(document: Document) -> Obligation:
    found = extractor().extract(document).obligations
    return max(found, key=lambda each: each.confidence or 0)


def test_it_reaches_the_obligation(reader: Reader) -> None:
    page = typeset("关于检查的通知\n各县区消安办要于2031年3月31日前完成重点场所排查，并书面报市消安办。\n2031年3月1日")
    good, poor = (duty(read(reader, Scanner(dpi=dpi).pdf(page))) for dpi in (150, 42))
    assert good.confidence is not None
    assert poor.confidence is not None
    assert poor.confidence < 0.85 < good.confidence


def test_a_picture_file_is_judged_by_its_own_pixels(reader: Reader) -> None:
    page = typeset("各县区消安办要于2031年3月31日前完成重点场所排查，并书面报市消安办。")
    sure = []
    for dpi in (45, 150):
        (picture,) = Scanner(dpi=dpi).pictures(page)
        sure.append(min(place.confidence or 0 for place in read(reader, png_of(picture)).places))
    assert sure[0] < 0.87 < 0.9 < sure[1]


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("各级各部内要以案为鉴", "各级各部门要以案为鉴"),
        ("有关部内适时开展联合执法", "有关部门适时开展联合执法"),
        ("教育部内设机构", "教育部内设机构"),
        ("有关部内设机构", "有关部内设机构"),
    ],
)
def test_a_gate_that_was_read_as_something_inside_is_mended(seen: str, meant: str) -> None:
    assert mend(seen) == meant
