"""What is measured in processes of their own: memory, cold start, imports, two at a time."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from pipeline.resources import samples_folder
from tests.bench.timing import process

ROOT = Path(__file__).resolve().parents[2]
READ_BULK = "from tests.bench.processes import read_bulk; read_bulk({name!r}, {every})"


def read_bulk(name: str, every: int) -> None:
    """Extract a part of a corpus and print this process's greatest memory in MB and its processor seconds."""
    from resource import RUSAGE_SELF

    from pipeline.stages import make_extractor
    from tests.bench.corpora import bulk, samples

    extractor, documents = make_extractor(), bulk(name, every) or samples()
    begin = time.process_time()
    for document in documents:
        extractor.extract(document)
    print(round(getrusage(RUSAGE_SELF).ru_maxrss / 1024), round(time.process_time() - begin, 3))


def peak_memory(name: str = "laws", every: int = 80) -> int:
    """MB that one process needs at most while it extracts a part of a corpus."""
    done = _start(READ_BULK.format(name=name, every=every))
    return int(done.communicate()[0].split()[0])


def two_processes(name: str = "notices", every: int = 80) -> float:
    """How much more two processes extract in the same time than one: 2.0 where they don't hinder each other."""
    code = READ_BULK.format(name=name, every=every)
    alone = _seconds([code])
    return 2 * alone / _seconds([code, code])


def cold_start() -> dict[str, float]:
    """Processor seconds of fresh processes, the least of several taken in turns."""
    notice = str(next(samples_folder().glob("notice-*.txt")))
    commands: dict[str, Sequence[str]] = {
        "import jieba; jieba.initialize()": ("-c", "import jieba; jieba.initialize()"),
        "duban extract NOTICE": ("-m", "pipeline", "extract", notice),
        "duban --help": ("-m", "pipeline", "--help"),
        "import json, re": ("-c", "import json, re"),
        "import pipeline": ("-c", "import pipeline"),
    }
    return {name: min(processor_seconds(*arguments) for _ in range(4)) for name, arguments in commands.items()}


def processor_seconds(*arguments: str) -> float:
    """User and system time of one run of this interpreter; other people's load is not in it."""
    before = getrusage(RUSAGE_CHILDREN)
    process(*arguments)()
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _seconds(codes: Sequence[str]) -> float:
    begin = time.perf_counter()
    for one in [_start(code) for code in codes]:
        one.communicate()
    return time.perf_counter() - begin


def _start(code: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
