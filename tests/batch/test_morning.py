"""What a night leaves for the morning: files, mails that really arrive, a backup, a report; and nothing twice."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch.backup import backups, check_backup
from pipeline.batch.mail import recipients
from pipeline.errors import ConfigError
from pipeline.store.opening import open_ledger
from pipeline.store.tables import outputs
from tests.batch.conftest import Place
from tests.batch.crash import noted

LATE = "2025-05-10"


@pytest.fixture
def server() -> Iterator[Any]:
    """A real SMTP server on this machine; ``received`` has the messages, ``refused`` the addresses it won't take."""
    from aiosmtpd.controller import Controller

    class Handler:
        def __init__(self) -> None:
            self.received: list[EmailMessage] = []
            self.refused: set[str] = set()

        async def handle_RCPT(self, server, session, envelope, address, options):  # type: ignore[no-untyped-def]
            if address in self.refused:
                return "550 nobody here"
            envelope.rcpt_tos.append(address)
            return "250 OK"

        async def handle_DATA(self, server, session, envelope):  # type: ignore[no-untyped-def]
            self.received.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
            return "250 OK"

    handler = Handler()
    controller = Controller(handler, hostname="127.0.0.1", port=0)
    controller.port = _free_port()
    controller.start()
    handler.url = f"smtp://127.0.0.1:{controller.port}"  # type: ignore[attr-defined]
    yield handler
    controller.stop()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def exports(place: Place, day: str) -> Path:
    return place.options.room / "exports" / day


def test_ledger_digest_backup_report_and_metrics(place: Place) -> None:
    place.put(1, 2, 3)
    (place.inbox / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    report = place.night(day=LATE)
    assert report["status"] == 1
    assert report["alerts"]["overdue"] == 3
    folder = exports(place, LATE)
    assert zipfile.is_zipfile(folder / "ledger.xlsx")
    text = (folder / "digest.txt").read_text(encoding="utf-8")
    assert "【青禾县应急" in text
    assert "逾期" in text
    page = (folder / "digest.html").read_text(encoding="utf-8")
    assert "青禾县应急局" in page
    assert "<script" not in page
    (backup,) = backups(place.options.room / "backups")
    assert check_backup(backup).rows["documents"] == 3
    told = json.loads((place.options.room / "reports" / "latest.json").read_text(encoding="utf-8"))
    assert {step["name"] for step in told["steps"]} >= {"load", "reread", "alerts", "exports", "mail", "backup"}
    shown = (place.options.room / "reports" / "latest.html").read_text(encoding="utf-8")
    assert "坏.docx" in shown
    assert "duban quarantine retry" in shown
    metrics = (place.options.room / "metrics.prom").read_text()
    assert "duban_nightly_status 1.0" in metrics
    assert "duban_quarantine_files 1.0" in metrics
    assert 'duban_nightly_documents{outcome="new"} 3.0' in metrics
    lines = (place.options.room / "log" / "nightly.log").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["event"] for line in lines][0 :: len(lines) - 1] == ["begin", "end"]


def test_metrics_are_read_by_prometheus_own_parser(place: Place) -> None:
    from prometheus_client.parser import text_string_to_metric_families

    place.put(1)
    place.night()
    text = (place.options.room / "metrics.prom").read_text()
    found = {family.name for family in text_string_to_metric_families(text)}
    assert {"duban_nightly_status", "duban_nightly_step_seconds", "duban_backup_bytes"} <= found


def test_where_nothing_changed_nothing_is_exported_or_backed_up_again(place: Place) -> None:
    place.put(1)
    place.night()
    again = place.night()
    assert {name: again[name]["outcome"] for name in ("alerts", "exports", "mail", "backup")} == dict.fromkeys(
        ("alerts", "exports", "mail", "backup"), "skipped"
    )
    assert len(backups(place.options.room / "backups")) == 1
    tomorrow = place.night(day="2025-03-11")
    assert tomorrow["exports"]["outcome"] == "done", "another day, other lights"
    assert tomorrow["backup"]["outcome"] == "skipped"
    place.put(2)
    assert place.night(day="2025-03-11")["backup"]["outcome"] == "done"
    assert len(backups(place.options.room / "backups")) == 1, "one a day is kept"


def test_a_purge_finds_what_a_killed_run_had_written_and_not_noted(place: Place) -> None:
    place.put(1)
    place.night()
    every = noted(place)
    assert {Path(each).suffix for each in every} == {".xlsx", ".html", ".txt", ".db"}
    with open_ledger(place.db) as store, store.writing() as connection:
        connection.execute(outputs.delete())
    place.night()
    assert noted(place) == every


