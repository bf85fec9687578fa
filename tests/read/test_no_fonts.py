"""A machine without any font, as servers are: a PDF that brings none of its own gives the same text as elsewhere."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from tests.read.formats import pdf_of
from tests.read.notice import LINES

# pdfium looks for fonts once, when it starts: here in a folder without any.
READ = """
import ctypes, sys
import pypdfium2, pypdfium2.raw as raw
raw.FPDF_DestroyLibrary()
folder = ctypes.create_string_buffer(sys.argv[1].encode())
paths = (ctypes.POINTER(ctypes.c_char) * 2)(folder)
raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=paths))
from pipeline.read.limits import Limits
from pipeline.read.pdf import read
*_, content = read(sys.stdin.buffer.read(), Limits())
sys.stdout.buffer.write(content.text.encode())
"""


def read_without_fonts(data: bytes, folder: Path) -> list[str]:
    command = [sys.executable, "-c", READ, str(folder)]
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()


def in_form(data: bytes) -> bytes:
    """The same page with all that it shows in a form, as programs that stamp or merge pages leave it."""
    drawn, new, out = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new(), io.BytesIO()
    for index, page in enumerate(drawn):
        paper = new.new_page(*page.get_size())
        paper.insert_obj(drawn.page_as_xobject(index, new).as_pageobject())
        paper.gen_content()
    new.save(out)
    return out.getvalue()


@pytest.mark.parametrize("wrap", [bytes, in_form])
def test_no_character_is_lost(wrap: Callable[[bytes], bytes], tmp_path: Path) -> None:
    assert "".join(read_without_fonts(wrap(pdf_of(LINES)), tmp_path)) == "".join(LINES)
