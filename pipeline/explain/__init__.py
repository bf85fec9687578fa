"""Why a sentence is, or is not, an obligation: ``duban explain`` in a room of its own.

Extraction itself pays nothing for it: assembly notes in a word why a slice gave no item, and this room reads the
clauses and the rules' finds once more, for the sentences that somebody asks about.
"""

from pipeline.explain.explainer import Explainer
from pipeline.explain.records import ClauseTold, Explained, Find, Ground

__all__ = ["ClauseTold", "Explained", "Explainer", "Find", "Ground"]
