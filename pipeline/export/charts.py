"""Charts for notebooks: a font that has Chinese characters, where the machine has one."""

from __future__ import annotations

import logging

FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Noto Serif CJK SC", "Microsoft YaHei", "SimHei", "PingFang SC",
    "Hiragino Sans GB", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Sans CJK JP", "Arial Unicode MS",
)  # fmt: skip


def use_chinese_font() -> str | None:
    """Make matplotlib write Chinese; the font's name, or None where there is none: label in English then."""
    import matplotlib
    from matplotlib import font_manager

    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    known = {font.name for font in font_manager.fontManager.ttflist}
    found = next((name for name in FONTS if name in known), None)
    if found is not None:
        matplotlib.rcParams["font.family"] = [found, "DejaVu Sans"]
        matplotlib.rcParams["axes.unicode_minus"] = False
    return found
