"""Which backups stay: the last of each of the last days, weeks and months; the newest one always."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from pipeline.batch.backup import backups, made_at, manifest_of


def kept(moments: Sequence[datetime], keep: tuple[int, int, int]) -> set[datetime]:
    """Of these moments those that stay: ``keep`` says for how many days, ISO weeks and months one of each is kept.

    >>> from datetime import timedelta
    >>> days = [datetime(2025, 3, 1) + timedelta(days=number) for number in range(10)]
    >>> sorted(day.day for day in kept(days, (3, 2, 1)))
    [8, 9, 10]
    >>> sorted(day.day for day in kept(days, (1, 2, 1)))
    [9, 10]
    """
    periods: tuple[Callable[[datetime], object], ...] = (
        datetime.date,
        lambda moment: moment.isocalendar()[:2],
        lambda moment: (moment.year, moment.month),
    )
    stay = set(moments[-1:]) if moments == sorted(moments) else {max(moments)}
    for period, number in zip(periods, keep, strict=True):
        latest: dict[object, datetime] = {}
        for moment in sorted(moments):
            latest[period(moment)] = moment
        stay |= set(sorted(latest.values())[len(latest) - number :] if number else [])
    return stay


def rotate(folder: Path, keep: tuple[int, int, int]) -> list[Path]:
    """Delete the backups that need not stay, with their manifests and leftovers of broken runs; those deleted."""
    found = {moment: path for path in backups(folder) if (moment := made_at(path))}
    stay = kept(sorted(found), keep) if found else set()
    gone = [path for moment, path in found.items() if moment not in stay]
    for path in gone:
        path.unlink(missing_ok=True)
        manifest_of(path).unlink(missing_ok=True)
    for leftover in folder.glob("duban-*.partial*"):
        leftover.unlink(missing_ok=True)
    return gone
