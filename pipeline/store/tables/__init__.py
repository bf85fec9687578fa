"""The schema, one module a subject; ``metadata`` holds all of it and the migrations must match it (tested)."""

from __future__ import annotations

from pipeline.store.tables.accounts import accounts, doings, sessions, tokens, uploads
from pipeline.store.tables.base import metadata
from pipeline.store.tables.documents import documents, instruments, relations, runs, texts, watched
from pipeline.store.tables.events import events, refusals
from pipeline.store.tables.kin import copies, marks
from pipeline.store.tables.ledger import bearers, names, obligations, penalties
from pipeline.store.tables.links import links, prints, saved
from pipeline.store.tables.night import nights, rulebooks, sources
from pipeline.store.tables.origins import origins, outputs, tombstones

__all__ = [
    "accounts",
    "bearers",
    "copies",
    "documents",
    "doings",
    "events",
    "instruments",
    "links",
    "marks",
    "metadata",
    "names",
    "nights",
    "obligations",
    "origins",
    "outputs",
    "penalties",
    "prints",
    "refusals",
    "relations",
    "rulebooks",
    "runs",
    "saved",
    "sessions",
    "sources",
    "texts",
    "tokens",
    "tombstones",
    "uploads",
    "watched",
]
