"""Bytes to documents with their stored text; one module a format, sniffed and never trusted by file name."""

from __future__ import annotations

from pipeline.read.decode import decode
from pipeline.read.files import STDIN, expand, read_all, read_documents, read_path
from pipeline.read.limits import Limits, limits_of
from pipeline.read.reader import ClassifiedError, Reader
from pipeline.read.secrecy import classified_mark

__all__ = [
    "STDIN",
    "ClassifiedError",
    "Limits",
    "Reader",
    "classified_mark",
    "decode",
    "expand",
    "limits_of",
    "read_all",
    "read_documents",
    "read_path",
]
