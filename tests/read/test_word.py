"""What Word and WPS show is what is read: labels of lists, accepted changes, boxes, letterheads, notes, tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.model import Document
from pipeline.read import ClassifiedError, Reader
from tests.read.words import art, box, listed, lists, p, r, table, word_of

LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3．"), ("decimal", "%1.%4"))
CHAPTERS = (("chineseCounting", "第%1章"), ("chineseCounting", "第%2条"))
NUMBERED = p("压实责任", style=listed(1)), p("各县制定方案", style=listed(1, 1)), p("查企业", style=listed(1, 2))
DELETED = '<w:del w:id="1"><w:r><w:delText>5</w:delText></w:r></w:del>'
INSERTED = f'<w:ins w:id="2">{r("6")}</w:ins>'
MOVED = f'<w:moveFrom w:id="3">{r("旧")}</w:moveFrom><w:moveTo w:id="4">{r("新")}</w:moveTo>'
GONE = '<w:rPr><w:del w:id="5"/></w:rPr>'
NOTE = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">{}</w:footnote>'
TICK = '<w:r><w:sym w:font="Wingdings 2" w:char="{}"/></w:r>'
POINTER = '<w:r><w:footnoteReference w:id="2"/></w:r>'
BODIES = {
    "numbering": (
        "".join((*NUMBERED, *NUMBERED[1::-1])),
        {"numbering": lists(*LEVELS)},
        ["一、压实责任", "（一）各县制定方案", "1．查企业", "（二）各县制定方案", "二、压实责任"],
    ),
    "numbering that begins at three": (
        p("督办", style=listed(1)),
        {"numbering": lists(LEVELS[0], start=3)},
        ["三、督办"],
    ),
    "articles that are counted over all chapters": (
        "".join(p(words, style=listed(1, depth)) for words, depth in (("总则", 0), ("甲", 1), ("罚则", 0), ("乙", 1))),
        {"numbering": lists(*CHAPTERS, more='<w:lvlRestart w:val="0"/>')},
        ["第一章 总则", "第一条 甲", "第二章 罚则", "第二条 乙"],
    ),
    "tracked changes": (p("于2031年", DELETED, INSERTED, "月10日前", MOVED, "报"), {}, ["于2031年6月10日前新报"]),
    "a deleted end of a paragraph": (p("于6月10日", style=GONE) + p("前报送"), {}, ["于6月10日前报送"]),
    "hidden words": (p("报送", r("不", "<w:vanish/>"), "方案"), {}, ["报送方案"]),
    "a box, once": (p(box(p("云岭市林业局文件"))) + p("正文"), {}, ["云岭市林业局文件", "正文"]),
    "a letterhead of WordArt": (
        p(art("云岭市林业局文件")) + p("云林〔2031〕4号"),
        {},
        ["云岭市林业局文件", "云林〔2031〕4号"],
    ),
    "WordArt in a cell": (table((art("云岭市林业局"), "文件")), {}, ["云岭市林业局\t文件"]),
    "tabs and line breaks": (p("<w:r><w:tab/></w:r>", "各区", "<w:r><w:br/></w:r>", "办理"), {}, ["各区", "办理"]),
    "boxes that were ticked": (p(TICK.format("0052"), TICK.format("F0A3")), {}, ["☑☐"]),
    "fields": (
        p('<w:fldSimple w:instr="DATE">', r("6月3日"), "</w:fldSimple>", "<w:hyperlink>", r("前"), "</w:hyperlink>"),
        {},
        ["6月3日前"],
    ),
    "a note": (
        p("报方案", POINTER, "。"),
        {"footnotes": NOTE.format(p("一式三份。"))},
        ["报方案。", "注1：一式三份。"],
    ),
    "merged cells": (
        table(("序号", "任务", "分工", "<"), ("^", "^", "牵头", "配合"), ("1", "查井", "甲局", "乙局")),
        {},
        ["序号\t任务\t分工", "序号\t任务\t牵头\t配合", "1\t查井\t甲局\t乙局"],
    ),
    "a row of one cell": (
        table(("抄送：市委办公室。",), ("云岭市林业局办公室印发",)),
        {},
        ["抄送：市委办公室。", "云岭市林业局办公室印发"],
    ),
}


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


@pytest.mark.parametrize("name", BODIES)
def test_the_words_that_word_shows_are_read(reader: Reader, name: str) -> None:
    body, parts, wanted = BODIES[name]
    (document,) = reader.documents("来件", word_of(body, **parts))
    assert isinstance(document, Document), document
    assert document.text.split("\n") == wanted


SECRETS = {
    "WordArt": (p(art("机密★一年")) + p("正文"), {}),
    "WordArt in a cell": (table((art("绝密★"), "正文")), {}),
    "a box in a box": (p(box(p(box(p("秘密★5年"))))) + p("正文"), {}),
    "a header": (p("正文"), {"header": p("机密★一年")}),
    "a footer": (p("正文"), {"footer": p("机 密")}),
    "a comment": (p("正文"), {"comments": p("机密★一年")}),
    "letters in cells of their own": (table(("机", "密", "★", "一年")) + p("正文"), {}),
    "what was inserted": (p(f'<w:ins w:id="1">{r("机密★一年")}</w:ins>') + p("正文"), {}),
    "hidden words": (p(r("机密★一年", "<w:vanish/>")) + p("正文"), {}),
    "a note": (p("正文", POINTER), {"footnotes": NOTE.format(p("机密★一年"))}),
}


@pytest.mark.parametrize("name", SECRETS)
def test_a_mark_of_secrecy_is_seen_wherever_word_keeps_it(reader: Reader, name: str) -> None:
    body, parts = SECRETS[name]
    (refused,) = reader.documents("来件", word_of(body, **parts))
    assert isinstance(refused, ClassifiedError), refused


@pytest.mark.parametrize("words", ["", "封面"])
def test_web_pages_that_word_is_to_make_its_text_of_are_read(reader: Reader, words: str) -> None:
    """As office systems export: the whole text is a chunk of HTML in the package."""
    page = "<html><body><p>关于报送台账的通知</p><p>各区要于6月3日前报送台账。</p></body></html>"
    data = word_of(p(words) + '<w:altChunk r:id="aFChunk"/>', aFChunk=page)
    found = list(reader.documents("来件", data))
    assert [each.text for each in found if isinstance(each, Document)][-1].endswith("各区要于6月3日前报送台账。")
    assert len(found) == 1 + bool(words)
