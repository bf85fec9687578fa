"""Runs inside the throw-away environment that has JioNLP.

Answers lines of JSON with what JioNLP finds, and times itself.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import sys
import time
from datetime import datetime
from typing import Any


def main() -> None:
    """Reads ``{"text", "on"}``, ``{"money"}`` and ``{"long"}`` lines; writes a result line for each."""
    logging.disable(logging.CRITICAL)
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp

        extract = jionlp.ner.extract_time
        extract("2024年3月1日", time_base=0.0)
    for line in sys.stdin:
        case = json.loads(line)
        if "money" in case:
            found: Any = _sums(jionlp.ner.extract_money, case["money"])
        else:
            found = _timed(extract, case["long"]) if "long" in case else _found(extract, case)
        sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


def _found(extract: Any, case: dict[str, Any]) -> list[dict[str, Any]]:
    base = datetime.fromisoformat(case["on"] or "2024-02-05").timestamp()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
        return [
            {"text": r["text"], "type": r["type"], "time": r["detail"]["time"]}
            for r in extract(case["text"], time_base=base)
        ]
    return []


def _sums(extract: Any, text: str) -> list[dict[str, Any]]:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
        return [{"text": r["text"], "num": r["detail"]["num"], "case": r["detail"]["case"]} for r in extract(text)]
    return []


def _timed(extract: Any, text: str) -> dict[str, float]:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(Exception):
        begin = time.process_time()
        for paragraph in text.splitlines():
            with contextlib.suppress(Exception):
                extract(paragraph, time_base=0.0)
        return {"seconds": time.process_time() - begin}
    return {"seconds": float("nan")}


if __name__ == "__main__":
    main()
