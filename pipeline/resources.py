"""Where the rules, the models and the samples are: what was asked for, else the installed data, else the checkout."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import ConfigError

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = {"rules": "rules", "models": "models", "samples": "corpus/samples"}


def rules_folder(given: Path | None = None) -> Path:
    """The rulebook's folder: ``given`` (a flag, ``DUBAN_RULES`` or ``duban.toml``), else the one that came with Duban.

    >>> rules_folder().name
    'rules'
    """
    return _folder("rules", given)


def models_folder(given: Path | None = None) -> Path:
    """The folder of trained models, found in the same order."""
    return _folder("models", given)


def samples_folder() -> Path:
    """The invented sample documents that came with Duban."""
    return _folder("samples", None)


def _folder(name: str, given: Path | None) -> Path:
    if given is not None:
        if not given.is_dir():
            raise ConfigError(f"没有这个文件夹：{given}（设置项 {name}）", f"no such folder: {given} (setting {name})")
        return given
    for folder in (_PACKAGE / "_data" / name, _PACKAGE.parent / _CHECKOUT[name]):
        if folder.is_dir():
            return folder
    raise ConfigError(
        f"安装不完整，缺少 {name}；请重新安装 duban，或用设置项指定文件夹",
        f"incomplete installation: {name} is missing; reinstall duban, or name a folder in the settings",
    )
