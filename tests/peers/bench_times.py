"""``make bench-peers``: our times beside JioNLP's, on our own expressions and on running text, in one run.

JioNLP is installed into a throw-away environment and is never a dependency. The table counts what is right, wrong,
missed
(nothing) and invented (a date where the words fix none).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.parse import TimeParser, time_row
from pipeline.resources import rules_folder, samples_folder
from pipeline.rulebook import load_rulebook

HERE = Path(__file__).resolve().parent
LISTS = HERE.parent / "resolve" / "times"
SHARED = HERE.parents[1].parent / "shared" / "corpus" / "bulk"
SORTS = ("date", "length", "recurrence", "no date", "negative")
OUTCOMES = ("right", "wrong", "nothing", "invented")
LONG = 120_000  # characters of running text


def main() -> None:
    """Prints the table and the two speeds."""
    cases = _cases()
    text = _running_text()
    parser = TimeParser(load_rulebook(rules_folder()))
    ours = [[time_row(*each) for each in parser.parse(c["text"], _day(c["on"]))] for c in cases]
    theirs, seconds = _jionlp(cases, text)
    _table("duban", [_judge(case, rows, _ours) for case, rows in zip(cases, ours, strict=True)])
    _table("JioNLP", [_judge(case, rows, _theirs) for case, rows in zip(cases, theirs, strict=True)])
    mine = _own_seconds(parser, text)
    print(f"\n{len(text):,} characters: duban {len(text) / mine / 1e6:.2f} M/s, "
        f"JioNLP {len(text) / seconds / 1e6:.3f} M/s, "
          f"{seconds / mine:.1f} times as fast")  # fmt: skip


def _cases() -> list[dict[str, Any]]:
    """Every expected item of the expressions by its sort, then the negatives."""
    cases = []
    for row in map(json.loads, (LISTS / "expressions.jsonl").read_text(encoding="utf-8").splitlines()):
        wanted = [want for want in row["expect"] if _sort(want)]
        cases += [{"text": row["text"], "on": row["on"], "want": want, "sort": _sort(want)} for want in wanted]
    for row in map(json.loads, (LISTS / "negatives.jsonl").read_text(encoding="utf-8").splitlines()):
        if not row.get("time"):
            cases.append({"text": row["text"], "on": row["on"], "want": {}, "sort": "negative"})
    return cases


def _sort(want: dict[str, Any]) -> str | None:
    """What sort of answer is wanted; none where only the words and the kind are."""
    if want.get("rrule"):
        return "recurrence"
    if want.get("due") or want.get("start"):
        return "date"
    if want.get("duration"):
        return "length"
    return "no date" if "due" in want else None


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None


def _judge(case: dict[str, Any], rows: list[dict[str, Any]], right: Any) -> tuple[str, str]:
    sort = case["sort"]
    dated = [row for row in rows if row.get("due") or row.get("start") or isinstance(row.get("time"), list)]
    if sort == "negative":
        return sort, "invented" if rows else "right"
    if sort == "no date":
        return sort, "invented" if dated and len(rows) == 1 else "right"
    if not rows:
        return sort, "nothing"
    return sort, "right" if any(right(case["want"], row, sort) for row in rows) else "wrong"


def _ours(want: dict[str, Any], row: dict[str, Any], sort: str) -> bool:
    return all(row[key] == value for key, value in want.items())


def _theirs(want: dict[str, Any], row: dict[str, Any], sort: str) -> bool:
    """Leniently: any recurrence counts for a recurrence; only days are compared, and a start where both give one."""
    if sort == "recurrence":
        return row["type"] == "time_period"
    if sort == "length":
        return row["type"] in ("time_delta", "time_span")
    span = row["time"]
    if not isinstance(span, list) or not all(isinstance(side, str) for side in span):
        return False
    start, due = (want.get("start") or "")[:10], (want.get("due") or "")[:10]
    return (not due or span[1][:10] == due) and (not start or span[0][:10] == start)


def _table(name: str, judged: list[tuple[str, str]]) -> None:
    counts = Counter(judged)
    print(f"\n{name:12}" + "".join(f"{outcome:>10}" for outcome in OUTCOMES))
    for sort in SORTS:
        print(f"{sort:12}" + "".join(f"{counts[sort, outcome]:>10}" for outcome in OUTCOMES))
    print(
        f"{'all':12}" + "".join(f"{sum(n for (_, o), n in counts.items() if o == outcome):>10}" for outcome in OUTCOMES)
    )


def _running_text() -> str:
    """Real notices where they lie beside the checkout, else the invented samples, over and over."""
    import gzip

    if SHARED.is_dir():
        with gzip.open(SHARED / "notices.jsonl.gz", "rt", encoding="utf-8") as lines:
            whole = "\n".join(json.loads(line)["text"] for line in lines)
    else:
        whole = "\n".join(path.read_text(encoding="utf-8") for path in sorted(samples_folder().glob("*.txt")))
    return (whole * (LONG // max(1, len(whole)) + 1))[:LONG]


def _own_seconds(parser: TimeParser, text: str) -> float:
    """Finding and resolving, paragraph by paragraph as JioNLP is given it; the best of three."""
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        for paragraph in text.splitlines():
            parser.running(paragraph, date(2024, 2, 5))
        best = min(best, time.process_time() - begin)
    return best


def _jionlp(cases: list[dict[str, Any]], text: str) -> tuple[list[list[dict[str, Any]]], float]:
    folder = Path(tempfile.mkdtemp(prefix="duban-peers-"))
    try:
        python = _environment(folder)
        asked = [{"text": case["text"], "on": case["on"]} for case in cases] + [{"long": text}]
        lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in asked)
        done = subprocess.run(
            [python, HERE / "jionlp_worker.py"], input=lines, text=True, capture_output=True, check=True
        )
        answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith(("[", "{"))]
        return answers[:-1], answers[-1]["seconds"]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _environment(folder: Path) -> Path:
    """A fresh environment with JioNLP in it; its Python."""
    python = folder / "bin" / "python"
    uv = shutil.which("uv") or Path(sys.executable).with_name("uv")
    if Path(uv).exists():
        subprocess.run([uv, "venv", "-q", "--python", sys.executable, folder], check=True)
        subprocess.run([uv, "pip", "install", "-q", "--python", python, "jionlp"], check=True)
    else:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "jionlp"], check=True)
    return python


if __name__ == "__main__":
    main()
