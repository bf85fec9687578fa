from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import RuleError
from pipeline.rulebook.faults import RulebookError
from pipeline.rulebook.source import gather_source, read_source
from tests.rulebook.folder import BEFORE, GOOD, rule, write

# a file of the folder, its text, and the key and a word that the fault must name
BAD = [
    ("deadline/x.yaml", rule("deadline.y", "前", "['前']"), "id", "deadline.x"),
    ("deadline/x.yaml", rule("deadline.x", "前", "[]"), "anchor", "anchor"),
    ("deadline/x.yaml", rule("deadline.x", "前", "'前'"), "anchor", "list"),
    ("deadline/x.yaml", rule("deadline.x", "前", "['前', '前']"), "anchor", "twice"),
    ("deadline/x.yaml", rule("deadline.x", "前", "['前']", "prio: 3\n"), "prio", "unknown key"),
    ("deadline/x.yaml", rule("deadline.x", "前", "['前']", "priority: 'a'\n"), "priority", "whole number"),
    ("deadline/x.yaml", rule("deadline.x", "前", "['前']", "status: 'on'\n"), "status", "draft"),
    ("deadline/x.yaml", rule("deadline.x", "前", "['前']", "window: [1]\n"), "window", "back"),
    ("deadline/x.yaml", rule("deadline.x", "前", "['前']", "window: [1, 4000]\n"), "window", "400"),
    ("deadline/x.yaml", rule("deadline.x", "前", "['前']", "emit: ['a']\n"), "emit", "mapping"),
    ("deadline/x.yaml", rule("deadline.x", "前", "['前']", text="3日前"), "matches.0.text", "mark"),
    ("deadline/x.yaml", rule("deadline.x", "前", "['前']", text="‹3日前"), "matches.0.text", "pairs"),
    ("deadline/x.yaml", rule("deadline.x", "前", "['前']", text="‹3‹日›前›"), "matches.0.text", "pairs"),
    (
        "deadline/x.yaml",
        rule("deadline.x", "前", "['前']").replace("why: '无时限'", "on: 'x'"),
        "rejects.0.why",
        "text",
    ),
    ("deadline/x.yaml", rule("deadline.x", "前", "['前']").replace("why: '无时限'", "on: 'x'"), "rejects.0.on", "date"),
    ("deadline/x.yaml", "id: 'deadline.x'\n", "matches", "2 example"),
    ("deadline/x.yaml", "- 'a'\n", "", "one rule"),
    ("deadline/x.yaml", rule("deadline.x", "{date.none}前", "['前']"), "pattern", "date.none"),
    ("fragments/more.yaml", "a: ['x']\n", "a", "text"),
    ("fragments/more.yaml", "- 'x'\n", "", "name"),
    ("tables/t.yaml", "a: 'x'\n", "", "list of rows"),
    ("tables/t.yaml", "- {a: {b: 'x'}}\n", "0", "flat"),
    ("stray.yaml", "a: 'x'\n", "", "slot"),
    ("deadline/x.yml", "a: 'x'\n", "", ".yaml"),
    ("lexicons/x.yaml", "a: 'x'\n", "", ".txt"),
    ("clauses/x.yaml", "id: 'clauses.x'\n", "when", "fact"),
    ("clauses/x.yaml", "id: 'clauses.x'\nwhen: {a: {like: 'x'}}\n", "when.a", "unknown like"),
    ("clauses/x.yaml", "id: 'clauses.x'\nwhen: {a: {lexicon: 'none'}}\n", "when.a", "none"),
    ("clauses/x.yaml", "id: 'clauses.x'\nwhen: {a: {prefix: 3}}\n", "when.a", "text"),
    ("clauses/x.yaml", "id: 'clauses.x'\nwhen: {a: 3}\n", "when.a", "must be"),
    ("clauses/x.yaml", "id: 'clauses.x'\nwhen: {a: []}\n", "when.a", "empty"),
    ("clauses/x.yaml", "id: 'clauses.x'\nwhen: {a: 'b'}\noutcome: 'stop'\n", "outcome", "refuse"),
]
LINTS = [
    ("lexicons/x.txt", "市局\n县局\n市局\n", "twice", 3),
    ("lexicons/x.txt", "市局 \n", "spaces", 1),
    ("lexicons/x.txt", "市局\t市公安局\t2020\n", "two columns", 1),
    ("lexicons/x.txt", "# 名单\n\t市公安局\n", "missing", 2),
    ("deadline/x.yaml", BEFORE.replace("before_date", "x").replace("['date.md']", "['date.ymd']"), "date.md", 3),
]


@pytest.mark.parametrize(("name", "text", "key", "word"), BAD)
def test_a_fault_names_file_key_and_cure(tmp_path: Path, name: str, text: str, key: str, word: str) -> None:
    folder = write(tmp_path, GOOD | {name: text})
    faults = gather_source(folder).faults
    assert [fault for fault in faults if fault.file == name and fault.key == key and word in fault.en], faults
    assert all(fault.zh != fault.en for fault in faults)
    with pytest.raises(RuleError):
        read_source(folder)


@pytest.mark.parametrize(("name", "text", "word", "line"), LINTS)
def test_what_is_only_untidy_does_not_stop_the_work(tmp_path: Path, name: str, text: str, word: str, line: int) -> None:
    source = read_source(write(tmp_path, GOOD | {name: text}))
    assert [(fault.file, fault.line) for fault in source.lints if word in fault.en] == [(name, line)]


def test_all_faults_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    files = {name: text for name, text, _, _ in BAD if name.startswith(("fragments", "stray", "tables"))}
    files |= {"deadline/a.yaml": "id: 2024-01-01\n", "deadline/b.yaml": rule("deadline.b", "前", "[]", "x: 1\n")}
    with pytest.raises(RulebookError) as caught:
        read_source(write(tmp_path, GOOD | files))
    assert {fault.file for fault in caught.value.faults} == set(files)
    assert len(caught.value.message("zh").splitlines()) == len(caught.value.faults) + 1
    assert "deadline/b.yaml:5 [deadline.b] x: " in caught.value.message("en")


def test_a_file_that_is_no_utf8_is_a_fault(tmp_path: Path) -> None:
    folder = write(tmp_path, GOOD)
    (folder / "deadline" / "x.yaml").write_bytes("描述: '前'".encode("gb18030"))
    assert [fault.file for fault in gather_source(folder).faults] == ["deadline/x.yaml"]


def test_hidden_files_backups_and_notes_are_left_alone(tmp_path: Path) -> None:
    extra = {"README.md": "x", "deadline/.x.swp": "x", "deadline/x.yaml~": "x", ".git/config": "x"}
    assert read_source(write(tmp_path, GOOD | extra)).version == read_source(write(tmp_path / "b", GOOD)).version


def test_the_version_depends_on_every_text_and_name(tmp_path: Path) -> None:
    first = read_source(write(tmp_path / "a", GOOD)).version
    changed = read_source(write(tmp_path / "b", GOOD | {"lexicons/units.txt": "市局\n"})).version
    moved = read_source(write(tmp_path / "c", GOOD | {"lexicons/organs.txt": "市局\n"})).version
    assert len({first, changed, moved}) == 3
    assert len(first) == 12


def test_a_missing_folder_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="--rules") as caught:
        read_source(tmp_path / "none")
    assert "\n" not in caught.value.zh
