from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from pipeline.rulebook import cache as cache_module
from pipeline.rulebook import load_rulebook
from pipeline.rulebook.cache import cache_file, cache_folder
from tests.rulebook.folder import GOOD, rule, write

LONG_AGO = 1_700_000_000


def _aged(folder: Path) -> Path:
    for path in folder.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return _aged(
        write(tmp_path / "rules", GOOD | {"lexicons/u.txt": "市局\t市公安局\n", "tables/t.yaml": "- {a: 1}\n"})
    )


def test_the_second_load_reads_no_rule_file(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_rulebook(folder, tmp_path / "cache")
    monkeypatch.setattr("pipeline.rulebook.files.RuleFile.read", lambda self: pytest.fail(f"{self.name} was read"))
    second = load_rulebook(folder, tmp_path / "cache")
    assert second.version == first.version
    assert second.all_rules == first.all_rules
    assert second.lexicon("u").canonical == {"市局": "市公安局"}
    assert second.table("t") == [{"a": 1}]
    assert second.clause_rules.rules == first.clause_rules.rules
    assert second.finder("deadline").find("请于6月30日前报") == first.finder("deadline").find("请于6月30日前报")


def test_the_cache_is_private_json(folder: Path, tmp_path: Path) -> None:
    load_rulebook(folder, tmp_path / "cache")
    path = cache_file(tmp_path / "cache", folder)
    assert json.loads(path.read_text(encoding="utf-8"))["version"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("change", ["text", "time", "more", "fewer"])
def test_a_changed_folder_is_read_again(folder: Path, tmp_path: Path, change: str) -> None:
    load_rulebook(folder, tmp_path / "cache")
    name = folder / "deadline" / "before_date.yaml"
    if change == "text":
        name.write_text(
            name.read_text(encoding="utf-8").replace("priority: 50", "") + "priority: 7\n", encoding="utf-8"
        )
    elif change == "time":
        name.write_text(name.read_text(encoding="utf-8").replace("具体", "某个"), encoding="utf-8")  # of the same size
        os.utime(name, (LONG_AGO + 5, LONG_AGO + 5))
    elif change == "more":
        write(folder, {"deadline/x.yaml": rule("deadline.x", "3日前", "['前']", "priority: 9\n")})
    else:
        (folder / "lexicons" / "u.txt").unlink()
    changed = load_rulebook(folder, tmp_path / "cache")
    fresh = load_rulebook(folder, tmp_path / "other")
    assert changed.version == fresh.version
    assert changed.all_rules == fresh.all_rules


def test_a_file_as_young_as_the_cache_is_not_trusted(folder: Path, tmp_path: Path) -> None:
    """Changed twice within one tick of the clock: same size, same time stamp, other words."""
    name = folder / "deadline" / "before_date.yaml"
    text = name.read_text(encoding="utf-8")
    os.utime(name)
    stamp = name.stat().st_mtime_ns
    load_rulebook(folder, tmp_path / "cache")
    name.write_text(text.replace("具体", "某个"), encoding="utf-8")
    os.utime(name, ns=(stamp, stamp))
    assert load_rulebook(folder, tmp_path / "cache").rule("deadline.before_date").description.startswith("某个")


@pytest.mark.parametrize("junk", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"key": "x"}', b"null"])
def test_a_corrupt_cache_is_passed_over_and_replaced(folder: Path, tmp_path: Path, junk: bytes) -> None:
    path = cache_file(tmp_path / "cache", folder)
    version = load_rulebook(folder, tmp_path / "cache").version
    path.write_bytes(junk)
    assert load_rulebook(folder, tmp_path / "cache").version == version
    assert json.loads(path.read_bytes())["version"] == version


@pytest.mark.parametrize("key", ["rules", "lexicons", "tables", "clauses", "version"])
def test_a_cache_with_a_part_missing_is_passed_over(folder: Path, tmp_path: Path, key: str) -> None:
    path = cache_file(tmp_path / "cache", folder)
    version = load_rulebook(folder, tmp_path / "cache").version
    data = json.loads(path.read_bytes())
    del data[key]
    path.write_text(json.dumps(data), encoding="utf-8")
    assert load_rulebook(folder, tmp_path / "cache").version == version


def test_another_code_version_does_not_read_it(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_rulebook(folder, tmp_path / "cache")
    path = cache_file(tmp_path / "cache", folder)
    before = json.loads(path.read_bytes())["key"]
    monkeypatch.setattr(cache_module, "FORMAT", -1)
    load_rulebook(folder, tmp_path / "cache")
    assert json.loads(path.read_bytes())["key"] != before


def test_where_nothing_can_be_written_the_rules_still_load(folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    assert load_rulebook(folder, blocked).version == load_rulebook(folder, blocked / "sub").version


def test_two_folders_have_two_caches(folder: Path, tmp_path: Path) -> None:
    other = _aged(write(tmp_path / "other", GOOD))
    versions = {load_rulebook(each, tmp_path / "cache").version for each in (folder, other, folder, other)}
    assert len(versions) == 2
    assert len(list((tmp_path / "cache").iterdir())) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="the platform's own folder differs")
@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"DUBAN_CACHE": "/c", "HOME": "/h"}, Path("/c")),
        ({"DUBAN_CACHE": "", "HOME": "/h"}, None),
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, Path("/x/duban")),
        ({"HOME": "/h"}, Path("/h/.cache/duban")),
        ({}, None),
    ],
)
def test_where_the_cache_lies(environ: dict[str, str], folder: Path | None) -> None:
    assert cache_folder(environ) == folder
