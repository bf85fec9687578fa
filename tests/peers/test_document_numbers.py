"""The numbers that other systems keep as metadata: each found whole in a sentence, canonical, re-read as itself."""

from __future__ import annotations

import json
from functools import cache

import pytest

from pipeline.find.numbers import NumberFinder, number_text
from pipeline.resolve.numbers import canonical_number, read_number
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook
from tests.shared import shared_path

CARRIERS = [
    "{}", "（{}）", "根据{}要求，抓好落实。", "按照{}文件精神", "以{}印发", "现将{}转发给你们", "与{}一并执行",
    "《关于开展检查的通知》（{}）同时废止",
    "依据《管理办法》、{}等规定", "关于做好工作的通知{}各区人民政府：", "附件：{}",
    "1.{}关于开展工作的通知",
    "根据\n{}\n要求", "2019年5月6日，{}印发", "原{}停止执行", "将{}规定的时限顺延", "详见{}。", "贯彻落实{}和上级要求",
]  # fmt: skip
_BRACKETS = str.maketrans("[]﹝﹞", "〔〕〔〕")


@cache
def finder() -> NumberFinder:
    return NumberFinder(load_rulebook(rules_folder()))


@cache
def numbers() -> tuple[str, ...]:
    lines = shared_path("peers", "document_numbers.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line)["number"] for line in lines)


@pytest.mark.parametrize("carrier", CARRIERS)
def test_every_number_is_found_whole(carrier: str) -> None:
    missed = []
    for number in numbers():
        text = carrier.format(number)
        start = text.index(number)
        spans = [(mention.span.start, mention.span.end) for mention in finder().find(text)]
        if (start, start + len(number)) not in spans:
            missed.append((number, [text[a:b] for a, b in spans]))
    assert missed == []


def test_every_number_is_canonical_and_reads_as_itself() -> None:
    for number in numbers():
        canonical = canonical_number(number)
        assert canonical == number.translate(_BRACKETS)
        assert canonical_number(canonical) == canonical
        assert read_number(number).form != "unknown"
        assert [number_text(canonical, mention) for mention in finder().find(canonical)] == [canonical]
