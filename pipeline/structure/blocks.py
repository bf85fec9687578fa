"""The blocks of a document and the tree that they form: headings, labels, items, paragraphs, rows; all by offset."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.model import Span
from pipeline.record import record
from pipeline.structure.markers import RANKS, Marker, read_marker
from pipeline.structure.paragraphs import Paragraph, read_paragraphs
from pipeline.structure.view import View, clean

BlockRole = Literal["heading", "label", "field", "text", "row"]
_HEADED = re.compile(r"[【［〖](?P<name>[\u4e00-\u9fff]{1,8})[】］〗](?=[^\s【])")  # 【整改意见】各区要…
_LABEL = re.compile(
    r"(?P<name>[^，。；！？：“”、\d（）《》]{2,16}|[^，。；！？：“”\d《》]{2,24}(?:局|委|办|部|厅|队|站|科|处|室|府|会|司|院|中心|单位|部门)|[^，。；：]{2,8}（[^）]{1,12}）)："
)
_FIELD = re.compile(
    r"(?:活动|培训|演练|检查|会议|报名|考试|实施|工作|整治|申报|受理|完成|办理|执行|起止|完成)?(?:时间|时限|期限|日期)(?:安排|要求|节点)?$|(?:完成|整改|办结)时限$|进度(?:安排|要求)$"
)
# when it came, not when it is due
_CAME = re.compile(r"来[电文函信]|[收发]文|接[听收报]|通话|记录|印发|编发|发布|成文|填报|事发|发生")
_DUTY = re.compile(
    r"(?:牵头|责任|负责|配合|协办|承办|主办|落实|组织|督办|实施|参与|分工)(?:单位|部门|领导|人|科室|处室|机构|主体|分工)(?:及|和|、)?|完成(?:时限|时间)|办结时限|时限要求$|(?:承办|主办|协办|牵头)$"
)
# a bracket that stands on a line of its own closes the measure before it, as a 责任单位 line does
_BRACKET = re.compile(r"[（【〔\[](?P<all>(?P<name>[^，。；：（）]{2,12})：[^。]+)[）】〕\]]")
_NOT_LABEL = re.compile(
    r"如下|以下|下列|通知|要求$|强调|指出|说$|点评|讲话|决定$|议定|意见$|报告$|认为|批示|按照|规定|必须|应当|要|请|不得|是$|有$|包括|其中|例如|即|标准为|电话|联系人|邮箱|网址|地址|传真"
)
_PLAIN = re.compile(r"(\d{1,2})[ \u3000\xa0]+[\u4e00-\u9fff、]{2,16}")
# a line of a timetable: a day, a space, what is to be done
_SCHEDULED = re.compile(
    r"(?P<day>(?:(?:周|星期)[一二三四五六日天]|\d{1,2}月\d{1,2}日)(?:[（(][^（）()]{1,6}[)）])?)"
    r"(?P<gap>[\u3000 ]+)[\u4e00-\u9fff]{4}"
)
# 周二　省局的通知到了。… tells of several things: the day is when they came, not when they are due
_DIARY = re.compile(
    r"(?:(?:(?:周|星期)[一二三四五六日天末]|周末|[上下本]?周?"
    r"(?:提示|提醒|预告|动态|要情|快讯|点评|来文|天气|关注|安排))[\u3000 ]+)"
    r"(?=[^。]*。[^。]*。)"
)
_SECTION = 4.5  # what stands in 【】 or behind a bullet over other things holds every numbering but that of statutes
_ABOVE = 3.5  # behind a statute's articles a heading in 【】 begins something else
_ITEMS = ("square", "han", "han_bracket", "digit", "digit_bracket")
_SHORT_HEADING = 45
_HAS_SENTENCE = re.compile(r"[。；！？]|，.*，")


@record
class Block:
    """A piece of the text that stands on its own.

    ``view`` is the cleaned text of ``span``; the words begin at ``body`` after the numbering. ``parent`` is the index
    of
    the block that holds it; ``paragraph`` numbers the written paragraph; ``name`` is a label's or field's name.
    """

    index: int
    span: Span
    view: View
    body: int
    role: BlockRole
    rank: float
    parent: int | None
    paragraph: int
    marker: Marker | None = None
    name: str = ""

    @property
    def text(self) -> str:
        """The cleaned words after the numbering."""
        return self.view.text[self.body :]


@dataclass(slots=True)
class _Draft:
    span: Span
    view: View
    body: int
    role: BlockRole
    rank: float | None
    paragraph: int
    marker: Marker | None
    name: str = ""
    inline: bool = False


def read_blocks(text: str, parts: Iterable[Span]) -> list[Block]:
    """The blocks of the given parts of a document, in order."""
    blocks: list[Block] = []
    for part in parts:
        _nest(blocks, [draft for line in read_paragraphs(text, *part) for draft in _drafts(text, line)])
    return blocks


def _drafts(text: str, line: Paragraph) -> Sequence[_Draft]:
    """One block for a line, or a label and what stands after it."""
    view = clean(text, *line.span)
    marker = read_marker(view.text) or _plain_number(text[slice(*line.span)])
    body = marker.end if marker else 0
    while body < len(view.text) and view.text[body] in "\u3000 ":
        body += 1
    rank = float(marker.rank) if marker else None
    if "\t" in text[slice(*line.span)] or ("|" in view.text and view.text.count("|") > 1):
        row = _whole_row(text, line.span)
        return [_Draft(row, clean_row(text, row), 0, "row", None, line.number, None)]
    if (bracket := _BRACKET.fullmatch(view.text)) is not None and _DUTY.match(bracket["name"]):
        inside = view.raw(*bracket.span("all"))
        return [_Draft(inside, clean(text, *inside), bracket.end("name"), "field", rank, line.number, None,
                       bracket["name"])]  # fmt: skip
    label = _LABEL.match(view.text, body) if "：" in view.text else None
    headed = _HEADED.match(view.text, body) if view.text.startswith(("【", "［", "〖"), body) else None
    label = headed or label
    if label is not None and (headed or not _NOT_LABEL.search(label["name"])):
        return _labelled(text, line, view, label, marker, rank)
    spaced = "\u3000" in view.text or " " in view.text
    if spaced and (diary := _DIARY.match(view.text, body)) is not None:
        return [_Draft(line.span, view, diary.end(), "text", rank, line.number, marker)]
    if spaced and (scheduled := _SCHEDULED.match(view.text, body)) is not None:
        return [_Draft(line.span, view, scheduled.end("gap"), "text", rank, line.number, marker, scheduled["day"])]
    role: BlockRole = "heading" if _is_heading(view.text, body, marker) else "text"
    if role == "heading" and marker is None:
        rank = float(RANKS["han"])
    return [_Draft(line.span, view, body, role, rank, line.number, marker)]


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
) -> list[_Draft]:
    name = label["name"]
    if _DUTY.match(name) or (_FIELD.search(name) and not _CAME.match(name)):
        return [_Draft(line.span, view, label.end(), "field", rank, line.number, marker, name)]
    head_end = view.raw(label.start(), label.end()).end
    inline = label.end() < len(view.text)
    head = _Draft(
        Span(line.span.start, head_end), clean(text, line.span.start, head_end), label.start(), "label",
        rank if rank is not None else 0.0, line.number, marker, name, inline,
    )  # fmt: skip
    if label.end() >= len(view.text):
        return [head]
    rest = Span(view.raw(label.end(), label.end() + 1).start, line.span.end)
    return [head, _Draft(rest, clean(text, *rest), 0, "text", None, line.number, None)]


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


def _close_items(open_blocks: list[Block]) -> None:
    """A paragraph after the items of a statute's article is a 款 of the article, not of its last item."""
    for place, block in enumerate(open_blocks):
        if block.marker is not None and block.marker.kind == "article":
            del open_blocks[place + 1 :]
            return


