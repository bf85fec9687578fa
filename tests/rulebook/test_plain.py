from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rulebook.plain import read_plain

GOOD = [
    ("a: 'x'\nb: [1, -2, true, null]\non: 'y'\n", {"a": "x", "b": [1, -2, True, None], "on": "y"}),
    ("a: 前\nb: |\n  两行\n  文字\n", {"a": "前", "b": "两行\n文字\n"}),
    ("a: '2024-06-30'\nb: \"1.5\"\n", {"a": "2024-06-30", "b": "1.5"}),
    ("", None),
]
BAD = [
    ("a: 2024-06-30\n", "timestamp", 1),
    ("a: 'x'\nb: 1.5\n", "float", 2),
    ("a: yes\n", "bool", 1),
    ("a: 16:00\n", "int", 1),
    ("a: 007\n", "int", 1),
    ("a: 0x1F\n", "int", 1),
    ("a:\n", "null", 1),
    ("a: &x 'b'\n", "anchor", 1),
    ("a: &x 'b'\nc: *x\n", "alias", 2),
    ("a: !!python/object:os.system 'b'\n", "tag", 1),
    ("a: !env 'b'\n", "tag", 1),
    ("a: 'x'\nb: 'y'\na: 'z'\n", "twice", 3),
    ("<<: {a: 'x'}\n", "key", 1),
    ("? [a, b]\n: 'x'\n", "key", 1),
    ("a: 'x'\n---\nb: 'y'\n", "document", 2),
    ("a: [1, 2\n", "YAML", 0),
    ("a: 'x\n", "YAML", 0),
    ('a: "\\xZZ"\n', "YAML", 0),
    ("\x00", "YAML", 0),
]


@pytest.mark.parametrize(("text", "data"), GOOD)
def test_plain_data_is_read(text: str, data: object) -> None:
    result = read_plain("x.yaml", text)
    assert result.faults == []
    assert result.data == data


@pytest.mark.parametrize(("text", "word", "line"), BAD)
def test_everything_doubtful_is_a_fault_with_its_line(text: str, word: str, line: int) -> None:
    faults = read_plain("x.yaml", text).faults
    assert faults
    assert any(word in fault.en for fault in faults)
    if line:
        assert line in {fault.line for fault in faults}


def test_all_faults_of_a_file_come_together() -> None:
    faults = read_plain("x.yaml", "a: 1.5\nb: yes\nc: 2024-01-01\na: 'x'\n").faults
    assert [fault.line for fault in faults] == [1, 2, 3, 4]


@given(st.text(alphabet=st.sampled_from("ab: -[]{}&*!'\"\n|>#?,1.~前"), max_size=40))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    read_plain("x.yaml", text)
