"""A page of one file, for a mail or a folder: no script, nothing from elsewhere, readable on paper."""

from __future__ import annotations

from html import escape

_STYLE = """
body{font:15px/1.6 "Noto Sans SC","Microsoft YaHei",sans-serif;margin:2em auto;max-width:70em;padding:0 1em}
body{color:#1a1a1a;background:#fff}h1{font-size:1.4em}h2{font-size:1.15em;margin-top:1.6em;border-bottom:1px solid #bbb}
h3{font-size:1em;margin:.8em 0 .3em}table{border-collapse:collapse;width:100%}
th,td{border:1px solid #ccc;padding:.25em .5em;text-align:left;vertical-align:top}
th{background:#eef2f7}.overdue,.failed{color:#a40000}.soon{color:#7a5200}.new,.done{color:#1b5e20}.skipped{color:#555}
@media(prefers-color-scheme:dark){body{background:#161616;color:#e6e6e6}th{background:#26303c}
.overdue,.failed{color:#ff9b9b}.soon{color:#ffd479}.new,.done{color:#9be39f}.skipped{color:#aaa}}
"""


def page(title: str, body: str, lang: str) -> str:
    """The whole document; ``body`` is HTML already."""
    code = "en" if lang == "en" else "zh-CN"
    return (
        f'<!DOCTYPE html>\n<html lang="{code}"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>\n<body>\n{body}\n'
        "</body></html>\n"
    )
