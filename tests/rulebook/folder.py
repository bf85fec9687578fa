"""Invented rules folders for the tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

BEFORE = """\
    id: 'deadline.before_date'
    description: '具体日期加“前”'
    uses: ['date.md']
    anchor: ['前']
    pattern: '(?P<date>{date.md})(?:之|以)?前(?!期)'
    emit: {kind: 'by', due: 'date'}
    matches:
      - {text: '请于‹6月30日前›报送。'}
      - {text: '‹12月1日之前›完成。'}
    rejects:
      - {text: '6月30日前期工作已启动。', why: '“前期”不是时限'}
    """
DATE = "md: '[0-9]{1,2}月[0-9]{1,2}日'\n"
DONE = """\
    id: 'clauses.done'
    type: 'clause'
    when: {tense: 'done', cue: null}
    outcome: 'refuse'
    reason: '含“已”，判为已完成'
    matches:
      - {text: '‹已完成排查›。'}
      - {text: '‹已报送清单›。'}
    rejects:
      - {text: '要完成排查。', why: '有“要”'}
    """
GOOD = {"deadline/before_date.yaml": BEFORE, "fragments/date.yaml": DATE, "clauses/done.yaml": DONE}


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """The folder with these files in it, each dedented."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return folder


def rule(name: str, pattern: str, anchors: str, more: str = "", text: str = "‹3日前›") -> str:
    """The text of a mention rule: ``rule('deadline.x', '3日前', "['前']")``."""
    return (
        f"id: '{name}'\ndescription: '例'\nanchor: {anchors}\npattern: '{pattern}'\n{more}"
        "matches:\n"
        f"  - {{text: '甲{text}报'}}\n  - {{text: '乙{text}报'}}\nrejects:\n  - {{text: '无', why: '无时限'}}\n"
    )
