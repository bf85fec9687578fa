"""Runs the examples that rule files carry: each alone and under the whole rulebook, through the real finders.

What reads a slot (finder and resolver together) is handed in from above as a :class:`Reader`, since the rulebook knows
neither; a slot without one is read by its plain finder, which gives no values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model import Span
from pipeline.rulebook.book import Rulebook
from pipeline.rulebook.records import Example


@dataclass(frozen=True, slots=True)
class Reading:
    """Something found in an example's text: where, by which rule, and what it means (for a clause its outcome)."""

    span: Span
    rule: str
    value: Any = None


Read = Callable[[str, str | None], Sequence[Reading]]


@dataclass(frozen=True, slots=True)
class Reader:
    """How some slots are read together: ``make`` builds, for a rulebook, a function of a text and its date (ISO)."""

    slots: tuple[str, ...]
    make: Callable[[Rulebook], Read]
    has_values: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an example does not hold."""

    example: Example
    zh: str
    en: str


def plain_reader(*slots: str) -> Reader:
    """The reader of slots that nothing resolves."""

    def make(book: Rulebook) -> Read:
        finder = book.finder(*slots)
        return lambda text, on: [Reading(mention.span, mention.rule) for mention in finder.find(text)]

    return Reader(slots, make, has_values=False)


class Trials:
    """Tries examples; readers are built once a rulebook and once a rule."""

    def __init__(self, book: Rulebook, readers: Iterable[Reader] = ()) -> None:
        self._book = book
        self._readers: dict[str, Reader] = {slot: reader for reader in readers for slot in reader.slots}
        self._whole: dict[Reader, Read] = {}
        self._alone: dict[str, Read] = {}

    def reader(self, slot: str) -> Reader:
        """What reads this slot."""
        if slot not in self._readers:
            self._readers[slot] = plain_reader(slot)
        return self._readers[slot]

    def problems(self, example: Example) -> list[Problem]:
        """What does not hold; for a known miss, that everything does."""
        found = self._alone_problems(example) + self._whole_problems(example)
        if example.kind != "miss":
            return found
        if found:
            return []
        return [Problem(example, "已能通过，请移到 matches", "this passes now: move it to matches")]

    def _alone_problems(self, example: Example) -> list[Problem]:
        if example.rule not in self._alone:
            reader = self.reader(slot_of(example.rule))
            self._alone[example.rule] = reader.make(self._book.only(reader.slots, example.rule))
        readings = [one for one in self._alone[example.rule](example.text, example.on) if one.rule == example.rule]
        return self._judge(example, readings, "单独运行", "alone", exact=True)

    def _whole_problems(self, example: Example) -> list[Problem]:
        if not self._book.is_active(example.rule):
            return []
        reader = self.reader(slot_of(example.rule))
        if reader not in self._whole:
            self._whole[reader] = reader.make(self._book)
        readings = self._whole[reader](example.text, example.on)
        if example.kind == "reject":
            readings = [one for one in readings if one.rule == example.rule]
        return self._judge(example, readings, "全部规则下", "under the whole rulebook", exact=False)

    def _judge(self, example: Example, readings: Sequence[Reading], zh: str, en: str, *, exact: bool) -> list[Problem]:
        spans = {one.span: one for one in readings}
        said = "、".join(f"‹{one.span.of(example.text)}›({one.rule})" for one in readings) or "无"
        if example.kind == "reject":
            wrong = [span for span in spans if not example.spans or span in example.spans]
            words = "、".join(f"‹{span.of(example.text)}›" for span in wrong)
            return [Problem(example, f"{zh}不该找到 {words}", f"{en}: must not find {words}")] if wrong else []
        if not example.spans:
            return [] if readings else [Problem(example, f"{zh}没有判定", f"{en}: not decided")]
        missing = [span for span in example.spans if span not in spans]
        extra = exact and any(span not in example.spans for span in spans)
        if missing or extra:
            return [Problem(example, f"{zh}找到的与标注不符，找到：{said}", f"{en}: not as marked, found: {said}")]
        return self._judge_values(example, [spans[span].value for span in example.spans], zh, en)

    def _judge_values(self, example: Example, values: list[Any], zh: str, en: str) -> list[Problem]:
        if example.value is None or not self.reader(slot_of(example.rule)).has_values:
            return []
        several = isinstance(example.value, list) and len(values) > 1
        wanted = example.value if several else [example.value] * len(values)
        if len(wanted) == len(values) and all(map(fits, wanted, values)):
            return []
        shown = values if several else values[0]
        return [
            Problem(example, f"{zh}的值应为 {example.value}，得到 {shown}", f"{en}: {shown} is not {example.value}")
        ]


def slot_of(rule: str) -> str:
    """The slot in a rule's id: ``deadline`` of ``deadline.before_date``."""
    return rule.rpartition(".")[0].replace(".", "/")


def fits(wanted: Any, got: Any) -> bool:
    """Whether a value is what an example asks for; of a mapping only the keys that the example names count."""
    if isinstance(wanted, dict):
        return isinstance(got, Mapping) and all(fits(value, got.get(key)) for key, value in wanted.items())
    if isinstance(wanted, list):
        return isinstance(got, (list, tuple)) and len(wanted) == len(got) and all(map(fits, wanted, got))
    return (
        bool(wanted == got) if isinstance(wanted, bool) or wanted is None else wanted == got or str(wanted) == str(got)
    )
