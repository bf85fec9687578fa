"""The blocks that one line makes: a heading, a label and what stands behind it, a row, a field, a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Span
from pipeline.patterns import compiled
from pipeline.structure.block import BlockRole, Draft
from pipeline.structure.markers import RANKS, Marker, read_marker
from pipeline.structure.paragraphs import SPACED_LABEL, Paragraph
from pipeline.structure.view import View, clean

_HEADED = compiled(r"[【［〖](?P<name>[\u4e00-\u9fff]{1,8})[】］〗](?=[^\s【])")  # 【整改意见】各区要…
_LABEL = compiled(
    r"(?P<name>[^，。；！？：“”、\d（）《》]{2,16}|[^，。；！？：“”\d《》]{2,24}(?:局|委|办|部|厅|队|站|科|处|室|府|会|司|院|中心|单位|部门)|[^，。；：]{2,8}（[^）]{1,12}）)："
)
_FIELD = compiled(
    r"(?:活动|培训|演练|检查|会议|报名|考试|实施|工作|整治|申报|受理|完成|办理|执行|起止|完成)?(?:时间|时限|期限|日期)(?:安排|要求|节点)?$|(?:完成|整改|办结)时限$|进度(?:安排|要求)$|何时(?:办结|完成)$"
)
# when it came, not when it is due
_CAME = compiled(r"来[电文函信]|[收发]文|接[听收报]|通话|记录|印发|编发|发布|成文|填报|事发|发生")
_DUTY = compiled(
    r"(?:牵头|责任|负责|配合|协办|承办|主办|落实|组织|督办|实施|参与|分工)(?:单位|部门|领导|人|科室|处室|机构|主体|分工)(?:及|和|、)?|完成(?:时限|时间)|办结时限|时限要求$|(?:承办|主办|协办|牵头)$|谁(?:负责|来办|承办)$"
)
# a bracket that stands on a line of its own closes the measure before it, as a 责任单位 line does
_BRACKET = compiled(r"[（【〔\[](?P<all>(?P<name>[^，。；：（）]{2,12})：[^。]+)[）】〕\]]")
_NOT_LABEL = compiled(
    r"如下|以下|下列|通知|要求$|强调|指出|说$|点评|讲话|决定$|议定|意见$|报告$|认为|批示|按照|规定|必须|应当|要|请|不得|是$|有$|包括|其中|例如|即|标准为|电话|联系人|邮箱|网址|地址|传真"
)
_PLAIN = compiled(r"(\d{1,2})[ \u3000\xa0]+[\u4e00-\u9fff、]{2,16}")
# a line of a timetable: a day, a space, what is to be done
_SCHEDULED = compiled(
    r"(?P<day>(?:(?:周|星期)[一二三四五六日天]|\d{1,2}月\d{1,2}日)(?:[（(][^（）()]{1,6}[)）])?)"
    r"(?P<gap>[\u3000 ]+)[\u4e00-\u9fff]{4}"
)
# 周二　省局的通知到了。… tells of several things: the day is when they came, not when they are due
_DIARY = compiled(
    r"(?:(?:(?:周|星期)[一二三四五六日天末]|周末|[上下本]?周?"
    r"(?:提示|提醒|预告|动态|要情|快讯|点评|来文|天气|关注|安排))[\u3000 ]+)"
    r"(?=[^。]*。[^。]*。)"
)
# ——实训处、各专业部: who sees to what stands above
_WHO = r"[\u4e00-\u9fff、]{1,12}?(?:处|科室?|部|组|股|办公?室?|队|站|中心|教研室|局|委|院|所)(?:（[^（）]{1,6}）)?"
_CLOSES = compiled(rf"—{{1,2}}(?P<who>{_WHO}(?:[、，]{_WHO}){{0,5}})")
_SHORT_HEADING = 45
_HAS_SENTENCE = compiled(r"[。；！？]|，.*，")


def drafts_of(text: str, line: Paragraph) -> Sequence[Draft]:
    """One block for a line, or a label and what stands after it."""
    view = clean(text, *line.span)
    marker = read_marker(view.text) or _plain_number(text[slice(*line.span)])
    body = marker.end if marker else 0
    while body < len(view.text) and view.text[body] in "\u3000 ":
        body += 1
    rank = float(marker.rank) if marker else None
    if "\t" in text[slice(*line.span)] or ("|" in view.text and view.text.count("|") > 1):
        row = _whole_row(text, line.span)
        return [Draft(row, clean_row(text, row), 0, "row", None, line.number, None)]
    if (bracket := _BRACKET.fullmatch(view.text)) is not None and _DUTY.match(bracket["name"]):
        inside = view.raw(*bracket.span("all"))
        return [Draft(inside, clean(text, *inside), bracket.end("name"), "field", rank, line.number, None,
                       bracket["name"])]  # fmt: skip
    label = _LABEL.match(view.text, body) if "：" in view.text else None
    headed = _HEADED.match(view.text, body) if view.text.startswith(("【", "［", "〖"), body) else None
    spaced_off = SPACED_LABEL.match(view.text, body)
    label = headed or spaced_off or label
    if label is not None and (headed or spaced_off or not _NOT_LABEL.search("".join(label["name"].split()))):
        return _labelled(text, line, view, label, marker, rank)
    if (closes := _CLOSES.fullmatch(view.text)) is not None:
        return [Draft(line.span, view, closes.start("who"), "field", None, line.number, None, "责任单位")]
    spaced = "\u3000" in view.text or " " in view.text
    if spaced and (diary := _DIARY.match(view.text, body)) is not None:
        return [Draft(line.span, view, diary.end(), "text", rank, line.number, marker)]
    if spaced and (scheduled := _SCHEDULED.match(view.text, body)) is not None:
        return [Draft(line.span, view, scheduled.end("gap"), "text", rank, line.number, marker, scheduled["day"])]
    role: BlockRole = "heading" if _is_heading(view.text, body, marker) else "text"
    if role == "heading" and marker is None:
        rank = float(RANKS["han"])
    return [Draft(line.span, view, body, role, rank, line.number, marker)]


def _plain_number(words: str) -> Marker | None:
    """``3 管理要求``: the number of a section that nothing but a space parts from its title."""
    plain = _PLAIN.fullmatch(words)
    return Marker("digit", int(plain[1]), plain.end(1)) if plain else None


def _whole_row(text: str, span: Span) -> Span:
    """The row with the tabs before its first words: an empty cell at its head keeps its column."""
    start = span.start
    while start and text[start - 1] in "\t ":
        start -= 1
    return Span(start, span.end)


def clean_row(text: str, span: Span) -> View:
    """A table row keeps its white space: cells are told apart by it."""
    return View(text[slice(*span)], span.start, None)


def _labelled(
    text: str, line: Paragraph, view: View, label: re.Match[str], marker: Marker | None, rank: float | None
) -> list[Draft]:
    name = "".join(label["name"].split())  # 承　　办：
    if _DUTY.match(name) or (_FIELD.search(name) and not _CAME.match(name)):
        return [Draft(line.span, view, label.end(), "field", rank, line.number, marker, name)]
    head_end = view.raw(label.start(), label.end()).end
    inline = label.end() < len(view.text)
    head = Draft(
        Span(line.span.start, head_end), clean(text, line.span.start, head_end), label.start(), "label",
        rank if rank is not None else 0.0, line.number, marker, name, inline,
    )  # fmt: skip
    if label.end() >= len(view.text):
        return [head]
    rest = Span(view.raw(label.end(), label.end() + 1).start, line.span.end)
    return [head, Draft(rest, clean(text, *rest), 0, "text", None, line.number, None)]


def _is_heading(text: str, body: int, marker: Marker | None) -> bool:
    """A short line that does not end a sentence; without numbering it must be shorter still."""
    words = text[body:]
    if marker is not None and marker.kind in ("chapter", "part", "section"):
        return True
    if words[:1] == "【" and words[-1:] == "】" and len(words) <= _SHORT_HEADING:
        return True
    if not words or words[-1] in "。；！？，、：）〕”" or _HAS_SENTENCE.search(words):
        return False
    return len(words) <= (_SHORT_HEADING if marker is not None and marker.kind != "article" else 22)
