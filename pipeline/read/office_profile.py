"""LibreOffice's settings for strangers' files: it starts no macro, follows no link and reaches no network."""

from __future__ import annotations

import tempfile
from pathlib import Path

_ITEM = '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
_NOWHERE = "127.0.0.1", "9"  # the port for what is to be thrown away: nobody listens there
# What an older or newer LibreOffice doesn't know, it passes over.
_VALUES = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "DisablePythonRuntime", "true"),
    # Pictures, objects and sections that a file has elsewhere: only of a trusted place, and none is trusted.
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
    # Whatever asks for the network all the same gets a proxy that isn't there.
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    *(
        item
        for kind in ("HTTP", "HTTPS", "FTP")
        for item in (
            ("Inet/Settings", f"ooInet{kind}ProxyName", _NOWHERE[0]),
            ("Inet/Settings", f"ooInet{kind}ProxyPort", _NOWHERE[1]),
        )
    ),
)
_SETTINGS = "\n".join(
    (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">',
        *(_ITEM.format(*value) for value in _VALUES),
        "</oor:items>",
    )
)


def make_profile() -> Path:
    """The profile that the runs of one child process share; making one costs a second."""
    profile = Path(tempfile.gettempdir()) / "office-profile"
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.is_file():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
    return profile
