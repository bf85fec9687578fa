"""The page is the source with marks and nothing else: no request, no script, every word escaped, no character lost."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.html import page
from pipeline.export.marks import pieces
from pipeline.model import Bearer, Deadline, Document, Header, Instrument, Obligation, Penalty, Record, Span

TEXT = "云岭市应急局应当于2031年6月30日前报送报告。<script>alert('x')</script>&amp;"
FORBIDDEN_TAGS = {"script", "link", "img", "iframe", "object", "form", "base", "video", "audio", "embed"}


def record(text: str, *items: Obligation, path: str = "a.txt") -> Record:
    return Record(Document(path, text), Header(), (Instrument("云应急〔2031〕1号", None, span=Span(0, 3)),), items)


class Reader(HTMLParser):
    """What a browser would show in the source pane, and every tag and address of the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.source = ""
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action", "srcset")]
        if tag == "div" and (self.depth or ("class", "source") in attrs):
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self.depth:
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.source += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


ITEM = Obligation(
    Span(0, 27),
    TEXT[0:27],
    "obligation",
    (Bearer("云岭市应急局", span=Span(0, 6)),),
    deadline=Deadline("2031年6月30日前", "by", due="2031-06-30", span=Span(9, 20)),
    penalties=(Penalty("fine", "<b>", span=Span(20, 30)),),
    condition="<img src=x onerror=alert(1)>",
)


def test_evidence_is_marked_and_linked_to_its_card() -> None:
    html = page([record(TEXT, ITEM)], "zh")
    assert 'id="s0-0"' in html
    assert 'href="#c0-0"' in html
    assert '<section class="card obligation" id="c0-0">' in html
    assert "2031-06-30" in html
    assert html.count('id="s0-0"') == 1


def test_the_document_s_own_markup_stays_text() -> None:
    reader = read(page([record(TEXT, ITEM, path='"><script>.txt')], "zh"))
    assert not FORBIDDEN_TAGS & set(reader.tags)
    assert reader.source == TEXT


def test_nothing_is_requested() -> None:
    html = page([record(TEXT, ITEM)], "en")
    assert all(address.startswith("#") for address in read(html).addresses)
    assert not re.search(r"url\(|@import|https?:", html)
    assert "default-src 'none'" in html


def test_both_languages() -> None:
    assert "责任单位" in page([record(TEXT, ITEM)], "zh")
    assert "责任单位" not in page([record(TEXT, ITEM)], "en")
    assert "没有找到义务" in page([record(TEXT)], "zh")


texts = st.text(min_size=1, max_size=60)


@given(st.data())
def test_pieces_are_the_whole_text_whatever_overlaps(data: st.DataObject) -> None:
    text = data.draw(texts)
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text) + 3)).map(lambda pair: Span(*sorted(pair)))
    items = [
        Obligation(data.draw(spans), "", "sanction", (Bearer("x", span=data.draw(spans)),))
        for _ in range(data.draw(st.integers(0, 4)))
    ]
    cut = list(pieces(record(text, *items)))
    assert len("".join(piece.text for piece in cut)) == len(text)
    firsts = [piece.item for piece in cut if piece.first]
    assert len(firsts) == len(set(firsts))


@given(texts)
def test_any_text_is_shown_to_the_letter(text: str) -> None:
    shown = read(page([record(text)], "zh")).source
    plain = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)
    assert shown == plain
