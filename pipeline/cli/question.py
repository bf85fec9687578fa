"""The options that every command about the ledger has, declared once and given to it as one question."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from enum import Enum
from functools import wraps
from typing import Any, get_type_hints

from pipeline.cli import asking

Options = dict[str, Any]


class Shared:
    """Their names, types and defaults, in the order of the help page."""

    unit: asking.Unit = None
    bearer: asking.Bearer = None
    subtree: asking.Subtree = False
    ours: asking.Ours = False
    level: asking.Level = None
    due_before: asking.DueBefore = None
    due_after: asking.DueAfter = None
    due_within: asking.DueWithin = None
    done_after: asking.DoneAfter = None
    timely: asking.Done = None
    overdue: asking.Overdue = False
    undated: asking.Undated = False
    recurring: asking.Recurring = False
    light: asking.Lit = None
    number: asking.Number = None
    document: asking.Source = None
    kind: asking.Sort = None
    search: asking.Search = None
    fine: asking.Fine = None
    fine_on: asking.FineOn = None
    new_since: asking.NewSince = None
    changed_since: asking.ChangedSince = None


def asks(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the shared options in the place of its parameter ``asked``, a dictionary of plain values."""
    hints = get_type_hints(Shared, include_extras=True)
    own = inspect.signature(command, eval_str=True)
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=getattr(Shared, name), annotation=hint)
        for name, hint in hints.items()
    ]
    context, *others = (each for each in own.parameters.values() if each.name != "asked")

    @wraps(command)
    def run(**given: Any) -> None:
        command(asked=plain({name: given.pop(name) for name in hints}), **given)

    parameters = [context, *shared, *(each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in others)]
    run.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run


def plain(options: Mapping[str, Any]) -> Options:
    """The values as JSON could keep them, e.g. ``registered`` for a state."""
    return {name: value.value if isinstance(value, Enum) else value for name, value in options.items()}
