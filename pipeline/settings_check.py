"""The part of the settings that needs pydantic: types and bounds of what a file or a variable says."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from annotated_types import Ge, Le
from pydantic import ValidationError, create_model
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from pipeline.errors import ConfigError


def check(settings: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` in the types that the dataclass ``settings`` declares; raises ConfigError naming every fault."""
    hints = typing.get_type_hints(settings, localns={"Ge": Ge, "Le": Le}, include_extras=True)
    declared: dict[str, Any] = {field.name: (hints[field.name], field.default) for field in fields(settings)}
    model = create_model("Checked", __base__=_Sources, **declared)
    values = {name: _listed(value) if _is_list(hints[name]) else value for name, value in values.items()}
    try:
        return model(**values).model_dump()
    except ValidationError as error:
        faults = error.errors(include_url=False)
        zh = "；".join(f"{_key(fault)} = {fault['input']!r}（{fault['msg']}）" for fault in faults)
        en = "; ".join(f"{_key(fault)} = {fault['input']!r} ({fault['msg']})" for fault in faults)
        raise ConfigError(f"设置项的值不能用：{zh}", f"settings that can't be used: {en}") from error


def _is_list(hint: Any) -> bool:
    return typing.get_origin(hint) is tuple


def _listed(value: Any) -> Any:
    """A variable of the environment has one line for a list: its parts stand between semicolons."""
    return [part.strip() for part in value.split(";") if part.strip()] if isinstance(value, str) else value


class _Sources(BaseSettings):
    """Takes only what it is handed: the layering happened before, so that an empty layer costs no import."""

    model_config = SettingsConfigDict(extra="forbid", protected_namespaces=())

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The values handed over, and nothing else."""
        return (init_settings,)


def _key(fault: Any) -> str:
    return ".".join(str(part) for part in fault["loc"]) or "?"
