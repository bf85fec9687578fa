"""Everything that ``duban rules check`` asks of a rules folder, as faults; an empty list means that it holds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.rulebook.book import Rulebook, pack, unpack
from pipeline.rulebook.clause_rules import ClauseRule
from pipeline.rulebook.faults import Fault, RulebookError
from pipeline.rulebook.finder import Finder, compile_pattern
from pipeline.rulebook.fragments import LEXICON, names_in
from pipeline.rulebook.records import Example, MentionRule
from pipeline.rulebook.slow import growth_fault, hostile_texts
from pipeline.rulebook.source import Source
from pipeline.rulebook.trials import Reader, Trials

_KEYS = {"match": "matches", "reject": "rejects", "miss": "known_misses"}


@dataclass
class Checks:
    """What a check needs: the folder as written, who reads which slots, and the names that code uses."""

    source: Source
    readers: Sequence[Reader] = ()
    named_in_code: Collection[str] = field(default_factory=frozenset)

    def run(self, *, speed: bool = True) -> list[Fault]:
        """All faults. Examples are only tried where the folder can be read and every pattern compiles."""
        faults = list(self.source.faults) or pattern_faults(self.source.rules)
        if faults:
            return faults + self.source.lints
        book = unpack(pack(self.source))
        faults += self.source.lints + self.example_faults(book)
        faults += tie_faults(book, self.source.examples, self.readers)
        faults += unused_faults(self.source, self.named_in_code)
        if speed:
            faults += speed_faults(self.source.rules, self.source.examples)
        return faults

    def example_faults(self, book: Rulebook) -> list[Fault]:
        """The examples that don't hold."""
        trials = Trials(book, self.readers)
        rules: dict[str, MentionRule | ClauseRule] = {rule.id: rule for rule in self.source.rules}
        rules |= {rule.id: rule for rule in self.source.clause_rules}
        faults = []
        for example in filter(self._can_try, self.source.examples):
            file, key = rules[example.rule].file, f"{_KEYS[example.kind]}.{example.number}"
            for problem in trials.problems(example):
                zh, en = f"{problem.zh}：{example.text}", f"{problem.en}: {example.text}"
                faults.append(Fault(file, zh, en, example.rule, key))
        return faults

    def _can_try(self, example: Example) -> bool:
        """A clause rule can only be tried where the clause stage has been handed in."""
        return not example.rule.startswith("clauses.") or any("clauses" in reader.slots for reader in self.readers)


def pattern_faults(rules: Iterable[MentionRule]) -> list[Fault]:
    """Patterns that don't compile, or that fit nothing at all."""
    faults: list[Fault] = []
    for rule in rules:
        try:
            pattern = compile_pattern(rule)
        except RulebookError as error:
            faults += error.faults
            continue
        if pattern.match(""):
            zh, en = "模式能匹配空串（提示：至少要有一个必有的字）", "the pattern fits the empty text"
            faults.append(Fault(rule.file, zh, en, rule.id, "pattern"))
    return faults


def tie_faults(book: Rulebook, examples: Iterable[Example], readers: Iterable[Reader]) -> list[Fault]:
    """Two rules of equal priority that find equally long, overlapping slices: only the file name would decide."""
    groups = {slot: reader.slots for reader in readers for slot in reader.slots}
    texts: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for example in examples:
        slot = example.rule.rpartition(".")[0].replace(".", "/")
        if slot != "clauses":
            texts[groups.get(slot, (slot,))].add(example.text)
    faults: dict[tuple[str, str], Fault] = {}
    for slots, group in texts.items():
        finder = book.finder(*slots)
        for text in sorted(group):
            for pair, words in _ties(finder, text):
                first, second = pair
                zh = f"与 {second} 同优先级且等长，难分先后（提示：改 priority）：{words}"
                en = f"ties with {second} (hint: change a priority): {words}"
                faults.setdefault(pair, Fault(book.rule(first).file, zh, en, first, "priority"))
    return list(faults.values())


def _ties(finder: Finder, text: str) -> Iterable[tuple[tuple[str, str], str]]:
    _, losses = finder.explain(text)
    for loss in losses:
        one, other = loss.loser, loss.winner
        same = one.rule.priority == other.rule.priority and one.end - one.start == other.end - other.start
        if same and one.rule.id != other.rule.id:
            first, second = sorted((one.rule.id, other.rule.id))
            yield (first, second), text[one.start : one.end]


def unused_faults(source: Source, named_in_code: Collection[str]) -> list[Fault]:
    """Fragments, word lists and tables that no rule, and no line of code, uses."""
    used = _used_names(source)
    faults = []
    for name in source.fragments:
        if name not in used and not _named(name, named_in_code):
            file = f"fragments/{name.rpartition('.')[0].replace('.', '/')}.yaml"
            zh, en = "没有规则用到这个片段（提示：删去）", "no rule uses this fragment (hint: drop it)"
            faults.append(Fault(file, zh, en, key=name))
    for name in source.lexicons:
        if LEXICON + name not in used and not _named(name, named_in_code):
            zh, en = (
                "没有规则或代码用到这个词表（提示：删去）",
                "neither rule nor code uses this word list (hint: drop it)",
            )
            faults.append(Fault(f"lexicons/{name}.txt", zh, en))
    for name, file in source.table_files.items():
        if not _named(name, named_in_code):
            zh, en = "没有代码用到这个表（提示：删去）", "no code uses this table (hint: drop it)"
            faults.append(Fault(file, zh, en))
    return faults


def _named(name: str, named_in_code: Collection[str]) -> bool:
    return name in named_in_code or f"{name.rpartition('/')[0]}/*" in named_in_code


def _used_names(source: Source) -> set[str]:
    queue = [name for rule in source.raw.values() for text in (rule.pattern, *rule.anchors) for name in names_in(text)]
    queue += [LEXICON + name for rule in source.clause_rules for name in _lexicons_in(list(rule.when))]
    used: set[str] = set()
    while queue:
        name = queue.pop()
        if name not in used:
            used.add(name)
            queue += names_in(source.fragments.get(name, ""))
    return used


def _lexicons_in(condition: object) -> Iterable[str]:
    if isinstance(condition, list):
        for item in condition:
            yield from _lexicons_in(item)
    elif isinstance(condition, dict):
        for key, value in condition.items():
            yield from [value] if key == "lexicon" and isinstance(value, str) else _lexicons_in(value)


def speed_faults(rules: Iterable[MentionRule], examples: Iterable[Example]) -> list[Fault]:
    """Patterns whose cost grows faster than the text."""
    own: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        own[example.rule].append(example)
    faults: list[Fault] = []
    for rule in rules:
        pattern = re.compile(rule.pattern)
        for unit in hostile_texts(rule, own[rule.id]):
            ratio = growth_fault(pattern, unit)
            if ratio is not None:
                zh = f"模式过慢：长 8 倍的文本要 {ratio:.0f} 倍时间（提示：重复要有上限），如 {unit!r} 重复"
                en = f"too slow: {ratio:.0f} times the time for 8 times the text (hint: bound repeats), e.g. {unit!r}"
                faults.append(Fault(rule.file, zh, en, rule.id, "pattern"))
                break
    return faults
