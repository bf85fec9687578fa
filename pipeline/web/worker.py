"""Reads handed-in files one by one in the background: into the ledger, or into quarantine with the reason."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.batch.apart import Apart
from pipeline.errors import DubanError, ReadError, StoreError
from pipeline.model import Document
from pipeline.read.kinship import Judge
from pipeline.store.outputs import ORIGINAL, note_output
from pipeline.store.refusals import Refusal, put_refusals
from pipeline.store.uploads import Upload, next_waiting, requeue, set_upload
from pipeline.store.writer import Writer
from pipeline.web.rulebooks import Books
from pipeline.web.seen_places import keep
from pipeline.web.site import Site

if TYPE_CHECKING:
    from pipeline.read import ClassifiedError

_LOG = logging.getLogger("duban.web")
_LOOK = 2.0
_TWIN = ("与台账里已有的公文内容相同，不重复记入", "a document with this text is in the ledger; it is not put in twice")


class Worker:
    """One thread; it sleeps until something is handed in."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._wake, self._end = threading.Event(), threading.Event()
        self._apart = Apart(site.settings)
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, first with what an earlier service left half read."""
        with self.site.store.writing() as connection:
            requeue(connection)
        self._thread = threading.Thread(target=self._run, name="duban-worker", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Something was handed in."""
        self._wake.set()

    def stop(self) -> None:
        """End after the file at hand."""
        self._end.set()
        self._wake.set()
        if self._thread:
            self._thread.join(timeout=self.site.settings.max_seconds + 5)
        self._apart.close()

    def _run(self) -> None:
        self._warm()
        while not self._end.is_set():
            try:
                found = self._next()
                if found is None:
                    self._wake.wait(_LOOK)
                    self._wake.clear()
                    continue
                self.read(found)
            except DubanError:
                _LOG.exception("the inbox's worker could not go on; it tries again")
                self._end.wait(_LOOK)

    def _warm(self) -> None:
        """The rulebook is read before anybody waits for it."""
        try:
            # First the rulebook: a question of a unit waits for the same one, and not for a second beside it.
            Books(self.site).book()
            Books(self.site).extractor()
        except DubanError as error:
            _LOG.error("%s", error.zh)

    def _next(self) -> Upload | None:
        with self.site.store.reading() as connection:
            return next_waiting(connection)

    def read(self, upload: Upload) -> None:
        """Read one file to its end, whatever that is."""
        self._set(upload, state="reading")
        try:
            self._read(upload)
        except StoreError:
            self._set(upload, state="waiting")
            raise
        except DubanError as error:
            self._set(upload, state="refused", reason_zh=error.zh, reason_en=error.en, done_at=self.site.stamp())
        except Exception as error:
            _LOG.exception("upload %s failed", upload.id)
            name = type(error).__name__
            zh, en = f"程序内部错误 {name}", f"internal error {name}"
            self._set(upload, state="refused", reason_zh=zh, reason_en=en, done_at=self.site.stamp())

    def _read(self, upload: Upload) -> None:
        from pipeline.read import ClassifiedError, Reader, limits_of

        path = path_of(self.site, upload.sha256)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise ReadError("文件已不在，请重新上传", "the file is gone; hand it in again") from error
        with Reader(limits_of(self.site.settings)) as reader:
            found = list(reader.documents(upload.name, data))
        if secrets := [each for each in found if isinstance(each, ClassifiedError)]:
            self._forget(upload, path, secrets)
            return
        self._put(upload, [each for each in found if isinstance(each, Document)])
        errors = [each for each in found if isinstance(each, ReadError)]
        if errors:
            self._set(upload, **_reason([(each.zh, each.en) for each in errors[:5]]))
        if len(errors) == len(found):
            self._set(upload, state="refused")

    def _put(self, upload: Upload, documents: list[Document]) -> None:
        """The documents of a file into the ledger."""
        from pipeline.store.identity import document_sha
        from pipeline.store.kin import originals_of
        from pipeline.store.known import find_known

        writer = Writer(self.site.store, self.site.clock, actor=upload.actor, origin="web inbox", kin=Judge())
        outcomes = [each for document in documents for each in writer.add(self._apart.extract(document))]
        outcomes += writer.commit()
        failed = [each for each in outcomes if each.error]
        if failed and failed[0].error:
            raise DubanError(failed[0].error.zh, failed[0].error.en)
        hashes = [document_sha(document) for document in documents]
        with self.site.store.reading() as connection:
            twins = originals_of(connection, hashes)
            uids = twins | {sha256: each.uid for sha256, each in find_known(connection, hashes).items()}
        with self.site.store.writing() as connection:
            kept = [path for document in documents if (path := keep(self.site, document))]
            for path in (path_of(self.site, upload.sha256), *kept):
                note_output(connection, ORIGINAL, path, self.site.clock())
        state = "done" if any(each.status in ("new", "updated") for each in outcomes) else "same"
        self._set(
            upload, state=state, documents=list(dict.fromkeys(uids[sha256] for sha256 in hashes if sha256 in uids)),
            items=sum(each.obligations for each in outcomes), done_at=self.site.stamp(),
            **_reason([_TWIN] if twins else []),
        )  # fmt: skip

    def _forget(self, upload: Upload, path: Path, secrets: list[ClassifiedError]) -> None:
        """A state secret: the file goes, its name too; hash and mark are kept, in the log of refusals too."""
        path.unlink(missing_ok=True)
        mark = secrets[0].mark
        zh = f"标有密级“{mark}”，拒绝处理，文件已删除；请按保密规定处置"
        en = f"bears the state-secret mark “{mark}”; refused, the file was deleted"
        self._log(f"网页提交 {upload.id}", secrets)
        self._set(upload, name="", state="refused", reason_zh=zh, reason_en=en, done_at=self.site.stamp())

    def _log(self, path: str, secrets: list[ClassifiedError]) -> None:
        refused = [Refusal.of_secret(path, each.mark, each.sha256) for each in secrets]
        with self.site.store.writing() as connection:
            put_refusals(connection, refused, self.site.stamp())

    def _set(self, upload: Upload, **values: object) -> None:
        with self.site.store.writing() as connection:
            set_upload(connection, upload.id, **values)


def _reason(said: list[tuple[str, str]]) -> dict[str, str]:
    """What is to be said of a file in both languages."""
    return {"reason_zh": "；".join(zh for zh, _ in said), "reason_en": "; ".join(en for _, en in said)}


def path_of(site: Site, sha256: str) -> Path:
    """Where a handed-in file lies: by its hash, never by its name."""
    return site.spool / sha256[:2] / sha256
