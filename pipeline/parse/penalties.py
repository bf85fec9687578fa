"""What one line says that a breach costs: the finder and the resolver by themselves, without a document.

``duban parse penalty`` prints what these functions give.

>>> from pipeline.parse.penalties import PenaltyParser, penalty_row
>>> from pipeline.resources import rules_folder
>>> from pipeline.rulebook import load_rulebook
>>> (fine,) = PenaltyParser(load_rulebook(rules_folder())).parse("处违法所得一倍以上五倍以下罚款")
>>> fine.kind, fine.min, fine.max, fine.unit, fine.base
('fine', Decimal('1'), Decimal('5'), 'times', '违法所得')
>>> penalty_row(fine)["max"]
5
"""

from __future__ import annotations

from typing import Any

from pipeline.find.penalties import PenaltyFinder
from pipeline.model import Penalty
from pipeline.parse.money import plain_number
from pipeline.rulebook import Rulebook


class PenaltyParser:
    """Finds and resolves every penalty of a line, which is taken to be one of a sanction."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._finder = PenaltyFinder(rulebook)

    def parse(self, line: str) -> list[Penalty]:
        """The penalties in text order: ``责令改正，并处五千元以下罚款`` gives two, ``已处罚款的`` none."""
        return self._finder.find(line, sanction=True)


def penalty_row(found: Penalty) -> dict[str, Any]:
    """A penalty as plain values, in the contract's words; figures are whole numbers where they are whole."""
    return {
        "text": found.text,
        "span": list(found.span) if found.span else None,
        "kind": found.kind,
        "target": found.target,
        "min": plain_number(found.min),
        "max": plain_number(found.max),
        "unit": found.unit,
        "base": found.base,
        "per": found.per,
        "cap": plain_number(found.cap),
    }
