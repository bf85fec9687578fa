"""What a block is in the whole: preamble, title over sentences, a section that imposes nothing, a list of cases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from pipeline.patterns import compiled
from pipeline.rulebook import Rulebook
from pipeline.structure.blocks import Block

LeadIn = Literal["cases", "measures", "punished", "forbidden", "none"]
Regime = Literal["open", "strict", "goals", "background", "closed"]
_TRIM = compiled(r"^[【\[]|[。：；】\]\s\u3000]+$")
# ANNOTATION.md, rules 5 and 9: a list of cases belongs to its lead-in, a list of measures takes the lead-in's place
_CASES = compiled(
    r"可以?(?:依法)?采取(?:下列|以下|如下)[^，。；：]{0,12}措施|(?:禁止|严禁|不得|不准|不许)[^。；：]{0,40}(?:下列|以下|如下)[^，。；：]{0,14}|(?:行使|享有)[^，。；：]{0,6}(?:下列|以下)[^，。；：]{0,6}(?:职权|权利)|(?:公开|公示|告知|提交|载明|写明|包括|提供|出具|填写|注明|明示|报送|公布|登记|记载|约定|说明|审查|核查|检查|查验|标明|备案|填报|属于|存在|发生|出现|(?<![只没])有|具有)[^，。；：]{0,8}(?:下列|以下|如下)(?![^，。；：]{0,8}(?:义务|职责|责任)$)[^，。；：]{0,30}|(?:具备|符合|满足)[^，。；：]{0,8}(?:下列|以下|如下)(?![^，。；：]{0,6}(?:规定|要求|标准))[^，。；：]{0,30}|(?:下列|以下|如下|之一)[^，。；：]{0,24}(?:行为|情形|情况|条件|材料|资料|内容|信息|文件|场所|人员|单位|物品|证件|证明|数据|项目|事件|费用|原因|因素|区域|地点|范围|方式|渠道|问题|事由|目录|名单|对象|类型|种类)[^，。；：]{0,6}(?:之一)?"
)
# 培训档案的内容包括：: what a paper holds
_HOLDS = compiled(
    r"(?:(?:档案|报告|文本|合同|协议|书|方案|规划|台账|清单|公告|记录|凭证|证|单|表)的?(?:主要)?内容|材料|资料|信息|要素|条款)"
    r"[^，。；：]{0,4}(?:包括|包含|含)$"
)
_MEASURES = compiled(
    r"(?:下列|以下|如下|下述)[^，。；：]{0,12}(?:要求|规定|措施|工作|任务|职责|义务|事项|程序|步骤|办法|方面|制度|原则|责任|意见|几点|机制|项|流程)|按照?(?:相应|下列|以下|如下)[^，。；：]{0,10}(?:方式|流程|方法|顺序)[^，。；：]{0,8}$|(?:要求|规定|措施|工作|任务|职责|分工|做到)(?:如下)?$|以下[一二三四五六七八九十几]"
)
# 任何单位和个人不得有下列行为：, each of which is a ban of its own
_FORBIDS = compiled(
    r"(?:禁止|严禁|不得|不准|不许)[^。；：]{0,16}(?:下列|以下|如下)[^，。；：]{0,16}(?:行为|活动|做法)$"
)
_PUNISHED_IN_ITEMS = compiled(
    r"按照?(?:下列|以下|如下)[^，。；：]{0,6}(?:规定|标准|情形)[^，。；：]{0,12}(?:处罚|处理|处以|给予|予以)"
)
# what a heading that ends so only states, whatever stands before it (例会参加人员)
_NEVER = (
    "参加人员",
    "参会人员",
    "参训人员",
    "适用范围",
    "活动地点",
    "会议地点",
    "培训地点",
    "联系方式",
    "指导思想",
    "基本原则",
    "名词解释",
    "的权利",
)
# what somebody found, listed under its own heading (``督查发现共性问题清单``)
_FOUND = compiled(r"(?:发现|存在|暴露)(?:出)?的?[^，。；]{0,6}问题(?:清单|台账|汇总|列表)?$")


class Sections:
    """Judges blocks by their headings; built once from a rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._closed = rulebook.lexicon("section/no_duties").terms
        self._goals = rulebook.lexicon("section/goals").terms
        self._strict = rulebook.lexicon("section/principles").terms

    def regime(self, heading: str) -> Regime:
        """What a heading lets through, e.g. ``指导思想`` → ``closed``, ``加强组织领导`` → ``open``."""
        words = _TRIM.sub("", heading)
        if words in self._closed or words.endswith(_NEVER) or _FOUND.search(words):
            return "closed"
        if words in self._goals or (words.endswith("目标") and len(words) <= 8):
            return "goals"
        return "strict" if words in self._strict else "open"

    @staticmethod
    def punishes_in_items(words: str) -> bool:
        """Whether the words leave it to a list how much each breach costs (``并按照下列规定处罚``)."""
        return _PUNISHED_IN_ITEMS.search(words) is not None

    @staticmethod
    def lead_in(last_sentence: str) -> LeadIn:
        """What sort of list a sentence that ends in a colon opens."""
        words = last_sentence.rstrip("：")
        if _PUNISHED_IN_ITEMS.search(words):
            return "punished"
        if _HOLDS.search(words):
            return "cases"
        if _FORBIDS.search(words):
            return "forbidden"
        cases, measures = _last(_CASES, words), _last(_MEASURES, words)
        if cases >= measures >= 0 or cases >= 0 > measures:
            return "cases"
        return "measures" if measures >= 0 else "none"


def _last(pattern: re.Pattern[str], words: str) -> int:
    return max((match.end() for match in pattern.finditer(words)), default=-1)


def listed(blocks: Sequence[Block], index: int) -> list[int]:
    """The blocks of the list that the block opens: what it holds, or the numbered blocks that follow a paragraph."""
    block = blocks[index]
    members: list[int] = []
    first: float | None = None
    for other in blocks[index + 1 :]:
        if block.marker is not None:
            if not _inside(blocks, other, index) or (
                first is not None and other.marker is None and other.parent == index
            ):
                break
            first = other.rank if other.marker is not None else first
        elif first is None:
            if other.marker is None or other.parent != block.parent:
                break
            first = other.rank
        elif other.rank < first or (other.parent == block.parent and other.marker is None):
            break
        members.append(other.index)
    return members


def _inside(blocks: Sequence[Block], block: Block, ancestor: int) -> bool:
    parent = block.parent
    while parent is not None:
        if parent == ancestor:
            return True
        parent = blocks[parent].parent
    return False


def has_children(blocks: Sequence[Block], index: int) -> bool:
    """Whether anything hangs under the block."""
    following = next((block for block in blocks[index + 1 : index + 3] if block.role != "field"), None)
    return following is not None and following.parent == index
