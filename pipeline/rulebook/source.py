"""Reads a rules folder from its files: everything parsed, everything checked, every fault reported at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.errors import in_chinese
from pipeline.rulebook.alternation import grouped
from pipeline.rulebook.cache import cache_folder
from pipeline.rulebook.clause_rules import ClauseRule
from pipeline.rulebook.clause_schema import read_clause
from pipeline.rulebook.compiled import keep_compiled
from pipeline.rulebook.expression import parse_expression, read_expression
from pipeline.rulebook.faults import Fault, RulebookError
from pipeline.rulebook.files import RuleFile, list_files, misplaced, version_of
from pipeline.rulebook.finder import PATTERN_ERRORS, pattern_fault
from pipeline.rulebook.forms import Form, Forms, kept_forms
from pipeline.rulebook.fragments import LEXICON, Fragments, names_in
from pipeline.rulebook.lexicon import parse_lexicon
from pipeline.rulebook.plain import Plain, read_plain
from pipeline.rulebook.records import Example, MentionRule
from pipeline.rulebook.schema import read_mention
from pipeline.rulebook.shape import tree_shape

Row = dict[str, Any]


@dataclass
class Source:
    """A whole rules folder as it was written. ``raw`` has each rule's own pattern and anchors, names not filled in."""

    version: str = ""
    rules: list[MentionRule] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)
    clause_rules: list[ClauseRule] = field(default_factory=list)
    raw: dict[str, MentionRule] = field(default_factory=dict)
    fragments: dict[str, str] = field(default_factory=dict)
    lexicons: dict[str, dict[str, str]] = field(default_factory=dict)
    tables: dict[str, list[Row]] = field(default_factory=dict)
    table_files: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    lints: list[Fault] = field(default_factory=list)  # found by `duban rules check`, but no reason not to run


def read_source(directory: Path, files: Iterable[RuleFile] | None = None, cache: Path | None = None) -> Source:
    """Everything in the folder; raises :class:`RulebookError` with all faults if there is any.

    What the caches in the folder ``cache`` (default: the user's) know of a pattern is not worked out again.
    """
    source = gather_source(directory, files, cache)
    if source.faults:
        raise RulebookError(source.faults)
    return source


def gather_source(directory: Path, files: Iterable[RuleFile] | None = None, cache: Path | None = None) -> Source:
    """As :func:`read_source`, the faults left in the result for ``duban rules check`` to add to."""
    listed = list(files) if files is not None else list_files(directory)
    source = Source(faults=misplaced(listed))
    wrong = {fault.file for fault in source.faults}
    texts: list[tuple[str, str]] = []
    plains: list[Plain] = []
    for file in listed:
        if file.name in wrong:
            continue
        try:
            text = file.read()
        except (OSError, UnicodeDecodeError) as error:
            zh, en = f"读不了（提示：存为 UTF-8）：{in_chinese(error)}", f"can't be read as UTF-8: {error}"
            source.faults.append(Fault(file.name, zh, en))
            continue
        texts.append((file.name, text))
        _take(source, file, text, plains)
    for plain in plains:
        if plain.file.startswith("clauses/"):
            _clause(source, plain)
        else:
            _mention(source, plain)
    _fill(source, kept_forms(cache or cache_folder()))
    source.version = version_of(texts)
    return source


def _take(source: Source, file: RuleFile, text: str, plains: list[Plain]) -> None:
    if file.kind == "lexicon":
        terms, faults = parse_lexicon(file.name, text.splitlines())
        source.lexicons[file.stem] = terms
        source.lints += faults
        return
    plain = read_plain(file.name, text)
    if plain.faults:
        source.faults += plain.faults
    elif file.kind == "fragment":
        _fragments(source, file.stem.replace("/", "."), plain)
    elif file.kind == "table":
        _table(source, file.stem, plain)
    else:
        plains.append(plain)


def _clause(source: Source, plain: Plain) -> None:
    rule, examples, faults = read_clause(plain, source.lexicons)
    source.faults += faults
    if rule is not None and not faults:
        source.clause_rules.append(replace(rule, order=len(source.clause_rules)))
        source.examples += examples


