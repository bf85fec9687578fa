"""The columns in which ``duban parse`` prints what it found."""

from __future__ import annotations

from pipeline.cli.output import Column

TIME = (
    Column("text", "原文", "text", wrap=True),
    Column("kind", "类别", "kind"),
    Column("start", "起", "start"),
    Column("due", "止", "due"),
    Column("rrule", "重复", "recurrence", wrap=True),
    Column("duration", "时长", "duration"),
    Column("anchor", "起算点", "anchor", wrap=True),
)

MONEY = (
    Column("text", "原文", "text", wrap=True),
    Column("kind", "类别", "kind"),
    Column("min", "最低", "min"),
    Column("max", "最高", "max"),
    Column("unit", "单位", "unit"),
    Column("approximate", "约数", "about"),
)

NUMBER = (
    Column("text", "原文", "text", wrap=True),
    Column("number", "文号", "number"),
    Column("form", "类别", "form"),
    Column("year", "年", "year"),
    Column("seq", "序号", "seq"),
    Column("issuer", "发文机关", "issuer", wrap=True),
)

PENALTY = (
    Column("text", "原文", "text", wrap=True),
    Column("kind", "类别", "kind"),
    Column("target", "对象", "target", wrap=True),
    Column("min", "最低", "min"),
    Column("max", "最高", "max"),
    Column("unit", "单位", "unit"),
    Column("base", "基数", "base", wrap=True),
    Column("per", "每", "per"),
    Column("cap", "封顶", "cap"),
)

ARTICLE = (
    Column("text", "原文", "text", wrap=True),
    Column("statute", "法规", "statute", wrap=True),
    Column("article", "条款", "article", wrap=True),
)
