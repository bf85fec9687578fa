from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model import Span
from pipeline.rulebook import Rulebook
from pipeline.rulebook.check import Checks
from pipeline.rulebook.source import gather_source
from pipeline.rulebook.trials import Read, Reader, Reading, fits
from tests.rulebook.folder import BEFORE, DATE, GOOD, rule, write

READER = "deadline"


def _reader(book: Rulebook) -> Read:
    """Gives the words of the date group as the value."""
    finder = book.finder("deadline")

    def read(text: str, on: str | None) -> list[Reading]:
        return [Reading(m.span, m.rule, {"date": m.groups["date"].of(text), "on": on}) for m in finder.find(text)]

    return read


def _faults(folder: Path, files: dict[str, str], **named: object) -> list[str]:
    checks = Checks(
        gather_source(write(folder, files)), (Reader(("deadline",), _reader),), frozenset(named.get("code", ()))
    )  # type: ignore[call-overload]
    return [
        f"{fault.rule or fault.file} {fault.key}: {fault.en}" for fault in checks.run(speed=bool(named.get("speed")))
    ]


def test_a_folder_that_holds_has_no_fault(tmp_path: Path) -> None:
    assert _faults(tmp_path, GOOD, speed=True) == []


@pytest.mark.parametrize(
    ("old", "new", "where", "word"),
    [
        ("‹6月30日前›", "‹6月30日›前", "matches.1", "not as marked"),
        ("请于‹6月30日前›报送", "7月1日前报，请于‹6月30日前›报送", "matches.1", "not as marked"),
        ("6月30日前期工作", "6月30日前提工作", "rejects.1", "must not find"),
        ("报送。'}", "报送。', value: {date: '6月3日'}}", "matches.1", "is not"),
        ("报送。'}", "报送。', on: '2031-01-02', value: {on: '2031-01-03'}}", "matches.1", "is not"),
        ("emit", "known_misses: [{text: '‹6月1日前›'}]\nemit", "known_misses.1", "passes now"),
    ],
)
def test_an_example_that_does_not_hold_is_red(tmp_path: Path, old: str, new: str, where: str, word: str) -> None:
    text = "\n".join(line.removeprefix("    ") for line in BEFORE.splitlines())
    faults = _faults(tmp_path, GOOD | {"deadline/before_date.yaml": text.replace(old, new, 1)})
    assert faults
    assert all(f"deadline.before_date {where}" in fault and word in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("报送。'}", "报送。', value: {date: '6月30日'}}"),
        ("报送。'}", "报送。', on: '2031-01-02', value: {date: '6月30日', on: '2031-01-02'}}"),
        ("emit", "known_misses: [{text: '‹六月一日前›'}]\nemit"),
        ("6月30日前期工作", "‹6月30›日前报送"),
    ],
)
def test_examples_that_hold_are_green(tmp_path: Path, old: str, new: str) -> None:
    text = "\n".join(line.removeprefix("    ") for line in BEFORE.splitlines())
    assert _faults(tmp_path, GOOD | {"deadline/before_date.yaml": text.replace(old, new, 1)}) == []


def test_an_example_must_also_hold_beside_the_other_rules(tmp_path: Path) -> None:
    greedy = (
        rule("deadline.greedy", "(?P<date>.{1,6})前", "['前']", "priority: 90\n", text="‹3日前›")
        .replace("甲", "")
        .replace("乙", "")
    )
    faults = _faults(tmp_path, GOOD | {"deadline/greedy.yaml": greedy})
    assert any(f.startswith("deadline.before_date matches.1: under the whole rulebook") for f in faults)
    assert not any("alone" in f for f in faults if f.startswith("deadline.before_date"))


def test_a_draft_is_tried_alone_and_does_not_disturb(tmp_path: Path) -> None:
    draft = rule("deadline.greedy", "(?P<date>.{1,6})前", "['前']", "priority: 90\nstatus: 'draft'\n", text="‹3日前›")
    faults = _faults(tmp_path, GOOD | {"deadline/greedy.yaml": draft})
    assert {fault.split(":")[0] for fault in faults} == {"deadline.greedy matches.1", "deadline.greedy matches.2"}


def test_rules_that_tie_are_red(tmp_path: Path) -> None:
    twin = BEFORE.replace("before_date", "twin").replace("(?:之|以)?前(?!期)", "[之以]?前(?!期)")
    faults = _faults(tmp_path, GOOD | {"deadline/twin.yaml": twin})
    assert [fault for fault in faults if fault.startswith("deadline.before_date priority: ties with deadline.twin")]
    twin = twin.replace("    anchor", "    priority: 40\n    anchor")
    assert not [fault for fault in _faults(tmp_path / "b", GOOD | {"deadline/twin.yaml": twin}) if "ties" in fault]