def _mention(source: Source, plain: Plain) -> None:
    rule, examples, faults = read_mention(plain)
    source.faults += faults
    if rule is not None and not faults:
        uses = plain.data.get("uses")
        rule = replace(rule, order=len(source.raw))
        source.raw[rule.id] = rule
        source.examples += examples
        named = names_in(rule.pattern) + tuple(name for anchor in rule.anchors for name in names_in(anchor))
        if uses is not None and set(uses) != set(named):
            listed = ", ".join(dict.fromkeys(named))
            zh, en = f"与实际所用不符，应为 [{listed}]", f"must list what the pattern uses: [{listed}]"
            source.lints.append(Fault(plain.file, zh, en, rule.id, "uses", plain.lines.get(("uses",), 0)))


def _fragments(source: Source, stem: str, plain: Plain) -> None:
    data = plain.data if isinstance(plain.data, dict) else {}
    if not data:
        source.faults.append(Fault(plain.file, "要写成 名称: '正则'", "must be name: 'pattern'"))
    for name, text in data.items():
        if isinstance(text, str) and text:
            source.fragments[f"{stem}.{name}"] = text
        else:
            line = plain.lines.get((name,), 0)
            source.faults.append(Fault(plain.file, "片段要写成文字", "a fragment must be text", key=name, line=line))


def _table(source: Source, stem: str, plain: Plain) -> None:
    if stem in source.tables:
        source.faults.append(Fault(plain.file, f"表 {stem} 已有同名文件", f"there is another table {stem}"))
    rows = plain.data if isinstance(plain.data, list) else None
    if not rows:
        source.faults.append(Fault(plain.file, "要写成行的列表", "must be a list of rows"))
        return
    for index, row in enumerate(rows):
        if not isinstance(row, dict) or not all(_flat(value) for value in row.values()):
            line = plain.lines.get((index,), 0)
            zh, en = "每行要写成一层键值", "every row must be a flat mapping"
            source.faults.append(Fault(plain.file, zh, en, key=str(index), line=line))
    source.tables[stem] = rows
    source.table_files[stem] = plain.file


def _flat(value: object) -> bool:
    if isinstance(value, list):
        return all(item is None or isinstance(item, (str, int)) for item in value)
    return value is None or isinstance(value, (str, int))


def _fill(source: Source, forms: Forms) -> None:
    fragments = Fragments(source.fragments, source.lexicons)
    for rule in source.raw.values():
        problems: list[str] = []
        pattern = fragments.fill(rule.pattern, problems)
        anchors = _anchors(rule, source.lexicons, problems)
        for name in dict.fromkeys(problems):
            zh, en = f"没有片段或词表 {name}，或它绕回自身", f"no fragment or word list {name}, or it goes in a circle"
            source.faults.append(Fault(rule.file, zh, en, rule=rule.id, key="pattern"))
        filled = replace(rule, pattern=pattern, anchors=anchors)
        try:
            shape, compiled = forms.get((pattern, anchors)) or _form(pattern, anchors)
            source.rules.append(replace(filled, shape=shape, compiled=compiled))
        except PATTERN_ERRORS as error:
            source.rules.append(filled)
            source.faults.append(pattern_fault(filled, error))


def _form(pattern: str, anchors: tuple[str, ...]) -> Form:
    shape = tree_shape(read_expression(parse_expression(pattern)), anchors)
    return shape, keep_compiled(parse_expression(grouped(pattern)))


def _anchors(rule: MentionRule, lexicons: Mapping[str, Mapping[str, str]], problems: list[str]) -> tuple[str, ...]:
    anchors: list[str] = []
    for anchor in rule.anchors:
        names = names_in(anchor)
        for name in names:
            terms = lexicons.get(name.removeprefix(LEXICON)) if name.startswith(LEXICON) else None
            anchors += terms or ()
            if not terms:
                problems.append(name)
        if not names:
            anchors.append(anchor)
    return tuple(dict.fromkeys(anchors))
