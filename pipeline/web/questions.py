"""A question of the ledger as a plain URL, so that it can be bookmarked and mailed, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from pipeline.errors import DubanError
from pipeline.ledger.asked import TIMELY
from pipeline.ledger.said import LAST, days_of, moment_of
from pipeline.link.levels import ORDER as LEVELS
from pipeline.store.filters import KINDS, LIGHTS
from pipeline.store.lifecycle import STATES
from pipeline.store.ordering import GROUPS, ORDERS

SIZES = (50, 100, 200)
_FARTHEST = 100_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """What the form of the ledger page asks; empty is not asked. ``wrong`` names what could not be understood."""

    q: str = ""
    unit: str = ""
    bearer: str = ""
    kind: str = ""
    state: str = ""
    light: str = ""
    number: str = ""
    document: str = ""
    due_after: str = ""
    due_before: str = ""
    due_within: str = ""
    done_after: str = ""
    timely: str = ""
    level: str = ""
    subtree: str = ""
    ours: str = ""
    recurring: str = ""
    fine: str = ""
    fine_on: str = ""
    new_since: str = ""
    changed_since: str = ""
    as_of: str = ""
    sort: str = "due"
    group: str = ""
    size: int = SIZES[0]
    page: int = 1
    wrong: tuple[str, ...] = ()

    def url(self, path: str = "/ledger", **changes: object) -> str:
        """The address that asks this, with some of it changed; what is as it is by default is left out."""
        asked = replace(self, **changes) if changes else self  # type: ignore[arg-type]
        given = {
            each.name: getattr(asked, each.name)
            for each in fields(Question)
            if each.name != "wrong" and getattr(asked, each.name) != each.default
        }
        return f"{path}?{urlencode(given)}" if given else path

    def day(self, today: date) -> date:
        """The day that is asked about."""
        return date.fromisoformat(self.as_of) if self.as_of else today

    def narrowed(self) -> bool:
        """Whether anything is asked but the order."""
        plain = Question(sort=self.sort, group=self.group, size=self.size, page=self.page)
        return replace(self, wrong=()) != plain

    def options(self) -> dict[str, object]:
        """The same as ``duban ledger`` calls it, so that both ask the same; how a page looks is left as it is.

        >>> Question(q="台账", light="red", subtree="1", sort="unit").options()
        {'sort': 'unit', 'search': '台账', 'overdue': True, 'subtree': True}
        """
        given = {each.name: getattr(self, each.name) for each in fields(self) if each.name not in ("wrong", "page")}
        asked = {name: value for name, value in given.items() if value != getattr(_PLAIN, name)}
        options = {name: value for name, value in asked.items() if name not in ("q", "light", *_TICKS)}
        if self.q:
            options["search"] = self.q
        if self.light:
            options |= LIGHT_OPTIONS.get(self.light, {"light": self.light})
        return options | {name: True for name in _TICKS if given[name]}


_PLAIN = Question()
_TICKS = ("subtree", "recurring", "ours")
# What the command line calls otherwise.
LIGHT_OPTIONS: dict[str, dict[str, object]] = {"red": {"overdue": True}, "grey": {"undated": True}}


@dataclass(slots=True)
class _Said:
    """The values of an address, each checked; the names of those that make no sense."""

    given: Mapping[str, str]
    wrong: list[str] = field(default_factory=list)

    def words(self, name: str) -> str:
        return self.given.get(name, "").strip()[:200]

    def one(self, name: str, known: Iterable[str], default: str = "") -> str:
        value = self.given.get(name, default)
        return value if value in known or value == default else self._not(name, default)

    def day(self, name: str) -> str:
        value = self.given.get(name, "").strip()
        return value if not value or day_of(value) else self._not(name, "")

    def checked(self, name: str, check: Callable[[str], object]) -> str:
        """Words that the command line would understand, too."""
        value = self.words(name)
        try:
            return value if not value or check(value) is not None else self._not(name, "")
        except (DubanError, ValueError):
            return self._not(name, "")

    def number(self, name: str, default: int, most: int) -> int:
        value = self.given.get(name, "")
        if not value:
            return default
        sound = value.isascii() and value.isdecimal() and 1 <= int(value[:9]) <= most
        return int(value[:9]) if sound else self._not(name, default)

    def _not(self, name: str, default: T) -> T:
        self.wrong.append(name)
        return default


def question_of(given: Mapping[str, str]) -> Question:
    """The question in an address; a value that makes no sense is left out and named in ``wrong``."""
    said = _Said(given)
    return Question(
        q=said.words("q"),
        unit=said.words("unit"),
        bearer=said.words("bearer"),
        kind=said.one("kind", ("duties", "all", *KINDS)),
        state=said.one("state", ("all", *STATES)),
        light=said.one("light", LIGHTS),
        number=said.words("number"),
        document=said.words("document"),
        due_after=said.day("due_after"),
        due_before=said.day("due_before"),
        due_within=said.checked("due_within", lambda text: days_of(text, "")),
        done_after=said.day("done_after"),
        timely=said.one("timely", TIMELY),
        level=said.one("level", LEVELS),
        subtree="1" if given.get("subtree") else "",
        ours="1" if given.get("ours") else "",
        recurring="1" if given.get("recurring") else "",
        fine=said.checked("fine", yuan_of),
        fine_on=said.words("fine_on"),
        new_since=said.checked("new_since", since_of),
        changed_since=said.checked("changed_since", since_of),
        as_of=said.day("as_of"),
        sort=said.one("sort", ORDERS, "due"),
        group=said.one("group", GROUPS),
        size=said.number("size", SIZES[0], SIZES[-1]),
        page=said.number("page", 1, _FARTHEST),
        wrong=tuple(said.wrong),
    )


def day_of(text: str) -> date | None:
    """The day that a field names, None where it names none within two centuries of ours."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2200 else None


def yuan_of(text: str) -> int | None:
    """A whole amount of yuan."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 12 else None


def since_of(text: str) -> str:
    """``last``, or a moment as the ledger keeps it. Raises ConfigError."""
    return text if text == LAST else moment_of(text, "")
