"""The page: scores with intervals, by kind and by source of the bearer, both plots, the worst documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from pipeline.evaluate import certainty
from pipeline.evaluate.calibration import Rated, calibration_error, caught
from pipeline.evaluate.intervals import intervals
from pipeline.evaluate.report.errors import section, worst
from pipeline.evaluate.report.plots import calibration_plot, risk_plot
from pipeline.evaluate.score import Count, DocumentScore, grouped, kind_of, source_of, total

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = (
    "body{font:15px/1.6 'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif;"
    "max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1d2733}table{border-collapse:collapse;margin:1rem 0}"
    "td,th{padding:.2rem .8rem;border-bottom:1px solid #cfd8e3;text-align:right}"
    "td:first-child,th:first-child{text-align:left}figure{display:inline-block;margin:0 1rem 1rem 0}"
    ".frame{fill:none;stroke:#8796a8}.guide{stroke:#8796a8;stroke-dasharray:4}"
    "circle{fill:#1f6feb;fill-opacity:.7}polyline{fill:none;stroke:#1f6feb;stroke-width:2}.tick{font-size:11px;fill:#44525f}"
    "mark.missed{background:#ffd6d6}mark.extra{background:#ffe3b8}mark.slot{background:#fff3b0}b.missed{color:#a40e26}"
    "b.extra{color:#8a4b00}b.slot{color:#6b5900}ins{color:#0b6b2d;text-decoration:none}del{color:#a40e26}"
    "summary{cursor:pointer;padding:.3rem 0}"
)
_WORDS = {
    "title": ("提取质量报告", "How good the extraction is"),
    "measure": ("指标", "measure"), "precision": ("精确率", "precision"), "recall": ("召回率", "recall"),
    "interval": ("95% 区间", "95% interval"), "right": ("对", "right"), "extra": ("多", "extra"),
    "missed": ("漏", "missed"),
    "all": ("全部", "All"), "kinds": ("按类别", "By kind"), "sources": ("按责任单位出处", "By source of the bearer"),
    "confidence": ("置信度", "Confidence"), "said": ("系统说的把握", "what was said"),
    "was": ("实际对的比例", "what was right"), "calibration": ("校准", "calibration"),
    "risk": ("风险—覆盖", "risk and coverage"), "coverage": ("保留最有把握的比例", "share of the surest"),
    "errors": ("其中错的比例", "share of errors"), "worst": ("错误最多的文件", "Documents with most errors"),
    "obligations": ("义务", "obligations"), "slots": ("责任单位和时限", "bearers and deadlines"),
    "documents": ("份文件", "documents"),
    "unrated": ("没有置信度（没有启用模型）", "nothing was rated (no models in use)"),
    "error": ("校准误差", "calibration error"), "caught": ("最没把握的 15% 含错误", "errors in the least certain 15 %"),
}  # fmt: skip


def page(scores: Sequence[DocumentScore], texts: Mapping[str, str], lang: str = "zh") -> str:
    """The whole page, in the user's language."""
    parts = [
        f"<h1>{_say('title', lang)}</h1><p>{len(scores)} {_say('documents', lang)}</p>",
        f"<h2>{_say('all', lang)}</h2>{_measures(scores, lang)}",
        f"<h2>{_say('kinds', lang)}</h2>{_groups(grouped(scores, kind_of), lang)}",
        f"<h2>{_say('sources', lang)}</h2>{_groups(grouped(scores, source_of), lang)}",
        f"<h2>{_say('confidence', lang)}</h2>{_confidence(scores, lang)}",
        f"<h2>{_say('worst', lang)}</h2>",
        *(section(each, texts.get(each.name, ""), lang) for each in worst(scores)),
    ]
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="{"en" if lang == "en" else "zh-Hans"}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_say('title', lang)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _measures(scores: Sequence[DocumentScore], lang: str) -> str:
    bounds = intervals(scores)
    rows = []
    for measure, count in total(scores).items():
        low, high = bounds.get(measure, (None, None))
        between = f"{low:.3f}–{high:.3f}" if low is not None else ""
        rows.append(_figures(measure, count) + f"<td>{between}</td>")
    return _table([*_heads(lang), _say("interval", lang)], rows)


def _groups(groups: Mapping[str, Mapping[str, Count]], lang: str) -> str:
    rows = [
        _figures(f"{group} · {measure}", counts[measure])
        for group, counts in groups.items()
        for measure in ("detection", "bearers", "deadline", "card")
    ]
    return _table(_heads(lang), rows)


def _figures(name: str, count: Count) -> str:
    cells = (f"{count.precision:.3f}", f"{count.recall:.3f}", f"{count.f1:.3f}", count.tp, count.fp, count.fn)
    return f"<td>{escape(name)}</td>" + "".join(f"<td>{cell}</td>" for cell in cells)


def _heads(lang: str) -> list[str]:
    return [_say(key, lang) for key in ("measure", "precision", "recall")] + [
        "F1", *(_say(key, lang) for key in ("right", "extra", "missed")),
    ]  # fmt: skip


def _table(heads: Sequence[str], rows: Sequence[str]) -> str:
    head = "".join(f"<th>{each}</th>" for each in heads)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(f'<tr>{row}</tr>' for row in rows)}</tbody></table>"


def _confidence(scores: Sequence[DocumentScore], lang: str) -> str:
    groups = {"obligations": certainty.obligations(scores), "slots": certainty.slots(scores, ("bearers", "deadline"))}
    shown = [_plots(name, events, lang) for name, events in groups.items() if events]
    return "".join(shown) or f"<p>{_say('unrated', lang)}</p>"


def _plots(name: str, events: Sequence[Rated], lang: str) -> str:
    what = _say(name, lang)
    error, part = calibration_error(events), caught(events)
    figures = f"{_say('error', lang)} {error:.3f} · {_say('caught', lang)} {part:.0%} · n={len(events)}"
    said, was = _say("said", lang), _say("was", lang)
    calibration = calibration_plot(events, f"{what}：{_say('calibration', lang)}", said, was)
    coverage, errors = _say("coverage", lang), _say("errors", lang)
    risk = risk_plot(events, f"{what}：{_say('risk', lang)}", coverage, errors)
    return f"<h3>{what}</h3><p>{figures}</p>{calibration}{risk}"


def _say(key: str, lang: str) -> str:
    zh, en = _WORDS[key]
    return escape(en if lang == "en" else zh)
