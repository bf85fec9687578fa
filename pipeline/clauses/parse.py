"""Reads a clause: finds the marks of a view, steps past the opening words, and lets the evidence decide."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.clauses.actors import Actors
from pipeline.clauses.decide import Decision
from pipeline.clauses.facts import Clause, Cue, Marks, Role
from pipeline.clauses.words import Words
from pipeline.model import Mention
from pipeline.patterns import compiled
from pipeline.record import replace
from pipeline.rulebook import Rulebook

# what a title, a catchword or a bracket says asks for nothing
_QUOTED = compiled(r"“[^”。！]{1,14}”|《[^》]{1,80}》|（[^（）]{1,80}）")
# who gets something is who acts on it; who hands it in is not
_RECEIVES = compiled(
    r"[^，。；自在于]{2,24}?(?=(?:在|自|于|应当?|须|要)?(?:收到|收文|收函|收样|收件|收案|阅(?=[后知])|采样|取样|立案|接到|接报|接警|接件|接单|接|受理|发现|得知|知悉|获悉|知道|办结|作出|完成|验收|返回|到达|抵达|到岗|报到|签收|完工|竣工|停工)[^，。；]{0,24}(?:后|起|内))"
)


class ClauseReader:
    """Reads clauses; built once from a rulebook."""

    def __init__(self, rulebook: Rulebook, actors: Actors, words: Words) -> None:
        self.actors = actors
        self.words = words
        self._cues = rulebook.finder("cue")
        self._refusals = rulebook.finder("refuse")
        self._reports = rulebook.finder("report")
        self._watched = rulebook.finder("watch")
        self._emit = {rule.id: rule.emit for slot in ("cue", "refuse") for rule in rulebook.rules(slot)}

    def marks(self, text: str, times: Sequence[Mention]) -> Marks:
        """What stands in a view: cues, refusals, reported speech, what is announced, and the given times."""
        emit, found = self._emit, self._cues.find(text)
        quoted = [match.span() for match in _QUOTED.finditer(text)] if found else []
        cues = tuple(
            Cue(str(emit[m.rule]["modality"]), m.span.start, m.span.end, m.rule)
            for m in found
            if not quoted or not any(left < m.span.start < right for left, right in quoted)
        )
        refusals = tuple((m, str(emit[m.rule]["scope"])) for m in self._refusals.find(text))
        reports, watched = tuple(self._reports.find(text)), tuple(self._watched.find(text))
        return Marks(cues, refusals, reports, tuple(times), watched)

    def read(self, text: str, piece: tuple[int, int, str], marks: Marks) -> Clause:
        """The clause ``text[start:end]`` with its facts."""
        found = marks.known.get(piece)
        if found is None:
            found = marks.known[piece] = self._read(text, piece, marks)
        return found

    def _read(self, text: str, piece: tuple[int, int, str], marks: Marks) -> Clause:
        start, end, stop = piece
        reported = marks.report_in(start, end) if marks.reports else None
        head = self._skip(text, min(reported.span.end, end) if reported else start, end, marks)
        cues = marks.cues_in(start, end)
        clause = Decision(text, start, end, stop, head, cues, marks, self.actors, self.words).decide()
        if reported is None:
            return clause
        by = reported.groups.get("by")
        role: Role = "reported" if head >= end else clause.role
        return replace(clause, role=role, cues=cues, reported_by=by)

    def _receives(self, text: str, at: int, end: int) -> bool:
        """Whether who acts stands in the time: something reaches him, or an event is his own.

        ``区安委办收到申请后5个工作日内组织核验``; ``事故企业复产前须培训``.
        """
        if text[end - 1] == "前" and self.actors.first(text, at, end - 2) is not None:
            return True
        found = _RECEIVES.match(text, at, end)
        party = self.actors.at(text, at, end) if found else None
        return party is not None and found is not None and party.end == found.end()

    def _skip(self, text: str, at: int, end: int, marks: Marks) -> int:
        """Past connectives, times and opening phrases, to where a subject or a predicate would stand."""
        if text.startswith("【", at) and (shut := text.find("】", at, min(end - 1, at + 14))) > 0:
            at = shut + 1  # 【办理提醒】各承办人于…
        first = at
        for _ in range(6):
            before = at
            if match := self.words.connective.match(text, at, end):
                at = match.end()
            passed = (
                (marks.time_across(at) if at == first else marks.time_at(at))
                if marks.times and text[at : at + 1] != "对"
                else at
            )
            if at < passed < end and not self._receives(text, at, passed):
                at = passed
            if (match := self.words.phrase.match(text, at, end)) and (match.end() < end or text.startswith("，", end)):
                at = match.end()
            if at < end and text[at] in "，\u3000":
                at += 1
            if at == before:
                break
        return at if at < end else end
