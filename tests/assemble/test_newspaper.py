"""Whose duties a newspaper or an explanation tells (all invented)."""

from __future__ import annotations

import pytest

from pipeline.model import Document
from tests.assemble.test_cases import extractor

_DUTIES = "\n一、加强监管\n市住建局要在6月底前完成预售资金核查。\n二、优化服务\n各银行要公开收费标准。\n"


@pytest.mark.parametrize(
    ("opening", "instrument"),
    [
        ("8月3日，云岭市住建局发布《关于稳定住房市场的若干措施》。措施提出：" + _DUTIES, 1),
        ("近日，云岭市政府办公室印发了《关于促进消费的通知》，通知明确，加大支持力度。" + _DUTIES, 1),
        ("云岭市政府办公室印发了《关于促进消费的通知》，现将有关内容解读如下：" + _DUTIES, 1),
        ("云岭市人民政府办公室发布《关于改善民生的通知》。通知提出22条措施。" + _DUTIES, 1),
        (
            "关于做好住房工作的通知\n各银行：\n6月3日，省住建厅印发了《关于促进消费的通知》，现将要求通知如下："
            + _DUTIES,
            0,
        ),
        ("6月3日，省住建厅召开会议，学习《关于促进消费的通知》。通知明确，加大支持力度。" + _DUTIES, 0),
    ],
)
def test_what_is_told_of_one_document_is_imposed_by_it(opening: str, instrument: int) -> None:
    found = extractor().extract(Document("报道.txt", opening)).obligations
    assert [item.instrument for item in found if item.bearers] == [instrument, instrument]
