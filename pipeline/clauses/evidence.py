"""The evidence in one clause: its times, its subjects, whom it describes; and the clause that a verdict makes."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.clauses import shapes
from pipeline.clauses.actors import Actors
from pipeline.clauses.facts import Clause, Cue, Marks, Role
from pipeline.clauses.party import Party
from pipeline.clauses.subjects import GETS, Subjects
from pipeline.clauses.words import Words

_HANDS_IN = ("报", "抄送", "除", "按照")


@dataclass(slots=True)
class Evidence:
    """One clause ``text[start:end]``; its subject or predicate would stand at ``head``."""

    text: str
    start: int
    end: int
    stop: str
    head: int
    cues: tuple[Cue, ...]
    marks: Marks
    actors: Actors
    words: Words

    @property
    def subjects(self) -> Subjects:
        """Who acts in the clause."""
        return Subjects(self.text, self.start, self.end, self.head, self.actors, self.words)

    def at_head(self, *words: str) -> bool:
        """Whether one of the words stands where a subject or a predicate would."""
        return self.text.startswith(words, self.head)

    def of_people(self) -> bool:
        """Whether the words may close with a class of people; it costs next to nothing."""
        return self.text[self.end - 1] in "主人庭民工者业才员生农）"

    def at_well(self, at: int) -> bool:
        """Whether a word may stand at ``at`` that says how well something was done; it costs next to nothing."""
        return self.text[at : at + 1] in tuple("及准有得妥果迅")

    def clause(self, role: Role, why: str, *, subject: Party | None = None, agent: Party | None = None,
               thing: bool = False, predicate: int | None = None) -> Clause:  # fmt: skip
        """The clause with this role."""
        return Clause(
            self.start, self.end, self.stop, role, why, self.cues, subject, agent, thing, predicate, None, self.head
        )

    def is_stretch(self) -> bool:
        """Whether the time here is a stretch (``自10月15日起至收购期结束``), whatever verbs it has inside."""
        return any(
            time.span.start == self.head and not time.rule.startswith("deadline.every") for time in self.marks.times
        )

    def acts(self) -> bool:
        """Whether a verb stands in the clause (``每2小时巡查1次`` is a time and an act)."""
        return self.words.verb.search(self.text, self.head + 1, self.end) is not None

    def acts_in_time(self) -> bool:
        """Whether a time and a verb after it close the clause (``对转办线索5个工作日内核查完毕``)."""
        return bool(self.marks.times) and any(
            self.start < time.span.start
            and time.span.end < self.end
            and self.words.predicate(self.text, time.span.end, self.end)
            for time in self.marks.times
        )

    def counted(self) -> bool:
        """Whether how often it is done closes the clause, the verb inside (``对主干道窨井每日至少巡查一次``)."""
        return any(time.rule == "deadline.every_quota" and time.span.end >= self.end - 1 > self.start
                   and time.span.start >= self.start for time in self.marks.times)  # fmt: skip

    def acted_in_time(self) -> bool:
        """Whether the time that was passed over has a verb inside (``每8小时巡检一次｜机房``)."""
        return bool(self.marks.times) and any(
            time.span.end == self.head and self.words.verb.search(self.text, time.span.start + 2, time.span.end)
            for time in self.marks.times
        )

    def dates_next(self, verb: int) -> bool:
        """Whether a title ran into the time that opens its first sentence (``严控新增产能自本通知印发之日起，…``)."""
        return self.text.endswith("起", self.start, self.end) and any(
            verb < time.span.start and time.span.end == self.end and self.text[time.span.start] in "自从"
            for time in self.marks.times
        )

    def defined(self) -> Clause | None:
        """What a measure is, not that it be taken (``核查范围为…``); a list after a comma goes on with what stands."""
        said = shapes.DEFINES.match(self.text, self.head, self.end)
        if said is None:
            return None
        listed = self.start > 0 and self.text[self.start - 1] == "，" and said.group().endswith(("包括", "包含"))
        return self.clause("noun", "无谓语") if listed else self.clause("refused", "是")

    def _asked_next(self) -> bool:
        """Whether the next clause opens with a cue, or with one after a circumstance (``在开工前必须…``)."""
        first = self.end + 1
        if self.text.startswith("一律", first) and self.words.predicate(self.text, first, first + 8):
            return True  # 进入景区的商户，一律持证上岗
        at = max(first, self.marks.time_at(first))  # …的人员，上岗前必须…
        passed = self.words.phrase.match(self.text, at, at + 40) or shapes.WITH_REGARD.match(self.text, at, at + 40)
        if passed is not None:
            at = passed.end()
        inside = at > first and bool(self.marks.cues_in(first, at))  # …的人员，每年应当体检一次
        return inside or any(cue.start == at for cue in self.marks.cues_in(at, at + 2))

    def describes(self) -> bool:
        """Whether the whole clause may name somebody by what he does (``发现隐患的单位和个人，``)."""
        if self.at_head("发现"):
            return True
        of = self.text.rfind("的", self.head, self.end) + 1
        if not of or not self.actors.names.split(self.text, of, self.end):
            return False
        opening = self.actors.opening(self.text, self.head, self.end)
        return opening is not None and opening.end == self.end

    def told_next(self) -> Party | None:
        """The name that the clause makes, where the next one opens with what it must do (``进入平台的企业，应当…``)."""
        if self.stop != "，" or not (self._asked_next() or self.text.startswith(_HANDS_IN, self.end + 1)):
            return None
        if shapes.REPORTS.match(self.text, self.head, self.end):
            return None
        if (whose := self.subjects.of_paper(self.end)) is not None or not self._asked_next():
            return whose
        told = self.actors.relative(self.text, self.head, self.end)
        of = self.text.rfind("的", self.head, self.end) + 1
        if told is not None and "凡" in self.text[self.start : self.head]:  # 凡从事冶炼的企业，须…
            names = tuple(self.actors.names.split(self.text, of, self.end))
            return Party(names, of, self.end) if names else told
        return told or self.subjects.told(self.end) or self.subjects.whole(self.end, self.end + 1)

    def listed(self) -> Party | None:
        """Several names that the whole clause is, where the next one opens with what they must do.

        The last may be described: ``水务部门和其他负有监管职责的部门，应当…``.
        """
        if not self._asked_next():
            return None
        names = tuple(self.actors.names.split(self.text, self.head, self.end))
        whole = len(names) > 1 and names[0].span.start == self.head and names[-1].span.end == self.end
        return Party(names, self.head, self.end) if whole and names[-1].text.startswith("其他") else None

    def described(self, subject: Party | None) -> Party | None:
        """The name that the whole clause describes: of whom it tells what he did (``半年内购买新房的纳税人，由…``)."""
        of = self.text.rfind("的", self.head, self.end) + 1
        sort = self.actors.names.sort_of(self.text[of : self.end]) if 2 <= self.end - of <= 8 else None
        if sort is None or sort == "place" or self.at_head("对", "向", "在", "按", "与"):
            return None
        if subject is None and not (self.text.startswith("由", self.end + 1) or self.at_head("未", "已", "尚未")):
            return None
        if subject is not None and (
            subject.end > of
            or self.text.startswith(("是", "为"), subject.end)
            or not all(name.sort == "place" or GETS.search(name.text) for name in subject.names)
        ):
            return None
        return self.actors.relative(self.text, self.head, self.end) or Party.one(self.text, of, self.end, sort)
