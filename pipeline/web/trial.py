"""What a changed rule would gain and lose over the samples and the last documents, tried in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import select

from pipeline.errors import RuleError
from pipeline.resources import rules_folder, samples_folder
from pipeline.rulebook.cache import cache_folder
from pipeline.store.queries_documents import list_documents
from pipeline.store.tables import documents, texts
from pipeline.web.site import Site

_SECONDS = 120
_DOCUMENTS = 40
_CHARACTERS = 20_000
Rows = list[dict[str, Any]]


def gain_and_loss(
    site: Site, file: str, text: str, within: tuple[str, ...] | None = None
) -> tuple[dict[str, int], Rows]:
    """How many obligations are gained, lost and changed, and which. Raises RuleError where the rule doesn't hold.

    Of the ledger's documents those are tried that oblige one of the units ``within`` (all where None).
    A pattern may run for ever: the process has two minutes.
    """
    with tempfile.TemporaryDirectory(prefix="duban-trial-") as name:
        folder = Path(name)
        old, new, corpus = rules_folder(site.settings.rules).resolve(), folder / "rules", folder / "corpus"
        shutil.copytree(old, new)
        (new / file).write_text(text, encoding="utf-8")
        corpus_for(site, corpus, within)
        _known_patterns(folder / "cache")
        _run("rules", "check", "--no-speed", "--json", "--rules", str(new), folder=folder)
        found = _run("compare", str(old), str(new), "--corpus", str(corpus), "--json", folder=folder)
    answer = json.loads(found)
    return answer["counts"], answer["differences"]


def corpus_for(site: Site, folder: Path, within: tuple[str, ...] | None) -> None:
    """The samples that came with Duban, and the documents that were loaded last."""
    shutil.copytree(samples_folder(), folder)
    with site.store.reading() as connection:
        last = [each.id for each in list_documents(connection, limit=_DOCUMENTS, within=within)]
        query = select(documents.c.uid, texts.c.text).join_from(documents, texts).where(documents.c.uid.in_(last))
        for uid, text in connection.execute(query):
            (folder / f"{uid}.txt").write_text(text[:_CHARACTERS], encoding="utf-8", errors="replace")


def _known_patterns(folder: Path) -> None:
    """What the cache knows of patterns already, so that only those of the change are worked out."""
    kept = cache_folder()
    if kept is not None and kept.is_dir():
        shutil.copytree(kept, folder)


def _run(*arguments: str, folder: Path) -> str:
    command = [sys.executable, "-m", "pipeline", *arguments]
    environment = {**os.environ, "DUBAN_LANG": "zh", "DUBAN_CACHE": str(folder / "cache")}
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, env=environment, check=False)
    except subprocess.TimeoutExpired:
        raise RuleError(
            f"超过 {_SECONDS} 秒没有结果：模式可能太慢", f"no result within {_SECONDS} s: the pattern may be too slow"
        ) from None
    if done.returncode:
        raise _wrong(done.stdout, (done.stdout + done.stderr).decode("utf-8", "replace").strip())
    return done.stdout.decode()


def _wrong(answer: bytes, said: str) -> RuleError:
    """What ``duban rules check`` finds wrong: the line of the file and what is the matter with it."""
    try:
        faults = json.loads(answer)[:8]
        zh = "；".join(f"第 {each['line']} 行：{each['zh']}" if each["line"] else each["zh"] for each in faults)
        en = "; ".join(f"line {each['line']}: {each['en']}" if each["line"] else each["en"] for each in faults)
    except (ValueError, TypeError, LookupError):
        zh = en = "; ".join(line.strip() for line in said.splitlines()[:8])
    return RuleError(f"规则不成立：{zh}", f"the rule doesn't hold: {en}")
