"""``python -m pipeline.evaluate.bulk_spans BULK SET MARKED…``: marked documents of a bulk file as rows without words.

Appends to ``corpus/gold/bulk/spans.jsonl`` what :mod:`pipeline.evaluate.bulk_gold` turns back, and says what it could
not place.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import ReadError
from pipeline.evaluate.bulk_gold import JOINED, LISTS, PARTS, WORDS, bulk_texts, sha256_of
from pipeline.evaluate.marks import read_marked

_MADE = ("path", "quote", "note")  # made anew, or somebody's remarks, which quote the text
Span = list[int]


def row_of(record: Mapping[str, Any], text: str, lost: Counter[str]) -> dict[str, Any]:
    """The record's values, with spans for its words; ``lost`` counts, by field, words that it lacks."""
    document, instruments = (_placed(part, record[part], text, (0, 0), lost) for part in PARTS[:2])
    items = [_placed("", item, text, item["span"], lost) for item in record["obligations"]]
    return {"document": document, "instruments": instruments, "obligations": items}


def _placed(key: str, value: Any, text: str, near: Sequence[int], lost: Counter[str]) -> Any:
    if key in WORDS | LISTS:
        return _spans(key, value, text, near, lost)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [_placed("", each, text, near, lost) for each in value]
    if not isinstance(value, Mapping):
        return value
    found = {k: _placed(k, v, text, near, lost) for k, v in value.items() if k not in _MADE and v is not None}
    return {k: v for k, v in found.items() if v is not False and v != []}


def _spans(key: str, value: Any, text: str, near: Sequence[int], lost: Counter[str]) -> list[Span]:
    words = [value] if key not in LISTS else value
    if key == "report_to" and value not in text:
        words = value.split(JOINED)
    found = [span_of(text, each, near) for each in words]
    lost[key] += found.count(None)
    return [span for span in found if span] if key in LISTS or None not in found else []


def span_of(text: str, words: str, near: Sequence[int] = (0, 0)) -> Span | None:
    """Where the words stand, as near to a span as they do; as they are, else spaced or of another width.

    >>> span_of("报 告由各大队，各大队\\n报", "各大队报", (6, 11))
    [8, 13]
    """

    def far(span: Span) -> int:
        return max(near[0] - span[0], span[1] - near[1], 0)

    exact = [[m.start(), m.start() + len(words)] for m in re.finditer(re.escape(words), text)]
    if exact or not words.strip():
        return min(exact, key=far, default=None)
    signs, places = _bare(text)
    wanted, _ = _bare(words)
    loose = [[places[m.start()], places[m.end() - 1] + 1] for m in re.finditer(re.escape(wanted), signs)]
    return min(loose, key=far, default=None)


def _bare(text: str) -> tuple[str, list[int]]:
    """The text without spaces and widths, and the place of every sign that is left."""
    signs = [(sign, i) for i, wide in enumerate(text) for sign in unicodedata.normalize("NFKC", wide) if sign.strip()]
    return "".join(sign for sign, _ in signs), [i for _, i in signs]


def rows_of(marked: Iterable[Path], bulk: Path, way: str, lost: Counter[str]) -> list[dict[str, Any]]:
    """A row for each marked document; ReadError for one whose text is not in the bulk file."""
    texts = bulk_texts(bulk)
    rows = []
    for path in marked:
        text, record = read_marked(path.name, path.read_text(encoding="utf-8"))
        found = _found(text, texts)
        if found is None:
            raise ReadError(f"{bulk} 里没有 {path} 的原文", f"{bulk} has no text like that of {path}")
        digest, part = found
        head: dict[str, Any] = {
            "bulk": bulk.name.removesuffix(".jsonl.gz"),
            "name": path.stem,
            "sha256": digest,
            "set": way,
        }
        whole = part == (0, len(texts[digest]))
        head |= {} if whole else {"part": list(part)}
        rows.append(head | row_of(record, texts[digest][slice(*part)], lost))
    return rows


def _found(text: str, texts: Mapping[str, str]) -> tuple[str, tuple[int, int]] | None:
    """Whose text it is, or whose part; a marked text always ends its last line, the document need not."""
    alike = (text, text.removesuffix("\n"))
    whole = next((digest for digest in map(sha256_of, alike) if digest in texts), None)
    if whole is not None:
        return whole, (0, len(texts[whole]))
    inside = ((digest, each.find(words), words) for words in alike for digest, each in texts.items())
    return next(((digest, (at, at + len(words))) for digest, at, words in inside if at >= 0), None)


if __name__ == "__main__":
    missing: Counter[str] = Counter()
    made = rows_of(map(Path, sys.argv[3:]), Path(sys.argv[1]), sys.argv[2], missing)
    with Path("corpus/gold/bulk/spans.jsonl").open("a", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in made)
    sys.stdout.write(f"{len(made)}; not placed: {dict(missing)}\n")
