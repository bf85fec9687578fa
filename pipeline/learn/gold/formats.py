"""Labelled documents in the files of Label Studio (JSON), doccano (JSON Lines) and spaCy (DocBin), there and back.

Offsets are code points in all three, as in the contract. What a file does not hold as it should is a ReadError.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline.errors import ReadError
from pipeline.evaluate.score import overlap
from pipeline.learn.gold.labels import PARTS, Label, Labelled, labelled

_SAME = 0.85
FORMATS = ("jsonl", "label-studio", "doccano", "docbin")


def to_label_studio(documents: Iterable[Labelled]) -> str:
    """Tasks with a prediction each, for a project whose labels are the kinds, ``bearer`` and ``deadline``."""
    return json.dumps([_task(one) for one in documents], ensure_ascii=False, indent=1) + "\n"


def _task(one: Labelled) -> dict[str, Any]:
    results = [
        {
            "id": f"s{number}", "from_name": "label", "to_name": "text", "type": "labels",
            "value": {"start": a, "end": b, "text": one.text[a:b], "labels": [name]},
        }
        for number, (a, b, name) in enumerate(one.labels)
    ]  # fmt: skip
    return {"data": {"text": one.text, "record": one.record}, "predictions": [{"result": results}]}


def from_label_studio(source: str) -> Iterator[Labelled]:
    """The tasks of an export (JSON): the last annotation that was not cancelled, else what had been predicted."""
    for task in _whole(source, list):
        data = task["data"]
        done = [each for each in task.get("annotations") or () if not each.get("was_cancelled")]
        results = (done or task.get("predictions") or [{"result": []}])[-1]["result"]
        spans = [each["value"] for each in results if each.get("type") == "labels"]
        labels = tuple(Label(int(v["start"]), int(v["end"]), name) for v in spans for name in v["labels"])
        yield _checked(data["text"], labels, data.get("record") or {})


def to_doccano(documents: Iterable[Labelled]) -> str:
    """One line a document: ``text``, ``label`` and the record, which doccano keeps as metadata."""
    rows = (
        {"text": one.text, "label": [list(label) for label in one.labels], "record": one.record} for one in documents
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def from_doccano(source: str) -> Iterator[Labelled]:
    """The lines of an export for sequence labelling: ``label`` or ``labels`` as triples, or ``entities``."""
    for line in filter(str.strip, source.splitlines()):
        row = _whole(line, dict)
        found = row.get("label") or row.get("labels") or [_triple(each) for each in row.get("entities") or ()]
        record = row.get("record") or (row.get("meta") or row.get("Comments") or {})
        yield _checked(
            row["text"], tuple(Label(*each) for each in found), record.get("record", record) if record else {}
        )


def _triple(entity: dict[str, Any]) -> list[Any]:
    return [entity["start_offset"], entity["end_offset"], entity["label"]]


def to_docbin(documents: Sequence[Labelled]) -> bytes:
    """A DocBin with the labels in ``doc.spans["obligations"]`` and the record in the Doc's user data."""
    from pipeline.codec import from_dict
    from pipeline.export.docbin import to_docbin as marked
    from pipeline.segment import make_segmenter

    return bytes(marked([from_dict(one.record, one.text) for one in documents], make_segmenter("rjieba")).to_bytes())


def from_docbin(source: bytes) -> Iterator[Labelled]:
    """The Docs of a DocBin: the spans of ``obligations`` and the record that they carry."""
    import spacy
    from spacy.tokens import DocBin

    from pipeline.export.spacy_component import GROUP, record_of

    try:
        docs = list(DocBin().from_bytes(source).get_docs(spacy.blank("zh").vocab))
    except Exception as error:
        raise ReadError(f"不是 DocBin 文件：{error}", f"no DocBin: {error}") from error
    for doc in docs:
        record = record_of(doc)
        kinds = tuple(Label(span.start_char, span.end_char, span.label_) for span in doc.spans.get(GROUP, ()))
        known = labelled(record) if record is not None else Labelled(doc.text, (), {})
        parts = tuple(label for label in known.labels if label.name in PARTS)
        yield _checked(doc.text, (*(_exact(label, known.labels) for label in kinds), *parts), dict(known.record))


def _exact(label: Label, known: Sequence[Label]) -> Label:
    """The label where the record has it: on the way out it was widened to whole tokens."""
    return next((k for k in known if k.name == label.name and overlap(k[:2], label[:2]) > _SAME), label)


def _checked(text: Any, labels: tuple[Label, ...], record: dict[str, Any]) -> Labelled:
    if not isinstance(text, str) or any(not 0 <= one.start < one.end <= len(text) for one in labels):
        raise ReadError("标注的位置超出原文", "a label lies outside its text")
    return Labelled(text, labels, record)


def _whole(source: str, kind: type) -> Any:
    try:
        data = json.loads(source)
    except ValueError as error:
        raise ReadError(f"不是 JSON：{error}", f"no JSON: {error}") from error
    if not isinstance(data, kind):
        raise ReadError("不是标注工具导出的文件", "not what an annotation tool exports")
    return data
