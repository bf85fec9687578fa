"""``duban parse number`` and the functions under it."""

from __future__ import annotations

from pipeline.parse.numbers import NumberParser, number_row
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook


def test_a_line() -> None:
    rows = [
        number_row(found) for found in NumberParser(load_rulebook(rules_folder())).parse("根据国发〔2018〕8号、9号文")
    ]
    assert [(row["text"], row["number"], row["issuer"]) for row in rows] == [
        ("国发〔2018〕8号", "国发〔2018〕8号", "国务院"),
        ("9号", "国发〔2018〕9号", "国务院"),
    ]
    assert rows[0]["span"] == [2, 12]
    assert (rows[0]["code"], rows[0]["year"], rows[0]["seq"], rows[0]["form"]) == ("国发", 2018, 8, "code")
