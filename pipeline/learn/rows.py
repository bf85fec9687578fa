"""Examples without their text: names and labels of annotated documents that can't be shipped.

``python -m pipeline.learn.rows GOLD… OUT`` makes the file from gold whose errors nobody has read while writing rules:
it tells training how often, and where, the rules err on documents that they were not written for. It holds facts as
``kind=obligation`` and at most two characters of any word; names of fewer than three documents are left out. It is made
once, under the rules of that day, and stays as it is: what is learned from then on is not unread any more.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.learn.examples import Example, Gathered, gather
from pipeline.learn.sources import Source
from pipeline.learn.training import common_names

_LEAST = 3


def to_rows(gathered: Gathered) -> dict[str, Any]:
    """The file's content: documents under numbers, the names once, each example as indexes into them."""
    documents = {name: number for number, name in enumerate(sorted(gathered.unfound))}
    common = {e: set(common_names(gathered.of(e), _LEAST)) for e in {example.event for example in gathered.examples}}
    names = sorted(set().union(*common.values()))
    place = {name: number for number, name in enumerate(names)}
    rows: dict[str, list[list[int]]] = {event: [] for event in sorted(common)}
    for one in gathered.examples:
        held = sorted({place[name] for name in one.names if name in common[one.event]})
        rows[one.event].append([documents[one.document], int(one.right), *held])
    return {"unfound": [gathered.unfound[name] for name in documents], "names": names, "rows": rows}


def read_rows(path: Path) -> Gathered:
    """The examples of such a file, none of them read; ConfigError where it is none."""
    try:
        data = json.loads(path.read_bytes())
        names = data["names"]
        found = [
            Example(event, f"{path.stem}/{document}", tuple(names[n] for n in held), bool(right), read=False)
            for event, rows in data["rows"].items()
            for document, right, *held in rows
        ]
        return Gathered(tuple(found), {f"{path.stem}/{n}": missed for n, missed in enumerate(data["unfound"])})
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise ConfigError(f"{path} 不是训练数据：{error}", f"{path} holds no training rows: {error}") from error


def main(gold: list[Path], out: Path) -> None:
    """Make the file from gold."""
    from pipeline.evaluate.run import extractor_of

    gathered = gather([Source(path.parent.name, path) for path in gold], extractor_of(None))
    unread = replace(gathered, examples=tuple(replace(example, read=False) for example in gathered.examples))
    out.write_text(written(to_rows(unread)), encoding="utf-8")


def written(rows: dict[str, Any]) -> str:
    """The text of the file, an example a line."""
    events = [f'"{event}": [\n' + ",\n".join(map(_line, held)) + "]" for event, held in rows["rows"].items()]
    names = json.dumps(rows["names"], ensure_ascii=False)
    return f'{{"unfound": {_line(rows["unfound"])},\n"names": {names},\n"rows": {{' + ",\n".join(events) + "}}\n"


def _line(numbers: list[int]) -> str:
    return json.dumps(numbers, separators=(",", ":"))


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:-1]], Path(sys.argv[-1]))
