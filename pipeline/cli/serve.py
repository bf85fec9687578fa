"""``duban serve``: the pages and the API over the ledger, on this machine unless told otherwise."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.output import note, write_line
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import Db, store_faults
from pipeline.cli.words import both
from pipeline.errors import ConfigError, in_chinese

if TYPE_CHECKING:
    from pipeline.web.site import Site


def command(
    context: typer.Context,
    host: Annotated[
        str, typer.Option(metavar="H", help=both("监听地址（默认只限本机）", "address (default: this machine only)"))
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="P", min=0, max=65535, help=both("端口", "port"))] = 8321,
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help=both("别人用来访问的主机名（可多次）", "host name that others call it by")),
    ] = None,
    behind_tls: Annotated[
        bool,
        typer.Option("--behind-tls", help=both("前面有 HTTPS 反向代理", "a reverse proxy with TLS lies in front")),
    ] = False,
    spool: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help=both("上传文件的存放处（默认台账旁的 duban-inbox）", "where uploads lie")),
    ] = None,
    db: Db = None,
) -> None:
    """Serve the pages until interrupted."""
    session = session_of(context)
    with store_faults(session):
        _serve(session, host, port, tuple(name or ()), behind_tls, spool, db)


def _serve(
    session: Session, host: str, port: int, names: tuple[str, ...], tls: bool, spool: Path | None, db: str | None
) -> None:
    try:
        import uvicorn

        from pipeline.web.app import make_app
        from pipeline.web.opening import open_site
    except ImportError as error:
        raise ConfigError(
            f"缺少网页部分（{error.name}）：请安装 duban[web]",
            f"the web part is missing ({error.name}): install duban[web]",
        ) from error
    settings = session.settings(db=db)
    with open_site(settings, spool, hosts=_hosts(host, names), secure=tls) as site:
        _welcome(site, session, host)
        with _listening(host, port) as listener:
            shown = f"[{host}]" if ":" in host else host
            write_line(session.say("已启动：", "serving: ") + f"http://{shown}:{listener.getsockname()[1]}")
            config = uvicorn.Config(
                make_app(site), log_level="warning", access_log=False, server_header=False,
                proxy_headers=tls, forwarded_allow_ips="127.0.0.1", timeout_graceful_shutdown=5, timeout_keep_alive=75,
            )  # fmt: skip
            uvicorn.Server(config).run(sockets=[listener])


def _welcome(site: Site, session: Session, host: str) -> None:
    """The first account with its one-time password; outside this machine only once somebody has made it their own."""
    from pipeline.store.accounts import ready
    from pipeline.web.managing import FIRST, first_admin

    if secret := first_admin(site):
        write_line(
            session.say(f"已建立账号 {FIRST}，一次性密码：{secret}", f"account {FIRST}, one-time password: {secret}")
        )
    with site.store.reading() as connection:
        open_to_all = ready(connection)
    if not open_to_all and not _is_loopback(host):
        raise ConfigError(
            f"还没有可用的管理账号，不能在 {host} 上监听：请先在本机（127.0.0.1）启动，登录并改掉一次性密码",
            f"no admin has chosen a password yet, so {host} is refused: serve on 127.0.0.1 first and log in",
        )
    if not _is_loopback(host) and not site.secure:
        note(
            session.say(
                "注意：没有 HTTPS，密码会明文传输；请放在反向代理之后并加 --behind-tls",
                "warning: no TLS; put a reverse proxy in front and say --behind-tls",
            )
        )


def _hosts(host: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names by which the service may be called: no other site's name may be made to point here."""
    own = () if host in ("0.0.0.0", "::") else (f"[{host}]" if ":" in host else host,)
    machine = () if _is_loopback(host) else (socket.gethostname(), socket.getfqdn())
    return tuple(dict.fromkeys(["127.0.0.1", "localhost", "[::1]", *own, *machine, *names]))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise ConfigError(
            f"不能在 {host}:{port} 上监听：{in_chinese(error)}", f"can't listen on {host}:{port}: {error.strerror}"
        ) from error
    return listener