def _restart(draft: _Draft, blocks: Sequence[Block], restart: Block | None) -> Block | None:
    """The heading whose items count from one again in its own style of numbering (``2. 副经理`` over ``1. …``)."""
    marker = draft.marker
    if marker is None:
        return restart
    if restart is not None and restart.role == "text" and restart.paragraph != draft.paragraph:
        restart = None  # the list ran on in the paragraph that opened it
    if restart is not None and restart.marker is not None:
        same = restart.marker.kind == marker.kind
        if (same and draft.role == "text") or (not same and marker.rank > restart.marker.rank):
            return restart
    last = blocks[-1] if blocks else None
    if last is None or last.marker is None or last.marker.kind != marker.kind:
        return None
    opens = last.role == "heading" or (last.paragraph == draft.paragraph and last.view.text.endswith("："))
    return last if opens and marker.value == 1 and draft.role == "text" else None


def _numbered(open_blocks: Sequence[Block]) -> Block | None:
    """The innermost open block that a number heads, statutes' own left out."""
    return next((b for b in reversed(open_blocks) if b.marker and b.marker.kind in _ITEMS), None)


def _bullet_of(draft: _Draft, open_blocks: Sequence[Block]) -> Block | None:
    """The bullet whose paragraph the draft's numbering goes on: ``▲消防。…按照下列规定处罚：（一）…；（二）…``."""
    if draft.marker is None or draft.marker.kind not in (*_ITEMS, "circle"):
        return None
    same = (block for block in open_blocks if block.paragraph == draft.paragraph)
    return next((block for block in same if block.marker is not None and block.marker.kind == "bullet"), None)


