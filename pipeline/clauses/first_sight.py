"""What a clause shows at first sight: refused in so many words, nothing but a time, a topic, or a case."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.clauses import shapes
from pipeline.clauses.breach import WRONGDOER
from pipeline.clauses.evidence import Evidence
from pipeline.clauses.facts import Clause, Cue
from pipeline.model import Span


@dataclass(slots=True)
class FirstSight(Evidence):
    """The verdicts that need no predicate."""

    def told(self, words: str) -> Clause | None:
        """What only labels, is refused, names what the next clause is about, is decided, or is nothing but a time."""
        if self._labels(words):
            return self.clause("adverbial", "标签")
        if self.marks.refusals and (refusal := self._refusal()):
            return self._refused(refusal, words)
        if self._is_topic(words):
            return self.clause("noun", "无谓语")
        if "虽" in words and self.stop == "，" and not self.cues:
            return self.clause("adverbial", "状语")  # 申请人名下虽无房产，但…
        if "决定" in words and (decided := shapes.DECIDES.match(self.text, self.head, self.end)):
            by = self.actors.at(self.text, self.head + 1, self.end) if self.at_head("经") else None
            return self.clause("directive", "决定", agent=by, predicate=decided.end())
        return self._dated(words) if self.stop == "，" else None

    def _labels(self, words: str) -> bool:
        """Whether the words say what comes, how it came, or how a document is called: 要求：; 市局来电，; …的通知，."""
        if (self.stop == "：" and shapes.LABEL.fullmatch(words)) or (
            words.endswith(shapes.CALLED) and shapes.CALLS.fullmatch(words)
        ):
            return True
        if words.endswith(shapes.RELATING) and shapes.RELATES.fullmatch(words):
            return True
        paper = "关于" in words and shapes.PAPER.fullmatch(words) is not None
        return paper and self.words.predicate(self.text, self.head, self.end) is None

    def _refused(self, refusal: str, words: str) -> Clause:
        """The clause that a rule refuses; what will have been done is the case in which something is asked."""
        case = self.stop == "，" or (words.endswith("的") and self.text.startswith("：", self.start - 1))
        if refusal == "refuse.done" and case and shapes.AFTERWARDS.search(words):
            why = "的" if words.endswith("的") else "时"
            return self.clause("condition", why, subject=self.subjects.of_case())
        listed = refusal == "refuse.contains" and shapes.LISTS.match(words) is not None
        return self.clause("noun", "无谓语") if listed else self.clause("refused", refusal)

    def _is_topic(self, words: str) -> bool:
        """Whether the words only name something, whatever verbs they have inside."""
        if words.endswith("除外") and not self.cues:
            return True  # 执行任务的车辆除外
        if self.stop != "，":
            return False
        if self.text.startswith(shapes.BY, self.end + 1) and shapes.is_laid_down(self.text, words, self.end):
            return True  # 学校设立的审批办法，由市人民政府规定
        return "等" in words and not self.cues and self._topic_of_next(words)

    def _dated(self, words: str) -> Clause | None:
        """A clause that is nothing but a time for the next one, or ``None``."""
        if words[-1] in "间中" and shapes.SPAN_END.fullmatch(words):
            return self.clause("adverbial", "时间", subject=self.subjects.of_case())
        if words[0] in "自从" and self.marks.time_at(self.head + 1) >= self.end:
            return self.clause("adverbial", "时间")  # 自持住房验收后30日内，
        if self.marks.time_at(self.head) >= self.end and (self.is_stretch() or not self.acts()):
            return self.clause("adverbial", "时间", subject=self.subjects.of_case())
        if words[-1] == "内" and not self.cues and self._bounds_next():
            return self.clause("adverbial", "时间")
        return None

    def _topic_of_next(self, words: str) -> bool:
        """Whether examples with their sort stand before who must do them (``清淤、检修等高风险作业，作业单位须…``)."""
        if shapes.EXAMPLES.fullmatch(words) is None:
            return False
        cues = self.marks.cues_in(self.end + 1, min(len(self.text), self.end + 24))
        return bool(cues) and self.actors.at(self.text, self.end + 1, cues[0].start, cued=True) is not None

    def _bounds_next(self) -> bool:
        """Whether the clause ends in a limit for what the next one tells somebody (``验收后六个月内，单位应当…``)."""
        limited = any(
            time.rule.startswith("deadline.within") and time.span.end == self.end and time.span.start > self.start
            for time in self.marks.times
        )
        cues = self.marks.cues_in(self.end + 1, min(len(self.text), self.end + 24)) if limited else ()
        return bool(cues) and self.actors.at(self.text, self.end + 1, cues[0].start, cued=True) is not None

    def case_told(self, words: str) -> Clause | None:
        """The case of which the sentence speaks: 违反…，; 凡…，由…; …的，."""
        if not self.cues and self.stop == "，":
            by_agent = words[0] == "凡" and self.text.startswith(("由", "均由"), self.end + 1)
            if by_agent or words[:2] == "违反":
                return self.clause("condition", "的")
            if words[-1] == "者" and WRONGDOER.fullmatch(words):  # 酒后上岗者，一律调离岗位
                return self.clause("condition", "的", subject=self.subjects.of_case())
            if "一经" in words and shapes.FOUND_OUT.fullmatch(words):  # 一经查实，扣发当年奖金
                return self.clause("condition", "的", subject=self.subjects.of_case())
        if self.stop == "，" and not self.cues and self._went_wrong(words):
            return self.clause("condition", "时")
        if self.stop in "，" and words[2:] and words[-1] == "的":
            return self.clause("condition", "的", subject=self.subjects.of_case())
        return None

    def _went_wrong(self, words: str) -> bool:
        """Whether the clause tells what went wrong: as a cause, or before somebody is ordered to mend it."""
        if words[0] in "因由":
            return shapes.FAILED.match(words) is not None
        ordered = "违" in words and self.text.find("责令", self.end, self.end + 24) > 0
        return ordered and shapes.BROKE.fullmatch(words) is not None

    def _refusal(self) -> str | None:
        """The rule that refuses the clause, unless a cue after it takes it back."""
        for mention, scope in self.marks.refusals:
            if scope != "clause" or not self.start <= mention.span.start < self.end:
                continue
            if mention.rule == "refuse.done" and self._of_object(mention.span):
                continue
            if not any(self._takes_back(cue, mention.span) for cue in self.cues):
                return mention.rule
        return None

    def _of_object(self, done: Span) -> bool:
        """Whether a dated verb has what is done as its object (``1月16日前追溯全部已使用病例``)."""
        if not self.marks.times or self.end - done.end <= 2:
            return False
        before = shapes.ALL_OF.search(self.text, self.start, done.start)
        at = before.start() if before is not None else done.start
        verb = next(
            (v for v in self.words.long_verb.finditer(self.text, max(self.start, at - 4), at) if v.end() == at), None
        )
        return verb is not None and any(
            self.start <= time.span.start < time.span.end <= verb.start() for time in self.marks.times
        )

    def _takes_back(self, cue: Cue, refused: Span) -> bool:
        """Whether a cue asks in spite of what is done: 已查明的要整改, or of an object (要督促已登记单位)."""
        if cue.modality == "power" or (cue.modality == "order" and cue.start == refused.end):
            return False  # 已责成某厂整改
        before = cue.modality in ("must", "want", "ask", "ban") and cue.end <= refused.start
        return cue.start >= refused.end or (before and "的" not in self.text[cue.end : refused.start])
