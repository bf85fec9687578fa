"""Widths, brackets, spaces and line breaks leave what a header and its citations say as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook
from pipeline.structure.entries import EntryReader
from pipeline.structure.header import HeaderReader
from pipeline.structure.instruments import InstrumentReader

HERE = Path(__file__).parent
TEXTS = [
    case["text"]
    for name in ("headers.yaml", "citations.yaml", "digests.yaml")
    for case in yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
]
HALF = str.maketrans("，：；（）", ",:;()")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
PLAIN = str.maketrans("０１２３４５６７８９（）【】", "0123456789()〔〕")


def wrapped(text: str) -> str:
    """The lines cut at 30 characters, as a PDF leaves them; a header without any line break is not cut."""
    if "\n" not in text.strip():
        return text
    lines = (line if len(line) < 36 else "\n".join(re.findall(".{1,30}", line)) for line in text.split("\n"))
    return "\n".join(lines)


CHANGES: dict[str, Callable[[str], str]] = {
    "square brackets": lambda text: text.replace("〔", "[").replace("〕", "]"),
    "black brackets": lambda text: text.replace("〔", "【").replace("〕", "】"),
    "half-width punctuation": lambda text: text.translate(HALF),
    "full-width digits": lambda text: text.translate(WIDE),
    "spaces around digits": lambda text: re.sub(r"(\d+)", r" \1 ", text),
    "empty lines": lambda text: text.replace("\n", "\n\n"),
    "indents": lambda text: "\n".join(f"　　{line.strip()}" for line in text.split("\n")),
    "lines cut": wrapped,
}


@cache
def readers() -> tuple[HeaderReader, InstrumentReader, EntryReader]:
    book = load_rulebook(rules_folder())
    return HeaderReader(book), InstrumentReader(book), EntryReader(book)


def key(words: str | None) -> str:
    return re.sub(r"\s", "", words or "").translate(HALF).translate(PLAIN)


def said(text: str) -> dict[str, Any]:
    header_reader, instrument_reader, entry_reader = readers()
    anatomy = header_reader.read(text)
    cited = instrument_reader.read(text, anatomy)
    header = anatomy.header
    return {
        "title": key(header.title),
        "number": header.number,
        "date": header.date,
        "type": header.type,
        "addressees": [key(name) for name in header.addressees],
        "numbers": [one.number for one in cited.instruments],
        "entries": [entry.instrument for entry in entry_reader.read(text, cited)],
    }


@pytest.mark.parametrize("change", CHANGES)
def test_unmoved(change: str) -> None:
    for text in TEXTS:
        assert said(CHANGES[change](text)) == said(text)
