"""``make bench-peers``: the resolvers beside JioNLP, on our own expressions and on running text, in one run.

JioNLP is installed into a throw-away environment and is never a dependency.
"""

from __future__ import annotations

import gzip
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from pipeline.find.articles import ArticleFinder
from pipeline.parse.money import MoneyParser
from pipeline.parse.numbers import NumberParser
from pipeline.parse.times import TimeParser, time_row
from pipeline.resources import rules_folder, samples_folder
from pipeline.rulebook import load_rulebook
from tests.peers import bench_money, bench_times, jionlp_env

SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "bulk"
OUTCOMES = ("right", "wrong", "nothing", "invented")
LONG = 120_000  # characters of running text


def main() -> None:
    """Prints the tables and the speeds."""
    book = load_rulebook(rules_folder())
    times, sums, text = bench_times.cases(), bench_money.cases(), running_text()
    asked = [{"text": case["text"], "on": case["on"]} for case in times]
    said = jionlp_env.answers([*asked, *({"money": case["text"]} for case in sums), {"long": text}])
    parser, money = TimeParser(book), MoneyParser(book)
    own = [[time_row(*each) for each in parser.parse(c["text"], bench_times.day_of(c["on"]))] for c in times]
    pairs = zip(times, own, strict=True)
    table("times: duban", bench_times.SORTS, [bench_times.judge(c, rows, bench_times.ours) for c, rows in pairs])
    pairs = zip(times, said, strict=False)
    table("times: JioNLP", bench_times.SORTS, [bench_times.judge(c, rows, bench_times.theirs) for c, rows in pairs])
    found = [[(a.min, a.max) for _, _, a in money.parse(c["text"]) if a.unit == "CNY"] for c in sums]
    table("money: duban", bench_money.SORTS, [bench_money.judge(c, f) for c, f in zip(sums, found, strict=True)])
    answers = [bench_money.theirs(rows) for rows in said[len(times) : -1]]
    table("money: JioNLP", bench_money.SORTS, [bench_money.judge(c, f) for c, f in zip(sums, answers, strict=True)])
    speeds(parser, money, NumberParser(book), ArticleFinder(book), text, said[-1]["seconds"])


def table(name: str, sorts: Sequence[str], judged: Sequence[tuple[str, str]]) -> None:
    """A line a sort, a column an outcome."""
    counts = Counter(judged)
    print(f"\n{name:14}" + "".join(f"{outcome:>10}" for outcome in OUTCOMES))
    for sort in sorts:
        print(f"{sort:14}" + "".join(f"{counts[sort, outcome]:>10}" for outcome in OUTCOMES))
    totals = Counter(outcome for _, outcome in judged)
    print(f"{'all':14}" + "".join(f"{totals[outcome]:>10}" for outcome in OUTCOMES))


def speeds(
    parser: TimeParser, money: MoneyParser, numbers: NumberParser, articles: ArticleFinder, text: str, theirs: float
) -> None:
    """Times alone, then every mention, beside JioNLP's times over the same text in the same run."""

    def times_only(paragraph: str) -> object:
        return parser.running(paragraph, date(2024, 2, 5))

    def all_mentions(paragraph: str) -> object:
        return times_only(paragraph), money.parse(paragraph), numbers.parse(paragraph), articles.find(paragraph)

    print(f"\n{len(text):,} characters; JioNLP, times: {len(text) / theirs / 1e6:.3f} M/s")
    for name, work in (("times", times_only), ("times, money, numbers, articles", all_mentions)):
        mine = seconds(work, text)
        print(f"duban, {name}: {len(text) / mine / 1e6:.2f} M/s, {theirs / mine:.1f} times as fast")


def seconds(work: Callable[[str], object], text: str) -> float:
    """Processor seconds, paragraph by paragraph as JioNLP is given it; the best of three."""
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        for paragraph in text.splitlines():
            work(paragraph)
        best = min(best, time.process_time() - begin)
    return best


def running_text() -> str:
    """Real notices where they lie beside the checkout, else the invented samples, over and over."""
    if SHARED.is_dir():
        with gzip.open(SHARED / "notices.jsonl.gz", "rt", encoding="utf-8") as lines:
            whole = "\n".join(json.loads(line)["text"] for line in lines)
    else:
        whole = "\n".join(path.read_text(encoding="utf-8") for path in sorted(samples_folder().glob("*.txt")))
    return (whole * (LONG // max(1, len(whole)) + 1))[:LONG]


if __name__ == "__main__":
    main()
