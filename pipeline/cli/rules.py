"""``duban rules``: check, try, list, show and compare the rules, without touching code."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.output import Column, Layout, layout_of, print_rows, printable, write, write_line
from pipeline.cli.session import Session, session_of
from pipeline.cli.storing import RulesDir
from pipeline.cli.words import both

if TYPE_CHECKING:
    from pipeline.rulebook import MentionRule, Rulebook
    from pipeline.rulebook.clause_rules import ClauseRule

app = typer.Typer(
    help=both("规则：检查、试用、列出、查看、比较", "rules: check, try, list, show, compare"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)

Json = Annotated[bool, typer.Option("--json", help=both("输出 JSON", "print JSON"))]
Csv = Annotated[bool, typer.Option("--csv", help=both("输出 CSV", "print CSV"))]
Slots = Annotated[
    list[str] | None, typer.Option("--slot", metavar="SLOT", help=both("只看这个槽位（可多次）", "this slot only"))
]

FAULTS = (
    Column("file", "文件", "file"),
    Column("line", "行", "line"),
    Column("rule", "规则", "rule"),
    Column("key", "键", "key"),
    Column("message", "问题", "fault", wrap=True),
)
FOUND = (
    Column("result", "结果", "result"),
    Column("rule", "规则", "rule"),
    Column("text", "原文", "text", wrap=True),
    Column("priority", "优先级", "priority"),
    Column("value", "取值", "value", wrap=True),
    Column("why", "原因", "why", wrap=True),
)
LISTED = (
    Column("id", "规则", "rule"),
    Column("status", "状态", "status"),
    Column("priority", "优先级", "priority"),
    Column("examples", "例子", "examples"),
    Column("description", "说明", "description", wrap=True),
)


@app.command("check", help=both("检查全部规则和例子", "check every rule and example"))
def check(
    context: typer.Context,
    rules: RulesDir = None,
    speed: Annotated[bool, typer.Option(help=both("也查模式是否过慢", "also look for slow patterns"))] = True,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print every fault of every rule file; exit status 1 if there is any."""
    from pipeline.evaluate.rules import checks_of

    session = session_of(context)
    checks = checks_of(_folder(session, rules))
    faults = checks.run(speed=speed)
    layout = layout_of(json, csv)
    if faults or layout is not Layout.table:
        rows = [{**asdict(fault), "message": fault.message_only(session.lang)} for fault in faults]
        print_rows(rows, FAULTS, layout, session.lang)
    if layout is Layout.table:
        source = checks.source
        count, examples, wrong = len(source.rules) + len(source.clause_rules), len(source.examples), len(faults)
        zh, en = (
            f"{count} 条规则，{examples} 个例子，{wrong} 处问题",
            f"{count} rules, {examples} examples, {wrong} faults",
        )
        write_line(session.say(zh, en))
    raise typer.Exit(1 if faults else 0)


