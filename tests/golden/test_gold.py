"""The project's own gold holds: shape, offsets, and nothing in it is anybody else's text."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate.build import build_set, gold_lines, marked_sets
from pipeline.evaluate.records import load_records
from pipeline.evaluate.score import score, total
from tests.golden.checker import faults
from tests.shared import shared_path

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
SETS = sorted((CORPUS / "gold").glob("*.jsonl"))
COPIED = 24  # characters in a row that no two people write alike


def texts() -> dict[str, str]:
    return {p.name: p.read_text(encoding="utf-8") for p in sorted((CORPUS / "samples").glob("*.txt"))}


@pytest.mark.parametrize("path", SETS, ids=lambda p: p.stem)
def test_every_record_holds(path: Path) -> None:
    stored = texts()
    found = [f"{n}: {f}" for n, r in load_records(path).items() for f in faults(r, stored[n])]
    assert found == []


@pytest.mark.parametrize("path", SETS, ids=lambda p: p.stem)
def test_the_contract_s_checker_agrees(path: Path) -> None:
    check = shared_path("contract", "check.py")
    command = [sys.executable, str(check), str(path), str(CORPUS / "samples")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", SETS, ids=lambda p: p.stem)
def test_gold_scores_itself_as_perfect(path: Path) -> None:
    gold = load_records(path)
    assert {c.f1 for c in total(score(gold, gold)).values()} == {1.0}


def test_gold_and_texts_are_what_the_marked_notices_say() -> None:
    stored = texts()
    for folder in marked_sets(CORPUS):
        made = build_set(folder)
        assert (CORPUS / "gold" / f"{folder.name}.jsonl").read_text(encoding="utf-8") == gold_lines(
            [r for _, r in made]
        )
        assert all(stored[r["document"]["path"]] == text for text, r in made)


def test_every_sample_has_gold() -> None:
    assert texts().keys() == {n for path in SETS for n in load_records(path)}


def test_every_sample_is_named_in_the_readme_as_read_or_kept_back() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    assert [n for n in texts() if Path(n).stem not in readme] == []


@pytest.mark.parametrize("folder", ["seed", "dev", "digest"])
def test_no_sentence_is_copied(folder: str) -> None:
    paths = sorted(shared_path("corpus", folder, "texts").glob("*.txt"))
    theirs = "\n".join(p.read_text(encoding="utf-8-sig") for p in paths)
    known = {theirs[i : i + COPIED] for i in range(len(theirs) - COPIED + 1)}
    copied = [
        (n, t[i : i + COPIED])
        for n, t in texts().items()
        for i in range(len(t) - COPIED + 1)
        if t[i : i + COPIED] in known
    ]
    assert copied == []


def test_the_checker_can_fail() -> None:
    text = "各县区要于3月底前完成自查。"
    bad: dict[str, Any] = {
        "instruments": [{"number": "云安[2025]6 号", "title": None, "span": [0, 99]}],
        "obligations": [
            {
                "span": [0, len(text)], "quote": text, "kind": "duty", "instrument": 3,
                "bearers": [{"text": "市政府", "role": "boss", "source": "explicit"}],
                "deadline": {"text": "4月", "kind": "by", "start": None, "due": None, "rrule": "INTERVAL=2;FREQ=DAILY",
                             "duration": "3天", "quota": {"min": 1, "max": None, "per": "fortnight"}},
                "penalties": [{"kind": "jail", "text": "无", "min": 5, "max": 1, "unit": None}],
            }
        ],
    }  # fmt: skip
    assert len(list(faults(json.loads(json.dumps(bad)), text))) >= 14
