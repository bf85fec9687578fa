"""A run in Prometheus' text format, for the textfile collector of a node exporter."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import StoreError, in_chinese

_FILES = ("found", "unchanged", "read")
_DOCUMENTS = ("new", "updated", "same", "failed")


def write_metrics(told: Mapping[str, Any], waiting: int, ended: float, file: Path) -> None:
    """The run's figures; ``waiting`` is how many files are in quarantine, ``ended`` the moment as Unix time."""
    from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

    registry = CollectorRegistry()

    def gauge(name: str, words: str, value: float, **labels: str) -> None:
        found = gauges.get(name)
        if found is None:
            found = gauges[name] = Gauge(f"duban_{name}", words, list(labels), registry=registry)
        (found.labels(**labels) if labels else found).set(value)

    gauges: dict[str, Any] = {}
    gauge("nightly_status", "Exit status of the last night run (0: well)", told["status"])
    gauge("nightly_end_timestamp_seconds", "When the last night run ended", ended)
    gauge("quarantine_files", "Files in quarantine", waiting)
    for step in told["steps"]:
        gauge("nightly_step_seconds", "How long a step of the last night run took", step["seconds"], step=step["name"])
        gauge("nightly_step_failed", "Whether a step of the last night run failed", step["outcome"] == "failed",
              step=step["name"])  # fmt: skip
    figures = {step["name"]: step["figures"] for step in told["steps"]}
    load = figures.get("load", {})
    for kind in _FILES:
        gauge("nightly_files", "Files of the watched folders", load.get(kind, 0), kind=kind)
    for kind in _DOCUMENTS:
        gauge("nightly_documents", "Documents of the last night run", load.get(kind, 0), outcome=kind)
    gauge("nightly_obligations", "New lines in the ledger", load.get("obligations", 0))
    for kind in ("new", "soon", "overdue"):
        if kind in figures.get("alerts", {}):
            gauge("alerts", "Lines by what is told of them", figures["alerts"][kind], kind=kind)
    if size := figures.get("backup", {}).get("bytes"):
        gauge("backup_bytes", "Size of the newest backup", size)
    try:
        write_to_textfile(str(file), registry)
    except OSError as error:
        raise StoreError(f"写不了 {file}：{in_chinese(error)}", f"can't write {file}: {error.strerror}") from error
