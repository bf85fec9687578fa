"""What a file is, by its content and never by its name."""

from __future__ import annotations

import io
import re
import zipfile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = (
    (b"%PDF-", "pdf"),
    (_OLE, "ole"),
    (b"{\\rtf", "office"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
    (b"\x1f\x8b", "packed"),
    (b"\xfd7zXZ\x00", "packed"),
    (b"\x28\xb5\x2f\xfd", "packed"),
    (b"MSCF\x00\x00\x00\x00", "packed"),
    (b"Founder CEB", "ceb"),
    (b"SQLite format 3\x00", "database"),
    (b"\x7fELF", "program"),
)
_PHOTOS = (b"heic", b"heix", b"mif1", b"msf1", b"avif")
_HEAD = 4096
_SEALED = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03"  # enveloped data of PKCS #7: an encrypted message
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|div|table|p)[\s>/]", re.IGNORECASE)
# Text files of OpenDocument and of UOF (GB/T 20916) in one piece.
_FLAT_TEXT = re.compile(rb"opendocument\.text|<(?:uof:)?UOF\b[^>]*schemas\.uof\.org")
_HEADER = re.compile(
    rb"^(from|to|cc|subject|date|received|mime-version|message-id|content-type|return-path):",
    re.IGNORECASE | re.MULTILINE,
)
_ENVELOPE = re.compile(rb"From [^\r\n]{3,200}\r?\n[A-Za-z][A-Za-z0-9-]*:[ \t]")
_NAMED = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:[ \t]")
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("__substg1.0_", "msg"),
    ("WordDocument", "office"),
    ("Workbook", "sheet"),
    ("Book", "sheet"),
    ("PowerPoint Document", "slides"),
)


def sniff(data: bytes) -> str:
    """The format's name; ``text`` where nothing else claims it, for then decoding decides."""
    for magic, name in _STARTS:
        if data.startswith(magic):
            return _ole(data) if name == "ole" else name
    if data.startswith(b"PK"):
        return _zip(data)
    if data[257:262] == b"ustar" or (data.startswith(b"BZh") and data[4:10] == b"1AY&SY"):
        return "packed"
    if data[4:8] == b"ftyp" and data[8:12] in _PHOTOS:
        return "photo"
    if data.startswith(b"0") and _SEALED in data[:40]:
        return "encrypted"
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if (data.startswith(b"BM") and data[6:10] == b"\x00" * 4) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return "image"
    if head.startswith(b"<"):
        return _markup(head)
    if data.startswith((b"\xff\xfe<\x00", b"\xfe\xff\x00<")):
        return _markup(head.replace(b"\x00", b"").lstrip(b"\xff\xfe"))
    if head.startswith((b"{", b"[")) and _is_json(data):
        return "json"
    if (_NAMED.match(head) or _ENVELOPE.match(head)) and len({name.lower() for name in _HEADER.findall(head)}) >= 3:
        return "mail"
    return "text"


def _is_json(data: bytes) -> bool:
    """Whether a program wrote it for programs: objects of JSON, one, several in a list, or one a line."""
    import json  # only where a file begins as JSON does

    for piece in (data.partition(b"\n")[0], data):
        try:
            found = json.loads(piece.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            continue
        objects = found if isinstance(found, list) else [found]
        return bool(objects) and all(isinstance(each, dict) for each in objects)
    return False


def _markup(head: bytes) -> str:
    if b'progid="Word.Document"' in head or _FLAT_TEXT.search(head):
        return "office"
    if _HTML.search(head):
        return "html"
    return "xml" if head.startswith(b"<?xml") else "text"


def _ole(data: bytes) -> str:
    """Which program wrote the compound file: its streams' names stand in its directory, in UTF-16."""
    found = [(stream, name) for stream, name in _STREAMS if stream.encode("utf-16-le") in data]
    if len({name for _, name in found}) > 1:  # a table laid into a letter, a letter into a table
        tops = _top_streams(data)
        found = [(stream, name) for stream, name in found if any(top.startswith(stream) for top in tops)] or found
    return found[0][1] if found else "office"


def _top_streams(data: bytes) -> set[str]:
    import olefile  # only where names alone don't tell

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return {path[0] for path in ole.listdir(storages=True)}
    except Exception:  # damaged: the names will have to do
        return set()


def _zip(data: bytes) -> str:
    said = b""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {info.filename for info in package.infolist()[:5000]}
            said = _mimetype(package) if "mimetype" in names else b""
    except Exception:  # a damaged package is still best named by its parts
        names = {part.decode() for part in (b"word/document.xml", b"xl/workbook.xml", b"OFD.xml") if part in data}
    if "OFD.xml" in names:
        return "ofd"
    if "[Content_Types].xml" in names or names & {"word/document.xml", "xl/workbook.xml"}:
        return next((kind for start, kind in _PARTS if any(name.startswith(start) for name in names)), "zip")
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return "sheet" if b"opendocument.spreadsheet" in (said or data[:200]) else "office"
    return "zip"


def _mimetype(package: zipfile.ZipFile) -> bytes:
    """What an OpenDocument package says that it is; whoever packed it anew may have compressed that."""
    with package.open("mimetype") as file:
        return file.read(200)


_PARTS = (("word/", "docx"), ("xl/", "sheet"), ("ppt/", "slides"))
