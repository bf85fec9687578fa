"""What is in ``rules/``: load it, look things up in it, find what it describes.

``load_rulebook(folder)`` gives a :class:`Rulebook`; ``rulebook.finder('deadline', 'time').find(text)`` the mentions.
The format is written down in ``rules/README.md``.
"""

from __future__ import annotations

from pipeline.rulebook.book import Rulebook, load_rulebook
from pipeline.rulebook.finder import Finder
from pipeline.rulebook.lexicon import Lexicon
from pipeline.rulebook.records import MentionRule

__all__ = ["Finder", "Lexicon", "MentionRule", "Rulebook", "load_rulebook"]
