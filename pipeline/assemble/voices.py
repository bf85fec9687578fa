"""Who speaks in a document that passes others on: its own office, or the document that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable

# who writes speaks of himself, or of all that was cited before
_SPEAKS = re.compile(
    r"请?(?:我|本)[局委办厅部院校区县市省镇乡站队司集]|[^，。；]{0,16}(?:对照|按照|根据)(?:以上|上述)(?:要求|文件|精神|内容|事项)"
)
# what an office adds to a document that it passes on is its own
_ORDERS = re.compile(
    r"(?:^|[。；：）、])(?:督办|督查|拟办|承办|交办|批办|办理|处理|落实)(?:(?:意见|建议)[：。]?(?:$|(?<=[：。]))|[：])"
)


def speaks_for_itself(text: str, section: Iterable[str], at: int) -> bool:
    """Whether the sentence at ``at`` speaks for the document itself (``我局各股室要对照上述要求抓好落实``)."""
    if _ORDERS.search(text, 0, at) or any(_ORDERS.search(f"{title}：") for title in section):
        return True
    begin = max(text.rfind("。", 0, at), text.rfind("；", 0, at)) + 1
    return _SPEAKS.match(text, begin) is not None
