"""A night run's report in a few lines for the terminal (and for cron's mail)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def summary(told: Mapping[str, Any], lang: str) -> Iterator[str]:
    """Line by line: what was loaded, what is in quarantine, what failed."""
    from pipeline.batch.report_files import OUTCOMES, STEPS

    en = lang == "en"
    load: dict[str, Any] = next((each["figures"] for each in told["steps"] if each["name"] == "load"), {})
    if load:
        yield (
            f"files {load['found']}, unchanged {load['unchanged']}; documents new {load['new']}, updated "
            f"{load['updated']}, unchanged {load['same']}, refused {load['failed']}; new items {load['obligations']}"
            if en
            else f"文件 {load['found']} 个，未变 {load['unchanged']}；公文新载入 {load['new']}，"
            f"更新 {load['updated']}，未变 {load['same']}，未收 {load['failed']}；新记入 {load['obligations']} 条"
        )
        yield from (f"! {each[lang]}" for each in load["closed"])
        yield from _quarantined(load["quarantined"], en)
        for path in load["unstable"]:
            yield f"~ {path}: still changing, left for the next run" if en else f"~ {path}：还在变动，留待下次"
    for step in told["steps"]:
        if step["outcome"] == "failed":
            name, outcome = STEPS.get(step["name"], (step["name"],) * 2)[en], OUTCOMES["failed"][en]
            yield f"! {name} {outcome}: {step['en']}" if en else f"! {name}{outcome}：{step['zh']}"
    yield _end(told, en)


def _quarantined(found: list[dict[str, str]], en: bool) -> Iterator[str]:
    for each in found:
        yield f"- {each['en' if en else 'zh']}"
    if found:
        yield (
            f"{len(found)} into quarantine: see duban quarantine list, again with duban quarantine retry"
            if en
            else f"{len(found)} 份进入隔离区：duban quarantine list 查看，duban quarantine retry 重试"
        )


def _end(told: Mapping[str, Any], en: bool) -> str:
    seconds = round(sum(step["seconds"] for step in told["steps"]), 1)
    from pipeline.batch.report_files import STATUS

    said = STATUS[told["status"]][en]
    return f"night run: {said}, {seconds} s" if en else f"夜间任务：{said}，用时 {seconds} 秒"


def size(bytes: int) -> str:
    """A size as people say it.

    >>> size(12_345_678)
    '12.3 MB'
    """
    for unit, factor in (("GB", 1e9), ("MB", 1e6)):
        if bytes >= factor:
            return f"{bytes / factor:.1f} {unit}"
    return f"{bytes / 1e3:.0f} kB"
