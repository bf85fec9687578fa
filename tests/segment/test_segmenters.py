from __future__ import annotations

import gzip
import json
import os
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigError
from pipeline.segment import Segmenter, make_segmenter
from pipeline.segment.protocol import usable_terms
from tests.shared import shared_path

TEXT = "云岭市消安办应当于6月30日前报送〔2031〕7号文件的落实情况。\r\n联系电话 0999-1234567，　A-3 栋 10,000.5 元"


@cache
def known(name: str) -> Segmenter:
    """A segmenter that knows one term of ours."""
    return make_segmenter(name, ["市消安办"])


def of(segmenter: Segmenter, text: str) -> list[str]:
    return [span.of(text) for span in segmenter.words(text)]


@pytest.fixture(scope="session")
def pkuseg(pkuseg_model: Path) -> Segmenter:
    return make_segmenter("pkuseg", ["市消安办"], pkuseg_model)


@pytest.mark.parametrize("name", ["jieba", "rjieba"])
def test_words_are_the_whole_text_and_know_the_user_s_terms(name: str) -> None:
    words = of(known(name), TEXT)
    assert "".join(words) == TEXT
    assert "市消安办" in words


def test_pkuseg_keeps_offsets_over_white_space(pkuseg: Segmenter) -> None:
    words = of(pkuseg, TEXT)
    assert "".join(words) == "".join(TEXT.split())
    assert "市消安办" in words
    assert of(pkuseg, "青禾县教育局应当于月底前开展隐患排查。")[-3:] == ["隐患", "排查", "。"]


@given(st.text(alphabet=st.sampled_from("市消安办应当报送于1月30日前A-.%_+& \n\t　〔〕，。\x00é한"), max_size=40))
def test_rjieba_gives_jieba_s_words(text: str) -> None:
    assert of(known("rjieba"), text) == of(known("jieba"), text)


@given(st.text(max_size=60))
def test_any_text_is_cut_without_gap_or_overlap(text: str) -> None:
    for segmenter in map(known, ("jieba", "rjieba")):
        assert "".join(of(segmenter, text)) == text
        assert all(span.start < span.end for span in segmenter.words(text))


def _bulk_agrees(every: int) -> None:
    for name in ("notices", "policies", "laws"):
        with gzip.open(shared_path("corpus", "bulk", f"{name}.jsonl.gz"), "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % every == 0:
                    text = json.loads(line)["text"]
                    assert of(known("rjieba"), text) == of(known("jieba"), text), f"{name} {number}"


def test_rjieba_gives_jieba_s_words_on_a_sample_of_the_bulk() -> None:
    _bulk_agrees(every=40)


@pytest.mark.soak
def test_rjieba_gives_jieba_s_words_on_all_of_the_bulk() -> None:
    _bulk_agrees(every=1)


def test_terms_that_a_dictionary_cannot_hold_are_left_out() -> None:
    assert usable_terms(["各县（区）政府", "局", "市应急局", "市应急局", "5G 网"]) == ["市应急局"]


@pytest.mark.parametrize("name", ["guess", ""])
def test_an_unknown_segmenter(name: str) -> None:
    with pytest.raises(ConfigError):
        make_segmenter(name)


def test_pkuseg_wants_a_model_that_is_no_pickle(tmp_path: Path) -> None:
    (tmp_path / "features.pkl").write_bytes(b"")
    for model in (tmp_path / "none", tmp_path):
        with pytest.raises(ConfigError):
            make_segmenter("pkuseg", model=model)


@pytest.mark.skipif(os.name != "posix", reason="permissions as on POSIX")
def test_jieba_s_cache_is_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUBAN_CACHE", str(tmp_path / "cache"))
    make_segmenter("jieba")
    (cache,) = (tmp_path / "cache").iterdir()
    assert cache.stat().st_mode & 0o077 == 0
    assert cache.parent.stat().st_mode & 0o077 == 0


@pytest.mark.skipif(os.name != "posix", reason="permissions as on POSIX")
def test_a_cache_that_others_may_write_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o777)
    (tmp_path / "jieba.cache").write_bytes(b"planted")
    monkeypatch.setenv("DUBAN_CACHE", str(tmp_path))
    assert of(make_segmenter("jieba"), "报送材料") == ["报送", "材料"]
    assert (tmp_path / "jieba.cache").read_bytes() == b"planted"
