"""The user's language: Chinese by default, English on request, help and errors alike."""

from __future__ import annotations

import re
from typing import Any

_MARK = "\x1f"

# What the command-line library says by itself, as patterns over a help page or message; a space is any white space.
_LIBRARY_WORDS = (
    (r"^Usage:", "用法："),
    (r"^Options:$", "选项："),
    (r"^Arguments:$", "参数："),
    (r"^Commands:$", "命令："),
    (r"\[OPTIONS\]", "[选项]"),
    (r"COMMAND \[ARGS\]\.\.\.", "命令 [参数]…"),
    (r"\[default: ", "[默认："),
    (r"\[required\]", "[必填]"),
    (r"; required\]", "；必填]"),
    (r"Show this message and exit\.", "显示帮助后退出"),
    (r"Install completion for the current shell\.", "为当前 shell 安装命令补全"),
    (r"Show completion for the current shell, to copy it or customize the installation\.", "显示当前 shell 的补全脚本"),
    (r"^Missing (?:argument|option|parameter) '?([^'.]+)'?\.(.*)$", r"缺少参数 \1。\2"),
    (r"\s*Choose from:\s*", "可用："),
    (r"^Missing command\.$", "缺少命令。"),
    (r"^No such option: (\S+)", r"没有这个选项：\1"),
    (r"\(Possible options: (.*)\)$", r"（可用：\1）"),
    (r"^No such command '(.*?)'\.?", r"没有这个命令：\1"),
    (r" ?Did you mean (.*)\?", r"（是不是 \1？）"),
    (r"^Invalid value for (.*?): ", r"\1 的值不能用："),
    (r"^Got unexpected extra argument(?:s|\(s\))? \((.*)\)$", r"多余的参数：\1"),
    (r"^Option '?(\S+?)'? requires an argument\.$", r"选项 \1 需要一个值。"),
    (r"(\S+) is not in the range (\S+?)\.?$", r"\1 不在范围 \2 之内"),
    (r"(\S+) is not a valid (?:integer|int)(?: range)?\.?", r"\1 不是整数"),
    (r"(\S+) is not a valid float(?: range)?\.?", r"\1 不是数字"),
    (r"(?:Path|File|Directory) (.*) does not exist\.", r"没有 \1"),
    (r"(?:Path|File|Directory) (.*) is not readable\.", r"没有权限读取 \1"),
    (r"(?:Path|File|Directory) (.*) is not writable\.", r"没有权限写入 \1"),
    (r"(?:Path|File) (.*) is a directory\.", r"\1 是文件夹"),
    (r"(?:Path|Directory) (.*) is a file\.", r"\1 是文件，不是文件夹"),
    (r"(\S+) is not one of (.*?)\.?$", r"\1 不在可选值之中：\2"),
)


# What the library would call values by the names of its own types.
_PLACEHOLDERS = {
    "str": "TEXT",
    "int range": "N",
    "float range": "NUMBER",
}


def both(zh: str, en: str) -> str:
    """A help text in both languages, for typer's ``help=``; :func:`translate` leaves the one that is wanted."""
    return f"{zh}{_MARK}{en}"


def pick(text: str | None, lang: str) -> str | None:
    """The half of ``both(zh, en)`` in ``lang``; a text of one language stays.

    >>> pick(both("督办", "to supervise"), "en")
    'to supervise'
    """
    if text is None or _MARK not in text:
        return text
    zh, en = text.split(_MARK, 1)
    return en if lang == "en" else zh


def translate(command: Any, lang: str) -> Any:
    """The command-line object with every help text and placeholder in ``lang``, with its subcommands and parameters."""
    command.help = pick(command.help, lang)
    command.short_help = pick(command.short_help, lang)
    for parameter in command.params:
        parameter.help = pick(getattr(parameter, "help", None), lang)
        parameter.metavar = pick(_placeholder(parameter), lang)
    for child in getattr(command, "commands", {}).values():
        translate(child, lang)
    return command


def _placeholder(parameter: Any) -> str | None:
    """What stands for the value; ``…`` where several may follow one another."""
    if parameter.metavar is None:
        flag = getattr(parameter, "is_flag", False)
        return None if flag else _PLACEHOLDERS.get(parameter.type.name)
    return f"{parameter.metavar}…" if parameter.nargs == -1 and "…" not in parameter.metavar else parameter.metavar


def library_words(text: str, lang: str) -> str:
    """A help page or message of the command-line library in the user's language."""
    if lang == "en":
        return text
    for pattern, words in _LIBRARY_WORDS:
        text = re.sub(pattern.replace(" ", r"\s+"), words, text, flags=re.MULTILINE)
    return text
