"""A recurrence while it is read, and as RFC 5545."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.model import QuotaPer

ORDER = ("FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "BYHOUR", "BYMINUTE", "UNTIL")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKDAYS = ",".join(DAYS[:5])
_PER: dict[tuple[str, int], QuotaPer] = {
    ("YEARLY", 1): "year", ("MONTHLY", 6): "half-year", ("MONTHLY", 3): "quarter", ("MONTHLY", 1): "month",
    ("WEEKLY", 1): "week", ("DAILY", 1): "day", ("HOURLY", 1): "hour",
}  # fmt: skip


@dataclass
class Recurrence:
    """A rule while it is read.

    ``duration`` is set where a length follows each period (每季度结束后10个工作日内).
    """

    freq: str
    interval: int = 1
    parts: dict[str, str] = field(default_factory=dict)
    duration: str | None = None
    business: bool = False
    torn: bool = False

    def rrule(self, until: str | None = None) -> str:
        """RFC 5545, its parts in the contract's order."""
        values = {"FREQ": self.freq, **self.parts}
        if self.interval > 1:
            values["INTERVAL"] = str(self.interval)
        if until:
            values["UNTIL"] = until
        return ";".join(f"{key}={values[key]}" for key in ORDER if key in values)

    @property
    def per(self) -> QuotaPer | None:
        """The period that a quota counts in; none where the contract has no word for it (每两年)."""
        if self.parts.get("BYMONTHDAY") in ("10,20,-1", "15,-1"):  # 每旬, 每半月
            return None
        return "day" if self.parts.get("BYDAY") == WORKDAYS else _PER.get((self.freq, self.interval))

    def in_months(self, months: Sequence[int]) -> bool:
        """Only in these months of every year: 每季度末月 is 3, 6, 9, 12; false where there is none (每三十个月末)."""
        if not months:
            return False
        self.freq, self.interval = "YEARLY", 1
        self.parts["BYMONTH"] = ",".join(map(str, months))
        return True

    def on_last_day(self) -> bool:
        """On the last day of the month."""
        self.parts["BYMONTHDAY"] = "-1"
        return True

    def at(self, clock: str) -> None:
        """At a time of day; a second hour joins the first where both have the same minute (每日8时、16时).

        Of 8时 and 17时30分 no one rule can speak, so that only the day is kept.
        """
        hour, minute = str(int(clock[:2])), str(int(clock[3:]))
        if self.torn or self.parts.get("BYMINUTE", minute) != minute:
            self.torn = True
            self.parts.pop("BYHOUR", None)
            self.parts.pop("BYMINUTE", None)
        elif "BYHOUR" not in self.parts:
            self.parts["BYHOUR"], self.parts["BYMINUTE"] = hour, minute
        elif hour not in self.parts["BYHOUR"].split(","):
            self.parts["BYHOUR"] += f",{hour}"
