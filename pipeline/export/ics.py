"""A calendar feed (RFC 5545) of what falls due: one event a line, recurrences as rules, alarms before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pipeline.export import words
from pipeline.export.ledger_rows import head_unit
from pipeline.store.entries import Entry
from pipeline.store.recurrence import Rule, parse

ZONE = ZoneInfo("Asia/Shanghai")
_PRODUCT = "-//Duban//督办台账//ZH"
_SHORT = 40
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# What is due on a day is announced at nine in the morning three days and one day before.
_DAY_ALARMS = (timedelta(days=-3, hours=9), timedelta(days=-1, hours=9))
_HOUR_ALARMS = (timedelta(hours=-1),)


def calendar(entries: Iterable[Entry], name: str, moment: datetime, link: str = "", lang: str = "zh") -> bytes:
    """The feed's bytes. ``moment`` (aware) is when it is made; ``link`` a URL in which ``{id}`` stands for the line.

    Lines without a date are left out: a calendar has no place for them.
    """
    from icalendar import Calendar

    feed = Calendar()
    for key, value in (
        ("prodid", _PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"), ("method", "PUBLISH"),
        ("x-wr-calname", name), ("x-wr-timezone", "Asia/Shanghai"),
    ):  # fmt: skip
        feed.add(key, value)
    events = [_event(entry, moment, link, lang) for entry in entries if entry.due]
    for event in events:
        feed.add_component(event)
    if any(isinstance(event.decoded("dtstart"), datetime) for event in events):
        feed.add_missing_timezones()
    return bytes(feed.to_ical())


def _event(entry: Entry, moment: datetime, link: str, lang: str) -> Any:
    from icalendar import Event

    event, start = Event(), _start(entry)
    event.add("uid", f"{entry.id}@duban")
    event.add("dtstamp", moment)
    event.add("dtstart", start)
    event.add("summary", _summary(entry))
    event.add("description", _description(entry, lang))
    event.add("transp", "TRANSPARENT")
    event.add("categories", [words.name_of(words.KINDS, entry.item.kind, lang)])
    if link:
        event.add("url", link.replace("{id}", entry.id))
    rule = _rule(entry, start)
    if rule:
        event.add("rrule", rule)
    if isinstance(start, datetime):
        event.add("duration", timedelta(minutes=30))
    for alarm in _alarms(entry, start, rule):
        event.add_component(alarm)
    return event


def _start(entry: Entry) -> date | datetime:
    assert entry.due is not None
    rrule = entry.item.deadline.rrule if entry.item.deadline else None
    if "T" in entry.due:
        return datetime.fromisoformat(entry.due).replace(tzinfo=ZONE)
    day = date.fromisoformat(entry.due)
    hourly = rrule is not None and "HOURLY" in rrule
    return datetime(day.year, day.month, day.day, tzinfo=ZONE) if hourly else day


def _rule(entry: Entry, start: date | datetime) -> dict[str, Any] | None:
    """The recurrence as a calendar must have it: the hour is the start's, a period without a day ends it."""
    deadline = entry.item.deadline
    if deadline is None or not deadline.rrule:
        return None
    try:
        rule = parse(deadline.rrule)
    except (KeyError, ValueError):
        return None
    found: dict[str, Any] = {"freq": rule.freq}
    if rule.interval > 1:
        found["interval"] = rule.interval
    found |= _days(rule)
    if len(rule.hours) > 1:
        found["byhour"] = list(rule.hours)
        found["byminute"] = list(rule.minutes) or [0]
    end = rule.until or (date.fromisoformat(deadline.due[:10]) if deadline.due else None)
    if end:
        found["until"] = _until(end, start)
    return found


def _days(rule: Rule) -> dict[str, Any]:
    """What names no day is due on the last one of its period, as in the ledger."""
    found: dict[str, Any] = {}
    months, days = rule.months, rule.monthdays
    if rule.freq == "YEARLY" and not months:
        months = (12,)
    if rule.freq in ("MONTHLY", "YEARLY") and not days and not rule.weekdays:
        days = (-1,)
    if months:
        found["bymonth"] = list(months)
    if days:
        found["bymonthday"] = list(days)
    if rule.freq == "WEEKLY" or rule.weekdays:
        found["byday"] = [_WEEKDAYS[day] for day in rule.weekdays or (6,)]
    return found


def _until(end: date, start: date | datetime) -> date | datetime:
    """RFC 5545, 3.3.10: of the same type as the start, and in UTC where that has a zone."""
    if not isinstance(start, datetime):
        return end
    last = datetime(end.year, end.month, end.day, 23, 59, 59, tzinfo=ZONE)
    return last.astimezone(ZoneInfo("UTC"))


def _alarms(entry: Entry, start: date | datetime, rule: dict[str, Any] | None) -> Iterable[Any]:
    from icalendar import Alarm

    often = rule is not None and rule["freq"] in ("DAILY", "HOURLY")
    if often and not isinstance(start, datetime):
        return
    if rule is not None and rule["freq"] == "HOURLY":
        return
    for before in _HOUR_ALARMS if often else _DAY_ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _summary(entry))
        alarm.add("trigger", before)
        yield alarm


def _summary(entry: Entry) -> str:
    unit, quote = head_unit(entry), words.one_line(entry.item.quote)
    short = quote if len(quote) <= _SHORT else quote[:_SHORT] + "…"
    return f"【{unit}】{short}" if unit else short


def _description(entry: Entry, lang: str) -> str:
    item, en = entry.item, lang == "en"
    lines = [
        item.quote,
        f"{'Imposed by' if en else '依据'}: {entry.number}" if entry.number else "",
        f"{'Deadline' if en else '时限'}: {item.deadline.text}" if item.deadline else "",
        f"{'Report to' if en else '报送'}: {item.report_to}" if item.report_to else "",
        f"{'Penalty' if en else '罚则'}: {words.penalty(item.penalties[0], lang)}" if item.penalties else "",
        f"{'Id' if en else '编号'}: {entry.id}",
    ]
    return "\n".join(line for line in lines if line)
