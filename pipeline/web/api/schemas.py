"""The shapes of what the API takes and gives."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

_TEXT = 2_000


class _Open(BaseModel):
    """An answer may say more than is named here: the contract's optional fields."""

    model_config = ConfigDict(extra="allow")


class Obligation(_Open):
    """A line of the ledger: the contract's fields and how it stands."""

    id: str
    document: str
    document_id: str
    number: str | None
    due: str | None
    days_left: int | None
    state: str
    light: str | None
    assigned_to: str | None
    span: list[int]
    quote: str
    kind: str
    bearers: list[dict[str, Any]]
    deadline: dict[str, Any] | None
    penalties: list[dict[str, Any]]


class ObligationPage(BaseModel):
    """A page of the ledger."""

    as_of: str
    items: list[Obligation]
    next: str | None


class Listed(_Open):
    """A document in a list."""

    id: str
    path: str
    title: str | None
    number: str | None
    items: int


class DocumentPage(BaseModel):
    """A page of documents."""

    items: list[Listed]
    next: str | None


class Happened(_Open):
    """A line of history."""

    recorded_at: str
    on: str | None
    kind: str
    actor: str
    note: str
    data: Any


class Act(BaseModel):
    """An act of the lifecycle."""

    model_config = ConfigDict(extra="forbid")

    act: str = Field(
        max_length=24, pattern="^(assigned|acknowledged|progress|extended|returned|done|closed|cancelled)$"
    )
    note: str = Field(default="", max_length=_TEXT)
    on: str = Field(default="", max_length=10, description="the day on which it was done; today by default")
    to: str = Field(default="", max_length=200, description="to whom it is assigned")
    due: str = Field(default="", max_length=10, description="until when it is extended")

    def fields(self) -> dict[str, str]:
        """As a form sends it."""
        return {"act": self.act, "note": self.note, "on": self.on, "to": self.to, "due": self.due}


class Correction(BaseModel):
    """Fields of an obligation as they really are, in the contract's JSON."""

    model_config = ConfigDict(extra="forbid")

    fields: dict[str, Any] = Field(max_length=20)
    note: str = Field(default="", max_length=_TEXT)


class Corrected(BaseModel):
    """Where the correction stands in the document's chain of events."""

    seq: int
    recorded_at: str


class Received(_Open):
    """A file handed in, and what has become of it."""

    id: int
    state: str


class Unit(BaseModel):
    """A unit's load."""

    unit: str
    outstanding: int
    overdue: int


class Figures(BaseModel):
    """How the ledger stands."""

    as_of: str
    lights: dict[str, int]
    units: list[Unit]


class Count(BaseModel):
    """How many lines there are of one sort (empty: of none), and how many of them are late."""

    key: str
    total: int
    late: int


class Counts(BaseModel):
    """How many lines answer, by one thing."""

    as_of: str
    by: str
    items: list[Count]


class Fault(BaseModel):
    """What is wrong, in both languages."""

    status: int
    zh: str
    en: str


class Problem(BaseModel):
    """An error."""

    error: Fault
