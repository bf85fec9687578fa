"""Around every answer: whose name was called, how much may be sent, and what a browser may do with the page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# No inline script or style, nothing from elsewhere, no frame around us.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_YEAR = 31_536_000


class Guard:
    """The outermost layer. ``hosts`` are the names that are ours (a rebound DNS name is not); None for any."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], secure: bool, max_body: int) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)
        self.secure = secure
        self.max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or say why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        said = self._dressed(send)
        if scope["method"] == "HEAD":
            # What can be read can be asked for its headers alone.
            scope, said = {**scope, "method": "GET"}, _headers_only(said)
        if name_of(headers.get("host", "")) not in self.hosts:
            await PlainTextResponse("unknown host", 400)(scope, receive, said)
        elif not _small(headers.get("content-length"), self.max_body):
            await PlainTextResponse("too large", 413)(scope, receive, said)
        else:
            await self.app(scope, _bounded(receive, self.max_body), said)

    def _dressed(self, send: Send) -> Send:
        """Every answer with the headers that it must have."""

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
                if self.secure:
                    headers["strict-transport-security"] = f"max-age={_YEAR}"
            await send(message)

        return dressed


def _headers_only(send: Send) -> Send:
    """The answer without its body."""

    async def headers_only(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return headers_only


class TooLargeError(Exception):
    """More was sent than was announced, or allowed."""


def name_of(host: str) -> str:
    """The host without its port, lower case.

    >>> name_of("Duban.example:8080"), name_of("[::1]:8080")
    ('duban.example', '[::1]')
    """
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()


def _small(announced: str | None, most: int) -> bool:
    return announced is None or (announced.isascii() and announced.isdecimal() and int(announced[:20]) <= most)


def _bounded(receive: Receive, most: int) -> Receive:
    """The body, until it is longer than it may be: a sender need not say how long it is."""
    seen = 0

    async def bounded() -> Any:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise TooLargeError
        return message

    return bounded
