"""Templates: everything escaped, both languages, values written as a reader expects them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline import __version__
from pipeline.export import words
from pipeline.export.ledger_rows import due_words, state_name
from pipeline.ledger.deciding import KINDS as LINKS
from pipeline.store.accounts import ROLES
from pipeline.store.lifecycle import OPEN
from pipeline.web.site import ZONE
from pipeline.web.visitor import Visitor, lang_of, theme_of
from pipeline.web.wording import ACTS, FIELDS, LEVELS, LIGHTS, SCOPES, SLOTS, detail, doing, named, size

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
# What could turn or hide the writing around it.
_UNSEEN = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF], "\ufffd")


def page(request: Request, who: Visitor | None, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """The page that a template makes, in the visitor's language."""
    lang = who.lang if who else lang_of(request)
    shared = {
        "request": request,
        "who": who,
        "may": who.may if who else frozenset(),
        "lang": lang,
        "theme": who.theme if who else theme_of(request),
        "csrf": who.session.csrf if who and who.session else "",
        "t": lambda zh, en: en if lang == "en" else zh,
        "call": lambda names, code: words.name_of(names, code, lang),
    }
    html = _environment().get_template(template).render(**shared, **context)
    # What is no character at all is shown as such, and never an error.
    return HTMLResponse(html.encode("utf-8", "replace"), status)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    environment.filters |= {
        "s": lambda text: words.one_line(shown(text)),
        "text": shown,
        "when": local_time,
        "file": file_name,
        "due": due_words,
        "day": lambda due: due and due[:10],
    }
    environment.globals |= {
        "version": __version__,
        "asset": asset,
        "KINDS": words.KINDS,
        "ROLES": ROLES,
        "BEARER_ROLES": words.ROLES,
        "DEADLINES": words.DEADLINES,
        "LIGHTS": LIGHTS,
        "FIELDS": FIELDS,
        "SLOTS": SLOTS,
        "STATUSES": words.STATUSES,
        "LINKS": LINKS,
        "LEVELS": LEVELS,
        "ACTS": ACTS,
        "OPEN": OPEN,
        "named": named,
        "doing": doing,
        "detail": detail,
        "size": size,
        "SCOPES": SCOPES,
        "state_name": state_name,
        "bearers": words.bearers,
        "penalty": words.penalty,
        "deadline": words.deadline,
        "quota": words.quota,
    }
    return environment


def shown(text: object) -> str:
    """Text out of a document as it may stand on a page: no sign that turns the writing.

    >>> shown("甲\\u202e乙")
    '甲\ufffd乙'
    """
    return "" if text is None else str(text).translate(_UNSEEN)


def file_name(path: str) -> str:
    """A file as its reader knows it: without the folders of this machine, inside an archive with the way there.

    >>> file_name("/srv/in/三月.zip!/附件/通知.docx")
    '三月.zip!/附件/通知.docx'
    """
    outer, inside, member = path.partition("!/")
    return outer.replace("\\", "/").rpartition("/")[2] + inside + member


def local_time(stamp: str | None) -> str:
    """A stamp of the ledger as the clock in Shanghai showed it.

    >>> local_time("2024-03-31T08:00:00.000000Z")
    '2024-03-31 16:00'
    """
    if not stamp:
        return ""
    moment = datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    return moment.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")


@cache
def asset(name: str) -> str:
    """The address of a file of ours, with its hash: it may be kept for ever."""
    return f"/static/{name}?{hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"
