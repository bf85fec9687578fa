"""One self-contained page: the source with every piece of evidence marked, and the fields beside it.

No script and no request: everything is in the page, every word of the document is escaped, and the page forbids itself
to load anything (Content-Security-Policy).
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pipeline.export import words
from pipeline.export.html_style import STYLE
from pipeline.export.marks import Piece, pieces
from pipeline.export.table import number_of
from pipeline.model import Obligation, Record

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_LABELS = {
    "title": ("督办：公文义务一览", "Duban: what the documents oblige whom to do"),
    "unit": ("责任单位", "Unit"),
    "due": ("时限", "Deadline"),
    "report": ("报送", "Report to"),
    "deliverable": ("成果", "Deliverable"),
    "penalties": ("处罚", "Penalties"),
    "condition": ("条件", "Condition"),
    "basis": ("依据", "Legal basis"),
    "source": ("出自", "Imposed by"),
    "section": ("章节", "Section"),
    "said": ("要求来自", "Reported by"),
    "confidence": ("置信度", "Confidence"),
    "items": ("条", "items"),
    "none": ("没有找到义务", "No obligation found"),
    "addressees": ("主送", "To"),
    "issuer": ("发文机关", "Issuer"),
    "date": ("成文日期", "Date"),
    "number": ("发文字号", "Number"),
}


def page(records: Sequence[Record], lang: str) -> str:
    """The HTML page of these records, in the user's language."""
    title = _label("title", lang)
    body = "\n".join(_document(record, index, lang) for index, record in enumerate(records))
    return (
        f'<!doctype html>\n<html lang="{"en" if lang == "en" else "zh-Hans"}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{_legend(lang)}\n{body}\n</body>\n</html>\n"
    )


def _legend(lang: str) -> str:
    kinds = " ".join(f'<span class="on {kind}">{words.name_of(words.KINDS, kind, lang)}</span>' for kind in words.KINDS)
    parts = " ".join(
        f'<span class="{part}">{_label(label, lang)}</span>'
        for part, label in (("bearer", "unit"), ("deadline", "due"), ("penalty", "penalties"), ("instrument", "number"))
    )
    return f"<header><h1>{_label('title', lang)}</h1><p>{kinds} {parts}</p></header>"


def _document(record: Record, index: int, lang: str) -> str:
    text = "".join(_piece(piece, index) for piece in pieces(record))
    cards = "\n".join(_card(record, item, f"{index}-{n}", lang) for n, item in enumerate(record.obligations))
    name = escape(record.header.title or record.document.path or "—")
    count = f"{len(record.obligations)} {_label('items', lang)}"
    return (
        f"<article>\n<h2>{name} <small>{escape(record.document.path)} · {count}</small></h2>\n{_head(record, lang)}\n"
        f'<div class="panes"><div class="source" lang="zh-Hans">{text}</div>\n'
        f'<div class="cards">{cards or "<p>" + _label("none", lang) + "</p>"}</div></div>\n</article>'
    )


def _head(record: Record, lang: str) -> str:
    head = record.header
    facts = (
        ("number", head.number),
        ("issuer", head.issuer),
        ("date", head.date),
        ("addressees", "、".join(head.addressees)),
    )
    return f"<dl>{_facts(facts, lang)}</dl>"


def _piece(piece: Piece, index: int) -> str:
    text = escape(piece.text)
    if not piece.classes and piece.item is None:
        return text
    classes = " ".join(piece.classes)
    if piece.item is None:
        return f'<span class="{classes}">{text}</span>'
    anchor = f' id="s{index}-{piece.item}"' if piece.first else ""
    return f'<a class="on {classes}"{anchor} href="#c{index}-{piece.item}">{text}</a>'


def _card(record: Record, item: Obligation, key: str, lang: str) -> str:
    kind = words.name_of(words.KINDS, item.kind, lang)
    return (
        f'<section class="card {item.kind}" id="c{key}"><h3><a href="#s{key}">{kind}</a> '
        f"{escape(item.action or '')}</h3><blockquote>{escape(item.quote)}</blockquote>"
        f"<dl>{_facts(_fields(record, item, lang), lang)}</dl></section>"
    )


def _fields(record: Record, item: Obligation, lang: str) -> tuple[tuple[str, str | None], ...]:
    due, limit = words.deadline(item.deadline, lang), item.deadline
    return (
        ("unit", words.bearers(item.bearers, lang)),
        ("due", due if limit is None or limit.text == due else words.bracketed(due, limit.text, lang)),
        ("report", item.report_to),
        ("deliverable", item.deliverable),
        ("penalties", words.joined((words.penalty(each, lang) for each in item.penalties), lang)),
        ("condition", item.condition),
        ("basis", words.joined(item.legal_basis, lang)),
        ("source", number_of(record, item)),
        ("said", item.reported_by),
        ("section", " › ".join(item.section)),
        ("confidence", None if item.confidence is None else f"{item.confidence:.0%}"),
    )


def _facts(facts: Sequence[tuple[str, str | None]], lang: str) -> str:
    return "".join(f"<dt>{_label(label, lang)}</dt><dd>{escape(value)}</dd>" for label, value in facts if value)


def _label(label: str, lang: str) -> str:
    zh, en = _LABELS[label]
    return escape(en if lang == "en" else zh)
