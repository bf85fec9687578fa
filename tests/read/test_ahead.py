"""Old office files that come together: each is read as if it were alone, and one that breaks costs nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model import Document
from pipeline.read import Reader, read_all
from pipeline.read.limits import Limits
from tests.read.formats import docx_of, old_word_of, old_words_of, zip_of
from tests.read.notice import LINES, MEETING, RECTIFY

NOTICES = (LINES, RECTIFY, MEETING)


@pytest.fixture(scope="module")
def docs() -> list[bytes]:
    return old_words_of([docx_of(lines) for lines in NOTICES], "doc")


def test_a_folder_of_them_is_read_in_its_order(tmp_path: Path, docs: list[bytes]) -> None:
    rtf = old_word_of(docx_of(LINES[1:]), "rtf")
    damaged = docs[0][:512] + bytes(9000)
    files = {"a.doc": docs[0], "b.doc": damaged, "c.wps": docs[1], "d.txt": b"x", "e.rtf": rtf, "f.doc": docs[2]}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    found = list(read_all([str(tmp_path)], Limits(max_seconds=120)))
    texts = [each.text.splitlines() if isinstance(each, Document) else str(each) for each in found]
    assert texts[0] == list(LINES)
    assert str(tmp_path / "b.doc") in texts[1]
    assert texts[2] == list(RECTIFY)
    assert texts[4:] == [list(LINES[1:]), list(MEETING)]


def test_an_archive_of_them_too(docs: list[bytes]) -> None:
    with Reader(Limits(max_seconds=120)) as reader:
        found = list(reader.documents("来件", zip_of({f"{n}.doc": data for n, data in enumerate(docs)})))
    assert [each.text.splitlines() for each in found if isinstance(each, Document)] == [list(each) for each in NOTICES]
    assert [each.path for each in found if isinstance(each, Document)] == [f"来件!/{n}.doc" for n in range(3)]
