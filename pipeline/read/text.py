"""Plain text and Markdown."""

from __future__ import annotations

from pipeline.read.decode import decode, looks_binary
from pipeline.read.misfit import garbled, not_text


def read(data: bytes) -> tuple[str, str]:
    """The decoded text and its encoding; raises ReadError for what is binary or garbled."""
    text, encoding = decode(data)
    if looks_binary(text):
        raise not_text()
    if spoilt := garbled(text):
        raise spoilt
    return text, encoding
