"""The least that every measure of every set must reach; floors only rise.

``python -m pipeline.evaluate.floors tests/golden/floors.yaml [CORPUS]`` measures and raises what has become better.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath

from pipeline.evaluate.records import Records, load_records
from pipeline.evaluate.run import extractor_of, predict
from pipeline.evaluate.score import score, total

Floors = dict[str, dict[str, float]]
MARGIN = 0.01  # a change may cost this much F1 without being called a step back


def measure(gold: Path, texts: Path | None = None, only: frozenset[str] | None = None) -> dict[str, float]:
    """The F1 of every measure on a gold file by the rules in force; ``only`` names the notices, by stem."""
    known: Records = load_records(gold)
    if only is not None:
        known = {n: r for n, r in known.items() if PurePath(n).stem in only}
    found = total(score(known, predict(known, gold, texts, extractor_of(None))))
    return {m: c.f1 if c.tp else 0.0 for m, c in found.items()}  # nothing compared is no success


def below(floor: Mapping[str, float], found: Mapping[str, float]) -> list[str]:
    """Every measure under its floor, in words.

    >>> below({"card": 0.7}, {"card": 0.65})
    ['card 0.650 < 0.700']
    """
    return [f"{m} {found[m]:.3f} < {least:.3f}" for m, least in floor.items() if found[m] < least]


def raised(floor: Mapping[str, float], found: Mapping[str, float]) -> dict[str, float]:
    """The floors after a measurement: never lower, at most :data:`MARGIN` under what was found.

    >>> raised({"card": 0.7, "kind": 0.9}, {"card": 0.752, "kind": 0.85})
    {'card': 0.74, 'kind': 0.9}
    """
    return {m: max(floor.get(m, 0.0), _down(f1 - MARGIN)) for m, f1 in found.items()}


def sets_of(corpus: Path) -> dict[str, tuple[Path, frozenset[str] | None]]:
    """The sets to measure: the project's own, read and kept back, and those of ``../shared`` where they are."""
    gold = corpus / "gold"
    found: dict[str, tuple[Path, frozenset[str] | None]] = {}
    for name, rows in reading(corpus).items():
        for way, stems in rows.items():
            found[f"{name}.{way}"] = (gold / f"{name}.jsonl", stems)
    shared = corpus.resolve().parents[1] / "shared" / "corpus"
    for name in ("seed", "dev", "digest"):
        if (path := shared / name / "gold.jsonl").is_file():
            found[name] = (path, None)
    return found


def reading(corpus: Path) -> dict[str, dict[str, frozenset[str]]]:
    """From ``corpus/README.md``: which notices of each set may be read while rules are written, and which not."""
    found = {}
    for line in (corpus / "README.md").read_text(encoding="utf-8").splitlines():
        cells = [c.strip() for c in line.strip("|").split("|")]
        if len(cells) == 3 and (corpus / "gold" / f"{cells[0]}.jsonl").is_file():
            found[cells[0]] = {"read": _stems(cells[1]), "kept": _stems(cells[2])}
    return found


def read_floors(path: Path) -> Floors:
    """The floors of a file, by set and measure."""
    import yaml

    return dict(yaml.safe_load(path.read_text(encoding="utf-8")) or {}) if path.is_file() else {}


def write_floors(path: Path, floors: Floors) -> None:
    """Write them back, one measure a line."""
    lines = ["# The least F1 of every measure; raised by `python -m pipeline.evaluate.floors`, never lowered."]
    for name, floor in floors.items():
        lines += [f"{name}:", *(f"  {m}: {f:.2f}" for m, f in floor.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _stems(cell: str) -> frozenset[str]:
    return frozenset(s.strip() for s in cell.split(",") if s.strip())


def _down(value: float) -> float:
    return max(0.0, math.floor(value * 100) / 100)


def main(path: Path, corpus: Path) -> None:
    """Measure every set, raise its floors and say what they are now."""
    floors = read_floors(path)
    for name, (gold, only) in sets_of(corpus).items():
        floors[name] = raised(floors.get(name, {}), measure(gold, None, only))
    write_floors(path, floors)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else Path("corpus"))
