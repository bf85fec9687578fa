"""Finds cited articles of laws: 《消防法》第六十条第一款第（六）项, 本办法第八条第二款, 第十六条、第十七条."""

from __future__ import annotations

from pipeline.model import Mention
from pipeline.rulebook import Rulebook

_BLANK = " \t\u3000\xa0"


class ArticleFinder:
    """Finds citations of articles; mentions of kind ``article`` with groups ``statute`` (if named) and ``article``."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._finder = rulebook.finder("article")

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """Every citation in ``text[start:end]``; the number that heads an article of the text itself is none."""
        stop = len(text) if end is None else end
        return [found for found in self._finder.find(text, start, stop) if not _heads_article(text, found)]


def _heads_article(text: str, mention: Mention) -> bool:
    if "statute" in mention.groups or mention.span.of(text).endswith(("款", "项", "目")):
        return False
    at = mention.span.start
    while at and text[at - 1] in _BLANK:
        at -= 1
    after = text[mention.span.end : mention.span.end + 1]
    return (at == 0 or text[at - 1] == "\n") and after not in ("规", "所", "的", "至", "和", "、", "第")
