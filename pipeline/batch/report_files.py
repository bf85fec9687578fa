"""A run's report where people and programs look for it: JSON and a page, the latest under a name that stays."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from pipeline.batch.page import page
from pipeline.errors import StoreError, in_chinese
from pipeline.export.files import write_whole

_KEPT = 60
STEPS = {
    "load": ("载入", "load"),
    "reread": ("按新规则重提", "extract anew"),
    "link": ("关联", "link"),
    "resolve": ("重算事件期限", "event-bound dates"),
    "alerts": ("预警", "alerts"),
    "exports": ("导出", "exports"),
    "mail": ("发信", "mail"),
    "backup": ("备份", "backup"),
    "report": ("报告", "report"),
}
OUTCOMES = {"done": ("完成", "done"), "failed": ("失败", "failed"), "skipped": ("跳过", "skipped")}
STATUS = {
    0: ("正常", "well"),
    1: ("完成，有待查看", "done, something to look at"),
    2: ("失败", "failed"),
    130: ("已中断，余下留待下次", "stopped; the rest is for the next run"),
}
_NAMES = {
    "found": ("文件", "files"), "unchanged": ("未变文件", "unchanged files"), "read": ("读入文件", "files read"),
    "new": ("新增", "new"), "updated": ("更新", "updated"), "same": ("未变公文", "unchanged documents"),
    "failed": ("未收", "refused"), "obligations": ("新记入条目", "new items"), "soon": ("即将到期", "due soon"),
    "overdue": ("逾期", "overdue"), "stale": ("旧规则读过的", "read by other rules"), "bytes": ("字节", "bytes"),
    "sent": ("已发", "sent"), "documents": ("公文", "documents"), "file": ("文件", "file"),
}  # fmt: skip


def write_report(told: Mapping[str, Any], folder: Path, lang: str) -> tuple[Path, Path]:
    """The run's JSON and page, also as ``latest``; reports of runs long past go."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"建不了文件夹 {folder}：{in_chinese(error)}", f"can't make {folder}: {error.strerror}"
        ) from error
    stem = "".join(sign for sign in str(told["started_at"]) if sign.isalnum())
    data = json.dumps(told, ensure_ascii=False, indent=1, default=str).encode("utf-8", "backslashreplace")
    shown = as_page(told, lang).encode("utf-8", "replace")
    for name in (stem, "latest"):
        write_whole(folder / f"{name}.json", data)
        write_whole(folder / f"{name}.html", shown)
    _thin(folder)
    return folder / f"{stem}.json", folder / f"{stem}.html"


def last_told(folder: Path, db: str) -> str | None:
    """When the run ended whose report lies here as the latest: what is older, somebody could read. None without one."""
    try:
        told = json.loads((folder / "latest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return told.get("finished_at") if told.get("db") == db else None


def as_page(told: Mapping[str, Any], lang: str) -> str:
    """The report as a page: how it went, step by step; what is in quarantine and how to retry; what changed."""
    en = lang == "en"
    status = STATUS[told["status"]][en]
    heading = f"Duban night run {told['day']}: {status}" if en else f"督办夜间任务 {told['day']}：{status}"
    parts = [f"<h1>{escape(heading)}</h1>", f"<p>{escape(_when(told, en))}</p>"]
    if "zh" in told:
        parts.append(f'<p class="failed">{escape(told["en" if en else "zh"])}</p>')
    parts += [*_steps(told, en), *_quarantine(told, en), *_changes(told, en)]
    return page(heading, "\n".join(parts), lang)


def _when(told: Mapping[str, Any], en: bool) -> str:
    seconds = round(sum(step["seconds"] for step in told["steps"]), 1)
    if en:
        return f"{told['started_at']} – {told.get('finished_at', '')}, {seconds} s; ledger {told.get('db', '')}"
    return f"{told['started_at']} – {told.get('finished_at', '')}，用时 {seconds} 秒；台账 {told.get('db', '')}"


def _steps(told: Mapping[str, Any], en: bool) -> Iterator[str]:
    heads = ("Step", "Outcome", "Seconds", "Figures") if en else ("步骤", "结果", "秒", "数字")
    yield "<table><tr>" + "".join(f"<th>{each}</th>" for each in heads) + "</tr>"
    for step in told["steps"]:
        name, outcome = STEPS.get(step["name"], (step["name"],) * 2)[en], OUTCOMES[step["outcome"]][en]
        said = "；".join(_figures(step["figures"], en)) or step["en" if en else "zh"]
        yield (
            f'<tr><td>{escape(name)}</td><td class="{step["outcome"]}">{outcome}</td>'
            f"<td>{step['seconds']}</td><td>{escape(said)}</td></tr>"
        )
    yield "</table>"


def _figures(figures: Mapping[str, Any], en: bool) -> Iterator[str]:
    for key, value in figures.items():
        if key in _NAMES and isinstance(value, (int, float, str)):
            yield f"{_NAMES[key][en]} {value}"


def _quarantine(told: Mapping[str, Any], en: bool) -> Iterator[str]:
    figures = {step["name"]: step["figures"] for step in told["steps"]}
    found = [each for name in ("load", "reread") for each in figures.get(name, {}).get("quarantined", [])]
    unstable = figures.get("load", {}).get("unstable", [])
    if found or told.get("waiting"):
        number = told.get("waiting", len(found))
        yield f"<h2>{'Quarantine' if en else '隔离区'} ({number})</h2>"
        yield (
            "<p>Mend the file, then <code>duban quarantine retry ID</code>; <code>duban quarantine list</code> shows "
            "all, <code>drop ID</code> leaves one for good.</p>"
            if en
            else "<p>修好文件后用 <code>duban quarantine retry 编号</code> 重读；<code>duban quarantine list</code> "
            "列出全部，<code>drop 编号</code> 不再理会。</p>"
        )
        yield "<ul>" + "".join(f"<li>{escape(each['en' if en else 'zh'])}</li>" for each in found) + "</ul>"
    if unstable:
        yield f"<h2>{'Still changing, left for the next run' if en else '还在变动，留待下次'}</h2>"
        yield "<ul>" + "".join(f"<li>{escape(path)}</li>" for path in unstable) + "</ul>"


def _changes(told: Mapping[str, Any], en: bool) -> Iterator[str]:
    alerts: dict[str, Any] = next((step["figures"] for step in told["steps"] if step["name"] == "alerts"), {})
    if happened := alerts.get("happened"):
        since = told.get("last_night") or ""
        yield f"<h2>{'Since the last run' if en else '上次以来的变化'} {escape(since)}</h2>"
        yield "<ul>" + "".join(f"<li>{escape(kind)}: {number}</li>" for kind, number in happened.items()) + "</ul>"


def _thin(folder: Path) -> None:
    for ending in ("json", "html"):
        for path in sorted(folder.glob(f"2*.{ending}"))[:-_KEPT]:
            path.unlink(missing_ok=True)
