"""An explained sentence as a row of a table, as JSON, and in full on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.cli.output import printable
from pipeline.codec import obligation_to_dict
from pipeline.explain import Explained, Find
from pipeline.explain.words import ROLES
from pipeline.export.words import KINDS, joined, name_of


def row_of(path: str, one: Explained, lang: str, *, whole: bool) -> dict[str, Any]:
    """A sentence as a row; for JSON also what a table has no room for."""
    grounds = one.against or [ground for item in one.items for ground in item.grounds]
    row: dict[str, Any] = {
        "document": path,
        "sentence": one.number,
        "span": list(one.span),
        "verdict": verdict(one, lang),
        "text": one.text,
        "why": joined(dict.fromkeys(ground.words(lang) for ground in grounds), lang),
    }
    if not whole:
        return row
    return row | {
        "verdict": list(dict.fromkeys(item.obligation.kind for item in one.items)),
        "why": [ground.words(lang) for ground in one.against],
        "obligations": [
            obligation_to_dict(item.obligation) | {"why": [ground.words(lang) for ground in item.grounds]}
            for item in one.items
        ],
        "clauses": [
            {"span": list(each.span), "text": each.text, "role": each.role,
             "why": [ground.words(lang) for ground in each.grounds]}
            for each in one.clauses
        ],
        "rules": [
            {"rule": each.rule, "span": list(each.span), "text": each.text, "stands": each.lost is None,
             "why": each.lost.words(lang) if each.lost else ""}
            for each in one.finds
        ],
    }  # fmt: skip


def lines_of(one: Explained, lang: str) -> Iterator[str]:
    """A sentence in full: the verdict with its reasons, the clauses, and what the rules found and lost."""
    say = 1 if lang == "en" else 0
    colon = ("：", ": ")[say]
    head = (f"第 {one.number} 句", f"sentence {one.number}")[say]
    yield printable(f"{head} [{one.span.start}:{one.span.end}]{colon}{one.text}")
    yield f"{('判定', 'verdict')[say]}{colon}{verdict(one, lang)}"
    yield from (f"  {ground.words(lang)}" for ground in one.against)
    for item in one.items:
        yield printable(f"  {name_of(KINDS, item.obligation.kind, lang)}{colon}{item.obligation.quote}")
        yield from (printable(f"    {ground.words(lang)}") for ground in item.grounds)
    if one.clauses:
        yield ("分句", "clauses")[say]
    for clause in one.clauses:
        why = joined((ground.words(lang) for ground in clause.grounds), lang)
        yield printable(f"  [{name_of(ROLES, clause.role, lang)}] {clause.text} — {why}")
    if one.finds:
        yield ("规则", "rules")[say]
    yield from (_find(find, lang) for find in one.finds)


def _find(find: Find, lang: str) -> str:
    if find.lost is None:
        return printable(f"  {'stands' if lang == 'en' else '成立'} {find.rule} ‹{find.text}›")
    return printable(f"  {'lost' if lang == 'en' else '落选'} {find.rule} ‹{find.text}› — {find.lost.words(lang)}")


def verdict(one: Explained, lang: str) -> str:
    """The kinds of the obligations in the sentence, or that there is none."""
    kinds = dict.fromkeys(name_of(KINDS, item.obligation.kind, lang) for item in one.items)
    return joined(kinds, lang, "、") or ("none" if lang == "en" else "不算")
