"""Lead-ins: the sentence that opens a list, what sort of list it is, and what passes on to the list's items."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.assemble.bearers import named
from pipeline.assemble.reading import BlockReading, Tools
from pipeline.assemble.scopes import Scope
from pipeline.assemble.sections import LeadIn
from pipeline.clauses.party import Party
from pipeline.model import Bearer, Penalty
from pipeline.patterns import compiled
from pipeline.record import replace
from pipeline.structure.blocks import Block

_COSTS = compiled(r"的，[^；。]{0,60}(?:罚款|警告|取缔|没收|吊销|责令|处分|拘留)")
_THING = compiled(
    r"(?:的|情况|材料|证明|资料|证书|复印件|原件|行为|情形|报告|文件|表|书|证|名单|人员|单位|者|件|费用|数据|信息|证明材料|身份证|号码|方式|支出|经费)(?:（[^）]*）)?[；。，]?$"
)
# by when it is done, in an item that tells what is done and no case
_DATED = compiled(
    r"(?:每[日天周月季年]|[0-9]{1,2}[月日时])[^，。；]{0,12}前，?[^，。；]{0,24}(?:报|提交|反馈|完成|更新)|(?:小时|分钟|日|天)内[^，。；]{0,10}报"
)
# an item in which an office of its own is told to act, and no case of what it failed to do
_EACH_ACTS = compiled(
    r"^[^，。；：]{2,30}(?:部门|局|委|机构|公司|单位|科|室|处|院|站|队|所|会|政府|中心)，?(?:分别|具体|主要)?"
    r"(?:负责|应当|必须|要|须)(?!的)[^；。]*(?<!的)(?=[；。]|$)"
)
_STATES_CASES = compiled("情形|行为|之一|条件|材料")

_TOLD_TO = compiled(
    r"(?:对|向|给)(?P<whom>[^，。；：]{2,30}?)(?:共?(?:作出|提出|明确|下达|部署)了?)(?:如下|以下|下列|[一二三四五六七八九两几]{1,2}[项点条])"
)
# 涉及大队的任务共4项：
_CONCERNS = compiled(
    r"(?:涉及|明确|分解给?|下达给?|需)(?P<whom>[^，。；：的]{2,20}?)(?:牵头|承担|负责|落实|办理)?的(?:任务|事项|工作|条款|内容)"
    r"(?:共|有|为|主要)*(?:[0-9一二三四五六七八九十两几]{1,2}[项条件点])?(?=[，：]|$)"
)


def sort_of_list(tools: Tools, blocks: Sequence[Block], words: str, members: Sequence[int]) -> LeadIn:
    """What the list is that ``words`` opens: ``cases`` also where the lead-in is silent and the items name things."""
    sort = tools.sections.lead_in(words)
    items = [blocks[member].text for member in members if blocks[member].marker is not None]
    if sort == "cases" and _most(items, _COSTS):
        return "punished"
    if sort == "cases" and _STATES_CASES.search(words) is None and _most(items, _DATED):
        return "measures"  # 下列信息报市安委办：（1）每周四前，各县区报送统计表
    if sort == "cases" and _most(items, _EACH_ACTS):
        return "measures"  # 有关部门负责做好下列工作：（一）卫生部门负责…；（二）交通部门应当…
    return "cases" if sort in ("forbidden", "none") and _most(items, _THING) else sort


def _most(items: Sequence[str], told: re.Pattern[str]) -> bool:
    """Whether most items of a list say it themselves."""
    return sum(told.search(item) is not None for item in items) > len(items) / 2


def lead_scope(
    tools: Tools, reading: BlockReading, piece: tuple[int, int, str], sort: LeadIn, bearers: tuple[Bearer, ...],
    breach: bool, stored: str,
) -> Scope:  # fmt: skip
    """The scope that the lead-in lays over its list.

    Bearer, time, breach, and where the items punish, the penalties.
    """
    scope = replace(reading.scope, lead=bearers or reading.scope.lead, breach=breach)
    if sort == "punished":
        penalties = _penalties(tools, reading.block, piece, stored)
        scope = replace(scope, authority=bearers, breach=True, penalties=penalties)
    if sort == "forbidden":
        scope = replace(scope, forbids=True)
    deadline = reading.deadlines.within(piece[0], piece[1])
    return scope if deadline is None else replace(scope, deadline=reading.deadlines.stored(deadline, stored))


def laid_over(scope: Scope, lead: Scope) -> Scope:
    """A listed block's own scope with what its lead-in passes on."""
    return replace(
        scope, lead=lead.lead, deadline=lead.deadline, breach=lead.breach, authority=lead.authority,
        penalties=lead.penalties, forbids=lead.forbids, instrument=scope.instrument or lead.instrument,
    )  # fmt: skip


def told_to(tools: Tools, block: Block, piece: tuple[int, int, str]) -> tuple[Bearer, ...]:
    """Whom a lead-in says that the list is for (``对住宿业经营者作出如下要求：``)."""
    said = _TOLD_TO.search(block.view.text, piece[0], piece[1]) or _CONCERNS.search(block.view.text, *piece[:2])
    if said is None:
        return ()
    names = tuple(tools.names.split(block.view.text, *said.span("whom")))
    whole = names and names[0].span.start == said.start("whom") and names[-1].span.end == said.end("whom")
    return named(Party(names, *said.span("whom")), block.view, "context") if whole else ()


def _penalties(tools: Tools, block: Block, piece: tuple[int, int, str], stored: str) -> tuple[Penalty, ...]:
    """The penalties of a lead-in whose list says how much: each item has them too."""
    found = tools.penalties.find(block.view.text, piece[0], piece[1])
    spans = [block.view.raw(*penalty.span) if penalty.span else None for penalty in found]
    return tuple(replace(p, text=stored[slice(*s)], span=s) for p, s in zip(found, spans, strict=True) if s)
