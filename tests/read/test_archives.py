"""Archives that are no zip, and Outlook's messages, all made here."""

from __future__ import annotations

import io
import tarfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from struct import pack

import pytest

from pipeline.model import Document
from pipeline.read import Reader
from pipeline.read.limits import Limits
from tests.read.formats import docx_of
from tests.read.notice import LINES, TEXT, TITLE

MEMBERS = {"收文/通知.txt": TEXT.encode("gb18030"), "通知.docx": docx_of(LINES)}


def read(data: bytes, limits: Limits | None = None) -> list[object]:
    with Reader(limits) as reader:
        return list(reader.documents("来件", data))


def texts(found: list[object]) -> dict[str, str]:
    assert all(isinstance(each, Document) for each in found), found
    return {each.path: each.text.strip() for each in found if isinstance(each, Document)}


def seven_zip(folder: Path, members: Mapping[str, bytes]) -> bytes:
    libarchive = pytest.importorskip("libarchive", reason="the extra archives is not installed")
    path = folder / "made.7z"
    with libarchive.file_writer(str(path), "7zip") as archive:
        for name, data in members.items():
            archive.add_file_from_memory(name, len(data), data)
    return path.read_bytes()


def rar(members: Mapping[str, bytes]) -> bytes:
    """A RAR of version 4 whose members are stored as they are, as the format's note describes."""
    out = b"Rar!\x1a\x07\x00" + _block(0x73, 0, bytes(6))
    for name, data in members.items():
        raw, crc = name.encode(), zlib.crc32(data)
        head = pack("<IIBIIBBHI", len(data), len(data), 3, crc, 0, 20, 0x30, len(raw), 0o100644) + raw
        out += _block(0x74, 0x8000, head) + data
    return out + _block(0x7B, 0x4000, b"")


def _block(kind: int, flags: int, body: bytes) -> bytes:
    head = pack("<BHH", kind, flags, 7 + len(body)) + body
    return pack("<H", zlib.crc32(head) & 0xFFFF) + head


def tar_gz(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return out.getvalue()


def test_7z(tmp_path: Path) -> None:
    found = texts(read(seven_zip(tmp_path, MEMBERS)))
    assert found == {f"来件!/{name}": TEXT.strip() for name in MEMBERS}


def test_rar() -> None:
    pytest.importorskip("libarchive", reason="the extra archives is not installed")
    assert texts(read(rar({"notice.txt": TEXT.encode()}))) == {"来件!/notice.txt": TEXT.strip()}


def test_tar_gz_and_a_link_that_is_not_followed() -> None:
    pytest.importorskip("libarchive", reason="the extra archives is not installed")
    *good, link = read(tar_gz(MEMBERS))
    assert set(texts(good).values()) == {TEXT.strip()}
    assert "链接" in str(link)


def test_bombs_and_damage_are_told_in_a_line(tmp_path: Path) -> None:
    bomb = seven_zip(tmp_path, {"a.txt": bytes(60_000_000)})
    assert "炸弹" in str(read(bomb)[-1])
    whole = seven_zip(tmp_path, MEMBERS)
    for cut in (40, len(whole) // 2, len(whole) - 10):
        assert len(str(read(whole[:cut])[-1]).splitlines()) == 1


def test_an_outlook_message_gives_its_body_and_attachments() -> None:
    wide = {"__substg1.0_0037001F": TITLE, "__substg1.0_1000001F": TEXT, "__substg1.0_0C1A001F": "张三"}
    streams = {name: text.encode("utf-16-le") for name, text in wide.items()}
    folder = "__attach_version1.0_#00000000/"
    streams[f"{folder}__substg1.0_3707001F"] = "附件.docx".encode("utf-16-le")
    streams[f"{folder}__substg1.0_37010102"] = docx_of(LINES)
    body, attachment = read(compound(streams))
    assert isinstance(body, Document)
    assert isinstance(attachment, Document)
    assert body.text.strip() == attachment.text.strip() == TEXT.strip()
    assert dict(body.metadata) == {"subject": TITLE, "from": "张三"}
    assert attachment.path == "来件!/附件.docx"
    (refused,) = read(compound({"__substg1.0_0037001F": b"x"}))
    assert "没有正文" in str(refused)


_FREE, _END = 0xFFFFFFFF, 0xFFFFFFFE


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (MS-CFB) with these streams, folders by slashes; small streams are filled up with NULs."""
    folders = sorted({name.rpartition("/")[0] for name in streams} - {""})
    names = ["", *folders, *streams]
    children: dict[str, list[int]] = {folder: [] for folder in ["", *folders]}
    for number, name in enumerate(names[1:], 1):
        children[name.rpartition("/")[0] if name in streams else ""].append(number)
    sectors, table = bytearray(), list[int]()
    entries = b""
    for number, name in enumerate(names):
        data = streams[name].ljust(4096, b"\0") if number and name in streams else b""
        start = _END
        if data:
            start, count = len(table), -(-len(data) // 512)
            sectors += data.ljust(count * 512, b"\0")
            table += [*range(start + 1, start + count), _END]
        siblings = children[name.rpartition("/")[0] if name in streams else ""] if number else []
        at = siblings.index(number) if number else 0
        after = siblings[at + 1] if siblings and at + 1 < len(siblings) else _FREE
        own = children.get(name, []) if name not in streams else []
        kind = 5 if number == 0 else 2 if name in streams else 1
        entries += _entry(
            name.rpartition("/")[2] or "Root Entry", kind, after, own[0] if own else _FREE, start, len(data)
        )
    directory = len(table)
    entries = entries.ljust(-(-len(entries) // 512) * 512, b"\0")
    sectors += entries
    table += [*range(directory + 1, directory + len(entries) // 512), _END]
    fats = -(-(len(table) + 1) // 127)
    first = len(table)
    table += [0xFFFFFFFD] * fats
    fat = pack(f"<{len(table)}I", *table).ljust(fats * 512, b"\xff")
    head = pack("<8s16sHHHHH6sIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6,
                bytes(6), 0, fats, directory, 0, 4096, _END, 0, _END, 0, first)  # fmt: skip
    places = pack(f"<{fats - 1}I", *range(first + 1, first + fats))
    return (head + places).ljust(512, b"\xff") + bytes(sectors) + fat


def _entry(name: str, kind: int, after: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return pack("<64sHBBIII16sIQQIQ", raw, len(raw), kind, 1, _FREE, after, child, bytes(16), 0, 0, 0, start, size)
