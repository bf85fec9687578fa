"""Whether a notice quotes a law's penalty as the law has it: the article's range, and on whom it falls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.link.papers import Paper
from pipeline.model import Obligation, Penalty
from pipeline.resolve.numerals import parse_number

_N = r"[零〇一二三四五六七八九十百千\d]+"
_ONE = rf"第(?P<number>{_N})条(?P<more>之[一二三四五六七八九十]+)?"
_SOME = rf"(?:第{_N}条(?:之[一二三四五六七八九十]+)?[、和及]?(?:第[^条，。；]{{1,6}}[款项])*)+"
_CITED = re.compile(rf"《(?P<law>[^》]{{2,40}})》(?P<articles>{_SOME})?")
_ARTICLE = re.compile(_ONE)
_HEAD = re.compile(rf"(?m)^[\s　]*{_ONE}(?=[\s　])")
_STATE = re.compile(r"^中华人民共和国")
_PERSONS = re.compile("个人|人员|责任人|公民|自然人|负责人")
_UNITS = re.compile("单位|企业|机构|组织|经营者|法人")


@dataclass(frozen=True, slots=True)
class Citation:
    """An item that quotes a penalty and names the article that it is from."""

    item: str
    law: str
    article: str


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A quoted penalty that the article doesn't have: ``why`` is range, party or kind."""

    item: str
    law: str
    article: str
    why: str
    quoted: str
    found: tuple[str, ...]
    zh: str
    en: str


def law_name(title: str | None) -> str:
    """The name of a law as it is compared: without brackets, spaces, 中华人民共和国, and what is said in brackets."""
    plain = re.sub(r"[（(][^）)]*[）)]|[《》\s]", "", title or "")
    return _STATE.sub("", plain)


def citations(uid: str, item: Obligation) -> Iterator[Citation]:
    """The articles of laws that an item with a penalty cites."""
    if item.penalties:
        said = dict.fromkeys((*item.legal_basis, item.quote))
        yield from dict.fromkeys(
            Citation(uid, law_name(found["law"]), _article(article))
            for words in said
            for found in _CITED.finditer(words)
            for article in _ARTICLE.finditer(found["articles"] or "")
        )


def articles(paper: Paper) -> dict[str, list[Penalty]]:
    """The penalties of each article of a law, by its number (``60``, ``60之一``)."""
    heads = [(found.start(), _article(found)) for found in _HEAD.finditer(paper.text)]
    ends = [*(start for start, _ in heads[1:]), len(paper.text)]
    result: dict[str, list[Penalty]] = {}
    for (start, number), end in zip(heads, ends, strict=True):
        inside = [item for _, item in paper.items if start <= item.span.start < end]
        result.setdefault(number, []).extend(penalty for item in inside for penalty in item.penalties)
    return result


def compare(citation: Citation, item: Obligation, law: Sequence[Penalty]) -> Iterator[Mismatch]:
    """Every quoted penalty with a figure that the article doesn't have so."""
    for quoted in item.penalties:
        if quoted.min is None and quoted.max is None:
            continue
        same_kind = [each for each in law if each.kind == quoted.kind]
        same_party = [each for each in same_kind if _party(each, each.text) in (_party(quoted, item.quote), "")]
        if any(_range(each) == _range(quoted) for each in same_party or same_kind):
            if same_party or not same_kind or not _party(quoted, item.quote):
                continue
            yield _mismatch(citation, "party", quoted, same_kind)
        elif any(_range(each) == _range(quoted) for each in same_kind):
            yield _mismatch(citation, "party", quoted, same_kind)
        else:
            yield _mismatch(citation, "range" if same_kind else "kind", quoted, same_party or same_kind)


def _mismatch(citation: Citation, why: str, quoted: Penalty, law: Sequence[Penalty]) -> Mismatch:
    words = tuple(dict.fromkeys(f"{each.target or ''}{each.text}" for each in law))
    said = "；".join(words) or "没有这种处罚"
    zh = {"range": "幅度不符", "party": "对象不符", "kind": "原条没有这种处罚"}[why]
    en = {"range": "another range", "party": "another party", "kind": "no such penalty in the article"}[why]
    where = f"《{citation.law}》第{citation.article}条"
    return Mismatch(
        citation.item, citation.law, citation.article, why, quoted.text, words,
        f"{zh}：引作“{quoted.text}”，{where}为“{said}”", f"{en}: quoted {quoted.text}, {where} has {said}",
    )  # fmt: skip


def _party(penalty: Penalty, around: str) -> str:
    """Who pays: a person, a unit, or not said."""
    words = penalty.target or around
    person, unit = _PERSONS.search(words), _UNITS.search(words)
    return "" if bool(person) == bool(unit) else "person" if person else "unit"


def _range(penalty: Penalty) -> tuple[Decimal | None, Decimal | None, str | None]:
    return penalty.min, penalty.max, penalty.unit


def _article(found: re.Match[str]) -> str:
    number = parse_number(found["number"])
    return f"{int(number) if number is not None else found['number']}{found['more'] or ''}"
