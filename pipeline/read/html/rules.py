"""Where the sites keep the text of a page: ``rules/tables/html_pages.yaml``, which an analyst may add to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError
from pipeline.resources import rules_folder

_TABLE = "tables/html_pages.yaml"


@dataclass(frozen=True, slots=True)
class PageRules:
    """``content`` and ``skip`` are ``(attribute, value)`` pairs; ``fields`` and ``meta`` give a label's common name."""

    content: tuple[tuple[str, str], ...]
    skip: tuple[tuple[str, str], ...]
    fields: dict[str, str]
    meta: dict[str, str]


def load_page_rules(folder: str = "") -> PageRules:
    """The rules of a folder, or those that came with Duban; without such a table only the general reader is left."""
    import yaml

    path = rules_folder(Path(folder) if folder else None) / _TABLE
    if not path.is_file():
        return PageRules((), (), {}, {})
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        rows = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        return PageRules(
            content=tuple((row["attribute"], row["value"]) for row in rows if row["part"] == "content"),
            skip=tuple((row["attribute"], row["value"]) for row in rows if row["part"] == "skip"),
            fields={r["value"]: r["name"] for r in rows if r["part"] == "field" and r["attribute"] == "text"},
            meta={r["value"].lower(): r["name"] for r in rows if r["part"] == "field" and r["attribute"] == "meta"},
        )
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise ConfigError(f"{path} 写法有误：{error}", f"{path} is malformed: {error}") from error