def test_names_that_nothing_uses_are_red(tmp_path: Path) -> None:
    more = {
        "fragments/date.yaml": DATE + "y: '[0-9]{4}年'\n",
        "lexicons/units/heads.txt": "市局\n",
        "tables/t.yaml": "- {a: 1}\n",
    }
    faults = _faults(tmp_path, GOOD | more)
    assert [fault.split(":")[0] for fault in faults] == [
        "fragments/date.yaml date.y",
        "lexicons/units/heads.txt ",
        "tables/t.yaml ",
    ]
    assert _faults(tmp_path, GOOD | more, code=("date.y", "units/heads", "t")) == []
    assert _faults(tmp_path, GOOD | more, code=("date.y", "units/*", "t")) == []


def test_names_used_by_fragments_anchors_and_conditions_count(tmp_path: Path) -> None:
    files = {
        "fragments/date.yaml": "md: '[0-9]{1,2}月{date.d}'\nd: '[0-9]{1,2}日'\n",
        "lexicons/ends.txt": "前\n",
        "lexicons/verbs.txt": "完成\n",
        "clauses/done.yaml": GOOD["clauses/done.yaml"].replace("cue: null", "verb: {not: {lexicon: 'verbs'}}"),
        "deadline/before_date.yaml": BEFORE.replace("anchor: ['前']", "anchor: ['{lexicon.ends}']").replace(
            "['date.md']", "['date.md', 'lexicon.ends']"
        ),
    }
    assert _faults(tmp_path, GOOD | files) == []


@pytest.mark.parametrize("pattern", ["(?P<date>[0-9]+)日前", "(?P<date>(?:[0-9]+)+)日前", "(?P<date>.*3)日前"])
def test_a_pattern_that_backtracks_is_red(tmp_path: Path, pattern: str) -> None:
    slow = rule("deadline.slow", pattern, "['前']", "priority: 40\n")
    faults = _faults(tmp_path, {"deadline/slow.yaml": slow}, speed=True)
    assert [fault for fault in faults if "too slow" in fault], faults


def test_a_pattern_with_bounded_repeats_is_fast_enough(tmp_path: Path) -> None:
    fast = rule("deadline.fast", "(?P<date>[0-9]{1,4})日前", "['前']")
    assert _faults(tmp_path, {"deadline/fast.yaml": fast}, speed=True) == []


@pytest.mark.parametrize("pattern", ["(", "[0-9]*", "(?P<date>3)(?P<date>日)前"])
def test_a_pattern_that_is_none_is_red(tmp_path: Path, pattern: str) -> None:
    faults = _faults(tmp_path, {"deadline/x.yaml": rule("deadline.x", pattern, "['前']")})
    assert [fault for fault in faults if fault.startswith("deadline.x pattern")]


@pytest.mark.parametrize(
    ("wanted", "got", "holds"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": None}, {"a": None}, True),
        ({"a": None}, {"a": 0}, False),
        ({"a": 1}, None, False),
        ({"a": {"b": "x"}}, {"a": {"b": "x", "c": 1}}, True),
        (["x", "y"], ("x", "y"), True),
        (["x"], ["x", "y"], False),
        (True, True, True),
        (True, False, False),
        ("5", 5, True),
        (5, 5.5, False),
    ],
)
def test_a_value_fits_what_an_example_names(wanted: object, got: object, holds: bool) -> None:
    assert fits(wanted, got) is holds


def test_a_clause_rule_is_tried_where_its_reader_is_given(tmp_path: Path) -> None:
    def make(book: Rulebook) -> Read:
        def read(text: str, on: str | None) -> list[Reading]:
            decision = book.clause_rules.decide({"tense": "done" if "已" in text else None})
            return [Reading(Span(0, len(text) - 1), decision.rule, decision.outcome)] if decision.rule else []

        return read

    source = gather_source(write(tmp_path, GOOD))
    assert Checks(source, (Reader(("clauses",), make),)).run(speed=False) == []
    wrong = {"clauses/done.yaml": GOOD["clauses/done.yaml"].replace("要完成", "已完成")}
    source = gather_source(write(tmp_path / "b", GOOD | wrong))
    assert [fault.key for fault in Checks(source, (Reader(("clauses",), make),)).run(speed=False)] == ["rejects.1"] * 2
