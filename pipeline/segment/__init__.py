"""Words, where words are needed: one small protocol, three segmenters behind it, loaded when first asked.

Words are a hint and never a foundation: segmenters join ``应于`` and ``日前``, and no rule may hang on a token's edge.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.segment.protocol import Segmenter

__all__ = ["Segmenter", "make_segmenter"]


def make_segmenter(name: str, terms: Iterable[str] = (), model: Path | None = None) -> Segmenter:
    """The segmenter of a setting's name (``jieba``, ``rjieba``, ``pkuseg``), knowing ``terms`` as words.

    ``model`` is pkuseg's model folder. Raises ConfigError where one is missing or not installed.

    >>> [span.of("市消安办印发通知") for span in make_segmenter("rjieba", ["市消安办"]).words("市消安办印发通知")]
    ['市消安办', '印发', '通知']
    """
    try:
        if name == "jieba":
            from pipeline.segment.jieba_words import JiebaWords

            return JiebaWords(terms)
        if name == "rjieba":
            from pipeline.segment.rjieba_words import RjiebaWords

            return RjiebaWords(terms)
        if name == "pkuseg":
            from pipeline.segment.pkuseg_words import PkusegWords

            return PkusegWords(terms, model)
    except ImportError as error:
        raise ConfigError(f"分词器 {name} 没有安装：{error}", f"segmenter {name} is not installed: {error}") from error
    raise ConfigError(
        f"没有分词器 {name}（可用 jieba、rjieba、pkuseg）", f"no segmenter {name} (jieba, rjieba, pkuseg)"
    )
