"""The bounds of a cold start in processor time, measured in turns with what they are bounds of."""

from __future__ import annotations

from collections.abc import Callable
from resource import RUSAGE_CHILDREN, getrusage

from pipeline.resources import samples_folder
from tests.bench.timing import process

ROUNDS = 4


def processor_seconds(job: Callable[[], object]) -> float:
    """User and system time of the processes that the job ran: other people's load is not in it."""
    before = getrusage(RUSAGE_CHILDREN)
    job()
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_extracting_one_notice_and_help_beside_jieba_s_start() -> None:
    notice = str(next(samples_folder().glob("notice-*.txt")))
    jobs = (
        process("-m", "pipeline", "extract", notice),
        process("-m", "pipeline", "--help"),
        process("-c", "import jieba; jieba.initialize()"),
    )
    for job in jobs:  # caches and byte code are made by a first run
        job()
    rounds = [[processor_seconds(job) for job in jobs] for _ in range(ROUNDS)]
    took, shown, bound = (min(times) for times in zip(*rounds, strict=True))
    assert took <= 1.3 * bound, f"duban extract {took:.2f} s, jieba {bound:.2f} s"
    assert shown <= 0.5 * bound, f"duban --help {shown:.2f} s, jieba {bound:.2f} s"