def test_what_is_new_since_the_last_run(place: Place) -> None:
    place.put(1, 2)
    assert place.night()["alerts"]["new"] == 0, "on the first night everything would be"
    place.put(3)
    report = place.night()
    assert (report["alerts"]["new"], report["alerts"]["happened"]) == (2, {"extracted": 1})
    text = (exports(place, place.options.day) / "digest.txt").read_text(encoding="utf-8")
    assert text.count("第3批") >= 2
    assert "新增 (1)" in text


def test_each_is_told_of_its_own_once(place: Place, server: Any) -> None:
    place.put(1, 2)
    settings = replace(
        place.options.settings, smtp=server.url, mail_from="duban@example.invalid",
        mail_to=("督查室 <all@example.invalid>", "青禾县=qh@example.invalid", "别处=x@example.invalid"),
    )  # fmt: skip
    report = place.night(day=LATE, settings=settings)
    assert (report["status"], report["mail"]["sent"]) == (0, 2)
    by_address = {str(each["To"]): each for each in server.received}
    assert set(by_address) == {"all@example.invalid", "qh@example.invalid"}
    text = by_address["qh@example.invalid"].get_body(("plain",)).get_content()
    assert "青禾县应急局" in text
    assert "临江区住建局" not in text
    assert "逾期 2" in str(by_address["qh@example.invalid"]["Subject"])
    assert "青禾县应急局" in by_address["all@example.invalid"].get_body(("html",)).get_content()
    (exports(place, LATE) / "digest.txt").unlink()
    assert place.night(day=LATE, settings=settings)["mail"]["sent"] == 0, "the same digest is not sent twice"


def test_a_unit_is_told_what_falls_on_it_with_others(place: Place, server: Any) -> None:
    told = "关于报送底数的通知\n云消〔2025〕9号\n\n各大队：\n请各大队于2025年5月12日前报送底数。\n"
    (place.inbox / "collective.txt").write_text(f"{told}\n云岭市消防救援支队\n2025年5月8日\n", encoding="utf-8")
    settings = replace(
        place.options.settings, smtp=server.url, mail_from="duban@example.invalid",
        mail_to=("青禾县消防救援大队=qh@example.invalid", "青禾县应急管理局=yj@example.invalid"),
    )  # fmt: skip
    report = place.night(day=LATE, settings=settings)
    assert (report["status"], report["mail"]["sent"]) == (0, 1)
    [mail] = server.received
    assert (str(mail["To"]), "请各大队于" in mail.get_body(("plain",)).get_content()) == ("qh@example.invalid", True)


def test_a_mail_that_fails_fails_the_run_and_nothing_else(place: Place, server: Any) -> None:
    place.put(1)
    server.refused.add("b@example.invalid")
    settings = replace(
        place.options.settings, smtp=server.url, mail_from="duban@example.invalid",
        mail_to=("a@example.invalid", "b@example.invalid"),
    )  # fmt: skip
    report = place.night(day=LATE, settings=settings)
    assert report["status"] == 2
    assert {name: report[name]["outcome"] for name in ("load", "exports", "mail", "backup")} == {
        "load": "done", "exports": "done", "mail": "failed", "backup": "done",
    }  # fmt: skip
    server.refused.clear()
    again = place.night(day=LATE, settings=settings)
    assert (again["status"], again["mail"]["sent"]) == (0, 1), "only the one that had failed"
    assert [str(each["To"]) for each in server.received] == ["a@example.invalid", "b@example.invalid"]


def test_a_server_that_is_not_there(place: Place) -> None:
    place.put(1)
    settings = replace(
        place.options.settings, smtp=f"smtp://127.0.0.1:{_free_port()}", mail_from="d@example.invalid",
        mail_to=("a@example.invalid",),
    )  # fmt: skip
    report = place.night(day=LATE, settings=settings)
    step = next(each for each in report["steps"] if each["name"] == "mail")
    assert (report["status"], "信没有发出" in step["zh"], "\n" in step["zh"]) == (2, True, False)


@pytest.mark.parametrize("named", ["无地址", "a@b\r\nBcc: x@y", "单位="])
def test_what_is_no_address(named: str) -> None:
    with pytest.raises(ConfigError, match="mail_to"):
        recipients([named])


def test_a_folder_that_cannot_be_written_fails_its_step_alone(place: Place) -> None:
    place.put(1)
    place.options.room.mkdir()
    (place.options.room / "exports").write_text("in the way")
    report = place.night()
    assert (report["status"], report["load"]["new"], report["exports"]["outcome"]) == (2, 1, "failed")
    assert report["backup"]["outcome"] == "done"
