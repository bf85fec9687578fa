"""The digest by mail, to those whom the settings name; each gets a day's digest once, however often it is run."""

from __future__ import annotations

import hashlib
import json
import smtplib
import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from pipeline.batch.alerts import Alerts, sections
from pipeline.batch.digest import as_html, as_text, title
from pipeline.errors import ConfigError, DubanError
from pipeline.ledger.units import Asked
from pipeline.resolve.directory import Directory
from pipeline.settings import Settings

_SECONDS = 30
_KEPT = 2000


class MailError(DubanError):
    """A mail that could not be sent."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """An address, and the unit whose lines it is told (empty: everything)."""

    unit: str
    address: str


def recipients(named: Iterable[str]) -> list[Recipient]:
    """``单位=地址`` or ``地址``, as the setting ``mail_to`` has them; ConfigError where one is no address.

    >>> recipients(["青禾县大队=duty@example.invalid", "督查室 <d@example.invalid>"])[0].unit
    '青禾县大队'
    """
    found = []
    for each in named:
        unit, equals, address = each.rpartition("=")
        _, plain = parseaddr(address)
        if "@" not in plain or any(sign in each for sign in "\r\n"):
            raise ConfigError(f"设置项 mail_to 里不是地址：{each}", f"mail_to: no address: {each}")
        found.append(Recipient(unit.strip() if equals else "", plain))
    return found


def messages(alerts: Alerts, directory: Callable[[], Directory], settings: Settings, db: str) -> Iterator[EmailMessage]:
    """A message for everybody who has something to be told. Its id follows from day, ledger, address and content."""
    for each in recipients(settings.mail_to):
        theirs = alerts.only(Asked(directory(), each.unit).has) if each.unit else alerts
        told, heading = sections(theirs), title(theirs, settings.lang)
        if not told:
            continue
        text = as_text(heading, told, settings.lang)
        said = hashlib.sha256(f"{db}\n{each.address}\n{each.unit}\n{text}".encode("utf-8", "replace")).hexdigest()
        message = EmailMessage()
        message["Subject"] = heading
        message["From"] = settings.mail_from
        message["To"] = each.address
        message["Message-ID"] = f"<{said[:32]}@duban.invalid>"
        message.set_content(text.encode("utf-8", "replace").decode())
        message.add_alternative(
            as_html(heading, told, settings.lang).encode("utf-8", "replace").decode(), subtype="html"
        )
        yield message


def send(found: Iterable[EmailMessage], settings: Settings, journal: Path) -> int:
    """Send those that the journal does not know as sent; how many that were. Raises MailError.

    What was sent is noted at once, so that an error half-way sends nobody the same twice.
    """
    sent = _read(journal)
    waiting = [message for message in found if message["Message-ID"] not in sent]
    if waiting:
        with _server(settings) as server:
            for message in waiting:
                try:
                    server.send_message(message)
                except (smtplib.SMTPException, OSError) as error:
                    raise _failed(f"{message['To']}：{_reason(error)}", f"{message['To']}: {_reason(error)}") from error
                sent.append(str(message["Message-ID"]))
                _write(journal, sent)
    return len(waiting)


@contextmanager
def _server(settings: Settings) -> Iterator[smtplib.SMTP]:
    """The server of the setting ``smtp``: ``smtp://user@host:587`` (encrypted where offered), ``smtps://…``."""
    where = urlsplit(settings.smtp)
    if where.scheme not in ("smtp", "smtps") or not where.hostname or not settings.mail_from:
        raise ConfigError(
            "设置项 smtp 要写成 smtp://用户@主机:端口，并写明 mail_from",
            "the setting smtp is smtp://user@host:port, and mail_from must be set",
        )
    context = ssl.create_default_context()
    try:
        if where.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                where.hostname, where.port or 465, timeout=_SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(where.hostname, where.port or 25, timeout=_SECONDS)
        with server:
            server.ehlo()
            required = parse_qs(where.query).get("tls") == ["required"]
            if where.scheme == "smtp" and (server.has_extn("starttls") or required):
                server.starttls(context=context)
                server.ehlo()
            if where.username:
                server.login(unquote(where.username), settings.smtp_password)
            yield server
    except (smtplib.SMTPException, OSError) as error:
        raise _failed(_reason(error), _reason(error)) from error


def _failed(zh: str, en: str) -> MailError:
    return MailError(f"信没有发出：{zh}", f"mail was not sent: {en}")


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:200]


def _read(journal: Path) -> list[str]:
    try:
        return [str(each) for each in json.loads(journal.read_text(encoding="utf-8"))]
    except (OSError, ValueError):
        return []


def _write(journal: Path, sent: Sequence[str]) -> None:
    partial = journal.with_suffix(".partial")
    partial.write_text(json.dumps(list(sent[-_KEPT:])), encoding="utf-8")
    partial.replace(journal)
