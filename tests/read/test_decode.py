from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ReadError
from pipeline.read.decode import decode

LONG = (
    "云岭市消防安全委员会关于开展夏季消防检查的通知\n各区人民政府，市直有关部门：\n"
    "各单位应当于2031年6月30日前完成自查，并将整改情况书面报送市消安办。逾期不改的，处五千元以上五万元以下罚款。\n"
) * 12
SHORT = ("云消〔2031〕7号", "督办", "今年", "关于报送材料的通知", "青禾县人民政府办公室")
NAMES = "王晓燕、李雪莲、赵鑫磊、欧阳梓萱、慕容珺"
TRADITIONAL = ("關於辦理環境保護檢查工作的通知", "縣（市）政府應於月底前報送，逾期處罰。")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [LONG, NAMES, *SHORT])
def test_simplified_without_a_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize("encoding", ["utf-7", "hz"])
@pytest.mark.parametrize("text", [LONG.replace("\n", "\r\n"), *SHORT[3:], "A+B ~~ 7+8=15：关于报送材料的通知"])
def test_seven_bits(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text.replace("\r\n", "\n"), encoding)


def test_utf7_begins_with_its_mark() -> None:
    assert decode(("\ufeff" + LONG).encode("utf-7")) == (LONG, "utf-7")


@pytest.mark.parametrize(
    "text",
    [
        "C++ and a+b, 1+1=2, +-3, x+yz-w\n",
        "Call +8613800000000- or +86-10-55500000 or +49 (0)30 5550-1.\n" * 9,
        "pip install a+b+c-d ~{x} ~} key+AbCdEfGh/IjKl+MnOpQr- QUJD+REVG/w==\n",
        "diff --git a b\n--- a\n+++ b\n+added-line\n+AnotherOne-\n",
    ],
)
def test_a_plus_or_a_tilde_makes_no_chinese(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8")


def test_noise_is_no_text_in_an_unknown_encoding() -> None:
    with pytest.raises(ReadError, match="二进制"):
        decode(random.Random(7).randbytes(100_000))


def test_iso_2022_is_told() -> None:
    with pytest.raises(ReadError, match="ISO-2022"):
        decode("通知如下".encode("iso2022_jp"))


@pytest.mark.parametrize("text", TRADITIONAL)
def test_big5(text: str) -> None:
    assert decode(text.encode("big5")) == (text, "big5")


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_mark_settles_it_and_is_dropped(mark: bytes, encoding: str) -> None:
    assert decode(mark + "通知".encode(encoding)) == ("通知", encoding)


def test_only_crlf_changes() -> None:
    assert decode("一\r\n二\r三\n\x00四\x0b".encode())[0] == "一\n二\r三\n\x00四\x0b"


def test_lone_surrogates_become_the_replacement_character_one_for_one() -> None:
    text = "通知\ud800如下"
    assert decode(text.encode("utf-8", "surrogatepass")) == ("通知\ufffd如下", "utf-8")
    assert decode(codecs.BOM_UTF16_LE + text.encode("utf-16-le", "surrogatepass"))[0] == "通知\ufffd如下"


def test_a_cut_character_at_the_sample_s_end_does_no_harm() -> None:
    text = "a" + "关于检查工作的通知。" * 20_000
    assert decode(text.encode("gb18030")) == (text, "gb18030")


def test_damaged_utf8_says_where() -> None:
    with pytest.raises(ReadError) as caught:
        decode(LONG.encode()[:-2])
    assert str(len(LONG.encode()) - 3) in caught.value.en or "damaged at byte" in caught.value.en


@given(st.binary(max_size=300))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except ReadError:
        return
    assert not any("\ud800" <= character <= "\udfff" for character in text)
    assert codecs.lookup(encoding)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), min_size=1))
def test_utf8_with_a_mark_is_kept_to_the_letter(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode()) == (text, "utf-8")
