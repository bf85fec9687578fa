"""The figures of a cross-validation: calibration, review queues, and what leaving out the unlikely gains."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.evaluate.calibration import Rated, calibration_error, caught
from pipeline.evaluate.score import Count
from pipeline.learn.training import Judged

_ROUNDS = 1000
_SLOTS = ("bearers", "deadline")
_REAL = ("shared.seed/", "shared.dev/", "bulk/")  # sources of real documents
_TRIED = (0.2, 0.3, 0.4, 0.5)  # what a veto would do, for whoever thinks of setting one


def worth(judged: Mapping[str, Sequence[Judged]], unfound: Mapping[str, int], veto: float) -> dict[str, Any]:
    """All figures, as a manifest keeps them."""
    whole = {event: [one for one in each if one.example.document in unfound] for event, each in judged.items()}
    figures: dict[str, Any] = {event: _of_event(each) for event, each in whole.items() if event != "missed"}
    if singly := [one for one in judged["obligation"] if one.example.document not in unfound]:
        figures["judged_singly"] = _of_event(singly) | _left_out(singly, veto)
    slots = [Rated(one.chance, one.example.right) for slot in _SLOTS for one in judged.get(slot, ())]
    figures["slot_queue"] = {"caught": _figure(caught(slots))}
    figures["missed"] = _of_missed(judged.get("missed", ()))
    figures["detection"] = detection(whole["obligation"], unfound, veto)
    if real := {name: missed for name, missed in unfound.items() if name.startswith(_REAL)}:
        figures["detection_real"] = detection(whole["obligation"], real, veto)
    figures["left_out_below"] = {str(at): detection(whole["obligation"], unfound, at) for at in _TRIED}
    return figures


def _left_out(judged: Sequence[Judged], veto: float) -> dict[str, int]:
    found = Counter(one.example.right for one in judged if one.chance < veto)
    return {"left_out_wrong": found[False], "left_out_right": found[True]}


def _of_event(judged: Sequence[Judged]) -> dict[str, Any]:
    events = [Rated(one.chance, one.example.right) for one in judged]
    wrong = sum(not event.right for event in events)
    error = _figure(calibration_error(events))
    return {"events": len(events), "wrong": wrong, "calibration_error": error, "caught": _figure(caught(events))}


def _of_missed(judged: Sequence[Judged]) -> dict[str, Any]:
    """How many of the missed stand in the likeliest twentieth of what gave no item."""
    likeliest = sorted(judged, key=lambda one: -one.chance)[: len(judged) // 20]
    found, every = sum(one.example.right for one in likeliest), sum(one.example.right for one in judged)
    return {"stretches": len(judged), "missed": every, "found_in_likeliest_twentieth": found}


def detection(judged: Sequence[Judged], unfound: Mapping[str, int], veto: float) -> dict[str, Any]:
    """Detection F1 over the documents of ``unfound`` without the model and with it, bootstrapped by document."""
    counts = {name: [Count(fn=missed), Count(fn=missed)] for name, missed in unfound.items()}
    inside = [one for one in judged if one.example.document in unfound]
    for one in inside:
        right, kept = one.example.right, one.chance >= veto
        first, second = counts[one.example.document]
        counts[one.example.document] = [
            first.plus(Count(tp=int(right), fp=int(not right))),
            second.plus(Count(tp=int(right and kept), fp=int(not right and kept), fn=int(right and not kept))),
        ]
    pairs = [counts[name] for name in sorted(counts)]
    without, with_it = _f1(pairs)
    return {
        "without": _figure(without), "with": _figure(with_it), "gain": _figure(with_it - without),
        "interval": [_figure(bound) for bound in _bounds(pairs)], **_left_out(inside, veto),
    }  # fmt: skip


def _bounds(pairs: Sequence[Sequence[Count]], level: float = 0.95, seed: int = 20240131) -> tuple[float, float]:
    chance = random.Random(seed)
    gains = sorted(
        after - before for before, after in (_f1(chance.choices(pairs, k=len(pairs))) for _ in range(_ROUNDS))
    )
    tail = int((1 - level) / 2 * _ROUNDS)
    return gains[tail], gains[_ROUNDS - 1 - tail]


def _f1(pairs: Sequence[Sequence[Count]]) -> tuple[float, float]:
    sums = [Count(*(sum(pair[side][n] for pair in pairs) for n in range(3))) for side in (0, 1)]
    return sums[0].f1, sums[1].f1


def _figure(value: float) -> float:
    return round(value, 4)
