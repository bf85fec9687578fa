"""pkuseg (spacy-pkuseg) with our model for official language, or one of the user's own; nothing is downloaded."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.model import Span
from pipeline.resources import models_folder
from pipeline.segment.protocol import usable_terms

SHIPPED = "segmenter"


class PkusegWords:
    """Words by a conditional random field; the user's terms are always words."""

    name = "pkuseg"

    def __init__(self, terms: Iterable[str] = (), model: Path | None = None) -> None:
        folder = _model_folder(model)
        import spacy_pkuseg

        self._segmenter = spacy_pkuseg.pkuseg(str(folder), user_dict=usable_terms(terms))

    def words(self, text: str) -> list[Span]:
        """The words of the text; white space lies between them."""
        spans, end = [], 0
        for word in self._segmenter.cut(text):
            start = text.index(word, end)
            end = start + len(word)
            spans.append(Span(start, end))
        return spans


def _model_folder(model: Path | None) -> Path:
    if model is None:
        model = models_folder() / SHIPPED
    if not model.is_dir():
        raise ConfigError(
            "pkuseg 需要模型：请用设置项 pkuseg_model 指定模型文件夹",
            "pkuseg needs a model: name its folder in the setting pkuseg_model",
        )
    for name in ("features.msgpack", "weights.npz"):  # never the pickles of older models: they can run code
        if not (model / name).is_file():
            raise ConfigError(f"{model} 不是 pkuseg 模型：缺 {name}", f"{model} is no pkuseg model: {name} is missing")
    return model
