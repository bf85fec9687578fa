"""Who speaks in a document that passes others on: its own office, or the document that it cites."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.patterns import compiled

# who writes speaks of himself, or of all that was cited before
_SPEAKS = compiled(
    r"(?:此|该|本)[件项]请|请?(?:我|本)[局委办厅部院校区县市省镇乡站队司集](?![须应要于]|承担|必须|公司(?:须|应|要|于|必须)|支?大?队(?:须|应|要|于|承担))|[^，。；]{0,16}(?:对照|按照|根据)(?:以上|上述)(?:要求|文件|精神|内容|事项)|[局厅委院校站所司部县区市集]里?(?:团|内)?(?:另外?|还)?(?:要求|安排)[：，]"
)
# what an office adds to a document that it passes on is its own
_ORDERS = compiled(
    r"(?:^|[。；：）、])[局厅委院校站所司部县区市集]里?(?:团|内)?(?:另外?|还)?(?:要求|安排)[：]|(?:^|[。；：）、])(?:督办|督查|拟办|分办|阅办|承办|交办|批办|办理|处理|落实|整改)(?:(?:意见|建议|要求|提示|安排)[：。]?(?:$|(?<=[：。]))|[：])|^(?:再督|批语|[我本][局县市区院校站队委办])："
)

# a line of its own over what the office itself asks
_OWN_LINE = compiled(
    r"(?:督办|督查|拟办|承办|交办|办理|落实|工作|下步|下一步|有关|几点)(?:意见|建议|要求|提示|安排)：?|(?:附记|附注|附言|编后|编者按|备注|说明)：?"
    r"|[\u4e00-\u9fff]{2,12}(?:[0-9]{1,2}月[0-9]{1,2}日)?批[示注语]?：.*"  # 局主要负责人6月2日批：“…”
)
_OWN_ENDS = ("意见", "建议", "要求", "提示", "安排", "：")
# whoever answers the press tells what his office does
_INTERVIEW = compiled(
    r"(?:接受|回答)了?[^，。；]{0,30}(?:采访|专访|提问)|答(?:《[^》]{2,20}》)?记者问|新闻(?:发布|通气)会"
)
_HEAD = 300  # characters in which a text says that it is one


def is_interview(text: str) -> bool:
    """Whether the text reports what somebody told the press (``市局负责人接受了本报记者采访``).

    >>> is_interview('7月3日，市住建局负责人就房票政策答记者问。')
    True
    """
    return _INTERVIEW.search(text, 0, _HEAD) is not None


def opens_own(line: str) -> bool:
    """Whether a line stands over what the office itself asks, behind the documents that it passed on.

    >>> opens_own('办理要求：'), opens_own('办理要求见附件。')
    (True, False)
    """
    if line.startswith("※"):
        return True
    labels = line.endswith(_OWN_ENDS) or "批" in line
    return labels and _OWN_LINE.fullmatch(line) is not None


def speaks_for_itself(text: str, section: Iterable[str], at: int) -> bool:
    """Whether the sentence at ``at`` speaks for the document itself (``我局各股室要对照上述要求抓好落实``)."""
    if _ORDERS.search(text, 0, at) or any(_ORDERS.search(f"{title.strip('【】')}：") for title in section):
        return True
    begin = max(text.rfind("。", 0, at), text.rfind("；", 0, at)) + 1
    return _SPEAKS.match(text, begin) is not None
