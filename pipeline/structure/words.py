"""The word lists by which headers are read, compiled once for a rulebook."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.patterns import compiled
from pipeline.rulebook import Rulebook

_AFTER = r"(?:[（(〔\[][^（）()〔〕\[\]]{1,16}[)）〕\]]){0,3}"
_ORGAN = r"[\u4e00-\u9fff（）()“”、·\s]{2,60}"
_NOT_ORGAN = compiled(r"^(?:第|附件|根据|为|现|请|经)|关于|转发|批转|印发|[的了]|[一二三四五六七八九十][、是]")


def any_of(terms: Iterable[str]) -> str:
    """A pattern for any of the terms, the longest first."""
    return "(?:" + "|".join(re.escape(term) for term in sorted(terms, key=lambda term: (-len(term), term))) + ")"


class HeaderWords:
    """What the word lists of ``rules/lexicons/header`` say of a line."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.types = rulebook.lexicon("header/types").canonical
        genres = self.types.keys() | rulebook.lexicon("header/genres").terms
        self.marks = rulebook.lexicon("header/marks").canonical
        self._tails = tuple(rulebook.lexicon("header/organ_tails").terms)
        self._not_addressee = re.compile(any_of(rulebook.lexicon("header/not_addressee").terms))
        self.genre = any_of(genres)
        self._title_end = re.compile(f"{self.genre}{_AFTER}$")
        self._type = re.compile(f"({any_of(self.types)}){_AFTER}$")
        self._mark = re.compile(f"{any_of(self.marks)}(?:[★☆*]?.{{0,6}})?")
        self._organ = re.compile(_ORGAN)

    def ends_title(self, words: str) -> bool:
        """Whether the words end as titles do, with a 文种: ``关于加强值守的通知（试行）``."""
        return bool(self._title_end.search(words[-40:]))

    def type_of(self, title: str) -> str | None:
        """The 文种 among the fifteen that the title ends in: ``关于加强值守的紧急通知`` is a 通知."""
        match = self._type.search(title[-40:])
        return self.types[match[1]] if match else None

    def is_mark(self, words: str) -> bool:
        """Whether a line is a 密级 or 紧急程度: ``机密★1年``, ``特急``."""
        return len(words) <= 12 and self._mark.fullmatch("".join(words.split())) is not None

    def is_organ(self, words: str) -> bool:
        """Whether a line looks like the name of one or several bodies: ``青禾县安全生产委员会办公室``."""
        return (
            len(words) <= 60
            and self._organ.fullmatch(words) is not None
            and words.rstrip("（）() \u3000").endswith(self._tails)
            and not _NOT_ORGAN.search(words)
        )

    def is_addressee(self, words: str) -> bool:
        """Whether the words before a colon name those to whom a document goes."""
        if not 2 <= len(words) <= 500 or re.search(r"[。！？!?《》0-9]|^[^\u4e00-\u9fff“]", words):
            return False
        plain = re.sub(r"[（(][^（）()]*[)）]", "", words).strip()
        if plain.startswith(("各", "全")):
            return not self._not_addressee.search(plain[-8:]) or plain.endswith(self._tails)
        return plain.endswith(self._tails) and not self._not_addressee.search(plain)
