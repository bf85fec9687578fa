"""Bytes to documents with their stored text; one module a format, sniffed and never trusted by file name."""

from __future__ import annotations

from pipeline.read.decode import decode
from pipeline.read.files import STDIN, expand, read_all, read_path

__all__ = ["STDIN", "decode", "expand", "read_all", "read_path"]
