"""A purge with all that hangs on it: backups are whole again afterwards, and their manifests true."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from pipeline.batch.backup import renew
from pipeline.store.opening import Store
from pipeline.store.purge import purge
from pipeline.store.purge_files import Purged


def purge_everywhere(store: Store, document: str, reason: str, actor: str, clock: Callable[[], datetime]) -> Purged:
    """See :func:`pipeline.store.purge.purge`."""
    done = purge(store, document, reason, actor, clock)
    for path in done.files.cleaned:
        renew(Path(path), clock)
    return done
