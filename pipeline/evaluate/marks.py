"""Gold written by hand: a notice with its items marked ``⟦…⟧`` becomes a text file and a record with offsets.

A marked file has three parts, divided by lines of ``----``: the document's fields (YAML), the text with one pair of
brackets round each item, and one line of fields for each item, in order. ``corpus/README.md`` explains the fields.
No offset is ever typed: they all come from where the brackets, or the quoted words, stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from pipeline.errors import ReadError

KINDS = {"o": "obligation", "p": "prohibition", "s": "sanction", "m": "permission"}
SOURCES = {"c": "context", "h": "heading", "a": "addressee"}
ROLES = {"l": "lead", "s": "support", "v": "supervise"}
_DOCUMENT = ("title", "number", "issuer", "date", "type")
_LISTS = ("addressees", "cc", "marks")
_BRACKETS = re.compile("[⟦⟧]")


def read_marked(name: str, source: str) -> tuple[str, dict[str, Any]]:
    """The plain text and the gold record of one marked file; :class:`ReadError` says what in it does not fit."""
    parts = re.split(r"^----\n", source, flags=re.MULTILINE)
    if len(parts) != 3:
        raise _fault(name, "须以两行 ---- 分成三部分", "must be three parts divided by two lines of ----")
    text, spans = strip_marks(parts[1])
    header = _yaml(name, parts[0])
    lines = list(_item_lines(parts[2]))
    if len(lines) != len(spans):
        raise _fault(name, f"标了 {len(spans)} 项，却写了 {len(lines)} 行", f"{len(spans)} items, {len(lines)} lines")
    record = {
        "document": {
            "path": name,
            **{k: _iso(header.get(k)) for k in _DOCUMENT},
            **{k: header.get(k) or [] for k in _LISTS},
        },
        "instruments": [_instrument(name, text, i) for i in [_itself(header), *(header.get("instruments") or [])]],
        "obligations": [_item(name, text, span, *line) for span, line in zip(spans, lines, strict=True)],
    }
    return text, record


def strip_marks(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its brackets, and what stood between them, as half-open spans.

    >>> strip_marks("请⟦各单位报送⟧。")
    ('请各单位报送。', [(1, 6)])
    """
    signs = "".join(_BRACKETS.findall(marked))
    if signs != "⟦⟧" * (len(signs) // 2):
        raise ReadError("⟦ 和 ⟧ 没有一一配对", "⟦ and ⟧ do not pair")
    pieces = _BRACKETS.split(marked)
    edges = [0, *accumulate(map(len, pieces))]
    return "".join(pieces), [(edges[i], edges[i + 1]) for i in range(1, len(pieces), 2)]


def locate(text: str, words: str) -> tuple[int, int] | None:
    """Where the words stand first; ``head~tail`` reaches from a head to the next tail.

    >>> locate("请各单位于3月底前报送名单。", "各单位~名单")
    (1, 13)
    """
    head, _, tail = words.partition("~")
    start = text.find(head)
    end = text.find(tail, start + len(head)) if start >= 0 else -1
    return (start, end + len(tail)) if end >= 0 else None


def _fault(name: str, zh: str, en: str) -> ReadError:
    return ReadError(f"{name}：{zh}", f"{name}: {en}")


def _yaml(name: str, source: str) -> dict[str, Any]:
    import yaml

    try:
        return dict(yaml.safe_load(source))
    except (yaml.YAMLError, TypeError, ValueError) as error:
        why = " ".join(str(error).split())
        raise _fault(name, f"文件头不是 YAML：{why}", f"the header is no YAML: {why}") from error


def _iso(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _itself(header: dict[str, Any]) -> dict[str, Any]:
    own = {k: header.get(k) for k in ("number", "title", "issuer", "date")}
    return {**own, "at": header.get("at") or header.get("number") or header.get("title")}


def _instrument(name: str, text: str, fields: dict[str, Any]) -> dict[str, Any]:
    at = fields.get("at")
    span = locate(text, at) if at else None
    if at and span is None:
        raise _fault(name, f"文中没有“{at}”", f"{at!r} is not in the text")
    record = {k: _iso(fields.get(k)) for k in ("number", "title", "issuer", "date")}
    return {**record, "span": list(span) if span else None}


def _item_lines(part: str) -> Iterator[tuple[str, dict[str, list[str]], dict[str, Any]]]:
    """Kind, fields and what is in force (instrument, section, meeting) for every item line."""
    force: dict[str, Any] = {}
    for line in filter(None, map(str.strip, part.splitlines())):
        if line.startswith("@"):
            force = {k: v[0] for k, v in _fields(line[1:]).items()}
        elif not line.startswith("#"):
            kind, _, rest = line.partition(" ")
            yield kind, _fields(rest), force


def _fields(line: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in filter(None, (p.strip() for p in line.split(" | "))):
        key, _, value = part.partition("=")
        found.setdefault(key.strip(), []).append(value.strip())
    return found


def _item(
    name: str, text: str, span: tuple[int, int], kind: str, fields: dict[str, list[str]], force: dict[str, Any]
) -> dict[str, Any]:
    unknown = set(fields) - set("BDRWACLPNI") - {"RB"}
    if kind not in KINDS or unknown:
        raise _fault(name, f"“{text[slice(*span)][:12]}…”一行写错：{kind} {unknown}", f"bad line: {kind} {unknown}")
    one = {k: v[0] for k, v in fields.items()}
    return {
        "span": list(span),
        "quote": text[slice(*span)],
        "kind": KINDS[kind],
        "bearers": [as_printed(text, parse_bearer(b)) for b in one.get("B", "").split("+") if b],
        "action": one.get("A"),
        "deadline": as_printed(text, parse_deadline(one["D"])) if "D" in one else None,
        "report_to": one.get("R"),
        "deliverable": one.get("W"),
        "instrument": int(one.get("I", force.get("I", 0))),
        "section": [s for s in force.get("S", "").split(" / ") if s],
        "condition": one.get("C"),
        "legal_basis": [s for s in one.get("L", "").split("+") if s],
        "penalties": [as_printed(text, parse_penalty(p)) for p in fields.get("P", [])],
        "reported_by": one.get("RB", force.get("RB")),
        **({"note": one["N"]} if "N" in one else {}),
    }


def as_printed(text: str, value: dict[str, Any]) -> dict[str, Any]:
    """The value with its words as the text breaks them over lines or spaces them, where it does.

    >>> as_printed("由公安机\\n关处理", {"text": "公安机关"})["text"]
    '公安机\\n关'
    """
    words = value["text"]
    if words not in text and (m := re.search(r"\s*".join(map(re.escape, re.sub(r"\s", "", words))), text)):
        return {**value, "text": m.group()}
    return value


def parse_bearer(source: str) -> dict[str, str]:
    """``市住建局^l`` is a leader named in the sentence, ``各大队^c`` one carried over from the context.

    >>> parse_bearer("各大队^sc")
    {'text': '各大队', 'role': 'support', 'source': 'context'}
    """
    text, _, flags = source.partition("^")
    role = next((ROLES[f] for f in flags if f in ROLES), "responsible")
    return {"text": text, "role": role, "source": next((SOURCES[f] for f in flags if f in SOURCES), "explicit")}


def parse_deadline(source: str) -> dict[str, Any]:
    """``每周五前 := recurring FREQ=WEEKLY;BYDAY=FR``: the words, then kind, dates, rule, duration, ``@anchor``, quota.

    >>> parse_deadline("3日内 := within P3D biz @收到之日")["anchor"]
    '收到之日'
    """
    text, _, spec = source.partition(" := ")
    kind, *tokens = spec.split()
    found: dict[str, Any] = dict.fromkeys(("start", "due", "rrule", "duration"))
    found |= {"business_days": False, "anchor": None, "quota": None}
    for token in tokens:
        found |= _deadline_part(token)
    return {"text": text, "kind": kind, **found}


def _deadline_part(token: str) -> dict[str, Any]:
    if token == "biz":
        return {"business_days": True}
    if token.startswith("@"):
        return {"anchor": token[1:]}
    if token.startswith("FREQ="):
        return {"rrule": token}
    if token.startswith("P"):
        return {"duration": token}
    if quota := re.fullmatch(r"q(\d*)-(\d*)/(.+)", token):
        low, high = (int(x) if x else None for x in quota.group(1, 2))
        return {"quota": {"min": low, "max": high, "per": quota[3]}}
    start, dots, due = token.rpartition("..")
    return {"start": start or None, "due": due or None} if dots else {"due": token}


def parse_penalty(source: str) -> dict[str, Any]:
    """``fine:处五百元以下罚款>个人;..500 CNY``: kind, words, who bears it, then figures, ``base=``, ``per=``.

    >>> parse_penalty("fine:五百元以下罚款>个人;..500 CNY")["max"]
    500
    """
    head, *parts = source.split(";")
    kind, _, rest = head.partition(":")
    text, _, target = rest.partition(">")
    found: dict[str, Any] = dict.fromkeys(("min", "max", "unit", "base", "per"))
    for part in parts:
        key, equals, value = part.strip().partition("=")
        found |= {key: value} if equals else _figures(key)
    return {"kind": kind, "text": text, "target": target or None, **found}


def _figures(source: str) -> dict[str, Any]:
    figures, unit = source.split()
    low, dots, high = figures.partition("..")
    numbers = [float(x) if "." in x else int(x) if x else None for x in (low, high if dots else low)]
    return {"min": numbers[0], "max": numbers[1], "unit": unit}
