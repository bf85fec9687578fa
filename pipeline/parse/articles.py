"""Which articles of laws one line cites: the finder by itself, without a document.

``duban parse article`` prints what these functions give.

>>> from pipeline.parse.articles import ArticleParser, article_row
>>> from pipeline.resources import rules_folder
>>> from pipeline.rulebook import load_rulebook
>>> (cited,) = ArticleParser(load_rulebook(rules_folder())).parse("依照《消防法》第六十条第一款第（六）项处罚")
>>> cited.statute, cited.article
('《消防法》', '第六十条第一款第（六）项')
>>> article_row(cited)["span"]
[2, 19]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pipeline.find.articles import ArticleFinder
from pipeline.model import Mention, Span
from pipeline.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class CitedArticle:
    """Articles where they are cited; ``statute`` is open where the words name none (第六十七条第三款)."""

    text: str
    span: Span
    statute: str | None
    article: str


class ArticleParser:
    """Finds every citation of articles in a line."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._finder = ArticleFinder(rulebook)

    def parse(self, line: str) -> list[CitedArticle]:
        """The citations in text order: ``违反本办法第八条、《防震减灾法》第三十五条`` gives two."""
        return [_cited(line, found) for found in self._finder.find(line)]


def _cited(line: str, found: Mention) -> CitedArticle:
    statute = found.groups.get("statute")
    return CitedArticle(
        found.span.of(line), found.span, statute.of(line) if statute else None, found.groups["article"].of(line)
    )


def article_row(found: CitedArticle) -> dict[str, Any]:
    """A citation as plain values."""
    return {
        "text": found.text,
        "span": list(found.span),
        "kind": "article",
        "statute": found.statute,
        "article": found.article,
    }
