"""Paper that the tests lay in a scanner: pages of a drawn PDF as pictures, askew, noisy, turned."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

_FONTS = Path("/usr/share/fonts/opentype/noto")


@dataclass(frozen=True)
class Scanner:
    """How badly it copies: dots an inch, degrees askew, the strength of the noise (of 255), quarters turned."""

    dpi: int = 150
    skew: float = 0.0
    noise: float = 0.0
    quarters: int = 0
    seed: int = 7

    def pictures(self, pdf: bytes) -> list[Any]:
        """Every page of a PDF as a grey PIL image."""
        needed()
        import pypdfium2

        document = pypdfium2.PdfDocument(pdf)
        return [self._copied(document[index], index) for index in range(len(document))]

    def pdf(self, pdf: bytes) -> bytes:
        """A PDF of nothing but pictures."""
        return pdf_of(self.pictures(pdf), self.dpi)

    def _copied(self, page: Any, index: int) -> Any:
        import numpy
        from PIL import Image

        image = page.render(scale=self.dpi / 72).to_pil().convert("L")
        image = image.rotate(-self.skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
        if self.noise:
            random = numpy.random.default_rng(self.seed + index)
            grain = random.normal(0, self.noise, (image.size[1], image.size[0]))
            image = Image.fromarray((numpy.asarray(image) + grain).clip(0, 255).astype("uint8"))
        return image.rotate(90 * self.quarters, expand=True)


def pdf_of(pictures: Sequence[Any], dpi: int = 150) -> bytes:
    """The pictures as pages."""
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=list(pictures[1:]), resolution=dpi)
    return out.getvalue()


def png_of(picture: Any) -> bytes:
    """A picture as a file."""
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def needed() -> None:
    """Skip where there is no recognition, or no font to draw Chinese with."""
    pytest.importorskip("rapidocr", reason="the extra ocr is not installed")
    font_needed()


def font_needed() -> None:
    """Skip where no font draws Chinese: pictures of it are empty, and programs that set it break lines elsewhere."""
    if not list(_FONTS.glob("NotoSerifCJK*")) and not list(_FONTS.glob("NotoSansCJK*")):
        pytest.skip("no Chinese font to draw with (Debian: fonts-noto-cjk)")
