"""Sources named in notes at the end: ``不得点烧①。…`` with ``注：①市森防指《通知》（云森防〔2025〕4号）。②…`` below."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Span
from pipeline.patterns import compiled
from pipeline.structure.instruments import Cited

_MARKS = "①-⑳"
_NOTES = compiled(rf"(?:^|\n)[ \u3000]*(?:注释?|出处|来源|资料来源|文件来源)[：:][ \u3000]*\n?[ \u3000]*(?=[{_MARKS}])")
_MARK = compiled(rf"[{_MARKS}]")
# in the text a mark stands behind words: at the head of a line, or behind a stop, it numbers an item
_NOTED = compiled(rf"(?<=[\u4e00-\u9fff”》）])[{_MARKS}](?=[。；，！”]|\n|$)")
_LABEL = compiled(r"[ \u3000]*(?:[【［〖][^】］〗\n]{1,8}[】］〗])?")


def noted(text: str, cited: Cited) -> Iterator[tuple[int, Span, int]]:
    """The stretches that a note names the source of: where each begins, its mark, the instrument.

    A stretch reaches back to the mark before it, or to where its line begins.
    """
    notes = _NOTES.search(text)
    sources = _sources(text, notes.end(), cited) if notes is not None else {}
    done = 0
    for mark in _NOTED.finditer(text, 0, notes.start()) if notes is not None else ():
        line = _LABEL.match(text, text.rfind("\n", 0, mark.start()) + 1)
        begin = max(done, line.end() if line is not None else 0)
        done = mark.end() + 1
        if (instrument := sources.get(mark.group())) is not None:
            yield begin, Span(*mark.span()), instrument


def _sources(text: str, at: int, cited: Cited) -> dict[str, int]:
    """Each mark of the notes with the first instrument that stands behind it, before the next mark."""
    marks = list(_MARK.finditer(text, at))
    found: dict[str, int] = {}
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(text)
        behind = (one for place, one in cited.places if one and mark.end() <= place.span.start < end)
        if (first := next(behind, None)) is not None:
            found.setdefault(mark.group(), first)
    return found
