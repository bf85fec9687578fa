"""A clause without cue and subject: an imperative, a timed act, an opening phrase, or mere words."""

from __future__ import annotations

from pipeline.clauses import shapes
from pipeline.clauses.evidence import Evidence
from pipeline.clauses.facts import Clause
from pipeline.clauses.subjects import FRONTED

_EACH = 12  # characters from 每个 to what is done there
_TIME_BEFORE = 12  # characters before a clause in which its time ends


def read_bare(seen: Evidence) -> Clause:
    """The clause by the first of these that it shows: a predicate, a time, an object before its verb."""
    return (
        _by_predicate(seen)
        or _by_standard(seen)
        or _by_place(seen)
        or _by_object(seen)
        or _by_focus(seen)
        or _by_later_verb(seen)
        or _by_manner(seen)
        or _by_target(seen)
        or _by_deadline(seen)
        or _by_rhythm(seen)
        or _by_office(seen)
        or _by_words(seen)
    )


def _by_predicate(seen: Evidence) -> Clause | None:
    """A predicate at the head asks for something, unless it is talked about, tells a case, or only names somebody."""
    here = shapes.HERE.match(seen.text, seen.head, seen.end)
    at = here.end() if here else seen.head
    verb = seen.words.predicate(seen.text, at, seen.end)
    if seen.text.startswith("将", at) and seen.text.endswith(("否则", "否则，"), seen.start, at):
        verb = seen.words.predicate(seen.text, at + 1, seen.end)  # 否则将暂停其业务
    if verb is not None and seen.at_well(verb + 2) and shapes.DONE_WELL.match(seen.text, verb + 2, seen.end):
        return seen.clause("refused", "refuse.praise")  # 查办及时、定性准确
    if verb is not None and shapes.COPULA.search(seen.text, verb + 2, seen.end):
        return seen.clause("refused", "是")
    if (verb is not None or seen.text.startswith("涉及", at)) and (told := seen.told_next()) is not None:
        return seen.clause("subject", "主语", subject=told)
    if verb == at and seen.text.startswith(seen.words.tells_case, at) and seen.text[at - 1] not in "前内底":
        return seen.clause("condition" if seen.stop == "，" else "noun", "情形")
    if (
        verb is not None
        and seen.stop != "，"
        and seen.of_people()
        and shapes.MEANT.fullmatch(seen.text, seen.start, seen.end)
    ):
        return seen.clause("noun", "无谓语")
    if verb is not None and seen.stop == "，" and seen.dates_next(verb):
        return seen.clause("adverbial", "时间")
    if verb is not None:
        return seen.clause("directive", "祈使", predicate=verb)
    return seen.clause("directive", "时限", predicate=seen.head) if seen.acted_in_time() else None


def _bound(seen: Evidence) -> int:
    """Where the words after the last 的 begin; the head, where there is none."""
    return seen.text.rfind("的", seen.head, seen.end) + 1 or seen.head


def _by_object(seen: Evidence) -> Clause | None:
    """What stands before its verb: an object with its modifier, papers to be handed in, whom a measure is for."""
    text, head, end, bound = seen.text, seen.head, seen.end, _bound(seen)
    adverbs = seen.words.adverbs.match(text, bound, end) if bound > head + 2 else None
    if adverbs is not None and seen.words.verb.match(text, adverbs.end(), end):
        return seen.clause("directive", "的后祈使", predicate=adverbs.end())
    if bound > head + 2 and text.startswith(shapes.NOWS, bound) and shapes.NOW.fullmatch(text, bound, end):
        return seen.clause("directive", "的后祈使", predicate=bound)  # 检查不合格的立即报废
    if shapes.REPORTS.match(text, head, end):
        return seen.clause("directive", "祈使", predicate=head)
    if handed := shapes.HANDED.match(text, head, end):
        return seen.clause("directive", "报送", thing=True, predicate=handed.start("act"))
    treats = seen.acts_in_time() or seen.counted() or shapes.TREATS.search(text, bound, end) is not None
    if seen.stop == "，" and seen.at_head("对") and not treats:
        return seen.clause("adverbial", "对象")
    if bound > head and (name := seen.subjects.described(bound)) is not None:
        return seen.clause("subject", "主语", subject=name)
    return None


def _by_focus(seen: Evidence) -> Clause | None:
    """On what something is done, and then what is done (``聚焦商贸市场开展夜查``)."""
    focused = None
    if seen.text.startswith(shapes.FOCUSES, seen.start):
        focused = shapes.FOCUSED.fullmatch(seen.text, seen.start, seen.end)
    return seen.clause("directive", "状语祈使", predicate=focused.start("act")) if focused else None


