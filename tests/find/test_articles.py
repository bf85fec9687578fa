"""Cited articles of laws, and what heads an article itself."""

from __future__ import annotations

from functools import cache

import pytest

from pipeline.find.articles import ArticleFinder
from pipeline.resources import rules_folder
from pipeline.rulebook import load_rulebook


@cache
def finder() -> ArticleFinder:
    return ArticleFinder(load_rulebook(rules_folder()))


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("依据《消防法》第六十条第一款第（六）项处罚", ["《消防法》第六十条第一款第（六）项"]),
        ("依据《消防法》第六十条第一款第六项处罚", ["《消防法》第六十条第一款第六项"]),
        ("根据本办法第八条第二款", ["本办法第八条第二款"]),
        ("违反本条例第十六条、第十七条、第二十一条第二款规定的", ["本条例第十六条、第十七条、第二十一条第二款"]),
        ("按照第六十七条第三款执行", ["第六十七条第三款"]),
        ("依照刑法第二百五十三条之一追究", ["刑法第二百五十三条之一"]),
        ("依照反不正当竞争法第九条", ["反不正当竞争法第九条"]),
        ("依照《民法典》第406条", ["《民法典》第406条"]),
        ("第三十条至第三十五条的规定", ["第三十条至第三十五条"]),
        ("《办法》（云府发〔2018〕7号）第五条", ["《办法》（云府发〔2018〕7号）第五条"]),
        ("第六十七条第三款", ["第六十七条第三款"]),
        ("依据《关于贯彻《云岭省消防条例》的意见》第三条第二款", ["《关于贯彻《云岭省消防条例》的意见》第三条第二款"]),
        ("依据《关于贯彻〈云岭省消防条例〉的意见》第三条第二款", ["《关于贯彻〈云岭省消防条例〉的意见》第三条第二款"]),
        ("依据《消防法》 第六十条 第一款", ["《消防法》 第六十条 第一款"]),
        (
            "《消防法》第六十条、《云岭省消防条例》第七十八条",
            ["《消防法》第六十条", "《云岭省消防条例》第七十八条"],
        ),
        ("依照本条例第五十六条第一款第（一）项、第（三）项处罚", ["本条例第五十六条第一款第（一）项、第（三）项"]),
        ("第三条生产线和第2条跑道", []),
        ("第五条 本办法适用于全市。", []),
        ("总则\n　　第五条　本办法适用于全市。", []),
        ("第五条第一款规定的情形", ["第五条第一款"]),
        ("检查了12条道路和第三条街", []),
        ("第三季度", []),
    ],
)
def test_articles(text: str, articles: list[str]) -> None:
    assert [mention.span.of(text) for mention in finder().find(text)] == articles
