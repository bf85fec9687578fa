"""A pkuseg model for official language, trained on silver segmentation of bulk text; the text itself stays outside.

``python -m pipeline.learn.segmenter BULK.jsonl.gz… OUT`` writes the model (two files, below 5 MB) and its manifest, and
``words.txt``, jieba's user dictionary from the same lexicon. Sentences are drawn evenly from the files by a hash of
their text, so that the same files give the same sentences; documents that are kept to be scored alone give none.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
import sys
import tempfile
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.evaluate.bulk_gold import bulk_texts
from pipeline.learn.silver import Silver, lexicon
from pipeline.learn.writing import LICENCE, replace_file
from pipeline.rulebook import Rulebook

SENTENCES, KEPT_BACK, ITERATIONS, TRIM = 5_000, 300, 2, 2
SEED = 20240131  # pkuseg mixes its sentences by the one generator of the process
_LENGTHS = range(8, 121)
_END = re.compile(r"(?<=[。；！？\n])")


def draw(files: Sequence[Path], number: int, kept: Container[str] = frozenset()) -> list[str]:
    """So many sentences, evenly from each file, in the order of their hashes; none of the ``kept`` texts."""
    each = [sorted(set(_sentences(file, kept)), key=_print)[: number // len(files)] for file in files]
    return sorted((sentence for sentences in each for sentence in sentences), key=_print)


def kept_back(rows: Path, bulk: Path, validation: Path) -> frozenset[str]:
    """The texts, without white space, that are scored and never learned from: ``kept`` rows and validation."""
    known = map(json.loads, rows.read_text(encoding="utf-8").splitlines())
    wanted = {(row["bulk"], row["sha256"]) for row in known if row["set"] == "kept"}
    texts = {name: bulk_texts(bulk / f"{name}.jsonl.gz") for name in {name for name, _ in wanted}}
    ours = (path.read_text(encoding="utf-8-sig") for path in validation.glob("*.txt"))
    return frozenset(map(_bare, (*(texts[name][digest] for name, digest in wanted), *ours)))


def _bare(text: str) -> str:
    return "".join(text.split())


def _sentences(file: Path, kept: Container[str]) -> Iterator[str]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for text in (json.loads(line)["text"] for line in lines):
            if _bare(text) in kept:
                continue
            for part in _END.split(text):
                if len(sentence := part.strip()) in _LENGTHS:
                    yield sentence


def _print(sentence: str) -> str:
    return hashlib.sha256(sentence.encode()).hexdigest()


def train_segmenter(
    files: Sequence[Path], rulebook: Rulebook, out: Path, kept: Container[str] = frozenset()
) -> dict[str, Any]:
    """Train on all but the ``kept`` texts, write model, words and manifest to ``out``; the manifest."""
    import spacy_pkuseg
    from spacy_pkuseg.config import config

    silver = Silver(rulebook)
    lines = [" ".join(silver.words(sentence)) for sentence in draw(files, SENTENCES + KEPT_BACK, kept)]
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        train, test = Path(name) / "train.txt", Path(name) / "test.txt"
        train.write_text("\n".join(lines[:SENTENCES]) + "\n", encoding="utf-8")
        test.write_text("\n".join(lines[SENTENCES:]) + "\n", encoding="utf-8")
        config.featureTrim = TRIM
        random.seed(SEED)
        spacy_pkuseg.train(str(train), str(test), str(out), train_iter=ITERATIONS)
    compact(out)
    replace_file(out / "words.txt", "".join(f"{term} 1000\n" for term in lexicon(rulebook)).encode())
    manifest = describe(out, rulebook.version, [file.name for file in files])
    replace_file(out / "segmenter.json", (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode())
    return manifest


def compact(out: Path) -> None:
    """Round the weights to two digits and pack them: a fifth of the size, the same words."""
    import numpy as np

    with np.load(out / "weights.npz") as kept:
        sizes, weights = kept["sizes"], kept["w"]
    np.savez_compressed(out / "weights.npz", sizes=sizes, w=np.round(weights, 2))


def describe(out: Path, rules: str, data: Sequence[str]) -> dict[str, Any]:
    """What is said of a segmenter: files with hashes, recipe, data, scores by hand, licence."""
    from pipeline.learn.segmentation import read_words, score_words
    from pipeline.segment import make_segmenter

    files = {
        name: {"sha256": hashlib.sha256((out / name).read_bytes()).hexdigest(), "bytes": (out / name).stat().st_size}
        for name in ("features.msgpack", "weights.npz", "words.txt")
    }
    terms = [line.split()[0] for line in (out / "words.txt").read_text(encoding="utf-8").splitlines()]
    by_hand = read_words(Path("corpus/segmentation/words.txt"))
    compared = {
        "jieba": make_segmenter("jieba"),
        "jieba with words.txt": make_segmenter("jieba", terms),
        "pkuseg": make_segmenter("pkuseg", (), out),
    }
    return {
        "files": files,
        "recipe": {
            "sentences": SENTENCES,
            "iterations": ITERATIONS,
            "trim": TRIM,
            "seed": SEED,
            "labels": "silver (pipeline/learn)",
        },
        "data": list(data),
        "versions": {"rules": rules},
        "scores": {name: round(score_words(one, by_hand).f1, 4) for name, one in compared.items()},
        "licence": LICENCE,
    }


if __name__ == "__main__":
    from pipeline.evaluate.run import extractor_of

    *bulk, target = map(Path, sys.argv[1:])
    home = bulk[0].parent
    kept = kept_back(Path("corpus/gold/bulk/spans.jsonl"), home, home.parent / "validation" / "texts")
    sys.stdout.write(f"{train_segmenter(bulk, extractor_of(None).rulebook, target, kept)['scores']}\n")
