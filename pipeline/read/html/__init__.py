"""Web pages of government sites: the notice itself, and the particulars (索引号, 发文字号, 成文日期) beside it."""

from __future__ import annotations

from pipeline.read.content import Content, TextBuilder
from pipeline.read.limits import Limits


def read(data: bytes, limits: Limits) -> Content:
    """The stored text of a page, after its title and particulars where the text lacks them; raises ReadError."""
    from pipeline.read.html.fields import read_fields, rows_of
    from pipeline.read.html.page import drop_unseen, find_content, parse_page, title_of
    from pipeline.read.html.rules import load_page_rules
    from pipeline.read.html.writer import write

    rules = load_page_rules(limits.rules)
    root, encoding = parse_page(data)
    fields = read_fields(root, rules)
    beside = [*rows_of(root), *(words for each in root.iter("title") for words in each.itertext())]
    title = fields.get("标题") or title_of(root)
    beside += drop_unseen(root, rules)
    body = TextBuilder(limits.max_text)
    write(find_content(root, rules), body)
    missing = list(_missing("".join(body.pieces), title, fields))
    builder = TextBuilder(limits.max_text)
    for line in missing:
        builder.line(line, "field")
    builder.append(body)
    builder.aside(beside)
    return builder.content(encoding=encoding, metadata=tuple(fields.items()))


def _missing(text: str, title: str, fields: dict[str, str]) -> list[str]:
    """What a reader of the page sees above the text and the text does not repeat."""
    from pipeline.read.html.fields import same_date

    close = "".join(text.split())
    lines = []
    if title and "".join(title.split()) not in close[: len(title) + 300]:
        lines.append(title)
    if (number := fields.get("发文字号")) and _bare(number) not in _bare(close):
        lines.append(f"发文字号：{number}")
    for name in ("成文日期", "发布日期"):
        if (day := fields.get(name)) and not any("日期：" in line for line in lines) and not same_date(day, close):
            lines.append(f"{name}：{day}")
    return lines


def _bare(number: str) -> str:
    """A document number without its brackets, which pages write in many ways."""
    return "".join(char for char in number if char not in "〔〕[]［］()（）【】 \u3000")