@app.command("try", help=both("看一句话触发了哪些规则，谁落选、为什么", "what fires on a sentence, what loses and why"))
def try_(
    context: typer.Context,
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help=both("一句话", "a sentence"))],
    on: Annotated[str, typer.Option(metavar="DATE", help=both("成文日期，如 2024-03-15", "the document's date"))] = "",
    slot: Slots = None,
    rules: RulesDir = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print every find, those that lost with the reason."""
    from pipeline.clock import time_limit
    from pipeline.evaluate.tracing import trace
    from pipeline.model import Document

    session = session_of(context)
    book = _book(session, rules)
    with time_limit(Document(session.say("这句话", "the sentence"), sentence), session.settings(rules=rules)):
        found = trace(book, sentence, _day(on), slot or ())
    rows = [
        {
            "result": session.say("成立", "stands") if one.stands else session.say("落选", "lost"),
            "stands": one.stands,
            "slot": one.slot,
            "rule": one.rule,
            "text": one.words,
            "span": list(one.span),
            "priority": one.priority,
            "value": _said(one.value) if not json else one.value,
            "why": session.say(one.zh, one.en),
        }
        for one in found
    ]
    print_rows(rows, FOUND, layout_of(json, csv), session.lang)


@app.command("list", help=both("列出规则", "list the rules"))
def list_(
    context: typer.Context, slot: Slots = None, rules: RulesDir = None, json: Json = False, csv: Csv = False
) -> None:
    """Print a line for every rule."""
    from pipeline.export.words import STATUSES, name_of
    from pipeline.rulebook.source import read_source

    session, layout = session_of(context), layout_of(json, csv)
    source = read_source(_folder(session, rules))
    counts: dict[str, int] = {}
    for example in source.examples:
        counts[example.rule] = counts.get(example.rule, 0) + 1
    every: list[MentionRule | ClauseRule] = [*source.rules, *source.clause_rules]
    names = {code: name_of(STATUSES, code, session.lang) if layout is Layout.table else code for code in STATUSES}
    rows = [
        {"id": rule.id, "slot": rule.id.rpartition(".")[0], "status": names[rule.status], "priority": rule.priority,
         "examples": counts.get(rule.id, 0), "description": rule.description or getattr(rule, "reason", "")}
        for rule in every
        if not slot or rule.id.rpartition(".")[0] in slot
    ]  # fmt: skip
    print_rows(rows, LISTED, layout, session.lang)


@app.command("show", help=both("显示一条规则的全文和展开后的模式", "show a rule's file and its pattern in full"))
def show(
    context: typer.Context,
    rule_id: Annotated[str, typer.Argument(metavar="ID", help=both("规则，如 deadline.by_date", "a rule's id"))],
    rules: RulesDir = None,
    json: Json = False,
) -> None:
    """Print the file as it is written; for a mention rule also its pattern with all names filled in."""
    from pipeline.codec import dumps_plain

    session = session_of(context)
    folder = _folder(session, rules)
    rule = _book(session, folder).any_rule(rule_id)
    if json:
        write_line(dumps_plain({key: value for key, value in asdict(rule).items() if key != "order"}))
        return
    text = (folder / rule.file).read_text(encoding="utf-8-sig")
    write("\n".join(map(printable, text.splitlines())) + "\n")
    if pattern := getattr(rule, "pattern", ""):
        write_line(session.say("# 展开后的模式：", "# the pattern in full:"))
        write_line(printable(pattern))


@app.command(
    "diff", help=both("与另一规则文件夹相比，义务多了哪些、少了哪些", "obligations gained and lost against other rules")
)
def diff(
    context: typer.Context,
    base: Annotated[Path, typer.Argument(metavar="BASE", help=both("原来的规则文件夹", "the old folder of rules"))],
    rules: RulesDir = None,
    corpus: Annotated[
        list[Path] | None,
        typer.Option(metavar="PATH", help=both("语料（默认样例）", "texts (default: the samples)")),
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help=both("每种变化最多列几条", "most items of each change"))] = 0,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Print what the rules in force gain, lose and change against those of ``base``: ``duban compare`` for rules."""
    from pipeline.cli.compare import command

    folder = _folder(session_of(context), rules)
    command(context, _folder(session_of(context), base), folder, corpus, limit, json, csv)


def _folder(session: Session, rules: Path | None) -> Path:
    from pipeline.resources import rules_folder

    return rules_folder(session.settings(rules=rules).rules)


def _book(session: Session, rules: Path | None) -> Rulebook:
    from pipeline.rulebook import load_rulebook

    return load_rulebook(_folder(session, rules))


def _day(on: str) -> str | None:
    from datetime import date

    from pipeline.errors import ConfigError

    try:
        return date.fromisoformat(on).isoformat() if on else None
    except ValueError:
        raise ConfigError(f"日期 {on} 应写成 2024-03-15 这样", f"{on} is no date such as 2024-03-15") from None


def _said(value: Any) -> str:
    """A value on one line: what is null, false or empty is left out."""
    if not isinstance(value, dict):
        return "" if value is None else str(value)
    shown = {key: one for key, one in value.items() if one not in (None, False, "", ()) and key not in ("span", "text")}
    return " ".join(f"{key}={_said(one) if isinstance(one, dict) else one}" for key, one in shown.items())
