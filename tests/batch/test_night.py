"""The night run over real files: what is new comes in, what did not change is left, what can't be read waits."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from pipeline.batch import loading
from pipeline.batch.lock import RunningError, only_one
from pipeline.batch.night import NightRun
from pipeline.cli.watch import stamps
from pipeline.errors import StoreError
from pipeline.store.refusals import listed
from tests.batch.conftest import Place, notice


def test_what_is_new_comes_in_once(place: Place) -> None:
    place.put(1, 2, 3)
    first = place.night()
    assert (first["status"], first["load"]["new"], first["load"]["obligations"] > 3) == (0, 3, True)
    place.put(4)
    second = place.night()
    assert (second["load"]["found"], second["load"]["unchanged"], second["load"]["new"]) == (4, 3, 1)
    assert place.documents() == [f"通知{number:03}.txt" for number in (1, 2, 3, 4)]


def test_what_did_not_change_is_not_even_opened(place: Place) -> None:
    place.put(1, 2)
    place.night()
    for path in place.inbox.iterdir():
        path.chmod(0)
        os.utime(path, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    # chmod is a change of the file (by its ctime): it is tried again, and root may read it all the same.
    assert place.night()["load"]["read"] == 2
    assert place.night()["load"]["read"] == 0


def test_a_changed_file_is_read_again(place: Place) -> None:
    place.put(1)
    place.night()
    path = place.inbox / "通知001.txt"
    before = path.stat()
    path.write_text(notice(9).replace("第9批", "第8批"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert place.night()["load"]["new"] == 1, "also where somebody set its time back"


def test_what_cannot_be_read_waits_in_quarantine_and_the_rest_goes_on(place: Place) -> None:
    place.put(1, 2)
    (place.inbox / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    report = place.night()
    assert (report["status"], report["load"]["new"], report["load"]["failed"]) == (1, 2, 1)
    (said,) = report["load"]["quarantined"]
    assert said["path"].endswith("坏.docx")
    assert "\n" not in said["zh"] + said["en"]
    with place.store() as store, store.reading() as connection:
        (entry,) = listed(connection)
    assert (entry.path, entry.tries) == (said["path"], 1)
    again = place.night()
    assert (again["status"], again["load"]["read"]) == (0, 0), "it waits, and is nothing new"
    (place.inbox / "坏.docx").write_text(notice(7), encoding="utf-8")
    mended = place.night()
    assert (mended["status"], mended["load"]["new"]) == (0, 1)
    with place.store() as store, store.reading() as connection:
        assert listed(connection) == []


def test_quarantine_is_told_until_a_report_says_it(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that the power cut ends between its last note in the ledger and its report has told nobody."""
    (place.inbox / "坏.docx").write_bytes(b"PK\x03\x04 broken")

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(NightRun, "_tell", cut)
    with pytest.raises(KeyboardInterrupt):
        place.night()
    monkeypatch.undo()
    told = place.night()
    assert (told["status"], [Path(each["path"]).name for each in told["load"]["quarantined"]]) == (1, ["坏.docx"])
    assert place.night()["status"] == 0


