"""The child: ``python -m pipeline.read.isolated.child`` reads requests from its standard input until that closes."""

from __future__ import annotations

import os
import sys
from typing import BinaryIO

from pipeline.errors import ReadError
from pipeline.read.content import Progress
from pipeline.read.formats import read_items
from pipeline.read.isolated.wire import pack_item, read_frame, write_frame
from pipeline.read.limits import Limits
from pipeline.read.scan.engine import loaded


def main() -> None:
    """Serve until the parent goes. Whatever a parser prints goes nowhere, so that it can't break a frame."""
    source, out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    _restrict()
    while (request := read_frame(source)) is not None:
        head, data = request
        _serve(head["kind"], data, Limits(**head["limits"]), out)


def _serve(kind: str, data: bytes, limits: Limits, out: BinaryIO) -> None:
    _bound_memory(limits.max_ocr_memory if loaded() else limits.max_memory)
    try:
        for item in read_items(kind, data, limits):
            if isinstance(item, Progress):
                _bound_memory(limits.max_ocr_memory)
            write_frame(out, *pack_item(item))
        write_frame(out, {"done": True})
    except ReadError as error:
        write_frame(out, {"error": [error.zh, error.en]})
    except MemoryError:
        write_frame(out, {"memory": True})
    except Exception as error:
        write_frame(out, {"fault": type(error).__name__})


def _restrict() -> None:
    """No core files; the parent's Ctrl-C is the parent's business."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource
    except ImportError:  # Windows: only the parent's clock protects it
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound_memory(most: int) -> None:
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


if __name__ == "__main__":
    main()
