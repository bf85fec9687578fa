"""``duban``: the table of commands, and the door through which every call comes in and every error goes out."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pipeline.cli.output import open_streams, report
from pipeline.cli.session import Session
from pipeline.cli.words import both, library_words, translate
from pipeline.errors import ConfigError, DubanError, in_chinese
from pipeline.settings import language

# name → (module, 中文, English). The module has a function ``command``, or a typer ``app`` where there are subcommands.
COMMANDS = {
    "extract": (
        "extract",
        "提取：输出每份公文要求谁、做什么、何时办结",
        "print what documents oblige whom to do by when",
    ),
    "load": ("load", "载入：读公文，记入台账", "read documents into the ledger"),
    "watch": ("watch", "收文：看住一个文件夹，来一份读一份", "read an inbox as files arrive"),
    "ledger": ("ledger", "台账：谁、要做什么、何时到期", "the ledger: who has to do what by when"),
    "counts": ("counts", "计数：按红黄灯、日期、单位、层级、类别等", "how many: by light, day, unit, level, kind"),
    "show": ("show", "查看台账里的一条", "one line of the ledger in full"),
    "documents": ("documents", "列出已载入的公文", "the documents in the ledger"),
    "explain": (
        "explain",
        "说明：一句话为什么算、或不算一项义务",
        "why a sentence is, or is not, an obligation",
    ),
    "parse": (
        "parse",
        "解析：一段文字里的时间、金额、发文字号",
        "what a text says of time, money, document numbers",
    ),
    "calendar": (
        "calendar",
        "日历：放假、调休上班、会议等事件",
        "holidays, make-up working days, events",
    ),
    "rules": ("rules", "规则：检查、试用、列出、查看、比较", "check, try, list, show and compare the rules"),
    "evaluate": ("evaluate", "评测：提取结果与标准答案相比", "how good the extraction is against gold"),
    "compare": ("compare", "比较：规则改动后多了什么、少了什么", "what a change of rules gains and loses"),
    "gold": ("gold", "标准答案：导出、导入、由更正得规则草稿", "gold: export, import, draft rules from corrections"),
    "train": ("train", "训练：从标准答案学出置信度模型", "learn from gold how sure an extraction is"),
    "doubts": (
        "doubts",
        "存疑：最没把握的义务和填项，可能漏提的句子",
        "what to look at first: least certain, likeliest missed",
    ),
    "models": ("models", "模型：列出、启用、退回", "list the models, use one, go back to the one before"),
    "mark": ("mark", "登记办理：交办、签收、反馈、延期、办结、销号…", "put on record what was done about an item"),
    "correct": (
        "correct",
        "更正：说明台账里的一条应当怎么读，重新提取也不丢",
        "correct a line; the correction outlives every re-extraction",
    ),
    "occurrences": ("occurrences", "周期性任务的各期：已办、未办、待办", "the occurrences of what recurs"),
    "history": ("history", "一条台账的来龙去脉", "everything that happened to an item"),
    "export": (
        "export",
        "导出：台账 Excel、CSV、记录、日历、通报草稿",
        "the ledger as spreadsheet, CSV, records, calendar, circular",
    ),
    "feedback": (
        "feedback",
        "读回单位填好的台账：先预览，再记入",
        "read back a ledger sheet that a unit has filled in",
    ),
    "review": (
        "review",
        "审核：确认、剔除、拆分、合并、补录、撤回",
        "review: accept, reject, split, merge, add, undo",
    ),
    "account": ("account", "账号：谁可以用网页和接口", "who may use the pages and the API"),
    "serve": ("serve", "网页和接口：台账、审核、收件、导出", "the pages and the API over the ledger"),
    "links": ("links", "文件关联：待审、采纳、否决、撤销", "links between documents: list, accept, reject, undo"),
    "trace": ("trace", "一项要求的来龙去脉：从哪级来、到哪级去", "the chain that a duty stands in"),
    "burden": ("burden", "多头报送：同一数据被几家要", "the same data that several masters ask for"),
    "statutes": ("statutes", "核对所引罚则与法条", "quoted penalties against the law's articles"),
    "saved": ("saved", "保存的查询", "questions kept by name"),
    "audit": ("audit", "核对台账有没有被改动", "check that nothing was changed behind the ledger's back"),
    "nightly": (
        "nightly",
        "夜间任务：收文、载入、预警、导出、备份、报告",
        "the night run: load, alert, export, back up, report",
    ),
    "backup": ("backup", "备份台账并核对", "a checked copy of the ledger while it is in use"),
    "restore": ("restore", "用备份恢复台账", "a backup back in the place of the ledger"),
    "db": ("db", "数据库：整体搬迁台账", "move a ledger with its history to another database"),
    "quarantine": ("quarantine", "隔离区：没能读入的文件", "files that could not be read: list, retry, drop"),
    "purge": ("purge", "清除：误收的涉密、违规文件，连同索引、导出和备份", "take a document out for good"),
    "version": ("version", "显示版本：程序、契约、规则、模型", "versions of program, contract, rules and models"),
}


class Commands(TyperGroup):
    """The root group: lists commands from the table and imports only the one that is called."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for name, (_, zh, en) in COMMANDS.items():
            self.add_command(TyperGroup(name=name, help=both(zh, en), short_help=both(zh, en)))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that was called, loaded now."""
        name, listed, rest = super().resolve_command(ctx, args)
        return name, listed and _load(str(listed.name), ctx.obj.lang), rest

    def get_help(self, ctx: Any) -> str:
        """The help page in the user's language."""
        return library_words(super().get_help(ctx), ctx.obj.lang)


