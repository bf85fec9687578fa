"""The report: one page that needs nothing else, with what is wrong where it is wrong."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline.confidence.sets import rater_of
from pipeline.evaluate.records import load_records
from pipeline.evaluate.report.page import page
from pipeline.evaluate.run import extractor_of, predict, text_of
from pipeline.evaluate.score import DocumentScore, score
from pipeline.resources import models_folder

GOLD = Path(__file__).resolve().parents[2] / "corpus/gold/samples.jsonl"
NAMES = ("firm-safety-month.txt", "notice-census.txt")


@pytest.fixture(scope="module")
def scores() -> list[DocumentScore]:
    known = {name: record for name, record in load_records(GOLD).items() if name in NAMES}
    return score(known, predict(known, GOLD, None, extractor_of(None, rater_of(models_folder()))))


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {name: text_of(name, GOLD).read_text(encoding="utf-8") for name in NAMES}


class Page(HTMLParser):
    """What a browser would fetch or run, and whether every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)
        self._look(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look(tag, attrs)

    def _look(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.outside += [f"{tag} {name}" for name, _ in attrs if name in ("src", "href", "onclick", "action")]
        if tag in ("script", "link", "iframe", "img"):
            self.outside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_needs_nothing_else(scores: list[DocumentScore], texts: dict[str, str], lang: str) -> None:
    found = Page()
    found.feed(page(scores, texts, lang))
    assert found.open == []
    assert found.outside == []


def test_it_shows_scores_both_plots_and_errors(scores: list[DocumentScore], texts: dict[str, str]) -> None:
    made = page(scores, texts)
    assert made.count("<svg") == 4
    wrong = sum(pair.gold is None or pair.predicted is None for each in scores for pair in each.pairs)
    assert len(re.findall("<mark class='(?:missed|extra)'>", made)) == wrong
    assert "校准误差" in made


def test_a_documents_words_are_escaped(scores: list[DocumentScore], texts: dict[str, str]) -> None:
    bad = {name: text.replace("。", "<script>") for name, text in texts.items()}
    assert "<script" not in page(scores, bad)


def test_without_models_it_says_so() -> None:
    known = {name: record for name, record in load_records(GOLD).items() if name == NAMES[0]}
    made = page(score(known, predict(known, GOLD, None, extractor_of(None))), {})
    assert "没有启用模型" in made
