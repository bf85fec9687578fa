"""The versions of the schema that this program knows, oldest first (a test holds them equal to the migrations)."""

from __future__ import annotations

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
HEAD = REVISIONS[-1]
VERSION_TABLE = "duban_version"