def _load(name: str, lang: str) -> Any:
    module = importlib.import_module(f"pipeline.cli.{COMMANDS[name][0]}")
    app: typer.Typer | None = getattr(module, "app", None)
    if app is None:
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(name)(module.command)
    command = typer.main.get_command(app)
    command.name, command.help = name, both(*COMMANDS[name][1:])
    _localise(command, lang)
    return translate(command, lang)


def _localise(command: Any, lang: str) -> None:
    get_help = command.get_help
    command.get_help = lambda ctx: library_words(get_help(ctx), lang)
    for child in getattr(command, "commands", {}).values():
        _localise(child, lang)


def root(lang: str) -> Any:
    """The whole command line as one object, help texts in ``lang``."""
    app = typer.Typer(
        cls=Commands,
        help=both(
            "督办：读公文，记台账——谁、要做什么、何时办结。",
            "Duban reads Chinese official documents and keeps the ledger of duties.",
        ),
        rich_markup_mode=None,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    app.callback()(_root_options)
    return translate(typer.main.get_command(app), lang)


def _root_options(
    lang: Annotated[
        str, typer.Option(metavar="zh|en", help=both("界面语言（也可设 DUBAN_LANG）", "language (also DUBAN_LANG)"))
    ] = "zh",
    config: Annotated[
        str, typer.Option(metavar="FILE", help=both("设置文件（默认 ./duban.toml）", "settings (default ./duban.toml)"))
    ] = "",
) -> None:
    """Read by :func:`main` before the command line is built; here they are declared for the help page."""


def main(arguments: list[str] | None = None) -> None:
    """Run one command line and leave by ``SystemExit``: 0 done, 1 something failed, 2 wrong usage, 130 interrupted."""
    sys.exit(_run(list(sys.argv[1:] if arguments is None else arguments)))


def _run(arguments: list[str]) -> int:
    open_streams()
    lang = "en" if os.environ.get("DUBAN_LANG", "").startswith("en") else "zh"
    try:
        asked, config, rest = _global_options(arguments)
        lang = asked or language(config, os.environ)
        code = root(lang).main(rest or ["--help"], prog_name="duban", standalone_mode=False, obj=Session(lang, config))
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except DubanError as error:
        return report(error, lang)
    except typer.TyperException as error:
        return _usage(error, lang)
    except typer.Abort:
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        _abandon_stdout()
        return 1 if isinstance(error, BrokenPipeError) else report(_unwritable(error), lang)
    except Exception as error:
        if os.environ.get("DUBAN_DEBUG"):
            raise
        return report(_unexpected(error), lang)


def _global_options(arguments: list[str]) -> tuple[str | None, Path | None, list[str]]:
    """``--lang`` and ``--config`` wherever they stand before ``--``, and the rest of the line."""
    found: dict[str, str | None] = {"--lang": None, "--config": None}
    rest: list[str] = []
    queue = iter(arguments)
    for argument in queue:
        name, equals, value = argument.partition("=")
        if argument == "--":
            rest += [argument, *queue]
        elif name in found:
            found[name] = value if equals else next(queue, "")
        else:
            rest.append(argument)
    if found["--lang"] not in (None, "zh", "en"):
        raise ConfigError(
            f"--lang 只能是 zh 或 en，不是 {found['--lang']}", f"--lang is zh or en, not {found['--lang']}"
        )
    return found["--lang"], Path(found["--config"]) if found["--config"] else None, rest


def _usage(error: typer.TyperException, lang: str) -> int:
    words = library_words(error.format_message(), lang)
    if words.startswith(("Usage:", "用法：")):  # a group called without a subcommand: its help page
        sys.stderr.write(words + "\n")
        return error.exit_code
    words = " ".join(words.split())
    return report(ConfigError(f"{words}（用 --help 看用法）", f"{words} (see --help)"), lang, error.exit_code)


def _abandon_stdout() -> None:
    """What could not be written must not be tried again when the interpreter ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _unwritable(error: OSError) -> DubanError:
    what = error.strerror or type(error).__name__
    where = f" {error.filename}" if error.filename else ""
    return DubanError(f"读写失败{where}：{in_chinese(error)}", f"input or output failed{where}: {what}")


def _unexpected(error: Exception) -> DubanError:
    what = f"{type(error).__name__}: {' '.join(str(error).split())}"
    return DubanError(
        f"程序内部错误 {what}（设 DUBAN_DEBUG=1 再运行可看详情，请连同输入报告给维护者）",
        f"internal error {what} (run again with DUBAN_DEBUG=1 for the traceback, and report it with the input)",
    )
