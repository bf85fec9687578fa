"""Headings and topic sentences: what is a title, and what it lays over the sentences under it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.assemble.pieces import Piece
from pipeline.assemble.reading import BlockReading, Tools
from pipeline.assemble.scopes import Scope
from pipeline.clauses.split import clauses
from pipeline.patterns import compiled
from pipeline.record import replace
from pipeline.structure.blocks import Block

_ENUMERATED = compiled(r"[一二三四五六七八九十]是|第[一二三四五六七八九十]，")
_STAGE = compiled(r"阶段|时间|步骤|安排|期$")
# 采集阶段（9月21日至11月20日）。: a stage and its time
_STAGED = compiled(r"[^，。；（）]{2,16}（[^（）]{0,16}[月日年][^（）]{0,16}）")
_COUNTED = compiled(
    r"(?:新增|完成|建成|新建|改造|培育|建设|创建|引进|实施|打造|治理|开工|培训|发展|扶持)[^，。；0-9以至到]{0,16}[0-9.]+[余多]?(?:个|家|件|人|名|处|台|户|次|万|亿|条|辆|吨|所|座|场|期|批|套|亩|公里|千米|米|平方米)(?:以上|左右)?(?=[，。；、]|$)"
)
_OPENED = compiled(r"[^，。；：]{4,28}。.")
_TOPIC = 10  # an unnumbered paragraph's topic sentence (狠抓工作落实。)
_SHORT_TITLE = 8  # a title with a subject (乡镇审批。) is shorter still
_TITLE_LENGTH = 28
_TITLE_DATES = frozenset({"by", "immediate", "period"})
_HEADING_DATES = frozenset({"by", "immediate", "on"})

# 11月5日　省审计厅…〔2025〕9号: when a document came in
_CAME_ON = compiled(r"\d{1,2}月\d{1,2}日[\s\u3000：:，,]*[^。；]{0,40}(?:[〔\[［]\d{4}|《)")
# 综合保障室编　2025年9月8日: who made the bulletin, and when
_MADE_ON = compiled(
    r"[^，。；：]{2,24}?(?:[\u3000 ]+|编印?|主办)\d{4}年\d{1,2}月\d{1,2}日(?:[\u3000 ]*总?第\d{1,4}期)?"
)


def titled(articles: Sequence[Block]) -> bool:
    """Whether articles open with titles, as a policy's do and a statute's don't (``第一条 优化土地出让条件。…``)."""
    opened = sum(_OPENED.match(block.view.text, block.body) is not None for block in articles)
    return opened > len(articles) / 2


def is_title(tools: Tools, reading: BlockReading, pieces: Sequence[Piece], number: int, *, statute: bool) -> bool:
    """Whether a short sentence with others under it only names them (``（一）加强组织领导。``)."""
    block = reading.block
    text = block.view.text
    start, end, _ = pieces[number]
    of_article = statute and block.marker is not None and block.marker.kind == "article"
    of_article = of_article and not _asked_next(reading, pieces, number)
    if end - start > (_SHORT_TITLE if of_article else _TITLE_LENGTH):
        return False
    if not _ENUMERATED.match(text, start) and (number or (block.marker is None and end - start > _TOPIC)):
        return False
    if any(cue.modality not in ("support", "power") for cue in reading.marks.cues_in(start, end)):
        return False
    if _COUNTED.search(text, start, end):
        return False  # 完成老旧小区改造18个: a task by its figure
    parts = [tools.clauses.read(text, part, reading.marks) for part in clauses(text, start, end)]
    if len(parts) > 1 and any(part.role == "condition" or part.agent is not None for part in parts):
        return False  # a case and what follows from it names nothing under it
    clause = tools.clauses.read(text, pieces[number], reading.marks)
    if clause.own is not None:
        return end - start <= _SHORT_TITLE
    staged = _STAGED.fullmatch(text, start, end) is not None
    return staged or not reading.marks.timed(start, end) or "立即" in text[start:end]


def _asked_next(reading: BlockReading, pieces: Sequence[Piece], number: int) -> bool:
    """Whether the sentence after says what somebody must do (``第九条 实行免疫制度。养犬人应当…``)."""
    if number + 1 >= len(pieces):
        return False
    cues = reading.marks.cues_in(*pieces[number + 1][:2])
    return any(cue.modality in ("must", "want", "ban", "ask") for cue in cues)


def under_title(tools: Tools, reading: BlockReading, piece: tuple[int, int, str], stored: str) -> Scope:
    """The scope of what stands under a topic sentence."""
    text = reading.block.view.text
    span = (piece[0], piece[1])
    return _under(tools, reading, text[slice(*span)], text[: piece[1]], span, _TITLE_DATES, stored)


def under_heading(tools: Tools, reading: BlockReading, stored: str) -> Scope:
    """The scope of what stands under a heading or label; a period counts where the heading speaks of a stage."""
    text = reading.block.view.text
    words = reading.block.text.rstrip("：。")
    kinds = _HEADING_DATES | {"period"} if _STAGE.search(words) else _HEADING_DATES
    return _under(tools, reading, words, text.rstrip("：。"), (0, len(text)), kinds, stored)


def _under(
    tools: Tools, reading: BlockReading, words: str, section: str, span: tuple[int, int], kinds: Collection[str],
    stored: str,
) -> Scope:  # fmt: skip
    scope = replace(reading.scope, section=(*reading.scope.section, section))
    regime = tools.sections.regime(words)
    if regime != "open":
        scope = replace(scope, regime=regime)
    bearers = tools.directives.heading_unit(words, reading.block)
    if bearers:
        scope = replace(scope, heading=bearers, lead=())
    deadline = reading.deadlines.within(*span)
    told = _MADE_ON.fullmatch(words) is not None or _CAME_ON.match(words) is not None
    if deadline is not None and deadline.kind in kinds and not told:
        scope = replace(scope, deadline=reading.deadlines.stored(deadline, stored))
    return scope
