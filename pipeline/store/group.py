"""One commit group in its transaction: new documents in bulk, documents read anew one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, insert, select, update

from pipeline.model import Record, Versions
from pipeline.store.bulk import Batch, free_ids
from pipeline.store.change import begin_rows, current_contents, difference, end_rows, same_words, take_ids
from pipeline.store.document_rows import (
    document_row,
    header_values,
    instrument_rows,
    relation_rows,
    watched_rows,
)
from pipeline.store.escape import storable
from pipeline.store.events import Event, Head, tie
from pipeline.store.identity import document_uid
from pipeline.store.item_ids import named, renamed
from pipeline.store.kin import Family, Kin, Relative, copies_among, find_family, put_copy, put_links
from pipeline.store.known import Known, events_of, find_known
from pipeline.store.lifecycle import Standing
from pipeline.store.naming import Names, names_in
from pipeline.store.origins import origin_row
from pipeline.store.project import Version, contents, ledger_of
from pipeline.store.reading import payload_of, same_reading
from pipeline.store.rows import Place, event_row
from pipeline.store.tables import documents, events, instruments, marks, origins, relations, runs, texts, watched
from pipeline.store.tombstones import purged_among

NO_VERSIONS = Versions("", "", "")
Item = tuple[Record, str]


@dataclass
class Group:
    """What the documents of one transaction share."""

    connection: Connection
    now: str
    actor: str
    origin: str
    names: Names
    runs: dict[Versions, int]
    kin: Kin | None = None
    twins: dict[str, Relative] = field(default_factory=dict)

    def put(self, items: Sequence[Item]) -> list[tuple[str, int]]:
        """Write records with their hashes; for each what became of it and how many obligations it has.

        What was purged once stays out: its status is ``purged``. What is here in another file is a ``copy``.
        """
        gone = purged_among(self.connection, (sha256 for _, sha256 in items))
        again = copies_among(self.connection, (sha256 for _, sha256 in items))
        known = find_known(self.connection, (sha256 for _, sha256 in items))
        new: dict[str, Record] = {}
        for record, sha256 in items:
            if not (sha256 in known or sha256 in gone or sha256 in again):
                new.setdefault(sha256, record)
        first = {id(record) for record in new.values()}
        if new:
            self._put_new(new)
        done = []
        for record, sha256 in items:
            if sha256 in gone:
                done.append(("purged", 0))
            elif sha256 in again or sha256 in self.twins:
                done.append(("copy", 0))
            elif id(record) in first:
                done.append(("new", len(record.obligations)))
            elif sha256 in new:
                done.append(("same", len(record.obligations)))
            else:
                done.append((self._put_again(record, known[sha256]), len(record.obligations)))
        return done

    def _put_new(self, new: dict[str, Record]) -> None:
        batch = Batch()
        numbers = dict(zip(new, free_ids(self.connection, documents, len(new)), strict=True))
        family = find_family(self.connection, self.kin, new, numbers) if self.kin else Family()
        self.twins |= family.twins
        copied = {sha256: new[sha256].document for sha256 in family.twins}
        new = {sha256: record for sha256, record in new.items() if sha256 not in family.twins}
        uids = self._fresh_uids(new)
        self.names.prepare(self.connection, names_in(item for each in new.values() for item in each.obligations), batch)
        ids = take_ids(self.connection, sum(len(record.obligations) for record in new.values()))
        for sha256, record in new.items():
            place = Place(numbers[sha256], uids[sha256], self._run(record), self.now)
            self._put_document(batch, named(record, place.document_uid), sha256, place, ids)
            for pos, mark in enumerate(family.marks.get(place.document_id, ())):
                batch.add(marks, {"document_id": place.document_id, "pos": pos, "mark": mark})
        batch.write(self.connection)
        for sha256, document in copied.items():
            put_copy(self.connection, document, sha256, family.twins[sha256], self.now)
        for number, found in family.cousins.items():
            put_links(self.connection, number, found, self.now)

    def _put_document(self, batch: Batch, record: Record, sha256: str, place: Place, ids: Iterator[int]) -> None:
        event = self._extracted(record, sha256, place.document_uid, Head())
        row = document_row(record, sha256) | {
            "id": place.document_id,
            "uid": place.document_uid,
            "loaded_at": self.now,
            "run_id": place.run_id,
            "head_seq": event.seq,
            "head_hash": event.hash,
        }
        batch.add(documents, row)
        batch.add(texts, {"document_id": place.document_id, "text": storable(record.document.text)})
        batch.add(origins, origin_row(record.document, place.document_id))
        self._put_parts(batch, record, place.document_id)
        batch.add(events, event_row(place.document_id, event))
        ledger = {uid: [Version(content, Standing())] for uid, content in contents(record).items()}
        begin_rows(self.connection, batch, ledger, place, self.names, ids, {})

    def _put_parts(self, batch: Batch, record: Record, document_id: int) -> None:
        for table, rows in (
            (instruments, instrument_rows(record, document_id)),
            (relations, relation_rows(record, document_id)),
            (watched, watched_rows(record, document_id)),
        ):
            for row in rows:
                batch.add(table, row)

    def _put_again(self, record: Record, known: Known) -> str:
        """A document that is here already: with the same versions nothing is to be done, with others it is compared."""
        if (record.versions or NO_VERSIONS) == known.versions:
            return "same"
        run = self._run(record)
        chain = events_of(self.connection, known.id)
        record = renamed(record, known.uid, chain)
        last = next(event for event in reversed(chain) if event.kind == "extracted")
        self._header(known.id, {"run_id": run})
        if same_reading(last, record):
            return "same"
        event = self._extracted(record, last.data["sha256"], known.uid, known.head)
        self.apply(known, chain, [event], run, record)
        return "updated"

    def apply(
        self, known: Known, chain: list[Event], fresh: Sequence[Event], run: int, record: Record | None = None
    ) -> None:
        """Add tied events to a document's chain, and let the ledger follow."""
        batch = Batch()
        before, after = ledger_of(chain), ledger_of([*chain, *fresh])
        change = difference(before, after)
        items = [row.content.item for rows in change.begins.values() for row in rows]
        self.names.prepare(self.connection, names_in(items), batch)
        kept = current_contents(self.connection, [uid for uid in same_words(before, after) if uid in change.begins])
        end_rows(self.connection, change.ends, self.now)
        place = Place(known.id, known.uid, run, self.now)
        begin_rows(
            self.connection, batch, change.begins, place, self.names, take_ids(self.connection, change.count), kept
        )
        for event in fresh:
            batch.add(events, event_row(known.id, event))
        self._header(known.id, {"head_seq": fresh[-1].seq, "head_hash": fresh[-1].hash})
        if record is not None:
            self._replace_parts(batch, record, known.id)
            self._header(known.id, {"bound": None})
        batch.write(self.connection)

    def _replace_parts(self, batch: Batch, record: Record, document_id: int) -> None:
        for table in (instruments, relations, watched):
            self.connection.execute(table.delete().where(table.c.document_id == document_id))
        self._put_parts(batch, record, document_id)
        self._header(document_id, header_values(record.header))

    def _header(self, document_id: int, values: dict[str, Any]) -> None:
        self.connection.execute(update(documents).where(documents.c.id == document_id).values(**values))

    def _extracted(self, record: Record, sha256: str, uid: str, head: Head) -> Event:
        return tie(
            Event("extracted", payload_of(record, sha256), actor=self.actor, origin=self.origin), uid, head, self.now
        )

    def _run(self, record: Record) -> int:
        versions = record.versions or NO_VERSIONS
        if versions not in self.runs:
            values = {
                "started_at": self.now,
                "contract": versions.contract,
                "rules": versions.rules,
                "code": versions.code,
                "models": versions.models,
            }
            key = self.connection.execute(insert(runs).values(**values)).inserted_primary_key
            assert key is not None
            self.runs[versions] = key[0]
        return self.runs[versions]

    def _fresh_uids(self, new: dict[str, Record]) -> dict[str, str]:
        """Ids for the new documents, longer ones where a short one is taken."""
        uids: dict[str, str] = {}
        taken: set[str] = set()
        for sha256 in new:
            length = 10
            while (uid := document_uid(sha256, length)) in taken or self._has_uid(uid):
                length += 2
            uids[sha256] = uid
            taken.add(uid)
        return uids

    def _has_uid(self, uid: str) -> bool:
        return self.connection.execute(select(documents.c.id).where(documents.c.uid == uid)).first() is not None
