"""Finds the titles of documents: 《…》, also nested and broken over lines, and 关于…的通知 without quotation marks."""

from __future__ import annotations

from pipeline.model import Mention, Span
from pipeline.patterns import compiled
from pipeline.rulebook import Rulebook

_BREAK = compiled(r"\s*\n\s*")
_PLAIN = compiled(r"[\s《》〈〉<>“”‘’\"'（）()〔〕\[\]【】、,，。.;；:：·]+")


class TitleFinder:
    """Finds titles; ``find`` gives mentions of kind ``title``, the rule ``title.quoted`` or ``title.plain``."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._finder = rulebook.finder("title")

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """Every title in ``text[start:end]``, the outermost only, in text order."""
        return self._finder.find(text, start, end)


def title_name(text: str, mention: Mention) -> str:
    """The words of a title without its outer marks, lines joined: ``《消防法》`` is ``消防法``."""
    span = mention.groups.get("name", mention.span)
    return _BREAK.sub("", Span(*span).of(text)).strip()


def title_key(name: str) -> str:
    """What two spellings of one title share: no punctuation, no white space, no state's name in front.

    >>> title_key('中华人民共和国消防法') == title_key('消防法')
    True
    """
    return _PLAIN.sub("", name).removeprefix("中华人民共和国")
