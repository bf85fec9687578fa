"""Traditional script: read as its simplified copy, told in its own words."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Document
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook
from pipeline.stages import Extractor
from pipeline.structure.script import simplified

NOTICE = """雲嶺市應急管理局關於開展檢查的通知
雲應急〔2024〕12號
各縣區應急管理局：
一、請各單位於2024年3月31日前將檢查情況報送市應急局。
二、違反規定的，由縣級應急管理部門責令限期改正，處五千元以上五萬元以下罰款。
雲嶺市應急管理局
2024年2月5日
"""


@cache
def extractor() -> Extractor:
    return Extractor(load_rulebook(rules_folder()))


def test_every_word_is_the_documents_own_and_every_canonical_value_the_usual_one() -> None:
    record = extractor().extract(Document("通知.txt", NOTICE))
    first, second = record.obligations
    assert record.header.number == "云应急〔2024〕12号"
    assert record.header.title == "雲嶺市應急管理局關於開展檢查的通知"
    assert [bearer.text for bearer in (*first.bearers, *second.bearers)] == ["各單位", "縣級應急管理部門"]
    assert first.deadline is not None
    assert first.deadline.due == "2024-03-31"
    assert (first.report_to, first.deliverable) == ("市應急局", "檢查情況")
    assert [(p.text, p.min, p.max) for p in second.penalties][1] == ("處五千元以上五萬元以下罰款", 5000, 50000)
    assert all(NOTICE[slice(*o.span)] == o.quote for o in record.obligations)


@pytest.mark.parametrize("text", ["请各单位于3月底前报送。", "", "於是單獨處理", "ABC 123"])
def test_a_text_in_simplified_characters_is_not_copied(text: str) -> None:
    assert simplified(text) is None


@given(st.text(alphabet="應對單報關務發門為與時後裏乾於著各市局〔〕1。，\n", max_size=200))
def test_a_copy_is_as_long_as_its_original(text: str) -> None:
    copy = simplified(text)
    assert copy is None or len(copy) == len(text)
