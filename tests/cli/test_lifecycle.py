"""The life of a line as a user leads it: corrections, acts, occurrences, second thoughts."""

from __future__ import annotations

import json

from tests.cli.test_ledger import Shell, loaded, shell, written

__all__ = ["loaded", "shell", "written"]

DAY = "2024-03-20"


def uid(loaded: Shell, words: str) -> str:
    return next(str(row["id"]) for row in loaded.rows("ledger", "--kind", "all", "--as-of", DAY, "--search", words))


def test_a_correction_says_what_the_machine_says_and_can_be_taken_back(loaded: Shell) -> None:
    line = uid(loaded, "居民楼")
    code, out, _ = loaded("correct", line, "--unit", "第一大队", "--due", "2024-03-29", "--note", "核对原件")
    assert code == 0
    machine = next(each for each in out.splitlines() if each.startswith("机器所读"))
    assert "2024-03-31" in machine
    assert not set("{}") & set(machine)
    told = loaded("history", line, "--csv")[1].splitlines()[2]
    assert "责任单位：第一大队" in told
    assert "2024-03-29" in told
    [row] = loaded.rows("ledger", "--unit", "第一大队", "--as-of", DAY)
    assert (row["due"], row["id"]) == ("2024-03-29", line)
    code, out, _ = loaded("correct", line, "--unset", "deadline", "--unset", "bearers", "--json")
    assert (json.loads(out)["due"], json.loads(out)["machine"]) == ("2024-03-31", None)
    assert loaded("correct", line)[0] == 1
    assert loaded("correct", line, "--kind", "wish")[0] == 2
    assert loaded("correct", line, "--set", "span=[0,1]")[0] == 2
    assert loaded("audit", "verify")[0] == 0


def test_a_whole_life_on_record(loaded: Shell) -> None:
    line = uid(loaded, "居民楼")
    for words in (
        ("assigned", "--to", "一大队"),
        ("acknowledged",),
        ("progress", "--note", "过半"),
        ("extended", "--until", "2024-04-30", "--approver", "支队长"),
        ("done",),
        ("returned", "--note", "缺照片"),
        ("done",),
        ("closed", "--evidence", "核查表3号"),
    ):
        code, _, err = loaded("mark", line, *words, "--on", "2024-03-02", "--by", "王五")
        assert code == 0, err
    _, out, _ = loaded("history", line)
    assert "支队长" in out
    assert "2024-03-31" in out
    assert "核查表3号" in out
    assert loaded("mark", line, "undo", "--note", "误登")[0] == 0
    [row] = loaded.rows("ledger", "--state", "done", "--as-of", DAY)
    assert row["id"] == line


def test_occurrences_on_the_command_line(loaded: Shell) -> None:
    line = uid(loaded, "每周")
    assert loaded("mark", line, "done", "--occurrence", "2024-03-03", "--on", "2024-03-03")[0] == 0
    assert loaded("mark", line, "missed", "--occurrence", "2024-03-10", "--on", "2024-03-11")[0] == 0
    assert loaded("mark", line, "missed")[0] == 1
    rows = loaded.rows("occurrences", line, "--since", "2024-03-01", "--as-of", DAY)
    assert [(row["due"], row["status"]) for row in rows] == [
        ("2024-03-03", "done"),
        ("2024-03-10", "missed"),
        ("2024-03-17", "missed"),
        ("2024-03-24", "due"),
    ]
    code, out, _ = loaded("occurrences", line, "--as-of", DAY)
    assert code == 0
    assert "未办（无登记）" in out
