"""What becomes of handed-in files: read, refused with the reason, or, where they are secret, gone but for a hash."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import MetaData

from pipeline.store.refusals import listed
from pipeline.store.uploads import Upload, upload_of
from pipeline.web.site import Site
from pipeline.web.worker import Worker, path_of
from tests.cli.slow import ENDLESS, PLAIN, slow_rules
from tests.read.formats import docx_of, zip_of
from tests.read.notice import LINES, TEXT
from tests.web.service import Browser

Make = Callable[[str], Browser]
MARK = "机密★1年\n"


@pytest.fixture
def worker(site: Site) -> Iterator[Worker]:
    made = Worker(site)
    yield made
    made.stop()


def handed_in(worker: Worker, here: Browser, name: str, data: bytes) -> Upload:
    """What the inbox says of a file once it was read."""
    here.post("/inbox", files={"file": (name, data)})
    found = worker._next()
    assert found
    worker.read(found)
    with worker.site.store.reading() as connection:
        done = upload_of(connection, found.id)
    assert done
    return done


def everything(site: Site) -> str:
    with site.store.reading() as connection:
        tables = MetaData()
        tables.reflect(connection)
        kept = [table for table in tables.sorted_tables if not table.name.startswith("search")]  # grams, of no text
        return "".join(str(connection.execute(table.select()).all()) for table in kept)


def test_a_file_with_the_text_of_another_leads_to_the_document_that_is_there(worker: Worker, browser: Make) -> None:
    here = browser("guanli")
    first = handed_in(worker, here, "通知.txt", TEXT.encode())
    again = handed_in(worker, here, "通知.docx", docx_of(LINES))
    assert (first.state, again.state) == ("done", "same")
    assert again.documents == first.documents
    assert len(first.documents) == 1
    page = here.get("/inbox").text
    assert page.count(f'href="/documents/{first.documents[0]}"') == 2
    assert "内容相同" in page


SECRETS = {
    "text": ("演练通知.txt", (MARK + TEXT).encode()),
    "name": ("【绝密】演练通知.docx", b"what no one can read"),
    "one of two in an archive": ("材料.zip", zip_of({"a.txt": TEXT.encode(), "b.txt": (MARK + TEXT).encode()})),
}


@pytest.mark.parametrize("case", SECRETS)
def test_a_secret_leaves_its_hash_in_the_log_of_refusals_and_nothing_else(
    worker: Worker, browser: Make, case: str
) -> None:
    name, data = SECRETS[case]
    done = handed_in(worker, browser("guanli"), name, data)
    assert (done.state, done.name) == ("refused", "")
    assert not path_of(worker.site, done.sha256).exists()
    with worker.site.store.reading() as connection:
        (row,) = listed(connection)
    secret = (MARK + TEXT).encode() if case.startswith("one") else data
    assert row.sha256 == hashlib.sha256(secret).hexdigest()
    assert "密" in row.reason_zh
    assert "演练" not in row.reason_zh + row.path
    assert row.path == f"网页提交 {done.id}"
    assert "演练" not in everything(worker.site), "its name is in no table, the record of who did what included"


def test_a_document_on_which_extraction_hangs_is_refused_and_the_next_is_read(
    site: Site, browser: Make, tmp_path: Path
) -> None:
    settings = replace(site.settings, rules=slow_rules(tmp_path), max_extract_seconds=2)
    worker, here = Worker(replace(site, settings=settings)), browser("guanli")
    try:
        done = handed_in(worker, here, "慢.txt", ENDLESS.encode())
        assert done.state == "refused"
        assert "提取超过 2 秒" in done.reason_zh
        assert handed_in(worker, here, "快.txt", PLAIN.encode()).state == "done"
    finally:
        worker.stop()
