"""Three hundred invented sentences, segmented by hand: how the segmenters compare on official language."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from pipeline.evaluate.run import extractor_of
from pipeline.learn.segmentation import read_words, score_words
from pipeline.learn.silver import Silver, lexicon
from pipeline.model import Span
from pipeline.resources import models_folder
from pipeline.segment import make_segmenter
from pipeline.segment.pkuseg_words import SHIPPED
from pipeline.segment.protocol import spans_of

SENTENCES = read_words(Path(__file__).resolve().parents[2] / "corpus/segmentation/words.txt")
RULES = extractor_of(None).rulebook


class BySilver:
    """The silver segmentation under the segmenters' protocol."""

    name = "silver"

    def __init__(self) -> None:
        self._silver = Silver(RULES)

    def words(self, text: str) -> list[Span]:
        return spans_of(self._silver.words(text))


def test_there_are_three_hundred() -> None:
    assert len({"".join(words) for words in SENTENCES}) >= 300


def test_silver_is_nearer_to_a_person_than_jieba() -> None:
    plain = score_words(make_segmenter("jieba"), SENTENCES).f1
    known = score_words(make_segmenter("jieba", lexicon(RULES)), SENTENCES).f1
    silver = score_words(BySilver(), SENTENCES).f1
    assert plain < known < silver
    assert silver > 0.92


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("各单位应于3月31日前报送。", "各 单位 应 于 3月 31日 前 报送 。"),
        ("国办发〔2024〕2号文件", "国办发 〔2024〕 2号 文件"),
        ("未按期整改的，依法处理。", "未 按期 整改 的 ， 依法 处理 。"),
    ],
)
def test_what_jieba_joins_comes_apart(text: str, words: str) -> None:
    assert " ".join(Silver(RULES).words(text)) == words


def test_the_shipped_pkuseg_model_is_small_and_better_than_jieba() -> None:
    folder = models_folder() / SHIPPED
    manifest = json.loads((folder / "segmenter.json").read_bytes())
    assert sum(facts["bytes"] for facts in manifest["files"].values()) <= 5_000_000
    for name, facts in manifest["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == facts["sha256"]
    pkuseg = score_words(make_segmenter("pkuseg"), SENTENCES).f1
    assert pkuseg > score_words(make_segmenter("jieba"), SENTENCES).f1
    assert pkuseg == pytest.approx(manifest["scores"]["pkuseg"], abs=0.01)
