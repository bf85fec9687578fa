"""A question of the ledger in words: what stands over a printed ledger, and what could not be understood."""

from __future__ import annotations

from pipeline.export.words import KINDS, LEVELS, LIGHTS, Names, name_of
from pipeline.store.lifecycle import STATES
from pipeline.web.questions import Question

CONDITIONS: Names = {
    "q": ("含有", "with the words"),
    "unit": ("责任单位", "unit"),
    "subtree": ("含下级单位", "with those below"),
    "bearer": ("责任单位全称", "unit in full"),
    "ours": ("本单位的", "ours"),
    "kind": ("类别", "kind"),
    "state": ("状态", "state"),
    "light": ("红黄灯", "light"),
    "recurring": ("周期性", "recurring"),
    "level": ("发文层级", "level"),
    "number": ("依据文号", "number"),
    "document": ("公文", "document"),
    "due_after": ("到期不早于", "due from"),
    "due_before": ("到期不晚于", "due until"),
    "due_within": ("到期在", "due within"),
    "done_after": ("办结不早于", "done from"),
    "timely": ("办结是否按期", "done in time or late"),
    "fine": ("罚款可达（元）", "fine from (yuan)"),
    "fine_on": ("罚谁", "who pays"),
    "new_since": ("此后新记入", "new since"),
    "changed_since": ("此后改了期限", "date changed since"),
    "as_of": ("截至日", "as of"),
}
_VALUES: dict[str, Names] = {
    "kind": KINDS | {"all": ("全部", "all")},
    "state": STATES | {"all": ("全部", "all")},
    "light": LIGHTS,
    "level": LEVELS,
    "timely": {"in_time": ("按期", "in time"), "late": ("逾期", "late")},
}
_TICKS = ("subtree", "ours", "recurring")


def conditions(asked: Question, lang: str) -> list[str]:
    """What narrows a question, each condition as words; nothing where all is asked for.

    >>> conditions(Question(unit="临江区", subtree="1", light="red"), "zh")
    ['责任单位：临江区', '含下级单位', '红黄灯：逾期']
    """
    return [_said(name, str(getattr(asked, name)), lang) for name in CONDITIONS if getattr(asked, name)]


def called(names: tuple[str, ...], lang: str) -> list[str]:
    """The names of conditions in the user's language.

    >>> called(("due_after", "light"), "en")
    ['due from', 'light']
    """
    return [name_of(CONDITIONS, name, lang) for name in names]


def _said(name: str, value: str, lang: str) -> str:
    label = name_of(CONDITIONS, name, lang)
    if name in _TICKS:
        return label
    return f"{label}{': ' if lang == 'en' else '：'}{name_of(_VALUES.get(name, {}), value, lang)}"
