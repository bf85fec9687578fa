"""Extraction in a process of its own: whatever ends that process, the next document is read."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from pipeline.batch.apart import Apart
from pipeline.errors import DubanError
from pipeline.model import Document
from pipeline.settings import Settings

NOTICE = Document("通知.txt", "云消〔2031〕17号\n关于检查的通知\n各大队：\n各大队应于2031年6月10日前报送自查报告。\n")


@pytest.fixture
def apart() -> Iterator[Apart]:
    made = Apart(Settings())
    yield made
    made.close()


def spawned() -> list[psutil.Process]:
    """The processes of ours that extract."""
    found = []
    for each in psutil.Process().children():
        with suppress(psutil.Error):
            if "spawn_main" in " ".join(each.cmdline()):
                found.append(each)
    return found


def test_a_process_that_was_killed_between_two_documents_is_replaced(apart: Apart) -> None:
    first = apart.extract(NOTICE)
    (process,) = spawned()
    process.kill()
    process.wait()
    assert apart.extract(NOTICE) == first


def test_a_process_that_is_killed_again_and_again_is_not_called_slow(apart: Apart) -> None:
    over = threading.Event()

    def kill() -> None:
        while not over.is_set():
            for each in spawned():
                with suppress(psutil.Error):
                    each.kill()
            time.sleep(0.01)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        with pytest.raises(DubanError, match="意外结束"):
            apart.extract(NOTICE)
    finally:
        over.set()
        killer.join()
    assert len(apart.extract(NOTICE).obligations) == 1


def test_what_is_too_slow_is_called_so(tmp_path: Path) -> None:
    apart = Apart(Settings(max_extract_seconds=1))
    text = "一、各大队要报送第一类自查报告，并于每月5日前书面报市安办；\n" * 40_000
    try:
        with pytest.raises(DubanError, match="提取超过 1 秒"):
            apart.extract(Document(str(tmp_path / "长.txt"), text))
    finally:
        apart.close()
