"""CSV that a spreadsheet opens as text: a cell that it would run as a formula gets a leading ``'``."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

# A spreadsheet takes a cell that begins like this for a formula.
_FORMULA = re.compile(r"[\s\u3000]*[=+\-@＝＋－＠]|[\t\r\n]")
# Excel on a Chinese machine takes a file without it for GBK.
BOM = "\ufeff"


def to_csv(rows: Iterable[Mapping[str, Any]], keys: Sequence[str], heads: Sequence[str] | None = None) -> str:
    """The rows as CSV, the values of ``keys`` in their order under ``heads`` (else the keys themselves).

    >>> to_csv([{"unit": "=HYPERLINK(1)", "days": -3}], ["unit", "days"])
    "unit,days\\n'=HYPERLINK(1),-3\\n"
    """
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(heads or keys)
    table.writerows([cell(row.get(key)) for key in keys] for row in rows)
    return out.getvalue()


def cell(value: Any) -> Any:
    """A value as one cell: figures as they are, text harmless, lists joined by 、."""
    if isinstance(value, (int, float)):
        return value
    text = "" if value is None else "、".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # the csv module leaves a lone \r unquoted
    return "'" + text if _FORMULA.match(text) else text
