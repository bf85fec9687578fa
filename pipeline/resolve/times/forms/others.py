"""Recurrences, events and words: 每月5日前, 到两会结束期间, 节后第一个工作日, 立即."""

from __future__ import annotations

from pipeline.model import Deadline
from pipeline.resolve.times.forms.parts import Parts, Tools
from pipeline.resolve.times.recurring import read_quota
from pipeline.resolve.times.text import count, plain


def recur(tools: Tools, parts: Parts) -> Deadline | None:
    """每月5日前, 每周不得少于2次."""
    every = parts.group("every")
    rule = tools.recurrences.read(every) or tools.recurrences.read("每" + every)
    if rule is None:
        return None
    quota = read_quota(parts.group("least") + parts.group("quota"), rule.per) if "quota" in parts.groups else None
    return Deadline(
        parts.words, "recurring", rrule=rule.rrule(), duration=rule.duration, business_days=rule.business, quota=quota
    )


def event(tools: Tools, parts: Parts) -> Deadline | None:
    """到全国“两会”结束期间: symbolic until the events calendar knows the day."""
    anchor = parts.groups.get("anchor", "").strip() or None
    day = tools.events.day(plain(anchor), parts.on, before="前" in parts.words[-2:]) if anchor else None
    return Deadline(parts.words, "event", due=day.isoformat() if day else None, anchor=anchor)


def event_during(tools: Tools, parts: Parts) -> Deadline | None:
    """暑假期间: symbolic until the events calendar knows from when to when."""
    anchor = parts.groups.get("anchor", "").strip()
    days = tools.events.stretch(plain(anchor), parts.on)
    if days is None or days[0] == days[1]:  # one day that somebody added says not how long it lasts
        return Deadline(parts.words, "event", anchor=anchor)
    return Deadline(parts.words, "period", start=days[0].isoformat(), due=days[1].isoformat(), anchor=anchor)


def after_rest(tools: Tools, parts: Parts) -> Deadline | None:
    """节后第一个工作日: the first working day after the holiday; 节前 alone is an event."""
    if "point" not in parts.groups:
        return Deadline(parts.words, "event", anchor=parts.groups.get("anchor"))
    if parts.group("point").endswith("前"):
        return _eve(tools, parts)
    nth = count(parts.group("nth")) or 1
    words = parts.group("point").removesuffix("后")
    found = tools.events.rest_end(words, parts.on)
    if found is None:
        return Deadline(parts.words, "event", anchor=parts.groups.get("point"))
    day, provisional = tools.words.calendar.add(found, nth)
    return Deadline(parts.words, "by", due=day.isoformat(), anchor=parts.groups.get("point"), provisional=provisional)


def _eve(tools: Tools, parts: Parts) -> Deadline:
    """节前最后一个工作日: the one before the holiday."""
    anchor = parts.groups.get("point")
    day = tools.events.eve_of_rest(parts.group("point").removesuffix("前"), parts.on)
    if day is None:
        return Deadline(parts.words, "event", anchor=anchor)
    provisional = not tools.words.calendar.knows(day.year)
    return Deadline(parts.words, "by", due=day.isoformat(), anchor=anchor, provisional=provisional)


def word(tools: Tools, parts: Parts) -> Deadline | None:
    """立即, 尽快."""
    return Deadline(parts.words, parts.kind)
