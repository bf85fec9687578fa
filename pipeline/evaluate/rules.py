"""The rules' own examples, run through the real finders and resolvers: what ``duban rules check`` and the tests ask.

The rulebook knows neither finders nor resolvers, so they are handed to it from here.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pipeline
from pipeline.model import Mention
from pipeline.rulebook import Rulebook
from pipeline.rulebook.check import Checks
from pipeline.rulebook.source import gather_source
from pipeline.rulebook.trials import Read, Reader, Reading

Find = Callable[[str], list[Mention]]
Resolve = Callable[[str, Mention, date | None], Any]


def checks_of(directory: Path) -> Checks:
    """The checks of a rules folder; ``checks_of(folder).run()`` gives every fault, none where the folder holds."""
    return Checks(gather_source(directory), readers(), names_in_code())


def readers() -> tuple[Reader, ...]:
    """How each slot that something resolves is read."""
    return (
        Reader(("deadline", "time"), _times),
        Reader(("money",), _money),
        Reader(("length",), _lengths),
        Reader(("figure",), _figures),
        Reader(("penalty",), _penalties),
        Reader(("number",), _numbers),
    )


def _times(book: Rulebook) -> Read:
    from pipeline.find.times import TimeFinder
    from pipeline.resolve.times.resolver import TimeResolver

    return _read(TimeFinder(book).find, TimeResolver(book).resolve)


def _money(book: Rulebook) -> Read:
    from pipeline.resolve.money import MoneyResolver

    resolver = MoneyResolver(book)
    return _read(book.finder("money").find, lambda text, mention, on: resolver.resolve(text, mention))


def _lengths(book: Rulebook) -> Read:
    from pipeline.resolve.money import MoneyResolver

    resolver = MoneyResolver(book)
    return _read(book.finder("length").find, lambda text, mention, on: resolver.resolve(text, mention))


def _figures(book: Rulebook) -> Read:
    from pipeline.resolve.money import MoneyResolver

    resolver = MoneyResolver(book)
    return _read(book.finder("figure").find, lambda text, mention, on: resolver.resolve(text, mention))


def _penalties(book: Rulebook) -> Read:
    from pipeline.resolve.money import MoneyResolver
    from pipeline.resolve.penalties import PenaltyResolver

    resolver = PenaltyResolver(book, MoneyResolver(book))
    return _read(book.finder("penalty").find, lambda text, mention, on: resolver.resolve(text, mention))


def _numbers(book: Rulebook) -> Read:
    from pipeline.find.numbers import NumberFinder, number_text

    return _read(NumberFinder(book).find, lambda text, mention, on: number_text(text, mention))


def _read(find: Find, resolve: Resolve) -> Read:
    def read(text: str, on: str | None) -> list[Reading]:
        day = date.fromisoformat(on[:10]) if on else None
        return [Reading(one.span, one.rule, _plain(resolve(text, one, day))) for one in find(text)]

    return read


def _plain(value: Any) -> Any:
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value


def names_in_code() -> frozenset[str]:
    """Every text literal of the package: a word list or table that code loads by name is among them."""
    names: set[str] = set()
    for file in Path(pipeline.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                names.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                names.update(_prefixed(node))
    return frozenset(names)


def _prefixed(node: ast.JoinedStr) -> list[str]:
    """``f"money/{side}"`` names every list of ``money/``: noted as ``money/*``."""
    head = node.values[0] if node.values else None
    words = head.value if isinstance(head, ast.Constant) else ""
    return [f"{words}*"] if isinstance(words, str) and words.endswith("/") else []
