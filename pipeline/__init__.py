"""Duban (督办): reads Chinese official documents and keeps the ledger of what they oblige whom to do by when."""

__version__ = "0.1.0"
