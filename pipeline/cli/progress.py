"""How far a run is: a bar where somebody is watching, a line where a long recognition begins and nobody is."""

from __future__ import annotations

import sys
from typing import Any

from pipeline.cli.output import note, printable
from pipeline.model import Document


class Bar:
    """Counts files, and the pages of a scan while they are recognized; a context manager."""

    def __init__(self, total: int, lang: str) -> None:
        self._lang = lang
        self._live: Any = None
        self._files: Any = None
        self._scan: Any = None
        self._total = total

    def __enter__(self) -> Bar:
        if self._total > 1 and sys.stderr.isatty():
            self._files = self._shown().add_task("loading" if self._lang == "en" else "载入", total=self._total)
        return self

    def __exit__(self, *_exc: object) -> None:
        if self._live is not None:
            self._live.stop()

    def advance(self) -> None:
        """One file more is done."""
        if self._files is not None:
            self._live.advance(self._files)

    def pages(self, name: str, done: int, total: int) -> None:
        """``done`` of ``total`` pages of a file are recognized."""
        if not sys.stderr.isatty():
            if done == 0:
                note(self._begins(name, total))
            return
        live = self._shown()
        if self._scan is None:
            self._scan = live.add_task("", total=total)
        words = "recognizing" if self._lang == "en" else "识别"
        live.update(self._scan, description=f"{words} {printable(name)[-40:]}", completed=done, total=total)
        if done >= total:
            live.remove_task(self._scan)
            self._scan = None

    def _begins(self, name: str, total: int) -> str:
        if self._lang == "en":
            return f"{name}: {total} scanned pages, being recognized"
        return f"{name}：{total} 页扫描，正在识别文字"

    def _shown(self) -> Any:
        if self._live is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._live = Progress(*columns, console=Console(file=sys.stderr))
            self._live.start()
        return self._live


def warn(document: Document, lang: str) -> None:
    """Say what a document is lacking: pages that were not read, pages that were read badly."""
    if "unread" in document.flags:
        pages = dict(document.metadata).get("未识别页", "")
        note(
            f"{document.path}: scanned pages were not read: {pages}; install duban[ocr] or switch the setting ocr on"
            if lang == "en"
            else f"{document.path}：扫描页没有识别：{pages}；请安装 duban[ocr]，或打开设置项 ocr"
        )
    if "closed" in document.flags:
        pages = dict(document.metadata).get("打不开的页", "")
        note(
            f"{document.path}: pages whose pictures can't be opened were not read: {pages}; export the file as PDF"
            if lang == "en"
            else f"{document.path}：有的页图片打不开，没有读：{pages}；请导出为 PDF 再试"
        )
    if "pictures" in document.flags:
        count = dict(document.metadata).get("未识别图片", "")
        note(
            f"{document.path}: {count} pictures as large as pages were not read; load scans among them by themselves"
            if lang == "en"
            else f"{document.path}：有 {count} 张整页大小的图片没有识别；如是扫描的文件，请另行载入"
        )
    if "doubtful" in document.flags:
        note(
            f"{document.path}: badly legible scan; check what was read against the paper"
            if lang == "en"
            else f"{document.path}：扫描件不清晰，请对照原件核对"
        )
