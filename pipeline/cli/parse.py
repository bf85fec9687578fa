"""``duban parse time|money|penalty|number|article``: what a text says of each, without a document round it."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.output import layout_of
from pipeline.cli.parse_columns import ARTICLE, MONEY, NUMBER, PENALTY, TIME
from pipeline.cli.parsing import rulebook_of, run
from pipeline.cli.session import session_of
from pipeline.cli.storing import AsCsv, AsJson, RulesDir
from pipeline.cli.words import both

app = typer.Typer(
    help=both(
        "解析文字里的时间、金额、处罚、发文字号、法条", "what a text says of time, money, penalties, numbers, articles"
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)

Text = Annotated[
    str, typer.Argument(metavar="TEXT", help=both("文字；“-”逐行读标准输入", "a text; - reads lines from stdin"))
]
On = Annotated[str, typer.Option("--on", metavar="DATE", help=both("文件日期，如 2024-02-05", "the document's date"))]


@app.callback()
def _group() -> None:
    """Keeps ``time`` a subcommand however many there are."""


@app.command("time", help=both("解析时间与期限", "times and deadlines"))
def time(
    context: typer.Context, text: Text, on: On = "", rules: RulesDir = None, json: AsJson = False, csv: AsCsv = False
) -> None:
    """Prints every time in the text, put on the calendar as far as the text and the document's date fix it."""
    from pipeline.parse.times import TimeParser, time_row
    from pipeline.resolve.calendar.local import rows_in_force
    from pipeline.resolve.times import TimePolicy

    session = session_of(context)
    settings = session.settings(rules=rules)
    policy = TimePolicy(rest_day=settings.rest_day)
    parser = TimeParser(rulebook_of(settings.rules), policy, rows_in_force(settings.calendar))
    run(
        session,
        text,
        on,
        layout_of(json, csv),
        TIME,
        lambda line, day: [time_row(*found) for found in parser.parse(line, day)],
    )


@app.command("money", help=both("解析金额、比率、倍数", "sums of money, ratios, multiples"))
def money(context: typer.Context, text: Text, rules: RulesDir = None, json: AsJson = False, csv: AsCsv = False) -> None:
    """Prints every sum and ratio in the text, in exact figures."""
    from pipeline.parse.money import MoneyParser, money_row

    session = session_of(context)
    parser = MoneyParser(rulebook_of(session.settings(rules=rules).rules))
    run(
        session,
        text,
        "",
        layout_of(json, csv),
        MONEY,
        lambda line, _: [money_row(*found) for found in parser.parse(line)],
    )


@app.command("penalty", help=both("解析处罚", "penalties"))
def penalty(
    context: typer.Context, text: Text, rules: RulesDir = None, json: AsJson = False, csv: AsCsv = False
) -> None:
    """Prints what a breach costs by the text: kind, whom, figures, what they are of, the cap."""
    from pipeline.parse.penalties import PenaltyParser, penalty_row

    session = session_of(context)
    parser = PenaltyParser(rulebook_of(session.settings(rules=rules).rules))
    run(
        session,
        text,
        "",
        layout_of(json, csv),
        PENALTY,
        lambda line, _: [penalty_row(found) for found in parser.parse(line)],
    )


@app.command("number", help=both("解析发文字号", "document numbers"))
def number(
    context: typer.Context, text: Text, on: On = "", rules: RulesDir = None, json: AsJson = False, csv: AsCsv = False
) -> None:
    """Prints every document number in the text in its canonical form, with its parts and who gave it."""
    from pipeline.parse.numbers import NumberParser, number_row

    session = session_of(context)
    parser = NumberParser(rulebook_of(session.settings(rules=rules).rules))
    run(
        session,
        text,
        on,
        layout_of(json, csv),
        NUMBER,
        lambda line, day: [number_row(found) for found in parser.parse(line, day)],
    )


@app.command("article", help=both("解析引用的法条", "cited articles of laws"))
def article(
    context: typer.Context, text: Text, rules: RulesDir = None, json: AsJson = False, csv: AsCsv = False
) -> None:
    """Prints every citation of articles in the text, with the law that it names."""
    from pipeline.parse.articles import ArticleParser, article_row

    session = session_of(context)
    parser = ArticleParser(rulebook_of(session.settings(rules=rules).rules))
    run(
        session,
        text,
        "",
        layout_of(json, csv),
        ARTICLE,
        lambda line, _: [article_row(found) for found in parser.parse(line)],
    )
