"""``make bench``: every figure in one run on one core, beside others' on the same text; written down as JSON.

Seconds change with the machine and its load; what is compared with the baseline are the ratios.
``python -m tests.bench --baseline`` makes this run the new baseline.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from pathlib import Path

from pipeline.model import Document
from pipeline.segment import make_segmenter
from pipeline.stages import Extractor, make_extractor
from tests.bench.corpora import characters, corpora
from tests.bench.ledger import load
from tests.bench.processes import cold_start, peak_memory, two_processes
from tests.bench.stages import stage_seconds
from tests.bench.timing import least_processor_seconds, rate, table

ROUNDS = 2
BASELINE = Path(__file__).with_name("baseline.json")
LATEST = Path(".benchmarks/latest.json")
ANCHORS = re.compile("应当|必须|不得|要求|前|内|日|号|处|罚")  # a bare scan: the least that any reading costs


def throughput(extractor: Extractor, documents: list[Document]) -> dict[str, float]:
    """Characters a second of the whole extraction and of others on the same text, and their ratios."""
    jieba, rjieba = make_segmenter("jieba"), make_segmenter("rjieba")
    size = characters(documents)
    seconds = least_processor_seconds(
        ROUNDS,
        lambda: [extractor.extract(document) for document in documents],
        lambda: [jieba.words(document.text) for document in documents],
        lambda: [rjieba.words(document.text) for document in documents],
        lambda: [len(ANCHORS.findall(document.text)) for document in documents],
    )
    rates = dict(zip(("extraction", "jieba", "rjieba", "re scan"), (size / each for each in seconds), strict=True))
    return {"characters": size, **rates, "extraction : jieba": rates["extraction"] / rates["jieba"]}


def measured() -> dict[str, dict[str, float]]:
    """Every figure, by table and name."""
    extractor = make_extractor()
    figures = {name: throughput(extractor, documents) for name, documents in corpora().items()}
    for name, documents in corpora().items():
        seconds = stage_seconds(extractor, documents)
        figures[f"{name}, share of stages"] = {stage: took / sum(seconds.values()) for stage, took in seconds.items()}
    starts = cold_start()
    figures["cold start, processor seconds"] = starts | {
        "extract : jieba": starts["duban extract NOTICE"] / starts["import jieba; jieba.initialize()"],
        "pipeline : json, re": starts["import pipeline"] / starts["import json, re"],
    }
    figures["process"] = {"peak memory, MB": peak_memory(), "two processes : one": two_processes()}
    figures["load"] = load(150)
    return figures


def shown(figures: dict[str, dict[str, float]], baseline: dict[str, dict[str, float]]) -> str:
    """The tables, each figure beside the baseline's."""
    rows: list[tuple[str, ...]] = [("", "now", "baseline")]
    for title, values in figures.items():
        rows.append((title, "", ""))
        for name, value in values.items():
            before = baseline.get(title, {}).get(name)
            rows.append((f"  {name}", _figure(value), "" if before is None else _figure(before)))
    return table(rows)


def _figure(value: float) -> str:
    return rate(int(value), 1) if value >= 1000 else f"{value:.3f}"


def main(arguments: list[str]) -> None:
    """Measure, print, write down."""
    logging.disable(logging.CRITICAL)
    figures = measured()
    baseline = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    print(shown(figures, baseline))
    LATEST.parent.mkdir(exist_ok=True)
    for path in (LATEST, BASELINE) if "--baseline" in arguments else (LATEST,):
        rounded = {title: {name: round(one, 4) for name, one in values.items()} for title, values in figures.items()}
        path.write_text(json.dumps(rounded, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
