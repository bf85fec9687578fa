"""OFD files as the standard has them (GB/T 33190-2016): templates, groups, turned texts, pictures, attachments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from tests.read.formats import zip_of

_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_AREA = "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
SIZE = 5.64  # millimetres: 16 points


def text(words: str, x: float, y: float, size: float = SIZE, steps: str = "", more: str = "", down: str = "") -> str:
    """A text object; ``steps`` and ``down`` are its advances."""
    steps = steps or (f"g {len(words) - 1} {size}" if len(words) > 1 else "")
    across = f' DeltaX="{steps}"' if steps and not (down and steps == "-") else ""
    along = f' DeltaY="{down}"' if down else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} {size * len(words)} {size * 1.2}" Font="1" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size * 0.9}"{across}{along}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
    )


def lines(words: Sequence[str], per: int = 28) -> str:
    """Paragraphs as lines of so many characters, two characters in where they begin."""
    out, y = "", 30.0
    for each in words:
        row, indent = f"\u3000\u3000{each}", True
        while row:
            part, row = row[:per], row[per:]
            out += text(part.lstrip("\u3000"), 26 + (2 * SIZE if indent else 0), y)
            y, indent = y + 10, False
    return out


def picture(matrix: str = "210 0 0 297 0 0", more: str = "") -> str:
    """The picture over the whole page."""
    return f'<ofd:ImageObject ID="9" Boundary="0 0 210 297" CTM="{matrix}" ResourceID="77" {more}/>'


def ofd(pages: Sequence[str], parts: Mapping[str, bytes] | None = None, common: str = "", more: str = "") -> bytes:
    """A file with these pages (what is in their layer), and more parts, common data and lists."""
    listed = "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    made = {
        "OFD.xml": f'<ofd:OFD {_NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID>'
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_NS}><ofd:CommonData><ofd:PageArea>{_AREA}</ofd:PageArea>"
        f"<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        f"{more}</ofd:Document>",
        "Doc_0/DocumentRes.xml": f'<ofd:Res {_NS} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="77" Type="Image">'
        "<ofd:MediaFile>image_77.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias><ofd:CompositeGraphicUnits>"
        f'<ofd:CompositeGraphicUnit ID="55" Width="100" Height="20"><ofd:Content>{text("由组合图元写出", 0, 0)}'
        '<ofd:CompositeObject ID="3" Boundary="0 8 9 9" ResourceID="55"/></ofd:Content></ofd:CompositeGraphicUnit>'
        "</ofd:CompositeGraphicUnits></ofd:Res>",
    }
    for number, layer in enumerate(pages):
        made[f"Doc_0/Pages/Page_{number}/Content.xml"] = page(layer)
    return zip_of({name: f"{_HEAD}{each}".encode() for name, each in made.items()} | dict(parts or {}))


def page(layer: str, before: str = "") -> str:
    """A page or a template."""
    layers = f'<ofd:Layer ID="5" Type="Body">{layer}</ofd:Layer>'
    return f"<ofd:Page {_NS}>{before}<ofd:Area>{_AREA}</ofd:Area><ofd:Content>{layers}</ofd:Content></ofd:Page>"


def with_template(layer: str, template: str) -> bytes:
    """A page over a template."""
    used = page(layer, '<ofd:Template TemplateID="2"/>')
    made = {"Doc_0/Tpls/Tpl_0/Content.xml": page(template), "Doc_0/Pages/Page_0/Content.xml": used}
    parts = {name: f"{_HEAD}{each}".encode() for name, each in made.items()}
    return ofd([layer], parts, '<ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/>')


def with_attached(layer: str, files: Mapping[str, bytes], hidden: str = "") -> bytes:
    """A document with files that travel with it; the one named ``hidden`` is not shown."""
    listed = "".join(
        f'<ofd:Attachment ID="{n}" Name="{name}" Visible="{str(name != hidden).lower()}">'
        f"<ofd:FileLoc>file_{n}</ofd:FileLoc></ofd:Attachment>"
        for n, name in enumerate(files)
    )
    parts = {f"Doc_0/Attachs/file_{n}": data for n, data in enumerate(files.values())}
    parts["Doc_0/Attachs/Attachments.xml"] = f"{_HEAD}<ofd:Attachments {_NS}>{listed}</ofd:Attachments>".encode()
    return ofd([layer], parts, more="<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>")
