"""The patterns of modules: kept from run to run, and the same record with, without and beside a broken file of them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.patterns import compiled
from pipeline.resources import samples_folder

RUN = """
import sys
import pipeline.rulebook.patterns as patterns
if sys.argv[2] == "nothing new":
    patterns.keep_compiled = lambda tree: sys.exit("compiled again")
from pipeline.codec import dumps
from pipeline.model import Document
from pipeline.stages import make_extractor
print(dumps(make_extractor().extract(Document("x", open(sys.argv[1], encoding="utf-8").read()))))
"""


def record(cache: str, how: str = "") -> str:
    notice = str(next(samples_folder().glob("notice-*.txt")))
    command = [sys.executable, "-c", RUN, notice, how]
    done = subprocess.run(
        command, env={**os.environ, "DUBAN_CACHE": cache}, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return done.stdout


def test_a_later_run_compiles_nothing_and_reads_the_same(tmp_path: Path) -> None:
    first = record(str(tmp_path))
    assert record(str(tmp_path)) == first  # the rules are read from the cache for the first time
    assert record(str(tmp_path), "nothing new") == first
    assert record("") == first
    (tmp_path / "patterns-of-modules.json").write_text('{"key": 1', encoding="utf-8")
    assert record(str(tmp_path)) == first


def test_flags_and_faults_are_those_of_re() -> None:
    assert compiled("[a-z]+号", 2).fullmatch("ABC号")
    with pytest.raises(re.error):
        compiled("(")