def _by_later_verb(seen: Evidence) -> Clause | None:
    """A verb after what was put before it (``将结果报…``), or beside a time (``材料3月底前备齐``)."""
    if seen.at_head("以") and shapes.ARRANGES.search(seen.text, seen.head, seen.end):
        return seen.clause("noun", "无谓语")
    fronted = FRONTED.match(seen.text, seen.head, seen.end)
    sought = fronted or seen.marks.timed(seen.start, seen.end)
    later = seen.words.verb.search(seen.text, _bound(seen), seen.end) if sought else None
    if later is None:
        return None
    if fronted:
        return seen.clause("directive", "介宾祈使", predicate=later.start())
    return seen.clause("directive", "时限", thing=later.start() > seen.head, predicate=later.start())


def _by_place(seen: Evidence) -> Clause | None:
    """Where something is done, and what is done there (``在车站醒目位置公布首末班车的时刻``)."""
    place = shapes.AT_PLACE.match(seen.text, seen.head, seen.end) if seen.at_head("在") else None
    act = seen.words.predicate(seen.text, place.end(), seen.end) if place else None
    return seen.clause("directive", "介宾祈使", predicate=act) if act is not None else None


def _by_manner(seen: Evidence) -> Clause | None:
    """A thing, how it is dealt with, and the act (``能见度低的路段及时管制``, ``危险区域停止使用``)."""
    acted = shapes.DEALT.search(seen.text, seen.head + 2, seen.end)
    if acted is None or seen.at_head("对", "在", "因", "如", "若", "凡"):
        return None
    return seen.clause("directive", "时限", thing=True, predicate=acted.start())


def _by_standard(seen: Evidence) -> Clause | None:
    """By which rules something goes on (``竞买保证金按原有政策执行``)."""
    if not seen.text.endswith(("执行", "办理"), seen.start, seen.end):
        return None
    goes = shapes.STANDARD.match(seen.text, seen.head, seen.end)
    if goes is None or seen.words.predicate(seen.text, seen.head, seen.end) is not None:
        return None
    return seen.clause("directive", "介宾祈使", thing=bool(goes["of"]), predicate=goes.start("act"))


def _by_target(seen: Evidence) -> Clause | None:
    """A figure to be reached in time, or what each place shall have by then; nobody is named that acts."""
    if not seen.marks.any_time(seen.start - _TIME_BEFORE, seen.end):
        return None
    if shapes.TARGET.fullmatch(seen.text, seen.head, seen.end) or shapes.REACHES.fullmatch(
        seen.text, seen.head, seen.end
    ):
        return seen.clause("directive", "指标", thing=True, predicate=seen.head)
    each = shapes.EACH.match(seen.text, seen.head, seen.end)
    verb = seen.words.verb.search(seen.text, each.end(), min(each.end() + _EACH, seen.end)) if each else None
    return seen.clause("directive", "指标", thing=True, predicate=verb.start()) if verb else None


def _by_deadline(seen: Evidence) -> Clause | None:
    """What is to be done by a day, in words that no list of verbs knows (``病虫害9月25日前统防一遍``)."""
    if seen.at_head("对", "在", "因", "如", "若", "凡"):
        return None
    for time in seen.marks.times:
        if seen.start <= time.span.start and time.span.end <= seen.end - 2:
            limits = seen.text[time.span.end - 1] in "前内" or time.span.of(seen.text) in ("立即", "马上", "第一时间")
            if limits and shapes.DONE_BY.fullmatch(seen.text, time.span.end, seen.end):
                return seen.clause("directive", "时限", thing=time.span.start > seen.start, predicate=time.span.end)
    return None


def _by_office(seen: Evidence) -> Clause | None:
    """An office, and an act that no list of verbs knows (``灌区管理所开闸轮灌``, ``各站站长当班首查``)."""
    party = seen.actors.first(seen.text, seen.head, seen.end)
    if party is None or shapes.AN_OFFICE.search(party.names[0].text) is None:
        return None
    if shapes.ACTS_SO.fullmatch(seen.text, party.end, seen.end) is None:
        return None
    return seen.clause("directive", "主语", subject=party, predicate=party.end)


def _by_rhythm(seen: Evidence) -> Clause | None:
    """How often, and what no list of verbs knows between (``每两周夜间测流1次``)."""
    often = seen.counted() and seen.at_head("每")
    return seen.clause("directive", "时限", predicate=seen.head) if often else None


def _by_words(seen: Evidence) -> Clause:
    """An opening phrase, an adverb with what it belongs to, or words without a predicate."""
    if _bound(seen) > seen.head and seen.at_head("对", "在"):
        return seen.clause("adverbial", "对象")
    if (told := seen.told_next()) is not None:
        return seen.clause("subject", "主语", subject=told)
    adverbs = seen.words.adverbs.match(seen.text, seen.head, seen.end)
    now = seen.text.startswith(shapes.NOWS, seen.start) and shapes.NOW.match(seen.text, seen.start, seen.end)
    if (adverbs is not None and adverbs.end() < seen.end) or now:
        return seen.clause("directive", "状语祈使", predicate=adverbs.end() if adverbs else seen.head)
    return seen.clause("adverbial" if seen.head >= seen.end else "noun", "无谓语")
