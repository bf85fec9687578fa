"""How many documents and pages one core reads in a second of its own time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from pipeline.read.formats import read_items
from pipeline.read.limits import Limits
from tests.read.formats import docx_of, old_word_of
from tests.read.notice import LINES, PARAGRAPHS


def rate(work: Callable[[], object], count: int) -> float:
    """``count`` a second of processor time, the best of five runs."""
    best = float("inf")
    for _ in range(5):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return count / best


@pytest.mark.soak
def test_forty_docx_and_a_hundred_pages_of_pdf_a_second() -> None:
    import pypdfium2

    limits = Limits()
    docx = docx_of(LINES + PARAGRAPHS * 3)
    assert rate(lambda: [list(read_items("docx", docx, limits)) for _ in range(10)], 10) >= 40
    pdf = old_word_of(docx_of(LINES + PARAGRAPHS * 40), "pdf")
    assert rate(lambda: list(read_items("pdf", pdf, limits)), len(pypdfium2.PdfDocument(pdf))) >= 100
