"""Clause rules: small declared conditions over a clause's facts, with an outcome and its reason in Chinese."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.rulebook.conditions import Facts, Lexicons, Test, compile_condition, index_keys
from pipeline.rulebook.records import Status

Outcome = Literal["refuse", "accept", "split", "carry"]
OUTCOMES: tuple[Outcome, ...] = ("refuse", "accept", "split", "carry")


@dataclass(frozen=True, slots=True)
class ClauseRule:
    """``when`` has alternatives, each a mapping from a fact's name to its condition; all of one must hold."""

    id: str
    when: tuple[Mapping[str, Any], ...]
    outcome: Outcome
    reason: str
    priority: int = 50
    status: Status = "active"
    description: str = ""
    order: int = 0

    @property
    def file(self) -> str:
        """The file that holds the rule: ``clauses/done.yaml``."""
        return self.id.replace(".", "/") + ".yaml"


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rules say of a clause; all ``None`` where no rule has anything to say."""

    outcome: Outcome | None = None
    rule: str | None = None
    reason: str | None = None
    losers: tuple[ClauseRule, ...] = ()


UNDECIDED = Decision()


class ClauseRules:
    """Decides by the highest priority, then by the order of file names."""

    def __init__(self, rules: Sequence[ClauseRule], lexicons: Lexicons) -> None:
        active = [rule for rule in rules if rule.status == "active"]
        self.rules = tuple(sorted(active, key=lambda rule: (-rule.priority, rule.order)))
        self._tests = [_compile(rule, lexicons) for rule in self.rules]
        self._decisions = [Decision(rule.outcome, rule.id, rule.reason) for rule in self.rules]
        self._always, self._index = _index(self.rules)

    @property
    def facts(self) -> frozenset[str]:
        """The names of the facts that any rule asks for."""
        return frozenset(name for rule in self.rules for when in rule.when for name in when)

    def decide(self, facts: Facts) -> Decision:
        """The decision, without its losers: the first rule that holds ends the search."""
        for number in self._candidates(facts):
            if self._tests[number](facts):
                return self._decisions[number]
        return UNDECIDED

    def explain(self, facts: Facts) -> Decision:
        """As :meth:`decide`, with the rules that hold too but have the lower priority."""
        holding = [number for number in self._candidates(facts) if self._tests[number](facts)]
        if not holding:
            return UNDECIDED
        first = self._decisions[holding[0]]
        losers = tuple(self.rules[number] for number in holding[1:])
        return Decision(first.outcome, first.rule, first.reason, losers)

    def _candidates(self, facts: Facts) -> Iterable[int]:
        """The rules that may hold, by rank: those that no fact rules out at sight."""
        numbers = set(self._always)
        for name, table in self._index.items():
            fact = facts.get(name)
            if isinstance(fact, str):
                numbers.update(table.get(fact, ()))
            elif isinstance(fact, frozenset):
                for word in fact:
                    numbers.update(table.get(word, ()))
        return sorted(numbers)


def _compile(rule: ClauseRule, lexicons: Lexicons) -> Callable[[Facts], bool]:
    alternatives = [
        [(name, compile_condition(condition, lexicons)) for name, condition in when.items()] for when in rule.when
    ]
    if len(alternatives) == 1:
        only = alternatives[0]
        return lambda facts: _holds(only, facts)
    return lambda facts: any(_holds(tests, facts) for tests in alternatives)


def _holds(tests: list[tuple[str, Test]], facts: Facts) -> bool:
    return all(test(facts.get(name)) for name, test in tests)


def _index(rules: Sequence[ClauseRule]) -> tuple[list[int], dict[str, dict[str, list[int]]]]:
    """Every alternative is filed under the words that one of its facts must be; what can't be filed is always tried."""
    always: list[int] = []
    index: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, rule in enumerate(rules):
        keyed = [_best_key(when) for when in rule.when]
        if None in keyed:
            always.append(number)
            continue
        for name, words in filter(None, keyed):
            for word in words:
                index[name][word].append(number)
    return always, {name: dict(table) for name, table in index.items()}


def _best_key(when: Mapping[str, Any]) -> tuple[str, list[str]] | None:
    """The fact whose condition names the fewest words."""
    keys = [(name, words) for name, condition in when.items() if (words := index_keys(condition)) is not None]
    return min(keys, key=lambda key: len(key[1]), default=None)