def _opens_section(draft: _Draft, following: _Draft | None) -> bool:
    """Whether a heading stands over a section of its own: 【本周工作】, or ■ 本周工作 with something else under it."""
    if draft.role != "heading" or following is None:
        return False
    if draft.marker is None:
        return draft.view.text.startswith("【")
    if draft.marker.kind != "bullet":
        return False
    other = following.view.text[:1] not in ("", draft.view.text[0])
    return following.marker is None or following.marker.kind != "bullet" or (other and following.role == "text")


def _twin(draft: _Draft, open_blocks: Sequence[Block]) -> Block | None:
    """The open section whose heading has the draft's own bullet: what stands beside it is no part of it."""
    if draft.marker is None or draft.marker.kind != "bullet":
        return None
    sections = (block for block in open_blocks if block.marker and block.rank % 1 == _SECTION % 1)
    return next((block for block in sections if block.view.text[0] == draft.view.text[0]), None)


def _placed(draft: _Draft, following: _Draft | None, open_blocks: Sequence[Block]) -> float | None:
    """The rank of a draft among the blocks that are open: sections hold numbers, an item may quote an article."""
    if (opener := _bullet_of(draft, open_blocks)) is not None:
        return opener.rank + (draft.rank or 0) / 100
    if any(block.rank == RANKS["article"] for block in open_blocks):
        bracketed = draft.role == "heading" and draft.view.text.startswith("【")
        return _ABOVE if bracketed or _opens_section(draft, following) else draft.rank
    if (twin := _twin(draft, open_blocks)) is not None:
        return twin.rank
    if _opens_section(draft, following):
        sections = [block.rank for block in open_blocks if block.role == "heading" and block.rank % 1 == _SECTION % 1]
        holder = _numbered(open_blocks)
        return sections[0] if sections else _SECTION if holder is None else holder.rank + _SECTION % 1
    if draft.marker is None or draft.marker.kind != "article":
        return draft.rank
    before = next((block for block in open_blocks if block.marker and block.marker.kind == "article"), None)
    if before is not None:
        return before.rank  # the next article that the same item quotes
    holder = _numbered(open_blocks) if draft.marker.value != 1 else None
    return holder.rank + 0.5 if holder is not None else draft.rank


def _nest(blocks: list[Block], drafts: list[_Draft]) -> None:
    """Give each draft its parent: the nearest open block of a smaller rank."""
    open_blocks: list[Block] = []
    restart: Block | None = None
    for place, draft in enumerate(drafts):
        draft.rank = _placed(draft, drafts[place + 1] if place + 1 < len(drafts) else None, open_blocks)
        restart = _restart(draft, blocks, restart)
        if restart is not None and draft.role == "text" and draft.marker is not None:
            draft.rank = restart.rank + 0.5
        if draft.role == "label" and draft.marker is None:
            while open_blocks and open_blocks[-1].role == "text" and not draft.inline:
                open_blocks.pop()
            labels = [block.rank for block in open_blocks if block.role == "label" and block.marker is None]
            draft.rank = labels[0] if labels else (open_blocks[-1].rank if open_blocks else 0) + 0.5
        if draft.rank is None and draft.role == "text":
            _close_items(open_blocks)
        if draft.rank is not None:
            while open_blocks and open_blocks[-1].rank >= draft.rank:
                open_blocks.pop()
        parent = open_blocks[-1].index if open_blocks else None
        rank = draft.rank if draft.rank is not None else 99.0
        block = Block(len(blocks), draft.span, draft.view, draft.body, draft.role, rank, parent,
                      draft.paragraph, draft.marker, draft.name)  # fmt: skip
        blocks.append(block)
        if draft.rank is not None and draft.role != "field":
            open_blocks.append(block)
