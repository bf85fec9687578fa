"""The least that every measure of every set must reach; floors only rise while the gold stays what it is.

``python -m pipeline.evaluate.floors tests/golden/floors.yaml [CORPUS]`` measures and raises what has become better. A
set carries the print of its gold: with other gold under it, its floors are measured anew.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath

from pipeline.evaluate.records import Records, load_records
from pipeline.evaluate.run import extractor_of, predict
from pipeline.evaluate.score import score, total

Floor = dict[str, float]
Floors = dict[str, Floor]
MARGIN = 0.02  # a change may cost this much F1 without being called a step back


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
    {'card': 0.73, 'kind': 0.9}
    """
    return {m: max(floor.get(m, 0.0), _down(f1 - MARGIN)) for m, f1 in found.items()}


def print_of(gold: Path, only: frozenset[str] | None = None) -> str:
    """A short hash of the records of a set: other gold, other floors."""
    known = load_records(gold)
    lines = [json.dumps(known[n], sort_keys=True) for n in sorted(known) if only is None or PurePath(n).stem in only]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


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


def read_floors(source: str) -> tuple[Floors, dict[str, str]]:
    """The floors of a file's text by set and measure, and the print of the gold that each set was measured on."""
    import yaml

    sets = yaml.safe_load(source) or {}
    floors = {name: {m: f for m, f in values.items() if m != "gold"} for name, values in sets.items()}
    return floors, {name: str(values.get("gold", "")) for name, values in sets.items()}


def written(floors: Floors, prints: Mapping[str, str]) -> str:
    """The text of the file, one measure a line."""
    lines = ["# The least F1 of every measure; raised by `python -m pipeline.evaluate.floors`, never lowered."]
    for name, floor in floors.items():
        lines += [f"{name}:", f"  gold: '{prints[name]}'", *(f"  {m}: {f:.2f}" for m, f in floor.items())]
    return "\n".join(lines) + "\n"


def _stems(cell: str) -> frozenset[str]:
    return frozenset(s.strip() for s in cell.split(",") if s.strip())


def _down(value: float) -> float:
    return max(0.0, math.floor(value * 100) / 100)


def main(path: Path, corpus: Path) -> None:
    """Measure every set, raise its floors and say what they are now."""
    floors, prints = read_floors(path.read_text(encoding="utf-8") if path.is_file() else "")
    for name, (gold, only) in sets_of(corpus).items():
        now = print_of(gold, only)
        floors[name] = raised(floors[name] if prints.get(name) == now else {}, measure(gold, None, only))
        prints[name] = now
    path.write_text(written(floors, prints), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else Path("corpus"))
