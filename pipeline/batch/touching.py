"""Which documents a change of rules can touch: those that hold a sign of a rule that changed.

A mention rule says nothing where none of its anchors stands (see ``rulebook/finder.py``). So where nothing but such
rules changed, a text without any sign of their anchors reads as before. A change of anything else touches every text.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from typing import Any

from pipeline.model import Versions
from pipeline.rulebook import Rulebook

Parts = Mapping[str, Any]


def parts_of(rulebook: Rulebook, versions: Versions) -> dict[str, Any]:
    """What tells a rulebook from another, part by part, as plain values: each mention rule, and all the rest."""
    rules = {
        rule.id: [_hash([rule.slot, rule.pattern, rule.emit, rule.priority, rule.window, rule.status]), *rule.anchors]
        for rule in rulebook.all_rules
    }
    # Of the versions' words for the rules, what follows the hash is the user's calendar and policy.
    own = versions.rules.removeprefix(rulebook.version)
    rest = _hash([rulebook.rest, own, versions.contract, versions.code, versions.models])
    return {"rest": rest, "order": list(rules), "rules": rules}


def changed_anchors(before: Parts | None, now: Parts) -> frozenset[str] | None:
    """The anchors of the rules that are not the same in both; None where the change can touch any text."""
    if before is None or before["rest"] != now["rest"]:
        return None
    old, new = before["rules"], now["rules"]
    common = [name for name in before["order"] if name in new]
    if common != [name for name in now["order"] if name in old]:
        return None
    changed = {name for name in {*old, *new} if old.get(name) != new.get(name)}
    anchors = {anchor for rules in (old, new) for name in changed if name in rules for anchor in rules[name][1:]}
    blind = any(len(rules[name]) == 1 for rules in (old, new) for name in changed if name in rules)
    return None if blind else frozenset(anchors)


def can_touch(anchors: frozenset[str] | None, text: str) -> bool:
    """Whether a text may hold one of the anchors, however it is broken, spaced or written in full width.

    >>> can_touch(frozenset({"之日起"}), "自收到之 日起15日内"), can_touch(frozenset({"之日起"}), "3月底前报送")
    (True, False)
    """
    if anchors is None:
        return True
    signs = {*text, *unicodedata.normalize("NFKC", text)}
    return any(signs.issuperset(anchor) for anchor in anchors)


def _hash(said: Any) -> str:
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:24]
