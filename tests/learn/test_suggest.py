"""Rule drafts out of corrections: what was missed again and again, and nothing that the rules know."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.evaluate.rules import checks_of
from pipeline.evaluate.run import extractor_of
from pipeline.evaluate.score import DocumentScore, Pair
from pipeline.learn.suggest import draft, suggestions
from pipeline.resources import rules_folder


def missed(document: str, action: str, quote: str) -> DocumentScore:
    return DocumentScore(document, (Pair({"quote": quote, "action": action, "bearers": []}, None),), {})


def unread(document: str, unit: str) -> DocumentScore:
    gold = {"quote": f"{unit}应当巡查", "bearers": [{"text": unit}]}
    return DocumentScore(document, (Pair(gold, {"quote": "", "bearers": []}),), {})


RULES = extractor_of(None).rulebook
SCORES = [
    missed("a", "勾绘河道", "逐段勾绘河道并绘图"), missed("b", "勾绘水库", "勾绘水库坝体"),
    missed("b", "加强巡查", "加强巡查"),
    unread("a", "河道瞭望塔"), unread("b", "林场瞭望塔"), unread("b", "市水利局"),
]  # fmt: skip


def test_unknown_words_are_suggested_known_ones_are_not() -> None:
    assert [(one.sort, one.word, one.count) for one in suggestions(SCORES, RULES)] == [
        ("unit", "望塔", 2),
        ("verb", "勾绘", 2),
    ]


def test_what_was_seen_once_is_not_suggested() -> None:
    assert suggestions(SCORES[:1], RULES) == []


def test_a_draft_is_a_rule_that_the_rulebook_accepts_once_a_person_has_completed_it(tmp_path: Path) -> None:
    shutil.copytree(rules_folder(), tmp_path / "rules")
    verb = next(one for one in suggestions(SCORES, RULES) if one.sort == "verb")
    name, text = draft(verb, 1)
    (tmp_path / "rules" / name).write_text(text, encoding="utf-8")
    assert "status: 'draft'" in text
    assert [fault for fault in checks_of(tmp_path / "rules").run(speed=False) if "draft_01" in str(fault)] == []
