"""One typed settings object, passed in and never global: flag > ``DUBAN_*`` variable > ``duban.toml`` > default.

Importing this module costs nothing: pydantic-settings loads only when a variable or a file has something to check.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pipeline.errors import ConfigError, in_chinese

if TYPE_CHECKING:
    from annotated_types import Ge, Le

PREFIX = "DUBAN_"
FILE = "duban.toml"
# Variables of this prefix that are no settings: which file to read, whether an internal error shows its traceback,
# and where parsed rules are kept.
_NO_SETTINGS = frozenset({"DUBAN_CONFIG", "DUBAN_DEBUG", "DUBAN_CACHE"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a user may set; the field's name is the key in ``duban.toml`` and, upper-cased, the variable."""

    lang: Literal["zh", "en"] = "zh"
    db: str = "sqlite:///duban.db"
    rules: Path | None = None
    models: Path | None = None
    calendar: Path | None = None
    rest_day: Literal["as_counted", "next_working_day"] = "as_counted"
    segmenter: Literal["jieba", "rjieba", "pkuseg"] = "jieba"
    pkuseg_model: Path | None = None
    max_bytes: Annotated[int, Ge(1)] = 50_000_000
    max_unpacked: Annotated[int, Ge(1)] = 400_000_000
    max_ratio: Annotated[int, Ge(1)] = 200
    max_files: Annotated[int, Ge(1)] = 2_000
    max_nesting: Annotated[int, Ge(0), Le(20)] = 4
    max_pages: Annotated[int, Ge(1)] = 2_000
    max_rows: Annotated[int, Ge(1)] = 50_000
    max_pixels: Annotated[int, Ge(1)] = 40_000_000
    max_seconds: Annotated[int, Ge(1)] = 60
    max_memory: Annotated[int, Ge(100_000_000)] = 1_000_000_000
    max_ocr_memory: Annotated[int, Ge(500_000_000)] = 1_500_000_000
    max_text: Annotated[int, Ge(1)] = 20_000_000
    max_extract_seconds: Annotated[int, Ge(1)] = 300
    ocr: bool = True
    inbox: tuple[str, ...] = ()
    nightly: Path | None = None
    keep_daily: Annotated[int, Ge(1)] = 7
    keep_weekly: Annotated[int, Ge(0)] = 4
    keep_monthly: Annotated[int, Ge(0)] = 12
    soon_days: Annotated[int, Ge(0)] = 7
    mail_to: tuple[str, ...] = ()
    mail_from: str = ""
    smtp: str = ""
    smtp_password: str = ""
    soon_working: bool = False
    unit: tuple[str, ...] = ()
    unit_superiors: tuple[str, ...] = ()
    unit_subordinates: tuple[str, ...] = ()
    min_confidence: Annotated[float, Ge(0), Le(1)] = 0.0


def load_settings(config: Path | None = None, environ: Mapping[str, str] | None = None, **flags: Any) -> Settings:
    """The settings in force; a flag that is None was not given. Raises ConfigError with one line for every fault."""
    environ = os.environ if environ is None else environ
    given = {key: value for key, value in flags.items() if value is not None}
    layered = _from_file(config_file(config, environ)) | _from_environ(environ)
    settings = Settings(**layered) if _plain(layered) else _checked(layered)
    return replace(settings, **given) if given else settings


def config_file(config: Path | None, environ: Mapping[str, str]) -> Path | None:
    """The file to read: the one named by flag or ``DUBAN_CONFIG`` (it must exist), else ``./duban.toml`` if there."""
    named = config or (Path(environ["DUBAN_CONFIG"]) if environ.get("DUBAN_CONFIG") else None)
    if named is None:
        return Path(FILE) if Path(FILE).is_file() else None
    if not named.is_file():
        raise ConfigError(f"没有这个设置文件：{named}", f"no such settings file: {named}")
    return named


def language(config: Path | None, environ: Mapping[str, str]) -> str:
    """The language that variable or file asks for, ``zh`` or ``en``; needed before anything may be said."""
    asked = environ.get(f"{PREFIX}LANG") or _from_file(config_file(config, environ)).get("lang", "zh")
    return "en" if str(asked).startswith("en") else "zh"


def _from_file(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(
            f"读不了设置文件 {path}：{in_chinese(error)}", f"can't read the settings file {path}: {error}"
        ) from error
    _refuse_unknown(values, str(path))
    return values


def _from_environ(environ: Mapping[str, str]) -> dict[str, str]:
    values = {
        name[len(PREFIX) :].lower(): value
        for name, value in environ.items()
        if name.startswith(PREFIX) and name not in _NO_SETTINGS
    }
    _refuse_unknown(values, f"{PREFIX}*")
    return values


def _refuse_unknown(values: Mapping[str, Any], where: str) -> None:
    known = [field.name for field in fields(Settings)]
    if unknown := sorted(set(values) - set(known)):
        names, all_names = "、".join(unknown), "、".join(known)
        raise ConfigError(
            f"{where} 里有不认识的设置项：{names}（可用：{all_names}）",
            f"{where} has unknown settings: {', '.join(unknown)} (known: {', '.join(known)})",
        )


def _plain(values: Mapping[str, Any]) -> bool:
    """Whether there is nothing to check: pydantic takes longer to load than many a command to run."""
    text = {name: value for name, value in values.items() if name in ("lang", "db") and isinstance(value, str)}
    return len(text) == len(values) and text.get("lang", "zh") in ("zh", "en")


def _checked(values: Mapping[str, Any]) -> Settings:
    from pipeline.settings_check import check

    return Settings(**check(Settings, values))
