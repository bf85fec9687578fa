"""Dates in the manner of other countries: whole and alone on their line, or not read at all."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.parse.times import TimeParser
from pipeline.resolve.times.foreign import read_foreign
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook

PARSER = TimeParser(load_rulebook(rules_folder()))
SAME_DAY = (
    "5 March 2031", "March 5, 2031", "5th March 2031", "2031 March 5", "05-Mar-2031", "MAR 5 2031", "Wed, 5 Mar 2031",
    "5. März 2031", "5 mars 2031", "5 de marzo de 2031", "5 марта 2031", "2031년 3월 5일", "Ngày 5 tháng 3 năm 2031",
    "05.03.2031", " 5 March 2031。",
)  # fmt: skip


@pytest.mark.parametrize("words", SAME_DAY)
def test_a_whole_date_is_read(words: str) -> None:
    ((slot, found),) = PARSER.parse(words, date(2024, 2, 5))
    assert (slot, found.kind, found.due) == ("time", "on", "2031-03-05")
    assert found.span is not None
    assert found.span.of(words) == found.text


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("31/12/2031", "2031-12-31"),
        ("12/31/2031", "2031-12-31"),
        ("31-12-2031 17:30", "2031-12-31T17:30"),
        ("March 5, 2031 at 5:30 PM", "2031-03-05T17:30"),
        ("2031-03-05T20:00:00Z", "2031-03-06T04:00"),
        ("2031-03-05 20:00:00+08:00", "2031-03-05T20:00"),
    ],
)
def test_figures_and_zones(words: str, due: str) -> None:
    ((_, found),) = PARSER.parse(words)
    assert found.due == due


@pytest.mark.parametrize(
    "words",
    [
        "03/04/2031",  # the third of April, or March the fourth
        "March 2031", "5 March", "tomorrow", "in 3 days", "yesterday at noon", "31 February 2031", "30/02/2031",
        "5 Sat 2031", "5 6 2031 sat", "a 2031 3", "may 2031",
        "GB 50016-2014", "v2031.3.5", "1710000000", "10.12.2031.1",
        "Room 5 March 2031", "the report of 5 March 2031", "5 March 2031 and 6 March 2031", "2031-W10-2",
    ],
)  # fmt: skip
def test_what_is_partial_or_two_or_a_sentence_is_not(words: str) -> None:
    assert read_foreign(words) is None
    assert PARSER.parse(words, date(2024, 2, 5)) == []


@pytest.mark.parametrize("words", ["联系人 5 March 2031 来访", "第5 March 2031号", "于5 March 2031前报送"])
def test_running_text_is_never_shown_to_it(words: str) -> None:
    assert PARSER.running(words, date(2024, 2, 5)) == []
    assert read_foreign(words) is None


@given(st.text("0123456789 -./:,TZMarchapymdst月日年", max_size=24))
@example("1.2.2031")
@settings(max_examples=150, deadline=None)
def test_nothing_raises_and_what_is_read_stands_there(words: str) -> None:
    found = read_foreign(words)
    if found and found.due:
        assert found.due[:4] in words or "Z" in words or ":" in words
        assert str(int(found.due[8:10])) in words.replace("T", " ") or ":" in words


def test_it_loads_only_when_such_a_line_comes() -> None:
    code = (
        "import sys\nfrom pipeline.parse.times import TimeParser\nfrom pipeline.rulebook import load_rulebook\n"
        "from pipeline.resources import rules_folder\np = TimeParser(load_rulebook(rules_folder()))\n"
        "p.parse('请于2031年3月5日前报送。')\np.parse('目前运转正常')\nassert 'dateparser' not in sys.modules\n"
        "p.parse('5 March 2031')\nassert 'dateparser' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
