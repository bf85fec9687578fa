"""What systems and programs leave between documents: locks of open files, thumbnails, downloads that still go on."""

from __future__ import annotations

import posixpath

_NAMES = frozenset((".ds_store", "thumbs.db", "desktop.ini"))
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".swp")


def is_litter(name: str) -> bool:
    """Whether a file in a folder or an archive is none that somebody sent, by its name.

    >>> [is_litter(name) for name in ("~$通知.docx", "__MACOSX/通知/._通知.docx", "Thumbs.db", "通知.docx")]
    [True, True, True, False]
    """
    low = name.lower()
    base = posixpath.basename(low)
    return low.startswith("__macosx/") or base in _NAMES or base.startswith("~$")


def is_left(name: str) -> bool:
    """Whether a folder's file is left where it is: litter, hidden, or not yet whole.

    >>> [is_left(name) for name in (".git", "通知.docx.crdownload", "~$通知.docx", "通知.docx")]
    [True, True, True, False]
    """
    return name.startswith(".") or is_litter(name) or name.lower().endswith(_UNFINISHED)
