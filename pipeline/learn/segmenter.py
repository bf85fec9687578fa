"""A pkuseg model for official language, trained on silver segmentation of bulk text; the text itself stays outside.

``python -m pipeline.learn.segmenter BULK.jsonl.gz… OUT`` writes the model (two files, below 5 MB) and its manifest, and
``words.txt``, jieba's user dictionary from the same lexicon. Sentences are drawn evenly from the files by a hash of
their text, so that the same files give the same sentences.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.learn.silver import Silver, lexicon
from pipeline.learn.writing import LICENCE, replace_file
from pipeline.rulebook import Rulebook

SENTENCES, KEPT_BACK, ITERATIONS, TRIM = 5_000, 300, 2, 2
_LENGTHS = range(8, 121)
_END = re.compile(r"(?<=[。；！？\n])")


def draw(files: Sequence[Path], number: int) -> list[str]:
    """So many sentences, evenly from each file, in the order of their hashes."""
    each = [sorted(set(_sentences(file)), key=_print)[: number // len(files)] for file in files]
    return sorted((sentence for sentences in each for sentence in sentences), key=_print)


def _sentences(file: Path) -> Iterator[str]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            for part in _END.split(json.loads(line)["text"]):
                if len(sentence := part.strip()) in _LENGTHS:
                    yield sentence


def _print(sentence: str) -> str:
    return hashlib.sha256(sentence.encode()).hexdigest()


def train_segmenter(files: Sequence[Path], rulebook: Rulebook, out: Path) -> dict[str, Any]:
    """Train, write model, words and manifest to ``out``; the manifest."""
    import spacy_pkuseg
    from spacy_pkuseg.config import config

    silver = Silver(rulebook)
    lines = [" ".join(silver.words(sentence)) for sentence in draw(files, SENTENCES + KEPT_BACK)]
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        train, test = Path(name) / "train.txt", Path(name) / "test.txt"
        train.write_text("\n".join(lines[:SENTENCES]) + "\n", encoding="utf-8")
        test.write_text("\n".join(lines[SENTENCES:]) + "\n", encoding="utf-8")
        config.featureTrim = TRIM
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
        "recipe": {"sentences": SENTENCES, "iterations": ITERATIONS, "trim": TRIM, "labels": "silver (pipeline/learn)"},
        "data": list(data),
        "versions": {"rules": rules},
        "scores": {name: round(score_words(one, by_hand).f1, 4) for name, one in compared.items()},
        "licence": LICENCE,
    }


if __name__ == "__main__":
    from pipeline.evaluate.run import extractor_of

    *bulk, target = map(Path, sys.argv[1:])
    sys.stdout.write(f"{train_segmenter(bulk, extractor_of(None).rulebook, target)['scores']}\n")
