"""The list of cited instruments, the entries of digests and the relations between documents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook
from pipeline.structure.anatomy import Anatomy
from pipeline.structure.entries import EntryReader
from pipeline.structure.header import HeaderReader
from pipeline.structure.instruments import Cited, InstrumentReader
from pipeline.structure.relations import relations
from tests.linear import assert_linear
from tests.shared import shared_path

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "citations.yaml").read_text(encoding="utf-8"))
DIGESTS = yaml.safe_load((HERE / "digests.yaml").read_text(encoding="utf-8"))
RELATIONS = yaml.safe_load((HERE / "relations.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Readers:
    header: HeaderReader
    instruments: InstrumentReader
    entries: EntryReader

    def read(self, text: str) -> tuple[Anatomy, Cited]:
        anatomy = self.header.read(text)
        return anatomy, self.instruments.read(text, anatomy)


@cache
def readers() -> Readers:
    book = load_rulebook(rules_folder())
    return Readers(HeaderReader(book), InstrumentReader(book), EntryReader(book))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_cited(case: dict[str, Any]) -> None:
    cited = readers().read(case["text"])[1]
    assert [[one.number, one.title, one.issuer] for one in cited.instruments[1:]] == case["cited"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_spans_hold_what_was_read(case: dict[str, Any]) -> None:
    text = case["text"]
    for citation, index in readers().read(text)[1].places:
        assert 0 <= citation.span.start < citation.span.end <= len(text)
        for part in (citation.number_span, citation.title_span):
            assert part is None or citation.span.holds(part) or citation.number_span is None
        assert index < len(readers().read(text)[1].instruments)


@pytest.mark.parametrize("case", DIGESTS, ids=lambda case: case["name"])
def test_entries(case: dict[str, Any]) -> None:
    text = case["text"]
    cited = readers().read(text)[1]
    entries = readers().entries.read(text, cited)
    named = [cited.instruments[entry.instrument] for entry in entries]
    assert [one.number or one.title for one in named] == case["entries"]
    for entry in entries:
        assert entry.start <= entry.span.start < entry.span.end


@pytest.mark.parametrize("case", RELATIONS, ids=lambda case: case["text"][:30])
def test_relations(case: dict[str, Any]) -> None:
    text = case["text"]
    anatomy, cited = readers().read(text)
    found = relations(text, anatomy, cited)
    said = [
        [one.kind, cited.instruments[one.instrument].number or cited.instruments[one.instrument].title] for one in found
    ]
    assert said == case["relations"]


@pytest.mark.parametrize("name", ["seed", "dev", "digest"])
def test_every_number_of_the_gold_and_no_other(name: str) -> None:
    folder = shared_path("corpus", name)
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        file = folder / "texts" / Path(record["document"]["path"]).name
        text = file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        wanted = {one["number"] for one in record["instruments"] if one["number"]}
        got = {one.number for one in readers().read(text)[1].instruments if one.number}
        assert got == wanted, file.name


@pytest.mark.parametrize(
    "unit", ["《", "》", "《法》", "关于", "国发〔2024〕1号《通知》", "1.《关于检查的通知》，", "《关于《关于"]
)
def test_a_hostile_text_stays_linear(unit: str) -> None:
    def read(text: str) -> None:
        anatomy, cited = readers().read(text)
        readers().entries.read(text, cited)
        relations(text, anatomy, cited)

    assert_linear(read, unit, 4_500)
