"""Text that no encoding fits is refused in one line that says what it is and what to do; Chinese is never refused."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from pipeline.errors import ReadError
from pipeline.model import Document
from pipeline.read import Reader
from pipeline.read.text import read
from tests.read.formats import html_of
from tests.read.notice import TEXT

UTF8, GBK = TEXT.encode(), TEXT.encode("gb18030")
RUSSIAN = "Сообщить о результатах проверки до 31 марта.\n" * 5
JAPANESE = "本日は消防検査についてのお知らせです。各部署は三月末までに報告してください。\n" * 4
KOREAN = "소방 점검에 관한 공지입니다. 각 부서는 3월 말까지 보고하십시오.\n" * 5
FRENCH = "Les services doivent remettre leur rapport avant le 31 mars à la préfecture, délai prévu par l'arrêté.\n" * 4
NAMES = (
    "王晓燕、李雪莲、赵鑫磊、欧阳梓萱、慕容珺、刘洋、陈晨、杨帆、黄磊、周杰、吴迪、徐静、孙悦、马超、朱丹、胡歌、郭涛、"
)

REFUSED = {
    "GBK behind UTF-8": (UTF8 + GBK, "混用了两种编码：第 1 行是 UTF-8"),
    "UTF-8 behind GBK": (GBK + UTF8, "混用了两种编码：第 1 行是 GBK"),
    "a line of UTF-8 in GBK, decodable as GBK too": (GBK + "附件目录\n".encode() + GBK, "混用了两种编码"),
    "some GBK in a line of UTF-8": (UTF8 + "附件".encode("gbk") + UTF8, "像是 UTF-8 文本"),
    "a bad byte in UTF-8": (UTF8[:300] + b"\xff" + UTF8[300:], "像是 UTF-8 文本"),
    "UTF-8 cut short": (UTF8.rstrip()[:-1], "像是 UTF-8 文本"),
    "GBK cut short": (GBK.rstrip()[:-1], "像是 GBK"),
    "UTF-16 with a byte too many": (TEXT.encode("utf-16-le") + b"\n", "像是 UTF-16 文本"),
    "UTF-8 saved by who took it for GBK": (UTF8.decode("gb18030", "replace").encode(), "乱码"),
    "GBK saved by who took it for Latin": (GBK.decode("latin-1").encode(), "乱码"),
    "signs that were replaced": (("锟斤拷" * 30 + "\n").encode() * 4, "乱码"),
    "Russian": (RUSSIAN.encode("cp1251"), "认不出文字编码"),
    "Japanese": (JAPANESE.encode("shift-jis"), "认不出文字编码"),
    "Japanese as Unix has it": (JAPANESE.encode("euc-jp"), "认不出文字编码"),
    "Korean": (KOREAN.encode("cp949"), "认不出文字编码"),
    "French": (FRENCH.encode("latin-1"), "认不出文字编码"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_chinese_text_is_refused_with_what_to_do(case: str) -> None:
    data, says = REFUSED[case]
    with Reader() as reader:
        (refused,) = reader.documents("来件.txt", data)
    assert isinstance(refused, ReadError), refused.text[:80]
    assert refused.zh.startswith("来件.txt：")
    assert says in refused.zh
    assert "UTF-8 文本" in refused.zh  # what to do
    assert len(refused.zh.splitlines()) == 1


def test_the_line_where_the_other_encoding_begins_is_named() -> None:
    lines = TEXT.count("\n")
    with pytest.raises(ReadError, match=f"第 {lines + 1} 行是 GBK"):
        read(UTF8 + GBK)
    with pytest.raises(ReadError, match=r"第 3 行（第 \d+ 个字节处）"):
        read("一、检查\n二、整改\n三、".encode() + b"\xd6\xff" + UTF8)


@pytest.mark.parametrize("size", [40, 200, 5_000])
def test_noise_is_never_text(size: int) -> None:
    choose = random.Random(size)
    for _ in range(200):
        with pytest.raises(ReadError):
            read(choose.randbytes(size))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        NAMES * 6,
        "Q1 report: see the appendix, " * 30 + "请于3月31日前报送。\n",
        "〔2031〕7号\n" * 30,
        "┌────────┬────────┐\n│责任单位│完成时限│\n└────────┴────────┘\n" * 20,
    ],
    ids=["notice", "names", "mostly English", "numbers", "drawn table"],
)
def test_what_an_office_writes_is_read_whatever_its_encoding(text: str, encoding: str) -> None:
    assert read(text.encode(encoding))[0] == text


def page_with(broken: bytes) -> bytes:
    return html_of().replace("首页".encode(), "首页".encode() + broken, 1)


@pytest.mark.parametrize("make", [lambda: page_with(b"\xe9"), lambda: page_with(b"\xff\xfe")])
def test_a_web_page_with_a_broken_byte_is_read_as_a_browser_does(make: Callable[[], bytes]) -> None:
    with Reader() as reader:
        (document,) = reader.documents("页面.html", make())
        (whole,) = reader.documents("页面.html", html_of())
    assert isinstance(document, Document), document
    assert isinstance(whole, Document)
    assert document.text == whole.text
