"""Names valid in time, names said in relation to who speaks, and whom a collective name means."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.resolve.directory import Directory, Units

ROWS = [
    {"name": "甲省消防救援总队", "kind": "总队", "level": "province", "place": "甲省", "also": ["甲省总队"]},
    {"name": "甲省人民政府", "kind": "政府", "level": "province", "place": "甲省"},
    {"name": "乙市人民政府", "kind": "政府", "level": "city", "parent": "甲省人民政府", "place": "乙市"},
    {"name": "乙市安委办", "kind": "安委办", "level": "city", "parent": "乙市人民政府", "place": "乙市"},
    {"name": "乙市应急管理局", "kind": "应急局", "level": "city", "parent": "乙市人民政府", "place": "乙市",
     "also": ["乙市应急局"]},
    {"name": "丁县人民政府", "kind": "政府", "level": "county", "parent": "乙市人民政府", "place": "丁县"},
    {"name": "乙市消防救援支队", "kind": "支队", "level": "city", "parent": "甲省消防救援总队", "place": "乙市"},
    {"name": "丁县消防救援大队", "kind": "大队", "level": "county", "parent": "乙市消防救援支队", "place": "丁县",
     "also": ["丁县大队"]},
    {"name": "戊区消防救援大队", "kind": "大队", "level": "county", "parent": "乙市消防救援支队", "place": "戊区"},
    {"name": "丁县城关消防救援站", "kind": "站", "level": "town", "parent": "丁县消防救援大队", "place": "丁县"},
]  # fmt: skip
ALIASES = [
    {"alias": "乙市消防救援局", "unit": "乙市消防救援支队", "from": "2024-06-28"},
    {"alias": "乙市公安消防支队", "unit": "乙市消防救援支队", "until": "2018-11-08"},
]
WORDS = [
    {"word": "单位"},
    {"word": "人民政府", "kind": "政府"},
    {"word": "县区", "level": "county"},
    {"word": "消防站", "kind": "站"},
]
BRIGADE, SQUAD = "乙市消防救援支队", "丁县消防救援大队"
NOW = date(2025, 1, 1)


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory(Units(ROWS, ALIASES), WORDS)


@pytest.mark.parametrize(
    ("words", "on", "wanted"),
    [
        ("乙市消防救援局", NOW, BRIGADE),
        ("乙市消防救援局", date(2024, 6, 27), None),
        ("乙市消防救援局", date(2024, 6, 28), BRIGADE),
        ("乙市公安消防支队", date(2018, 11, 8), BRIGADE),
        ("乙市公安消防支队", date(2018, 11, 9), None),
        ("丁县大队", None, SQUAD),
        ("不知名单位", NOW, None),
    ],
)
def test_names_are_valid_in_time(directory: Directory, words: str, on: date | None, wanted: str | None) -> None:
    unit = directory.unit(words, on)
    assert (unit.name if unit else None) == wanted


@pytest.mark.parametrize(
    ("words", "issuer", "wanted"),
    [
        ("支队", SQUAD, BRIGADE),
        ("支队", BRIGADE, BRIGADE),
        ("总队", SQUAD, "甲省消防救援总队"),
        ("大队", BRIGADE, None),
        ("本支队", BRIGADE, BRIGADE),
        ("我大队", SQUAD, SQUAD),
        ("市应急局", BRIGADE, "乙市应急管理局"),
        ("市应急局", SQUAD, "乙市应急管理局"),
        ("县大队", SQUAD, SQUAD),
        ("各大队", BRIGADE, "乙市消防救援支队所属各大队"),
        ("各大队", SQUAD, "乙市消防救援支队所属各大队"),
        ("各大队", "甲省总队", "甲省消防救援总队所属各大队"),
        ("各交警大队", BRIGADE, None),
        ("各大队", None, None),
        ("各大队", "不知名单位", None),
        ("群众", BRIGADE, None),
    ],
)
def test_who_is_meant_hangs_on_who_speaks(
    directory: Directory, words: str, issuer: str | None, wanted: str | None
) -> None:
    assert directory.canonical(words, NOW, issuer) == wanted


@pytest.mark.parametrize(
    ("words", "issuer", "wanted"),
    [
        ("各大队", BRIGADE, [SQUAD, "戊区消防救援大队"]),
        ("各县区大队", BRIGADE, [SQUAD, "戊区消防救援大队"]),
        ("各消防救援大队", BRIGADE, [SQUAD, "戊区消防救援大队"]),
        ("各消防站", SQUAD, ["丁县城关消防救援站"]),
        ("各单位", SQUAD, ["丁县城关消防救援站"]),
        ("各县（市、区）人民政府", "乙市安委办", ["丁县人民政府"]),
        ("各大队", "乙市安委办", [SQUAD, "戊区消防救援大队"]),
        ("各大队", None, [SQUAD, "戊区消防救援大队"]),
        ("各单位", None, []),
        ("各银行", BRIGADE, []),
        (SQUAD, None, [SQUAD]),
    ],
)
def test_a_collective_name_means_each_of_them(
    directory: Directory, words: str, issuer: str | None, wanted: list[str]
) -> None:
    speaker = directory.units.called(issuer) if issuer else None
    assert [unit.name for unit in directory.members(words, NOW, speaker)] == wanted


@pytest.mark.parametrize(
    ("text", "canonical", "wanted"),
    [
        ("大队", SQUAD, "direct"),
        ("丁县大队", None, "direct"),
        ("各大队", None, "collective"),
        ("各大队", "乙市消防救援支队所属各大队", "collective"),
        ("各单位", "乙市消防救援支队所属各单位", "collective"),
        ("各单位", None, None),
        ("各支队", "甲省消防救援总队所属各支队", None),
        ("戊区消防救援大队", "戊区消防救援大队", None),
    ],
)
def test_what_falls_on_a_unit(directory: Directory, text: str, canonical: str | None, wanted: str | None) -> None:
    unit = directory.units.get(SQUAD)
    assert unit is not None
    assert directory.falls_on(text, canonical, unit) == wanted


def test_the_hierarchy_goes_both_ways_and_a_circle_ends() -> None:
    units = Units([{"name": "甲", "parent": "乙"}, {"name": "乙", "parent": "甲"}, {"name": "丙", "parent": "乙"}])
    third = units.get("丙")
    assert third is not None
    assert [unit.name for unit in units.superiors(third)] == ["乙", "甲"]
    second = units.get("乙")
    assert second is not None
    assert {unit.name for unit in units.subtree(second)} == {"甲", "乙", "丙"}


def test_what_ships_is_sound() -> None:
    from pipeline.resources import rules_folder
    from pipeline.rulebook import load_rulebook

    rulebook = load_rulebook(rules_folder())
    units = Units.of(rulebook)
    names = {unit.name for unit in units}
    assert all(not unit.parent or unit.parent in names for unit in units)
    assert all(row["unit"] in names for row in rulebook.table("unit_aliases"))
