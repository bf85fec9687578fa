"""The ledger's store: tables, writes, queries, history. SQLite by default, PostgreSQL by URL; it knows no clock.

Importing this package loads nothing; ``pipeline.store.opening`` brings SQLAlchemy in.
"""
