"""Titles in running text, quoted, nested, broken over lines, and unquoted."""

from __future__ import annotations

from functools import cache

import pytest

from pipeline.find.titles import TitleFinder, title_key, title_name
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook


@cache
def finder() -> TitleFinder:
    return TitleFinder(load_rulebook(rules_folder()))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("印发《关于加强防汛工作的通知》，请执行", ["关于加强防汛工作的通知"]),
        ("《关于修改〈云岭省消防条例〉的决定》", ["关于修改〈云岭省消防条例〉的决定"]),
        ("《关于印发《防汛预案》的通知》废止", ["关于印发《防汛预案》的通知"]),
        ("《关于印发<防汛预案>的通知》", ["关于印发<防汛预案>的通知"]),
        ("《关于做好“双随机、一公开”工作的意见（试行）》", ["关于做好“双随机、一公开”工作的意见（试行）"]),
        ("《消防法》、《安全生产法》", ["消防法", "安全生产法"]),
        ("《防汛\n预案》", ["防汛预案"]),
        ("云消〔2024〕7号关于印发《界定标准》的通知,按照", ["关于印发《界定标准》的通知"]),
        ("下发了关于开展除患攻坚行动实施方案，包含", ["关于开展除患攻坚行动实施方案"]),
        ("关于加强春季防火、森林防火工作的紧急通知。", ["关于加强春季防火、森林防火工作的紧急通知"]),
        ("关于这件事，各单位要重视", []),
        ("《未完", []),
        ("》《", []),
    ],
)
def test_titles(text: str, names: list[str]) -> None:
    assert [title_name(text, mention) for mention in finder().find(text)] == names


def test_spellings_of_one_title_have_one_key() -> None:
    assert title_key("中华人民共和国消防法") == title_key("消防法")
    assert title_key("关于印发<防汛预案>的通知") == title_key("关于印发〈防汛预案〉的通知 ")
