"""One training run: gold and rules in, a set of models out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.learn.examples import gather
from pipeline.learn.recipe import Recipe
from pipeline.learn.sources import AnySource
from pipeline.learn.training import judge, train
from pipeline.learn.worth import worth
from pipeline.learn.writing import manifest_of, model_bytes, write_set
from pipeline.rulebook import Rulebook
from pipeline.stages import Extractor


def run(sources: Sequence[AnySource], rulebook: Rulebook, recipe: Recipe, out: Path) -> dict[str, Any]:
    """Train on the sources, measure by document, write the set to ``out``; its manifest."""
    gathered = gather(sources, Extractor(rulebook))
    scores = worth(judge(gathered, recipe), gathered.unfound, recipe.veto)
    models = {
        f"{event}.json": model_bytes(train(gathered.of(event), fitting)) for event, fitting in recipe.events.items()
    }
    data = [source.described() for source in sources]
    manifest = manifest_of(models, recipe, data, rulebook.version, scores)
    write_set(out, models, manifest)
    return manifest
