"""One training run: gold and rules in, a set of models out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.learn.examples import gather
from pipeline.learn.recipe import Recipe
from pipeline.learn.rows import read_rows
from pipeline.learn.sources import AnySource
from pipeline.learn.training import judge, train
from pipeline.learn.worth import worth
from pipeline.learn.writing import manifest_of, model_bytes, write_set
from pipeline.rulebook import Rulebook
from pipeline.stages import Extractor


def run(
    sources: Sequence[AnySource], rows: Path | None, rulebook: Rulebook, recipe: Recipe, out: Path
) -> dict[str, Any]:
    """Train on the sources and the unread ``rows``, measure by document, write the set to ``out``; its manifest."""
    gathered = gather(sources, Extractor(rulebook))
    if rows is not None:
        gathered = gathered.plus(read_rows(rows))
    scores = worth(judge(gathered, recipe), gathered.unfound, recipe.veto)
    models = {
        f"{event}.json": model_bytes(train(gathered.of(event), fitting)[0]) for event, fitting in recipe.events.items()
    }
    manifest = manifest_of(models, recipe, described(sources, rows), rulebook.version, scores)
    write_set(out, models, manifest)
    return manifest


def described(sources: Sequence[AnySource], rows: Path | None) -> list[dict[str, Any]]:
    """What the manifest says of the data."""
    found = [source.described() for source in sources]
    if rows is not None:
        found.append({"name": rows.name, "sha256": hashlib.sha256(rows.read_bytes()).hexdigest()})
    return found
