"""``python -m pipeline.evaluate.bulk_gold BULK OUT``: texts and gold of annotated real documents, from BULK.

Real text is not ours to keep: ``corpus/gold/bulk/spans.jsonl`` holds places and values alone, records of the contract
in which all words are lists of half-open spans. With ``../shared/corpus/bulk`` at hand the words come back. Where a
part of a document was annotated alone, ``part`` says which, and places count from its beginning.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from pipeline.errors import ReadError, in_chinese
from pipeline.evaluate.build import gold_lines

_ITEM_WORDS = ("action", "report_to", "deliverable", "condition", "reported_by")
WORDS = frozenset(("title", "issuer", "text", "target", "base", "anchor", *_ITEM_WORDS))
LISTS = frozenset(("section", "legal_basis", "addressees", "cc", "marks"))
JOINED = "；"  # several recipients in one field, as the contract writes them
PARTS = ("document", "instruments", "obligations")
_ABSENT: Mapping[str, Mapping[str, Any]] = {
    "document": dict.fromkeys(("title", "number", "issuer", "date", "type"))
    | {"addressees": [], "cc": [], "marks": []},
    "instruments": dict.fromkeys(("number", "title", "issuer", "date", "span")),
    "obligations": dict.fromkeys(("deadline", *_ITEM_WORDS))
    | {"bearers": [], "section": [], "legal_basis": [], "penalties": []},
    "deadline": dict.fromkeys(("start", "due", "rrule", "duration", "anchor", "quota")) | {"business_days": False},
    "quota": dict.fromkeys(("min", "max")),
    "penalties": dict.fromkeys(("target", "min", "max", "unit", "base", "per")),
}


def restored(row: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The contract's record of a row of spans, with its words cut out of the document's text."""
    record = {part: _back(part, row[part], text) for part in PARTS}
    record["document"]["path"] = f"{row['name']}.txt"
    for item in record["obligations"]:
        item["quote"] = text[slice(*item["span"])]
    return record


def _back(key: str, kept: Any, text: str) -> Any:
    if key in WORDS | LISTS:
        words = [text[start:end] for start, end in kept]
        return words if key in LISTS else JOINED.join(words)
    if isinstance(kept, dict):
        return deepcopy(dict(_ABSENT.get(key, {}))) | {k: _back(k, v, text) for k, v in kept.items()}
    if key in _ABSENT:
        return [_back(key, each, text) for each in kept]
    return [_back("", each, text) for each in kept] if key == "bearers" else kept


def sha256_of(text: str) -> str:
    """What a document is known by, whatever it is called."""
    return hashlib.sha256(text.encode()).hexdigest()


def bulk_texts(path: Path) -> dict[str, str]:
    """The texts of a bulk file (JSON Lines, gzip) by their sha256; ReadError where there is no such file."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return {sha256_of(text): text for text in (json.loads(line)["text"] for line in lines)}
    except (OSError, ValueError, KeyError) as error:
        raise ReadError(f"{path}：读不了（{in_chinese(error)}）", f"{path}: can't be read ({error})") from error


def documents(rows: Path, bulk: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Set, text and record of every row; ReadError where a bulk file has another text than the one annotated."""
    known: dict[str, dict[str, str]] = {}
    for row in map(json.loads, rows.read_text(encoding="utf-8").splitlines()):
        path = bulk / f"{row['bulk']}.jsonl.gz"
        if row["bulk"] not in known:
            known[row["bulk"]] = bulk_texts(path)
        text = known[row["bulk"]].get(row["sha256"])
        if text is None:
            raise ReadError(
                f"{path} 里没有 {row['name']} 的原文", f"{path} lacks the text that {row['name']} was made of"
            )
        text = text[slice(*row["part"])] if "part" in row else text
        yield row["set"], text, restored(row, text)


def main(bulk: Path, out: Path, rows: Path = Path("corpus/gold/bulk/spans.jsonl")) -> dict[str, int]:
    """Write ``OUT/SET/gold.jsonl`` and ``OUT/SET/texts/``; how many documents each set has."""
    sets: dict[str, list[dict[str, Any]]] = {}
    for name, text, record in documents(rows, bulk):
        sets.setdefault(name, []).append(record)
        (out / name / "texts").mkdir(parents=True, exist_ok=True)
        (out / name / "texts" / record["document"]["path"]).write_text(text, encoding="utf-8")
    for name, records in sets.items():
        (out / name / "gold.jsonl").write_text(gold_lines(records), encoding="utf-8")
    return {name: len(records) for name, records in sets.items()}


if __name__ == "__main__":
    sys.stdout.write(f"{main(Path(sys.argv[1]), Path(sys.argv[2]))}\n")
