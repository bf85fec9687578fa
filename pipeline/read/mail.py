"""Mail messages: the body as a document, every attachment as a file of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from pipeline.errors import ReadError
from pipeline.read.content import Content, Item, Part, Unreadable
from pipeline.read.decode import decode
from pipeline.read.limits import Limits
from pipeline.read.secrecy import classified_mark
from pipeline.read.unzip import too_many

# Signatures and invitations are no documents; a picture inside the text is a logo.
_NO_DOCUMENTS = (
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
    "text/calendar",
)
_FILENAME = re.compile(r'\bfilename\s*=\s*(?:"(?P<quoted>[^"]*)"|(?P<bare>[^;\s]+))', re.IGNORECASE)
_NAME = re.compile(r'\bname\s*=\s*(?:"(?P<quoted>[^"]*)"|(?P<bare>[^;\s]+))', re.IGNORECASE)
_ENVELOPE = re.compile(rb"^From [^\r\n]{3,200}\r?\n", re.MULTILINE)


def read(data: bytes, limits: Limits) -> Iterator[Item]:
    """The body, if it has words, then the attachments by their names; ``metadata`` has subject, from and date.

    A mailbox in one file (mbox) gives its messages.
    """
    envelopes = [found.start() for found in _ENVELOPE.finditer(data)] if data.startswith(b"From ") else []
    if len(envelopes) > limits.max_files:
        raise too_many(limits)
    if len(envelopes) > 1:
        ends = [*envelopes[1:], len(data)]
        yield from (Part(f"{n}.eml", data[at:end]) for n, (at, end) in enumerate(zip(envelopes, ends, strict=True), 1))
        return
    message = BytesParser(policy=policy.default).parsebytes(data)
    body = _part(message, "plain", "html")
    content = _content(body, limits) if body is not None else None
    headers = tuple(_headers(message))
    if content is not None and content.text.strip():
        yield replace(content, metadata=headers)
    elif classified_mark("", dict(headers).values()):
        yield Content("", metadata=headers)
    attachments = list(_attachments(message, body))
    if not attachments and (content is None or not content.text.strip()):
        raise ReadError("邮件里没有正文，也没有附件", "is a message without a body and without attachments")
    for number, part in enumerate(attachments, 1):
        name = _name(part, number)
        try:
            yield Part(name, _bytes(part))
        except (ValueError, TypeError, LookupError, AttributeError):
            yield Unreadable(name, ReadError("附件已损坏", "is a damaged attachment"))


def _part(message: EmailMessage, *kinds: str) -> Any:
    try:
        return message.get_body(preferencelist=kinds)
    except Exception:  # malformed structures make the library raise whatever comes first
        return None


def _content(part: Any, limits: Limits) -> Content:
    data = part.get_payload(decode=True) or b""
    if part.get_content_type() == "text/html":
        from pipeline.read.html import read

        return read(data, limits)
    charset = (part.get_content_charset() or "").lower()
    try:
        text = data.decode("gb18030" if charset in ("gb2312", "gbk") else charset or "utf-8").replace("\r\n", "\n")
    except (LookupError, UnicodeDecodeError):
        text, charset = decode(data) if data else ("", "utf-8")
    return Content(text.rstrip("\n") + "\n" if text.strip() else "", charset or "utf-8")


def _attachments(message: Any, body: Any) -> Iterator[Any]:
    """Every leaf that is neither the body nor another form of it; a forwarded message counts as one file."""
    if message.get_content_type() == "message/rfc822" and message is not body:
        yield message
        return
    if message.is_multipart():
        alternative = message.get_content_type() == "multipart/alternative"
        for part in message.iter_parts():
            if not (alternative and part.get_content_maintype() == "text"):
                yield from _attachments(part, body)
        return
    logo = message.get_content_maintype() == "image" and (message.get("Content-ID") or not message.get_filename())
    wanted = message is not body and not logo and message.get_content_type() not in _NO_DOCUMENTS
    if wanted and (message.get_filename() or message.get_content_maintype() != "text"):
        yield message


def _bytes(part: Any) -> bytes:
    if part.get_content_type() == "message/rfc822":
        return bytes(part.get_payload(0).as_bytes())
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _name(part: Any, number: int) -> str:
    for header, named in (("content-disposition", _FILENAME), ("content-type", _NAME)):
        if found := named.search(_plain(part, header)):
            return found["quoted"] or found["bare"]
    try:
        name = part.get_filename() or ""
    except Exception:
        name = ""
    return _readable(name) or f"附件{number}"


def _headers(message: Any) -> Iterator[tuple[str, str]]:
    for header in ("subject", "from", "date"):
        try:
            value = _plain(message, header) or _readable(str(message.get(header) or ""))
        except Exception:  # a header that breaks its parser is no header
            value = ""
        if value:
            yield header, value


def _plain(part: Any, header: str) -> str:
    """A header that stands there in bytes beyond ASCII, as old programs write it; empty where it doesn't."""
    raw = next((str(value) for name, value in part.raw_items() if name.lower() == header), "")
    raw = " ".join(raw.split())
    return _readable(raw) if any(0xDC80 <= ord(sign) <= 0xDCFF for sign in raw) else ""


def _readable(value: str) -> str:
    """Raw bytes in a header, which the parser keeps as surrogates, read as what they most likely are."""
    try:
        return decode(value.encode("utf-8", "surrogateescape"))[0] if any(ord(c) >= 0xD800 for c in value) else value
    except (UnicodeEncodeError, ReadError):
        return value.encode("utf-8", "replace").decode()
