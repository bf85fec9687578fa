"""Short references to documents that were cited before: ``61号文``, ``31号通知``, ``前者`` and ``后者``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Instrument, Span
from pipeline.structure.citations import Citation
from pipeline.structure.view import same_width

_NUMBERED = re.compile(
    r"(?<![0-9０-９〕\]）)〕第])[“\"]?(?P<sequence>[0-9０-９]{1,4})\s?号(?:文件?|通知|意见|方案|办法|函|通报|令)[”\"]?(?![\u4e00-\u9fff]{0,6}[〔\[（(])"
)
_OF_TWO = re.compile(r"(?P<which>前者|后者)(?=(?:则|还|并|也|同时)?(?:明确)?(?:要求|明确|规定|提出|强调))")

Place = tuple[Citation, int]


def references(text: str, instruments: Sequence[Instrument], places: Sequence[Place]) -> Iterator[Place]:
    """Each such reference with the index of the document that it can only mean."""
    for found in _NUMBERED.finditer(text):
        ending = f"〕{same_width(found['sequence'])}号"
        meant = [at for at, one in enumerate(instruments) if at and (one.number or "").endswith(ending)]
        if len(meant) == 1:
            yield Citation(Span(*found.span()), title=found.group()), meant[0]
    for found in _OF_TWO.finditer(text):
        before = [number for citation, number in places if number and citation.span.end <= found.start()]
        pair = list(dict.fromkeys(reversed(before)))[:2]  # the later one first
        if len(pair) == 2:
            yield Citation(Span(*found.span()), title=found.group()), pair[found["which"] == "前者"]
