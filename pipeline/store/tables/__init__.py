"""The schema, one module a subject; ``metadata`` holds all of it and the migrations must match it (tested)."""

from __future__ import annotations

from pipeline.store.tables.accounts import accounts, doings, sessions, tokens, uploads
from pipeline.store.tables.base import metadata
from pipeline.store.tables.documents import documents, instruments, relations, runs, texts, watched
from pipeline.store.tables.events import events, refusals
from pipeline.store.tables.ledger import bearers, names, obligations, penalties
from pipeline.store.tables.links import links, prints, saved
from pipeline.store.tables.night import nights, rulebooks, sources

__all__ = [
    "accounts",
    "bearers",
    "documents",
    "doings",
    "events",
    "instruments",
    "links",
    "metadata",
    "names",
    "nights",
    "obligations",
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
    "uploads",
    "watched",
]
