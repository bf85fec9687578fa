"""Which files make a rulebook, and what each of them is by its place in the folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.errors import RuleError
from pipeline.rulebook.faults import Fault

FileKind = Literal["mention", "clause", "fragment", "lexicon", "table"]
_FOLDERS: dict[str, FileKind] = {
    "fragments": "fragment", "lexicons": "lexicon", "tables": "table", "calendar": "table", "directory": "table",
    "clauses": "clause",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A file of the rulebook: ``name`` is its path in the folder, with ``/``; size and time tell whether it changed."""

    name: str
    path: str
    size: int
    mtime_ns: int

    @property
    def kind(self) -> FileKind:
        """What the file must hold; a folder that has no meaning of its own is a slot of mention rules."""
        return _FOLDERS.get(self.name.partition("/")[0], "mention")

    @property
    def stem(self) -> str:
        """The name within its room, without the suffix: ``units/heads`` for ``lexicons/units/heads.txt``."""
        return self.name.partition("/")[2].rpartition(".")[0]

    def read(self) -> str:
        """The file's text; a byte-order mark is dropped."""
        return Path(self.path).read_text(encoding="utf-8-sig")


def list_files(directory: Path) -> list[RuleFile]:
    """Every file of the folder, sorted by name; hidden files, backups and Markdown are left out."""
    if not directory.is_dir():
        zh, en = f"规则目录 {directory} 不存在（提示：--rules）", f"no rules folder at {directory} (hint: --rules)"
        raise RuleError(zh, en)
    return sorted(_walk(str(directory), ""), key=lambda file: file.name)


def _walk(folder: str, prefix: str) -> Iterator[RuleFile]:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith(".") or name.endswith(("~", ".md")):
                continue
            if entry.is_dir():
                yield from _walk(entry.path, f"{prefix}{name}/")
            else:
                stat = entry.stat()
                yield RuleFile(prefix + name, entry.path, stat.st_size, stat.st_mtime_ns)


def misplaced(files: Iterable[RuleFile]) -> list[Fault]:
    """Files that no room of the rulebook would read."""
    faults = []
    for file in files:
        suffix = ".txt" if file.kind == "lexicon" else ".yaml"
        if "/" not in file.name:
            zh, en = "规则文件要放在槽位目录里（提示：如 deadline/）", "belongs in a slot's folder (hint: deadline/)"
        elif not file.name.endswith(suffix):
            zh, en = f"这里只读 {suffix} 文件（提示：改后缀或移走）", f"only {suffix} files here (hint: rename it)"
        else:
            continue
        faults.append(Fault(file.name, zh, en))
    return faults


def version_of(texts: Iterable[tuple[str, str]]) -> str:
    """A hash of names and texts, the same on every machine: twelve hex digits."""
    import hashlib  # not needed where the rules come from the cache

    digest = hashlib.sha256()
    for name, text in texts:
        digest.update(f"{name}\0{len(text)}\0{text}\0".encode())
    return digest.hexdigest()[:12]
