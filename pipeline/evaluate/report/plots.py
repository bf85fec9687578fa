"""Two small plots as SVG: what was said against what was right, and risk against coverage."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pipeline.evaluate.calibration import Rated, bins, risk_coverage

_SIDE, _MARGIN = 260, 40
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def calibration_plot(events: Sequence[Rated], title: str, x: str, y: str) -> str:
    """Each bin as a dot, its area by how many events it holds; on the diagonal confidence keeps its word."""
    found = bins(events)
    most = max((each.count for each in found), default=1)
    dots = "".join(
        f'<circle cx="{_x(each.said):.1f}" cy="{_y(each.right):.1f}" r="{2 + 8 * (each.count / most) ** 0.5:.1f}">'
        f"<title>{each.said:.2f} → {each.right:.2f} (n={each.count})</title></circle>"
        for each in found
    )
    diagonal = f'<line class="guide" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>'
    return _framed(diagonal + dots, title, x, y)


def risk_plot(events: Sequence[Rated], title: str, x: str, y: str) -> str:
    """The share of errors among the surest, from the few surest to all."""
    points = risk_coverage(events)
    top = max(0.05, *(risk for _, risk in points)) if points else 1.0
    line = " ".join(f"{_x(coverage):.1f},{_y(risk / top):.1f}" for coverage, risk in points)
    return _framed(f'<polyline points="{line}"/>', title, x, y, top)


def _x(value: float) -> float:
    return _MARGIN + value * _SIDE


def _y(value: float) -> float:
    return 10 + (1 - value) * _SIDE


def _framed(inside: str, title: str, x: str, y: str, top: float = 1.0) -> str:
    width, height = _SIDE + _MARGIN + 16, _SIDE + _MARGIN + 20
    ticks = "".join(
        f'<text class="tick" x="{_x(t):.0f}" y="{_SIDE + 26}" text-anchor="middle">{t:.0%}</text>'
        f'<text class="tick" x="{_MARGIN - 4}" y="{_y(t) + 4:.0f}" text-anchor="end">{t * top:.0%}</text>'
        for t in _TICKS
    )
    return (
        f'<figure><svg role="img" aria-label="{escape(title)}" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><rect class="frame" x="{_MARGIN}" y="10" width="{_SIDE}" height="{_SIDE}"/>'
        f'{ticks}{inside}<text class="tick" x="{_x(0.5):.0f}" y="{height - 6}" text-anchor="middle">{escape(x)}</text>'
        f"</svg><figcaption>{escape(title)}（{escape(y)}）</figcaption></figure>"
    )
