"""A change of the ledger: rows that follow from new events take the place of those that followed from the old ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from pipeline.store.bulk import Batch, free_ids
from pipeline.store.cells import figures
from pipeline.store.naming import Names, name_of
from pipeline.store.project import Content, Version
from pipeline.store.rows import Place, bearer_row, obligation_row, penalty_row
from pipeline.store.search import haystack
from pipeline.store.tables import bearers, obligations, penalties

Ledger = Mapping[str, Sequence[Version]]


@dataclass(frozen=True, slots=True)
class Difference:
    """The obligations whose rows end, and the rows that begin, by id."""

    ends: tuple[str, ...]
    begins: Ledger

    @property
    def count(self) -> int:
        """How many rows begin."""
        return sum(len(rows) for rows in self.begins.values())


def difference(before: Ledger, after: Ledger) -> Difference:
    """What has to change from one ledger of a document to the next."""
    changed = [uid for uid in dict.fromkeys([*before, *after]) if before.get(uid) != after.get(uid)]
    return Difference(
        tuple(uid for uid in changed if uid in before), {uid: after[uid] for uid in changed if uid in after}
    )


def end_rows(connection: Connection, uids: Sequence[str], known_to: str) -> None:
    """From this moment on the rows of these obligations are no longer what is known."""
    if uids:
        here = obligations.c
        connection.execute(
            update(obligations).where(here.uid.in_(uids), here.known_to.is_(None)).values(known_to=known_to)
        )


def current_contents(connection: Connection, uids: Sequence[str]) -> dict[str, int]:
    """The content that each of these obligations has now."""
    here = obligations.c
    rows = connection.execute(select(here.uid, here.content_id).where(here.uid.in_(uids), here.known_to.is_(None)))
    return {row.uid: row.content_id for row in rows}


def begin_rows(
    connection: Connection,
    batch: Batch,
    begins: Ledger,
    place: Place,
    names: Names,
    ids: Iterator[int],
    kept: Mapping[str, int],
) -> None:
    """Put the rows into the batch; an obligation in ``kept`` says what it said and goes on with that content."""
    figure = figures(connection.dialect.name)
    for uid, versions in begins.items():
        content_id = kept.get(uid)
        for version in versions:
            row_id = next(ids)
            if content_id is None:
                content_id = row_id
                _begin_content(batch, content_id, version.content, names, figure)
            row = obligation_row(uid, version, place, figure)
            batch.add(obligations, row | {"id": row_id, "content_id": content_id})


def take_ids(connection: Connection, count: int) -> Iterator[int]:
    """Numbers for so many rows of the ledger."""
    return iter(free_ids(connection, obligations, count)) if count else iter(())


def same_words(before: Ledger, after: Ledger) -> list[str]:
    """The obligations that say what they said, whatever became of them."""
    return [
        uid for uid, rows in after.items() if rows and before.get(uid) and before[uid][0].content == rows[0].content
    ]


def _begin_content(batch: Batch, content_id: int, content: Content, names: Names, figure: object) -> None:
    item = content.item
    for pos, bearer in enumerate(item.bearers):
        batch.add(bearers, bearer_row(content_id, pos, bearer, names[name_of(bearer)]))
    for pos, penalty in enumerate(item.penalties):
        batch.add(penalties, penalty_row(content_id, pos, penalty, figure))  # type: ignore[arg-type]
    batch.search(content_id, haystack(item, content.number))
