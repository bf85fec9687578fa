"""The component in real spaCy pipelines."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin

from pipeline.export.docbin import to_docbin
from pipeline.export.spacy_component import mark, record_of
from pipeline.model import Document, Header, Instrument, Obligation, Record, Span
from pipeline.segment import make_segmenter

TEXT = "云岭市应急管理局应当于2031年6月30日前将自查报告报送市安委办。严禁瞒报。"
TOKENIZER = {"nlp": {"tokenizer": {"@tokenizers": "duban.Segmenter.v1", "segmenter": "rjieba"}}}


def record(text: str = TEXT) -> Record:
    items = (Obligation(Span(0, 31), text[0:31], "obligation"), Obligation(Span(33, 35), text[33:35], "prohibition"))
    return Record(Document("a.txt", text), Header(), (Instrument(None, None),), items)


def test_add_pipe_marks_what_the_stages_find() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("duban")
    doc = nlp(TEXT)
    found = doc._.duban
    assert found.document.text == TEXT
    assert found.obligations
    assert [span.label_ for span in doc.spans["obligations"]] == [item.kind for item in found.obligations]
    for span, item in zip(doc.spans["obligations"], found.obligations, strict=True):
        assert (span.start_char, span.end_char) == item.span  # character tokens: no edge is cut through
        assert span.text == item.quote
    assert not nlp.analyze_pipes()["problems"]["duban"]


def test_evidence_that_cuts_through_a_token_takes_it_whole() -> None:
    doc = spacy.blank("zh", config=TOKENIZER)(TEXT)
    mark(doc, record())
    first, second = doc.spans["obligations"]
    assert first.start_char <= 0
    assert first.end_char >= 31
    assert "禁" in second.text or "瞒" in second.text
    assert record_of(doc) == Record(Document("a.txt", TEXT), Header(), (Instrument(None, None),), record().obligations)


def test_a_doc_without_the_component_has_no_record() -> None:
    assert spacy.blank("zh")("通知")._.duban is None


def test_our_tokenizer_survives_saving_and_loading(tmp_path: Path) -> None:
    nlp = spacy.blank("zh", config=TOKENIZER)
    nlp.add_pipe("duban")
    nlp.to_disk(tmp_path)
    words = [token.text for token in spacy.load(tmp_path)(TEXT)]
    assert "".join(words) == TEXT
    assert "应当" in words


def test_the_text_is_kept_to_the_letter() -> None:
    text = " 一、 检查\n\n\u3000各 单位 A-3\t报送。 \r\n"
    for config in (TOKENIZER, {}):
        assert spacy.blank("zh", config=config)(text).text == text


@pytest.mark.parametrize("segmenter", ["jieba", "rjieba"])
def test_docbin_there_and_back(segmenter: str) -> None:
    data = to_docbin([record(), record()], make_segmenter(segmenter)).to_bytes()
    first, second = DocBin().from_bytes(data).get_docs(spacy.blank("zh").vocab)
    assert first.text == second.text == TEXT
    assert first._.duban.obligations == record().obligations
    assert [span.label_ for span in first.spans["obligations"]] == ["obligation", "prohibition"]


def test_docs_travel_between_processes() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("duban")
    docs = list(nlp.pipe([TEXT, "通知"], n_process=2))
    assert docs[0]._.duban.document.text == TEXT
    assert len(docs[0].spans["obligations"]) == len(docs[0]._.duban.obligations)


def test_a_folder_of_rules_of_one_s_own() -> None:
    from pipeline.errors import ConfigError

    with pytest.raises(ConfigError):
        spacy.blank("zh").add_pipe("duban", config={"rules": "nowhere"})
