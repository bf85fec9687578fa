"""The queue of doubts: the least certain first, empty slots among them, what was passed over by how likely it binds."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.confidence.sets import set_in_use
from pipeline.learn import queue
from pipeline.model import Document
from pipeline.resources import models_folder
from pipeline.stages import make_extractor
from tests.cli.inside import duban

SAMPLES = Path(__file__).resolve().parents[2] / "corpus/samples"
TEXT = (SAMPLES / "firm-safety-month.txt").read_text(encoding="utf-8")


def test_the_least_certain_come_first_and_are_the_share_asked_for() -> None:
    record = make_extractor().extract(Document("a", TEXT))
    sure = sorted(item.confidence or 0 for item in record.obligations)
    found = [one.confidence for one in queue.obligations([record], 0.2)]
    assert found == sure[: -(-len(sure) // 5)]
    assert len(queue.obligations([record], 1)) == len(sure)


def test_every_slot_is_there_also_the_empty() -> None:
    understood = make_extractor().understand(Document("a", TEXT))
    rater = set_in_use(models_folder()).rater()  # type: ignore[union-attr]
    found = list(queue.slots("a", understood.rated, rater))
    assert len(found) == 2 * len(understood.record.obligations)
    assert any(one.value == "" for one in found)


def test_the_command_prints_each_queue() -> None:
    path = str(SAMPLES / "firm-safety-month.txt")
    for of in ("obligations", "slots", "missed"):
        done = duban("doubts", path, "--of", of, "--share", "100", "--json")
        assert done.returncode == 0, done.stderr
        rows = json.loads(done.stdout)
        assert rows
        chances = [row["confidence"] for row in rows]
        assert chances == sorted(chances, reverse=of == "missed")
        assert all(TEXT[slice(*row["span"])] == row["quote"] for row in rows)
