"""What corrections teach the rules: words that stand in what was missed again and again, as drafts for a person.

A draft is a file of the rulebook with ``status: 'draft'``: nothing reads by it until somebody accepts it. Examples are
the corrected sentences themselves, so a draft stays with those who may read them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.score import DocumentScore
from pipeline.rulebook import Rulebook

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_EXAMPLES = 3
_VERB, _TAILS = 2, (4, 3, 2)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that the rules lack: ``sort`` is verb or unit, ``count`` how many items of how many ``documents``."""

    sort: str
    word: str
    count: int
    documents: int
    examples: tuple[str, ...]


def suggestions(scores: Sequence[DocumentScore], rulebook: Rulebook, least: int = 2) -> list[Suggestion]:
    """Verbs of missed obligations and tails of missed units that no lexicon has, the most frequent first."""
    found = [*_verbs(scores, rulebook), *_units(scores, rulebook)]
    return sorted((one for one in found if one.count >= least), key=lambda one: (-one.count, one.sort, one.word))


def _verbs(scores: Sequence[DocumentScore], rulebook: Rulebook) -> Iterable[Suggestion]:
    """How missed obligations begin to say what to do, where that is no verb and no cue that the rules know."""
    known, cues = rulebook.lexicon("clause/verbs").terms, rulebook.finder("cue")
    seen = [
        (action[:_VERB], score.name, str(item["quote"]))
        for score in scores
        for item in _missed(score)
        if (action := str(item.get("action") or "")) and _HAN.match(action[:_VERB]) and len(action) > _VERB
    ]
    new = [one for one in seen if not cues.find(one[0]) and not any(one[0].startswith(verb) for verb in known)]
    return _counted("verb", new)


def _units(scores: Sequence[DocumentScore], rulebook: Rulebook) -> Iterable[Suggestion]:
    """How units end that a person named and the machine did not read, where the rules know no such ending."""
    heads = rulebook.lexicon("units/heads").terms | rulebook.lexicon("units/persons").terms
    seen = []
    for score in scores:
        for pair in score.pairs:
            read = {bearer["text"] for bearer in (pair.predicted or {}).get("bearers", ())}
            for bearer in (pair.gold or {}).get("bearers", ()):
                words = bearer["text"]
                if words not in read and not any(words.endswith(head) for head in heads):
                    seen.append((words[-_TAILS[-1] :], score.name, str((pair.gold or {})["quote"])))
    return _counted("unit", seen)


def _missed(score: DocumentScore) -> Iterable[Mapping[str, Any]]:
    return (pair.gold for pair in score.pairs if pair.gold is not None and pair.predicted is None)


def _counted(sort: str, seen: Sequence[tuple[str, str, str]]) -> Iterable[Suggestion]:
    counts = Counter(word for word, _, _ in seen)
    for word, count in counts.items():
        examples = [quote for each, _, quote in seen if each == word and word in quote]
        documents = {document for each, document, _ in seen if each == word}
        yield Suggestion(sort, word, count, len(documents), tuple(dict.fromkeys(examples))[:_EXAMPLES])


def draft(one: Suggestion, number: int) -> tuple[str, str]:
    """The draft's path in a rules folder and its text: a cue of one word, its examples marked, to be completed."""
    name = f"draft_{number:02}"
    lines = [
        f"id: 'cue.{name}'",
        "status: 'draft'",
        f"description: '更正中漏提 {one.count} 次（{one.documents} 份文件）的谓语：{one.word}'",
        f"anchor: ['{one.word}']",
        f"pattern: '{one.word}'",
        "emit: {modality: 'want'}",
        "priority: 30",
        "matches:",
        *(f"  - {{text: '{_marked(quote, one.word)}'}}" for quote in _two(one.examples)),
        "rejects:",
        f"  - {{text: '请补一句不应触发的话。', why: '由接受这条规则的人补上“{one.word}”不算要求的例子'}}",
    ]
    return f"cue/{name}.yaml", "\n".join(lines) + "\n"


def _two(examples: Sequence[str]) -> Sequence[str]:
    """A rule needs two examples: where corrections gave one only, it stands twice until a person finds another."""
    return examples if len(examples) > 1 else [*examples, *(f"{each}。" for each in examples)]


def _marked(quote: str, word: str) -> str:
    plain = re.sub(r"\s+", "", quote).replace("'", "’")
    return plain.replace(word, f"‹{word}›")
