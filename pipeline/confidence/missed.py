"""What of a document gave no obligation: the stretches of its sentences outside every item, with what is known of them.

Made only when somebody asks for the likeliest missed sentences; extraction itself does not need it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assemble.reading import BlockReading
from pipeline.clauses.split import sentences
from pipeline.confidence.document import document_of
from pipeline.confidence.features import LENGTHS, WORDS, bucket
from pipeline.confidence.reading import Reading
from pipeline.model import Span
from pipeline.record import record

_LEAST = 5  # a shorter stretch tells nobody what to do


@record
class Stretch:
    """A stretch ``span`` of the stored text that gave nothing; ``why`` is the reason that the rules noted, if any."""

    span: Span
    why: str
    names: tuple[str, ...]


def stretches(reading: Reading) -> Iterator[Stretch]:
    """The stretches of a document, in text order."""
    whole = document_of(reading).names
    for block in reading.blocks:
        if block.block.role not in ("text", "heading"):
            continue
        view = block.block.view
        for number, piece in enumerate(sentences(view.text, block.block.body, len(view.text))):
            for start, end in _outside(block, piece[0], piece[1]):
                names = (*whole, *_names(block, number, (start, end, piece[2]), end < piece[1] or start > piece[0]))
                yield Stretch(view.raw(start, end), _why(block, start, end), names)


def _outside(block: BlockReading, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of ``[start, end)`` that no item and no 责任单位 bracket covers, commas at their edges taken off."""
    taken = sorted([(i.start, i.end) for i in block.items] + [(d.start, d.end) for d in block.duties])
    at = start
    for left, right in [*taken, (end, end)]:
        if left > at and at < end:
            yield from _trimmed(block.block.view.text, at, min(left, end))
        at = max(at, right)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start] in "，、；：（）\u3000 ":
        start += 1
    while end > start and text[end - 1] in "，、；：（\u3000 ":
        end -= 1
    if end - start >= _LEAST:
        yield start, end


def _why(block: BlockReading, start: int, end: int) -> str:
    return next((left.why for left in block.left if left.start < end and start < left.end), "")


def _names(block: BlockReading, number: int, piece: tuple[int, int, str], part: bool) -> Iterator[str]:
    start, end, stop = piece
    text = block.block.view.text
    words = text[start:end]
    marker = block.block.marker.kind if block.block.marker else "none"
    why = _why(block, start, end)
    yield f"why={why}"
    yield f"why={why}|part={part}"
    yield f"block={block.block.role}:{marker}"
    yield f"regime={block.scope.regime}"
    yield f"sentence={min(number, 3)}"
    yield f"stop={stop}|part={part}"
    yield f"length={bucket(len(words), LENGTHS)}"
    yield f"items={min(len(block.items), 3)}"
    yield f"times={min(sum(start <= time.span.start < end for time in block.marks.times), 2)}"
    yield f"reports={any(start <= report.span.start < end for report in block.marks.reports)}"
    cues = block.marks.cues_in(start, end)
    yield f"cues={min(len(cues), 2)}|why={why}"
    yield from (f"cue={cue.modality}" for cue in cues)
    yield from (f"refused={m.rule}" for m, _ in block.marks.refusals if start <= m.span.start < end)
    yield from (f"has={word}" for word in WORDS if word in words)
    yield f"head={words[:1]}"
    yield f"head={words[:2]}"
    yield f"ends={words[-2:]}"
    yield f"figures={any(char.isdigit() for char in words)}"
    yield f"commas={min(words.count('，'), 3)}"