def test_other_code_tries_again_what_was_refused_and_nothing_else(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.put(1)
    (place.inbox / "空.txt").touch()
    place.night()
    monkeypatch.setattr(loading, "__version__", "99")
    assert place.night()["load"]["read"] == 1


def test_a_mail_drop(place: Place) -> None:
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "转发通知", "收发室 <a@example.invalid>", "b@example.invalid"
    mail.set_content("请阅附件。")
    mail.add_attachment(notice(5).encode(), maintype="text", subtype="plain", filename="通知005.txt")
    drop = place.inbox / "邮件"
    for name in ("cur", "new", "tmp"):
        (drop / name).mkdir(parents=True)
    (drop / "new" / "1.M2P3.host").write_bytes(bytes(mail))
    (drop / "tmp" / "2.M2P3.host").write_bytes(bytes(mail)[:40])
    (place.inbox / "3.eml").write_bytes(bytes(mail).replace(b"\n", b"\r\n"))
    report = place.night()
    assert report["load"]["read"] == 2, "a Maildir's tmp is left alone"
    assert any(name.endswith("通知005.txt") for name in place.documents())


def test_unfinished_and_hidden_files_are_left(place: Place) -> None:
    for name in (".隐藏.txt", "通知.txt.part", "~$方案.docx", "下载.crdownload"):
        (place.inbox / name).write_text(notice(1), encoding="utf-8")
    assert place.night()["load"]["found"] == 0


def test_a_folder_that_is_not_there_fails_the_run_but_not_the_others(place: Place) -> None:
    place.put(1)
    report = place.night(inboxes=(str(place.inbox), str(place.folder / "没有")))
    assert (report["status"], report["load"]["new"], len(report["load"]["closed"])) == (2, 1, 1)


def test_a_second_run_leaves_at_once(place: Place) -> None:
    place.put(1)
    with only_one(place.db), pytest.raises(RunningError, match="已有一个夜间任务"):
        place.night()
    assert place.night()["load"]["new"] == 1, "the lock goes with its holder"


def test_a_locked_database_is_waited_for_and_then_given_up(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.store.engine.BUSY_SECONDS", 0.05)
    place.put(1)
    place.night()
    place.put(2)
    holder = sqlite3.connect(place.db, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="占用"):
        # Even the report can't be kept in the ledger.
        _raise(place.night())
    from threading import Timer

    timer = Timer(0.3, holder.rollback)
    timer.start()
    report = place.night(patience=30.0)
    timer.join()
    assert (report["status"], report["load"]["new"]) == (0, 1)


def _raise(report: dict[str, object]) -> None:
    assert report["status"] == 2
    raise StoreError(str(report["zh"]), str(report["en"]))


def test_a_file_that_changes_while_it_is_read_is_read_as_it_is_in_the_end(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.batch import task

    place.put(1, 2)
    really = task.stamp_of
    grown: list[str] = []

    def growing(path: str):  # type: ignore[no-untyped-def]
        # Between the look before and the look after, somebody else appends to the file: once.
        found = really(path)
        if path.endswith("通知001.txt") and not grown:
            grown.append(path)
            with Path(path).open("a", encoding="utf-8") as file:
                file.write("青禾县教育局要于2025年3月20日前报送名单。\n")
        return found

    monkeypatch.setattr(task, "stamp_of", growing)
    report = place.night()
    assert (report["load"]["new"], report["load"]["unstable"]) == (2, [])
    with place.store() as store, store.reading() as connection:
        from pipeline.store.queries_documents import list_documents, text_of

        texts = [text_of(connection, each.id) for each in list_documents(connection)]
    assert sum("报送名单" in text for text in texts) == 1
    assert len(texts) == 2, "the half-written one is not in the ledger"


def test_a_file_that_never_rests_is_left_for_the_next_night(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.batch import task

    place.put(1, 2)
    really = task.stamp_of

    def growing(path: str):  # type: ignore[no-untyped-def]
        if path.endswith("通知001.txt"):
            with Path(path).open("a", encoding="utf-8") as file:
                file.write("。\n")
        return really(path)

    monkeypatch.setattr(task, "stamp_of", growing)
    report = place.night()
    assert report["status"] == 1
    assert [Path(path).name for path in report["load"]["unstable"]] == ["通知001.txt"]
    monkeypatch.undo()
    assert place.night()["load"]["new"] == 1


def test_a_file_that_somebody_may_still_be_writing_must_lie_still_first(place: Place) -> None:
    from datetime import UTC, datetime

    place.put(1)
    place.moment = datetime.now(UTC)
    assert place.night(settle=0.2)["load"]["new"] == 1
    place.put(2)
    place.moment = datetime(2001, 1, 1, tzinfo=UTC)
    assert place.night(settle=0.2)["load"]["new"] == 1, "a clock set back keeps nothing out"


def test_a_stopped_run_says_so_and_the_next_one_goes_on(place: Place) -> None:
    place.put(*range(1, 7))
    looks = iter([False] * 5)
    report = place.night(stopped=lambda: next(looks, True), batch_files=1)
    assert (report["status"], 0 < report["load"]["new"] < 6) == (130, True)
    assert place.night()["status"] == 0
    assert len(place.documents()) == 6


def test_the_clock_may_jump_back(place: Place) -> None:
    from datetime import UTC, datetime

    place.put(1)
    place.night()
    place.moment = datetime(2029, 1, 1, tzinfo=UTC)
    place.put(2)
    report = place.night()
    assert (report["status"], report["load"]["new"]) == (0, 1)
    with place.store() as store, store.reading() as connection:
        from pipeline.store.audit import verify
        from pipeline.store.nights import last_night

        assert list(verify(connection)) == [None, None]
        night = last_night(connection)
    assert night is not None
    assert night.finished_at > "2030", "moments of the ledger never go back"


def test_links_that_lead_out_of_an_inbox_are_not_followed(place: Place) -> None:
    place.put(1)
    outside = place.inbox.parent / "别处.txt"
    outside.write_text(notice(7), encoding="utf-8")
    (place.inbox / "链接.txt").symlink_to(outside)
    (place.inbox / "圈").symlink_to(place.inbox)
    (place.inbox / "里面.txt").symlink_to(place.inbox / "通知001.txt")
    report = place.night()
    assert (report["status"], report["load"]["new"], report["load"]["found"]) == (1, 1, 2)
    assert {Path(each["path"]).name for each in report["load"]["quarantined"]} == {"链接.txt", "圈"}
    assert place.night()["load"]["quarantined"] == [], "told once"
    assert set(stamps(place.inbox)) == {place.inbox / "通知001.txt", place.inbox / "里面.txt"}
