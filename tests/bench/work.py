"""Work counters of an extraction: how often it does what costs, whatever the clock of a busy machine says."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from pipeline.model import Document
from pipeline.stages import Extractor

# what is counted by name: the file and the function in it
NAMED = {
    ("pipeline/rulebook/anchors.py", "regions"): "texts scanned",
    ("pipeline/rulebook/finder.py", "_try"): "rules tried",
    ("pipeline/clauses/parse.py", "read"): "clauses read",
    ("pipeline/clauses/actors.py", "at"): "subjects sought",
    ("pipeline/resolve/times/resolver.py", "resolve"): "times resolved",
    ("pipeline/find/names/finder.py", "split"): "lists of names split",
}
TOTALS = ("calls", "patterns tried")


def count_work(extractor: Extractor, documents: list[Document]) -> dict[str, float]:
    """Counts a thousand characters of text, over documents that were read once before."""
    for document in documents:
        extractor.extract(document)
    counts: Counter[str] = Counter()
    with _counting(counts):
        for document in documents:
            extractor.extract(document)
    thousands = sum(len(document.text) for document in documents) / 1000
    return {name: round(counts[name] / thousands, 2) for name in (*TOTALS, *NAMED.values())}


@contextmanager
def _counting(counts: Counter[str]) -> Iterator[None]:
    known: dict[object, str | None] = {}

    def note(frame: FrameType, event: str, argument: Any) -> None:
        if event == "call":
            counts["calls"] += 1
            code = frame.f_code
            if code not in known:
                known[code] = _name(code.co_filename, code.co_name)
            if (name := known[code]) is not None:
                counts[name] += 1
        elif event == "c_call":
            counts["calls"] += 1
            counts["patterns tried"] += isinstance(getattr(argument, "__self__", None), re.Pattern)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(before)


def _name(path: str, function: str) -> str | None:
    places = (what for (file, name), what in NAMED.items() if name == function and path.endswith(file))
    return next(places, None)
