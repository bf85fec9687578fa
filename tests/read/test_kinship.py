"""Which documents are one, which are versions, and which only look alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Deadline, Document, Header, Obligation, Record, Span
from pipeline.read.kinship import Judge, bare_title, is_draft, kinship
from pipeline.read.likeness import likeness, sketch
from tests.read.notice import DATE, LINES, NUMBER, TEXT, TITLE

RULES = "第一条　为加强电动自行车管理，制定本办法。\n第二条　区住房和城乡建设局负责小区充电设施的建设管理。\n第三条　"


def paper(text: str, title: str | None = None, number: str | None = None, date: str | None = None) -> Record:
    at = text.find("月")
    due = Deadline(text[at - 1 : at + 3], "by", due=f"2031-0{text[at - 1]}-10") if text[at - 1 : at].isdigit() else None
    item = Obligation(Span(0, len(text)), text, "obligation", deadline=due)
    return Record(Document("", text), Header(title, number, date=date), (), (item,))


def said(one: Record, other: Record) -> str | None:
    found = kinship(one, other)
    return found and found.kind


def test_the_same_notice_set_anew_is_a_copy() -> None:
    other = "\n".join((LINES[1], f"发文字号：{NUMBER}", *LINES[2:])).replace("，", ", ")
    assert said(paper(TEXT, TITLE, NUMBER, DATE), paper(other, TITLE, NUMBER, DATE)) == "copy"
    assert said(paper(TEXT, TITLE), paper(TEXT.replace("\n", "\n\n"), TITLE)) == "copy"


def test_next_month_s_notice_is_another_one() -> None:
    april = TEXT.replace("6月10日", "7月10日")
    assert said(paper(TEXT, TITLE), paper(april, TITLE)) is None
    assert said(paper(TEXT, TITLE, NUMBER), paper(april, TITLE, "云消〔2031〕18号")) is None


def test_a_number_given_again_with_another_deadline_is_a_version() -> None:
    assert said(paper(TEXT, TITLE, NUMBER), paper(TEXT.replace("6月10日", "7月10日"), TITLE, NUMBER)) == "version"


def test_a_scan_with_a_misread_figure_is_still_a_copy() -> None:
    scan = paper(TEXT.replace("6月10日", "8月10日"), TITLE, NUMBER)
    scan = replace(scan, document=replace(scan.document, flags=("scan",)))
    assert said(paper(TEXT, TITLE, NUMBER), scan) == "copy"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("临江区电动自行车管理办法（征求意见稿）", "draft"),
        ("临江区电动自行车管理办法（草案）", "draft"),
        ("关于公开征求《临江区电动自行车管理办法》意见的公告", "draft"),
        ("临江区电动自行车管理办法（2033年修订）", "version"),
        ("临江区电动自行车管理办法（试行）", "version"),
        ("临江区机动车停放管理办法", None),
    ],
)
def test_drafts_and_revisions_are_known_by_their_titles(title: str, kind: str | None) -> None:
    final = paper(f"{RULES}违反本办法的，依法处罚。", "临江区电动自行车管理办法", date="2032-01-01")
    other = paper(f"{RULES}违反本办法的，给予警告。", title, date="2031-06-01")
    assert said(final, other) == said(other, final) == kind


def test_what_is_no_draft() -> None:
    assert not is_draft("关于征求意见工作的通知")
    assert bare_title(None) is None


def test_likeness_and_marks() -> None:
    assert likeness(TEXT, TEXT.replace("\n", "")) == 1.0
    assert likeness(TEXT, "完全不同的另一段文字，说的是天气。") < 0.5
    assert len(set(sketch(TEXT)) & set(sketch(TEXT.replace("云岭市消防安全委员会\n2031", "云岭市消安委\n2031")))) >= 5
    assert sketch("") == Judge().marks("") == ()
