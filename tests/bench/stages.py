"""Seconds of each stage of an extraction, over the same documents."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pipeline import stages
from pipeline.assemble.obligations import Finisher
from pipeline.assemble.reader import DocumentReader
from pipeline.model import Document
from pipeline.stages import Extractor

# stage → where its work is called from, as (owner, name); what is left of the whole is the last row
STAGES: dict[str, tuple[Any, str]] = {
    "header": (stages.HeaderReader, "read"),
    "citations": (stages.InstrumentReader, "read"),
    "blocks": (stages, "read_blocks"),
    "finders": (stages.ClauseReader, "marks"),
    "clauses": (stages.ClauseReader, "read"),
    "sentences": (DocumentReader, "read"),
    "finishing": (Finisher, "finish"),
}
WITHIN = {"sentences": ("finders", "clauses")}


def stage_seconds(extractor: Extractor, documents: list[Document]) -> dict[str, float]:
    """Processor seconds a stage, without those of the stages inside it; ``other`` is the rest of the whole."""
    spent = dict.fromkeys(STAGES, 0.0)
    with _timed(spent):
        begin = time.process_time()
        for document in documents:
            extractor.extract(document)
        whole = time.process_time() - begin
    for outer, inner in WITHIN.items():
        spent[outer] -= sum(spent[name] for name in inner)
    return {**spent, "other": whole - sum(spent.values())}


@contextmanager
def _timed(spent: dict[str, float]) -> Iterator[None]:
    kept = {name: getattr(owner, attribute) for name, (owner, attribute) in STAGES.items()}
    try:
        for name, (owner, attribute) in STAGES.items():
            setattr(owner, attribute, _timer(kept[name], name, spent))
        yield
    finally:
        for name, (owner, attribute) in STAGES.items():
            setattr(owner, attribute, kept[name])


def _timer(work: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **options: Any) -> Any:
        begin = time.process_time()
        try:
            result = work(*arguments, **options)
            return list(result) if name == "finishing" else result  # a generator works only when it is read
        finally:
            spent[name] += time.process_time() - begin

    return timed
