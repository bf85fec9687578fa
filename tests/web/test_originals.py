"""A PDF that was handed in is shown as it is, the sentence tinted where it stands."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from pipeline.store.filters import KINDS, Filter
from pipeline.store.purge import purge
from pipeline.store.queries import ledger
from pipeline.store.uploads import upload_of
from pipeline.web.picture import png
from pipeline.web.site import Site
from pipeline.web.worker import Worker, path_of
from tests.read.formats import zip_of
from tests.read.pdfs import LEFT, Pages
from tests.web.service import Browser

Make = Callable[[str], Browser]
SENTENCE = "请各大队于2031年3月5日前报送台账。"


def pixels(data: bytes) -> tuple[int, int, bytes]:
    """Width, height and the rows of a PNG of ours, without their filter bytes."""
    width, height = struct.unpack(">II", data[16:24])
    at, packed = 8, b""
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        if data[at + 4 : at + 8] == b"IDAT":
            packed += data[at + 8 : at + 8 + size]
        at += size + 12
    rows = zlib.decompress(packed)
    return width, height, b"".join(rows[n * (3 * width + 1) + 1 : (n + 1) * (3 * width + 1)] for n in range(height))


def tinted(data: bytes) -> list[tuple[int, int]]:
    """Where it is yellow: light, with little blue."""
    width, _, rows = pixels(data)
    found = range(0, len(rows), 3)
    return [
        divmod(at // 3, width)[::-1] for at in found if rows[at] > 200 and rows[at + 1] > 200 and rows[at + 2] < 150
    ]


def test_a_png_says_what_it_was_given() -> None:
    data = png(bytes([1, 2, 3, 0, 4, 5, 6, 0, 7, 8, 9, 0, 10, 11, 12, 0]), 2, 2, 8)
    assert pixels(data) == (2, 2, bytes([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]))


def test_the_page_is_drawn_with_the_sentence_tinted(site: Site, browser: Make) -> None:
    pages = Pages()
    pages.text(LEFT, 200, "关于报送台账的通知")
    pages.text(LEFT, 400, SENTENCE)
    here = browser("guanli")
    here.post("/inbox", files={"file": ("通知.pdf", pages.data())})
    worker = Worker(site)
    found = worker._next()
    assert found
    worker.read(found)
    with site.store.reading() as connection:
        entries = ledger(connection, Filter(site.today(), kinds=KINDS, search="报送台账"))
    entry = next(each for each in entries if "2031" in each.item.quote)
    assert "看原件这一页" in here.get(f"/items/{entry.id}").text
    answer = here.get(f"/items/{entry.id}/page.png")
    assert answer.headers["content-type"] == "image/png"
    width, height, _ = pixels(answer.content)
    where = tinted(answer.content)
    assert where
    assert all(abs(y / height - 395 / 842) < 0.03 for _, y in where), "on the line of the sentence"
    assert min(x for x, _ in where) / width < 0.2
    other = next(each for each in ids(site) if each.rpartition("-")[0] != entry.document_id)
    assert here.get(f"/items/{other}/page.png").status_code == 404
    assert browser("linjiang").get(f"/items/{entry.id}/page.png").status_code == 404


def test_a_purged_document_takes_the_file_that_it_came_in_along(site: Site, browser: Make) -> None:
    text = f"云消〔2031〕19号\n关于报送台账的通知\n{SENTENCE}\n"
    browser("guanli").post("/inbox", files={"file": ("紫云英.zip", zip_of({"a.txt": text.encode()}))})
    worker = Worker(site)
    found = worker._next()
    assert found
    worker.read(found)
    original = path_of(site, found.sha256)
    assert original.is_file()
    with site.store.reading() as connection:
        done = upload_of(connection, found.id)
    assert done
    (uid,) = done.documents
    purge(site.store, uid, "误收", "王五", site.clock)
    assert not original.exists()
    with site.store.reading() as connection:
        gone = upload_of(connection, found.id)
    assert gone
    assert (gone.name, gone.documents, gone.state) == ("", (), "refused")


def ids(site: Site) -> list[str]:
    with site.store.reading() as connection:
        return [each.id for each in ledger(connection, Filter(site.today()))]
