"""What ``duban evaluate`` does with models: which sets are meant, two of them side by side, the report as a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cli.output import Column, Layout, print_rows, write_line
from pipeline.cli.session import Session
from pipeline.errors import ConfigError, in_chinese

if TYPE_CHECKING:
    from pipeline.confidence.rater import Rater
    from pipeline.evaluate.score import DocumentScore
    from pipeline.settings import Settings

NONE = "none"
_OWN = Path("corpus/gold")
COLUMNS = (
    Column("measure", "指标", "measure"),
    Column("first", "甲", "first"),
    Column("second", "乙", "second"),
    Column("difference", "乙－甲", "second - first"),
    Column("interval", "95% 区间", "95% interval"),
)


def gold_and_sets(
    given: Sequence[Path], models: Sequence[Path], settings: Settings
) -> tuple[list[Path], list[str | None]]:
    """The gold files, and the sets to score by (None: the one in use); ``--models A B`` leaves B among the files."""
    sets = [str(each) for each in models]
    files: list[Path] = []
    for each in given:
        if sets and not each.is_file() and _folder(str(each), settings) is not None:
            sets.append(str(each))
        else:
            files.append(each)
    files = files or sorted(_OWN.glob("*.jsonl"))
    if not files:
        raise ConfigError("没有指定标准答案，当前文件夹也没有 corpus/gold", "name gold: there is no corpus/gold here")
    return files, list(sets) or [None]


def rater_by(name: str | None, settings: Settings) -> Rater | None:
    """What rates by a set: a folder, a name in the folder of models, ``none``, or None for the one in use."""
    from pipeline.confidence.sets import rater_of, read_set
    from pipeline.resources import models_folder

    if name is None:
        return rater_of(models_folder(settings.models))
    if name == NONE:
        return None
    return read_set(_folder(name, settings) or Path(name)).rater()


def _folder(name: str, settings: Settings) -> Path | None:
    from pipeline.confidence.sets import MANIFEST
    from pipeline.resources import models_folder

    places = (Path(name), models_folder(settings.models) / name)
    found = next((place for place in places if (place / MANIFEST).is_file()), None)
    return Path(name) if found is None and name == NONE else found


def compare_sets(
    sets: Sequence[str | None], runs: Sequence[Sequence[DocumentScore]], layout: Layout, session: Session
) -> None:
    """Print every measure of two sets, and how well each keeps its word."""
    from pipeline.evaluate.certainty import figures
    from pipeline.evaluate.versus import versus

    if len(runs) > 2:
        raise ConfigError("一次只能比较两套模型", "two sets at a time")
    found = versus(runs[0], runs[1])
    sure = [figures(run)["obligation"] for run in runs]
    if layout is Layout.json:
        from pipeline.codec import dumps_plain

        rows = {one.measure: {k: getattr(one, k) for k in ("first", "second", "low", "high")} for one in found}
        write_line(dumps_plain({"sets": list(sets), "measures": rows, "confidence": sure}))
        return
    rounded: list[dict[str, Any]] = [
        {
            "measure": one.measure,
            "first": f"{one.first:.3f}",
            "second": f"{one.second:.3f}",
            "difference": f"{one.difference:+.3f}",
            "interval": f"{one.low:+.3f} – {one.high:+.3f}",
        }
        for one in found
    ]
    print_rows(rounded, COLUMNS, layout, session.lang)
    if layout is Layout.table:
        for sign, name, each in zip(("甲", "乙"), sets, sure, strict=True):
            write_line(_said(sign, str(name), each, session))


def _said(sign: str, name: str, sure: dict[str, Any] | None, session: Session) -> str:
    if sure is None:
        return session.say(f"{sign} {name}：没有置信度", f"{name}: no confidence")
    error, part = sure["calibration_error"], sure["caught"]
    return session.say(
        f"{sign} {name}：校准误差 {error:.3f}，最没把握的 15% 含误报 {part:.0%}",
        f"{name}: calibration error {error:.3f}, false alarms in the least certain 15 %: {part:.0%}",
    )


def write_report(
    path: Path, scores: Sequence[DocumentScore], files: Sequence[Path], texts: Path | None, session: Session
) -> None:
    """Write the page of a score, with the texts of its documents."""
    from pipeline.evaluate.records import load_records
    from pipeline.evaluate.report.page import page
    from pipeline.evaluate.run import text_of
    from pipeline.read import read_path

    known = {name: read_path(text_of(name, file, texts)).text for file in files for name in load_records(file)}
    try:
        path.write_text(page(scores, known, session.lang), encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"报告写不进 {path}：{in_chinese(error)}", f"can't write {path}: {error.strerror}") from error
    write_line(session.say(f"报告已写到 {path}", f"report written to {path}"))
