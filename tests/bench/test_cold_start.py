"""The bounds of a cold start, measured in turns with what they are bounds of."""

from __future__ import annotations

from pipeline.resources import samples_folder
from tests.bench.timing import best, process

ROUNDS = 4


def test_extracting_one_notice_and_help_beside_jieba_s_start() -> None:
    notice = str(next(samples_folder().glob("notice-*.txt")))
    extract, usage, jieba = (
        process("-m", "pipeline", "extract", notice),
        process("-m", "pipeline", "--help"),
        process("-c", "import jieba; jieba.initialize()"),
    )
    extract(), jieba()  # caches and byte code are made by a first run
    took, shown, bound = best(ROUNDS, extract, usage, jieba)
    assert took <= 1.3 * bound, f"duban extract {took:.2f} s, jieba {bound:.2f} s"
    assert shown <= 0.5 * bound, f"duban --help {shown:.2f} s, jieba {bound:.2f} s"
