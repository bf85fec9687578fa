"""A PDF that was handed in is shown as it is, the sentence tinted where it stands."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from pipeline.store.entries import Entry
from pipeline.store.filters import KINDS, Filter
from pipeline.store.purge import purge
from pipeline.store.queries import ledger
from pipeline.store.uploads import upload_of
from pipeline.web.picture import png
from pipeline.web.seen_places import kept_at
from pipeline.web.site import Site
from pipeline.web.worker import Worker, path_of
from tests.read.formats import ofd_of, zip_of
from tests.read.pdfs import LEFT, Pages
from tests.read.scans import Scanner
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
    answer = here.get(f"/items/{entry.id}/page")
    assert answer.headers["content-type"] == "image/png"
    width, height, _ = pixels(answer.content)
    where = tinted(answer.content)
    assert where
    assert all(abs(y / height - 395 / 842) < 0.03 for _, y in where), "on the line of the sentence"
    assert min(x for x, _ in where) / width < 0.2
    other = next(each for each in ids(site) if each.rpartition("-")[0] != entry.document_id)
    assert here.get(f"/items/{other}/page").status_code == 404
    assert browser("linjiang").get(f"/items/{entry.id}/page").status_code == 404


def item_of(site: Site, name: str, data: bytes, here: Browser) -> Entry:
    """The duty out of a file that was handed in."""
    here.post("/inbox", files={"file": (name, data)})
    worker = Worker(site)
    found = worker._next()
    assert found
    worker.read(found)
    with site.store.reading() as connection:
        entries = ledger(connection, Filter(site.today(), kinds=KINDS, states=None, search="报送台账"))
    return next(each for each in entries if "2031" in each.item.quote)


def test_an_ofd_is_drawn_from_its_words_where_they_stand(site: Site, browser: Make) -> None:
    here = browser("guanli")
    entry = item_of(site, "通知.ofd", ofd_of(["关于报送台账的通知", SENTENCE, "<b>尾注</b>"]), here)
    assert "按文字的位置重绘" in here.get(f"/items/{entry.id}").text
    answer = here.get(f"/items/{entry.id}/page")
    assert answer.headers["content-type"] == "image/svg+xml"
    drawn = ElementTree.fromstring(answer.content)
    lines = {each.text: each for each in drawn.iter() if each.tag.endswith("text")}
    line = next(each for words, each in lines.items() if words and "2031年3月5日" in words)
    tint = [each for each in drawn.iter() if each.get("fill") == "#ffe27a"]
    assert tint
    assert float(tint[0].get("y", "")) < float(line.get("y", "")) < float(tint[-1].get("y", "")) + 30
    assert "<b>尾注</b>" in lines


def test_a_scanned_picture_is_shown_with_the_sentence_tinted(site: Site, browser: Make) -> None:
    pages, out = Pages(), io.BytesIO()
    pages.text(LEFT, 200, "关于报送台账的通知")
    pages.text(LEFT, 400, SENTENCE)
    Scanner(dpi=110).pictures(pages.data())[0].save(out, "PNG")
    here = browser("guanli")
    entry = item_of(site, "扫描.png", out.getvalue(), here)
    answer = here.get(f"/items/{entry.id}/page")
    assert answer.headers["content-type"] == "image/png"
    height, where = pixels(answer.content)[1], tinted(answer.content)
    assert where
    assert all(abs(y / height - 395 / 842) < 0.03 for _, y in where), "on the line of the sentence"
    # Where the words stand was kept when it was read: nothing is recognized once more.
    kept = kept_at(site, str(next(iter({path.name for path in (site.spool / "places").rglob("*") if path.is_file()}))))
    assert kept.is_file()
    purge(site.store, entry.document_id, "误收", "王五", site.clock)
    assert not kept.exists()


def test_a_file_that_was_loaded_elsewhere_is_shown_while_it_lies_there_unchanged(
    site: Site, browser: Make, tmp_path: Path
) -> None:
    from tests.cli.inside import duban

    pages, file = Pages(), tmp_path / "通知.pdf"
    pages.text(LEFT, 400, SENTENCE)
    data = pages.data()
    file.write_bytes(data)
    assert duban("load", str(file), "--db", str(site.store.where.file)).returncode == 0
    here = browser("guanli")
    with site.store.reading() as connection:
        entries = ledger(connection, Filter(site.today(), kinds=KINDS, states=None, search="报送台账"))
    entry = next(each for each in entries if "2031" in each.item.quote)
    assert tinted(here.get(f"/items/{entry.id}/page").content)
    file.write_bytes(data + b"%")
    assert here.get(f"/items/{entry.id}/page").status_code == 404
    assert "看原件这一页" not in here.get(f"/items/{entry.id}?did=done").text


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
