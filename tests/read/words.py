"""Word files in Office's own XML, for what no library writes: numbering, tracked changes, boxes, WordArt, notes."""

from __future__ import annotations

from tests.read.formats import zip_of

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{_W}" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def word_of(body: str, **parts: str) -> bytes:
    """A .docx of this body; ``parts`` are what stands in ``<w:numbering>``, ``<w:footnotes>``, ``<w:header>`` …"""
    related = "".join(f'<Relationship Id="{name}" Type="{_KIND}{name}" Target="{name}.xml"/>' for name in parts)
    main = f'<Relationship Id="a" Type="{_KIND}officeDocument" Target="word/document.xml"/>'
    files = {"[Content_Types].xml": "<Types/>", "_rels/.rels": _RELATIONS.format(main)}
    files["word/_rels/document.xml.rels"] = _RELATIONS.format(related)
    files["word/document.xml"] = f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"
    files |= {
        f"word/{name}.xml": f"<w:{root} {_NAMES}>{inside}</w:{root}>" if root else inside
        for name, inside in parts.items()
        for root in [_ROOTS.get(name, name)]
    }
    return zip_of({name: text.encode() for name, text in files.items()})


_ROOTS = {"header": "hdr", "footer": "ftr", "aFChunk": ""}


def p(*runs: str, style: str = "") -> str:
    """A paragraph of runs; words are a run, too."""
    return f"<w:p><w:pPr>{style}</w:pPr>{''.join(each if each.startswith('<') else r(each) for each in runs)}</w:p>"


def r(words: str, style: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def listed(number: int, depth: int = 0) -> str:
    """The style of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def lists(*levels: tuple[str, str], start: int = 1, more: str = "") -> str:
    """The definition of list 1: the form and words of each level, as ``("chineseCounting", "%1、")``; ``more`` is said
    of the last one."""
    each = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{words}"/>{more if depth == len(levels) - 1 else ""}</w:lvl>'
        for depth, (form, words) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{each}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def box(*inside: str) -> str:
    """A text box as Word stores it: twice, for new programs and for old ones."""
    words = f"<w:txbxContent>{''.join(inside)}</w:txbxContent>"
    old = f"<w:pict><v:shape><v:textbox>{words}</v:textbox></v:shape></w:pict>"
    new = f"<w:drawing><wsp><txbx>{words}</txbx></wsp></w:drawing>"
    choice = f'<mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    return f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"


def art(words: str) -> str:
    """WordArt, of which old letterheads are made."""
    return f'<w:r><w:pict><v:shape><v:textpath string="{words}"/></v:shape></w:pict></w:r>'


def table(*rows: tuple[str, ...]) -> str:
    """A table; ``"^"`` is a cell merged into the one above, ``"<"`` one merged into the one before."""
    return f"<w:tbl>{''.join(map(_row, zip(rows, (*rows[1:], ()), strict=True)))}</w:tbl>"


def _row(pair: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
    row, below = pair
    cells = []
    for column, words in enumerate(row):
        if words == "<":
            continue
        span = next((end for end in range(column + 1, len(row)) if row[end] != "<"), len(row)) - column
        down = words == "^", below[column : column + 1] == ("^",)
        merge = "<w:vMerge/>" if down[0] else '<w:vMerge w:val="restart"/>' if down[1] else ""
        shown = p("" if words == "^" else words)
        cells.append(f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{shown}</w:tc>')
    return f"<w:tr>{''.join(cells)}</w:tr>"
