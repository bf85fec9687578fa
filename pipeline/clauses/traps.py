"""Cues that are none where they stand: part of a modifier, of a rhythm, of a time limit, or a plain verb."""

from __future__ import annotations

from pipeline.clauses.actors import Actors
from pipeline.clauses.facts import Cue
from pipeline.clauses.words import Words
from pipeline.patterns import compiled
from pipeline.record import record

_QUOTA = compiled(r"不得(?:少于|低于)[^，。；]{0,8}[次人天个小时遍]")
_RHYTHM = compiled(r"每|频率|频次")
_IN_NOUN = compiled(r"[^，。；]{1,20}的(?:要求|义务|责任|情形|行为|事项|问题|条件|费用|形势|理念|意识)$")
_COUNTED = compiled(
    r"应(?!当)[^，。；]{2,14}的[\u4e00-\u9fff]{2,6}[0-9]|需要?[^，。；0-9]{2,30}?的?[0-9]+[件项份个](?=[，。；]|$)"
)  # 应提交报告的单位1386家
_NAMES_BAN = compiled(
    r"的(?:相关|有关|各项|公益|警示)?(?:工作|标[识志牌]|宣传|区域|场所|时段|行为|规定|教育|活动|公告|范围)|工作$"
)
_LIFTS = ("取消", "废止", "放开", "放宽", "解除", "停止执行", "不再执行")
_LIFTED = compiled(
    r"[^，。；]{2,44}(?:不得|不准|禁止)[^，。；]{2,40}的[^，。；]{0,6}(?:规定|限制|要求|政策|条款|做法)$"
)
_ENABLES = compiled(r"做到|引导|确保|保障|使(?![用者])|便于|方便")
# 有权处理的部门应当…: whom the right describes
_RIGHT_OF = compiled(r"有权[^，。；的]{1,12}的[^，。；]{0,8}(?:部门|机关|单位|机构|组织|人)")
_TIME_CAP = compiled(r"不得超过[^，。；]{0,4}?[\d一二三四五六七八九十]+个?(?:天|日|工作日|小时|分钟|月)")


# 在暂存间停留不得超过2天: what must not go on for longer
_LASTS = compiled(
    "(?:停留|存放|停放|滞留|堆放|占用|占道|使用|驾驶|作业|工作|上岗|拖欠|积压|闲置)(?:一次|连续|每次|每天)?$"
)


@record
class Traps:
    """Looks at the cues of one clause ``text[start:end]`` whose subject or predicate would stand at ``head``."""

    text: str
    start: int
    end: int
    head: int
    actors: Actors
    words: Words

    def counts(self, cue: Cue) -> bool:
        """Whether the cue works as one here: 不得少于 of a rhythm is a measure, 支持 inside a clause a plain verb."""
        if cue.modality == "order" and self.text[max(cue.start - 1, 0)] in "经被":
            return False
        if cue.modality == "must" and self._modifies(cue):
            return False
        if cue.modality == "ban" and self._named_ban(cue):
            return False
        if cue.modality == "ban" and _TIME_CAP.match(self.text, cue.start, self.end):
            return _LASTS.search(self.text, self.start, cue.start) is not None
        if cue.modality == "ban" and _QUOTA.match(self.text, cue.start, self.end):
            return _RHYTHM.search(self.text, self.start, self.end) is None
        if cue.modality == "power" and (self._enabled(cue) or _RIGHT_OF.match(self.text, cue.start, self.end)):
            return False
        return cue.modality != "support" or self._heads(cue)

    def _enabled(self, cue: Cue) -> bool:
        """引导项目可以满足需求: what somebody else is brought to be able to do."""
        return _ENABLES.search(self.text, self.head, cue.start) is not None

    def _named_ban(self, cue: Cue) -> bool:
        """在禁止燃放的区域, 做好禁止焚烧的工作: the ban belongs to what a noun says."""
        if self.text.startswith(_LIFTS, self.start) and _LIFTED.match(self.text, self.start, self.end):
            return True  # 取消一年内不得提前还款的规定
        if not self.text.startswith("禁止", cue.start) or cue.start == self.head:
            return False
        if self.text[cue.start - 1] in "在于对的":
            return True
        before = self.words.verb.search(self.text, self.head, cue.start)
        if before is None or before.group() in self.words.nominal:
            return False
        return _NAMES_BAN.search(self.text, cue.end, self.end) is not None

    def _modifies(self, cue: Cue) -> bool:
        """应缴纳的费用: the cue belongs to a modifier, the clause asks for nothing."""
        if _IN_NOUN.match(self.text, cue.end, self.end) or _COUNTED.match(self.text, cue.start, self.end):
            return True
        of = self.text.find("的", cue.end, self.end)
        if (
            of >= 0
            and cue.start > self.head
            and self.text[self.head] in "按以对将把"
            and not self.words.verb.search(self.text, of, self.end)
        ):
            return True
        verb = self.words.verb.match(self.text, cue.end, self.end)
        return verb is not None and self.text.startswith("的", verb.end()) and verb.end() + 1 < self.end

    def _heads(self, cue: Cue) -> bool:
        """Whether a cue that may also be a plain verb or noun stands where a predicate begins."""
        if cue.start == self.head or self.text[cue.start - 1] in "，要应当、并":
            return True
        if self.text[self.head : cue.start] in ("国家", "本省", "本市", "本县"):  # 国家鼓励采取综合性措施
            return True
        party = self.actors.at(self.text, self.head, cue.start, cued=True)
        at = party.end if party else self.head
        adverbs = self.words.adverbs.match(self.text, at, cue.start)
        return (adverbs.end() if adverbs else at) == cue.start
