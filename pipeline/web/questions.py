"""A question of the ledger as a plain URL, so that it can be bookmarked and mailed, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from pipeline.link.levels import ORDER as LEVELS
from pipeline.store.filters import KINDS, LIGHTS, Filter
from pipeline.store.lifecycle import OPEN, SETTLED, STATES
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
    done_after: str = ""
    level: str = ""
    subtree: str = ""
    recurring: str = ""
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

    def filter(self, today: date, within: tuple[str, ...] | None, soon: date | None = None) -> Filter:
        """The same as the store takes it; ``within`` are the units that the asker may see, ``soon`` ends the yellow."""
        day = self.day(today)
        asked = Filter(
            as_of=day,
            unit=self.unit or None,
            bearer=self.bearer or None,
            number=self.number or None,
            document=self.document or None,
            kinds=_kinds(self.kind),
            search=self.q or None,
            states=SETTLED if self.done_after and not self.state else _states(self.state),
            done_from=day_of(self.done_after),
            due_after=day_of(self.due_after),
            due_before=day_of(self.due_before),
            recurring=bool(self.recurring),
            level=self.level or None,
            soon_until=soon,
            within=within,
        )
        return asked.lit(self.light)


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
        done_after=said.day("done_after"),
        level=said.one("level", LEVELS),
        subtree="1" if given.get("subtree") else "",
        recurring="1" if given.get("recurring") else "",
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


def _kinds(kind: str) -> tuple[str, ...] | None:
    return (
        None if not kind else KINDS if kind == "all" else ("obligation", "prohibition") if kind == "duties" else (kind,)
    )


def _states(state: str) -> tuple[str, ...] | None:
    return OPEN if not state else None if state == "all" else (state,)
