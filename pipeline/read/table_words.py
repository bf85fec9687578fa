"""The words by which a table's header is known."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADER_WORDS = re.compile(
    "序号|编号|任务|内容|事项|措施|要求|责任|单位|部门|牵头|配合|时限|时间|期限|完成|备注|问题|目标|负责人|联系人|项目|进度"
)


def is_header(row: Sequence[str]) -> bool:
    """Whether a row names columns: two cells or more, half of those filled at least, hold a column's words.

    >>> is_header(["序号", "重点任务", "责任单位"]), is_header(["1", "开展排查", "市应急局"])
    (True, False)
    """
    named = [cell for cell in row if cell and len(cell) <= 12 and _HEADER_WORDS.search(cell)]
    return len(named) >= 2 and len(named) >= 0.5 * sum(map(bool, row))
