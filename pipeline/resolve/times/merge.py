"""One deadline out of all the time mentions of one clause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from pipeline.model import Deadline, Mention, Span
from pipeline.patterns import compiled
from pipeline.record import replace
from pipeline.resolve.times.narrow import narrowed
from pipeline.resolve.times.resolver import TimeResolver

LONGEST_HULL = 80  # characters of text that one deadline may quote
_ADVERBIAL = compiled(r"(?:^|[，。；：:、（(\s]|定于|拟于|[于在从自为至到即]|[：:]\s?)$")
_NAMES_A_THING = compiled(r"的|印发|发布|下发|公布|召开|发生|出台|签订|发来")
#: 热处理车间6月13日开展演练: who acts may stand before the day.
_SUBJECT = compiled(
    r"(?:单位|部门|企业|公司|中心|人员|街道|社区|[站队局部处室科办委厅会班组校院所镇乡村园厂店矿县区市])$"
)
#: 请医务部主任3月6日到会: so may a person, before a plain day.
_PERSON = compiled("(?:主任|书记|领导|同志|负责人|代表|员|(?<![增生延])长)$")
#: Plain times that may turn out to be when something must be done.
PROMOTED = frozenset(
    {
        "time.date",
        "time.iso",
        "time.range_months",
        "time.month",
        "time.month_alone",
        "time.year",
        "time.years_listed",
        "time.days_listed",
        "time.both",
    }
)
#: Those of them that must not be over: 2023年 in a document of 2024 is told of, not asked for.
_AHEAD = frozenset({"time.year", "time.years_listed", "time.month_alone"})
#: Those that are looked for on both sides of the document's day: 3月 in one of June is this year's.
_NEAR = frozenset({"time.month_alone"})
#: 老旧管网第三季度全部更换: what is then done says that the time is when.
_THEN = compiled(
    r"[前内]?(?:全部|全面|基本|力争|陆续|正式)*(?:完成|完工|开工|竣工|建成|投[入产用]|启动|更换|改造|达到|实现|清零|销号|交付|验收|上线)"
)
#: Stretches that set a time only as adverbials: not in 做好春节期间的安全工作.
ATTRIBUTIVE = frozenset({"deadline.during", "deadline.during_event"})
_FREQUENCY = {"MINUTELY": 0, "HOURLY": 1, "DAILY": 2, "WEEKLY": 3, "MONTHLY": 4, "YEARLY": 5}
_BEST = {"by": 0, "within": 1, "period": 2, "on": 3, "event": 4, "immediate": 5, "unspecified": 6}


def deadline_of(
    resolver: TimeResolver, text: str, mentions: Iterable[Mention], on: date | None, start: int | None = None
) -> Deadline | None:
    """The deadline of a clause (or item) whose time mentions these are; ``None`` where they set none.

    A recurrence takes its end (至3月底), the event that bounds it and its quota along; a date takes the clock time that
    follows it; a plain date counts where it stands as an adverbial (句首, 于…). ``start`` is where the clause begins.
    Mentions inside a condition, and those of other clauses, are for the caller to leave out.
    """
    ordered = sorted(mentions, key=lambda m: m.span)
    found = _with_clocks([d for m in ordered if (d := _resolved(resolver, text, m, on, start))])
    recurring = [d for d in found if d.kind == "recurring"]
    recurring = [d for d in recurring if not _aside(text, d)] or recurring  # （高危行业每半年1次）
    if recurring:
        recurring = narrowed(text, recurring) if recurring[1:] else recurring
        bounds = [d for d in found if d.kind != "recurring" and not _apart(text, d, recurring[0])]
        return _recurring(text, recurring, bounds)
    first = min(found, key=_rank, default=None)
    return first if first is None or first.duration is None else replace(first, duration=_in_days(first.duration))


def _in_days(duration: str) -> str:
    """A length in weeks as days, in which all others are counted (``P7D`` for 一周内)."""
    weeks = _WEEKS.fullmatch(duration) if duration.endswith("W") else None
    return f"P{7 * int(weeks[1])}D" if weeks else duration


_WEEKS = compiled(r"P(\d+)W")
_GAP = compiled(r"[）)]?[，,、\s]{0,3}")


def joined(text: str, found: Sequence[Deadline]) -> list[Deadline]:
    """The same in text order, but a recurrence and the bound that stands just before it are one (至3月底每天17时前)."""
    kept: list[Deadline] = []
    for one in narrowed(text, found):
        last = kept[-1] if kept else None
        if last and one.kind == "recurring" and _bounds(text, last, one):
            kept[-1] = _recurring(text, [one], [last])
        elif last and last.kind == "recurring" and _ends(text, last, one):
            kept[-1] = _recurring(text, [last], [one])
        else:
            kept.append(one)
    return kept


def _bounds(text: str, bound: Deadline, one: Deadline) -> bool:
    """Whether a date stands just before a recurrence; an event stays by itself."""
    if not bound.span or not one.span or bound.kind not in ("by", "period") or not (bound.due or bound.start):
        return False
    return not bound.text.endswith(("之前", "以前")) and bool(_GAP.fullmatch(text, bound.span.end, one.span.start))


def _ends(text: str, one: Deadline, bound: Deadline) -> bool:
    """Whether a date stands just behind a recurrence as its end: 每月末通报一次，直至12月。"""
    if not bound.span or not one.span or bound.kind != "by" or not bound.due:
        return False
    if one.due or (one.start or "") > bound.due:
        return False
    last = bound.text.startswith("直") or text[bound.span.end : bound.span.end + 1] in ("", "。", "，", "；")
    return last and bound.text[0] in "直至到" and bool(_GAP.fullmatch(text, one.span.end, bound.span.start))


def _apart(text: str, one: Deadline, other: Deadline) -> bool:
    """Whether a sentence ends between the two: what bounds one does not bound the other."""
    if one.span is None or other.span is None:
        return False
    first, last = sorted((one.span, other.span))
    return any(mark in text[first.end : last.start] for mark in "。；")


def _aside(text: str, found: Deadline) -> bool:
    """Whether the words stand in a bracket: what they say holds for some only."""
    at = found.span.start if found.span else 0
    return text.rfind("（", 0, at) > text.rfind("）", 0, at)


def _resolved(
    resolver: TimeResolver, text: str, mention: Mention, on: date | None, start: int | None
) -> Deadline | None:
    if mention.kind == "deadline":
        if mention.rule in ATTRIBUTIVE and not _is_adverbial(text, mention.span, start):
            return None
        return resolver.resolve(text, mention, on)
    if mention.rule not in PROMOTED:
        return None
    told = _PERSON.search(text, max(0, mention.span.start - 3), mention.span.start) is not None
    if not _is_adverbial(text, mention.span, start) and (not told or _NAMES_A_THING.match(text, mention.span.end)):
        return None
    found = resolver.resolve(text, mention, on, None if mention.rule in _NEAR else "future")
    over = found and found.due and on and found.due < on.isoformat()
    return None if over and mention.rule in _AHEAD else found


def _is_adverbial(text: str, span: Span, start: int | None) -> bool:
    """Whether a plain date says when: at the start of its clause, after 于 or who acts; not in 3月1日印发的."""
    if _NAMES_A_THING.match(text, span.end):
        return False
    if _THEN.match(text, span.end) and not text.startswith("的", span.end):
        return True
    before = text[max(0, span.start - 3) : span.start]
    return span.start == start or bool(_ADVERBIAL.search(before) or _SUBJECT.search(before))


def _rank(deadline: Deadline) -> tuple[bool, bool, int, int]:
    """Smaller is better: a date before no date, then the kind, then the place; 尽快 is the last of all."""
    empty = not (
        deadline.due or deadline.start or deadline.duration or deadline.kind in ("event", "immediate", "unspecified")
    )
    return (
        deadline.kind == "unspecified",
        empty,
        _BEST.get(deadline.kind, 9),
        deadline.span.start if deadline.span else 0,
    )


def _with_clocks(found: Sequence[Deadline]) -> list[Deadline]:
    """Joins 3月5日 … 17时前: a clock time without a day belongs to the day before it."""
    joined: list[Deadline] = []
    for one in found:
        last = joined[-1] if joined else None
        clock = _bare_clock(one)
        if last and clock and last.kind in ("on", "by") and last.due and len(last.due) == 10:
            joined[-1] = replace(last, kind="by", due=f"{last.due}T{clock}")
        else:
            joined.append(one)
    return joined


_CLOCK = compiled(r"(?P<part>下午|傍晚|晚上|晚)?\s?(?P<h>[0-2]?[0-9])(?:时|点|[:：](?P<m>[0-5][0-9]))")


def _bare_clock(deadline: Deadline) -> str | None:
    found = _CLOCK.search(deadline.text) if deadline.kind == "by" and not deadline.due else None
    if not found:
        return None
    hour = int(found["h"]) + (12 if found["part"] and int(found["h"]) < 12 else 0)
    return f"{hour:02d}:{found['m'] or '00'}" if hour < 24 else None


def _recurring(text: str, recurring: Sequence[Deadline], others: Sequence[Deadline]) -> Deadline:
    """The shortest recurrence, with its start, its end and the event that bounds it."""
    best = min(recurring, key=_length_of_period)
    quota = best.quota or next((d.quota for d in recurring if d.quota and d.rrule == best.rrule), None)
    merged = replace(best, quota=quota)
    end = next((d for d in others if d.kind in ("by", "period") and d.due), None)
    begin = next((d for d in others if d.kind == "period" and not d.due), None)
    event = None if end else next((d for d in others if d.kind == "event"), None)
    if end and end.due:
        merged = _until(
            replace(merged, due=end.due[:10], start=end.start or best.start, anchor=end.anchor or best.anchor)
        )
    if event:
        merged = _until(replace(merged, anchor=event.anchor or event.text, due=event.due))
    if begin and not (merged.due and (begin.start or "") > merged.due):
        merged = replace(merged, start=merged.start or begin.start, anchor=merged.anchor or _open(begin))
    return _over(text, merged, [d for d in (end, begin, event) if d])


def _until(deadline: Deadline) -> Deadline:
    """The recurrence with its last day as a part of the rule."""
    if not deadline.due:
        return deadline
    return replace(deadline, rrule=f"{deadline.rrule};UNTIL={deadline.due.replace('-', '')}")


def _open(begin: Deadline) -> str | None:
    """The words of a start that has no date yet (春节期间 without a document's date)."""
    return None if begin.start else begin.text


def _length_of_period(deadline: Deadline) -> tuple[int, int, int]:
    parts = dict(part.split("=", 1) for part in (deadline.rrule or "").split(";") if "=" in part)
    return _FREQUENCY.get(parts.get("FREQ", ""), 9), int(parts.get("INTERVAL", 1)), -len(parts)


def _over(text: str, deadline: Deadline, others: Sequence[Deadline]) -> Deadline:
    """The deadline quoted over all that it was read from, where that isn't too much text."""
    spans = [d.span for d in (deadline, *others) if d.span]
    if len(spans) < 2:
        return deadline
    hull = Span(min(s.start for s in spans), max(s.end for s in spans))
    if hull.end - hull.start > LONGEST_HULL:
        return deadline
    return replace(deadline, text=hull.of(text), span=hull)
