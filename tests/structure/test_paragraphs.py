"""Lines that break off inside sentences go on with the next; titles and whole lines stand by themselves."""

from __future__ import annotations

import pytest

from pipeline.structure.paragraphs import read_paragraphs

CASES = [
    (
        "numbered lines that break off behind a half-width stop",
        "工作简报\n一、市住建局转来云建〔2025〕3号.各区要在3月底\n前完成排查.\n二、市水务局转来云水〔2025〕4号.各站每班不少\n于2人.\n三、其他",
        [
            "工作简报",
            "一、市住建局转来云建〔2025〕3号.各区要在3月底\n前完成排查.",
            "二、市水务局转来云水〔2025〕4号.各站每班不少\n于2人.",
            "三、其他",
        ],
    ),
    (
        "a bracket that the next line closes",
        "工作简报\n二、各街道将本辖区物资情况（包括灭火器\n和水泵）报县防火办。各村登记",
        ["工作简报", "二、各街道将本辖区物资情况（包括灭火器\n和水泵）报县防火办。各村登记"],
    ),
    (
        "titles with a comma, each over its own paragraph",
        "一、严格审查，把好关口\n各区要在3月底前完成排查。\n二、加强宣传，营造氛围\n各村每月宣讲一次。",
        ["一、严格审查，把好关口", "各区要在3月底前完成排查。", "二、加强宣传，营造氛围", "各村每月宣讲一次。"],
    ),
    (
        "what stands below a table",
        "任务表\n序号\t事由\t承办\n1\t测站合格率达到99%,列前三\t水文股\n请各单位于6月30日前反馈局办公室.逾期未报的,在全局通报.",
        [
            "任务表",
            "序号\t事由\t承办",
            "1\t测站合格率达到99%,列前三\t水文股",
            "请各单位于6月30日前反馈局办公室.逾期未报的,在全局通报.",
        ],
    ),
]


@pytest.mark.parametrize(("text", "paragraphs"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_reads_as_one(text: str, paragraphs: list[str]) -> None:
    assert [paragraph.span.of(text) for paragraph in read_paragraphs(text)] == paragraphs
