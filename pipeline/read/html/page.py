"""A page's tree, and the part of it that is the notice."""

from __future__ import annotations

import re

from pipeline.errors import ReadError
from pipeline.read.decode import decode
from pipeline.read.html.fields import holds_fields
from pipeline.read.html.rules import PageRules
from pipeline.read.html.spans import fill_rows
from pipeline.read.misfit import reads_well
from pipeline.read.xml import Element

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_HEAD = 4096
_ENOUGH = 40  # characters; a shorter text is a caption, not a notice
_SITE = re.compile(r"\s*[-_—|–]+\s*[^-_—|–]{2,40}$")


def parse_page(data: bytes) -> tuple[Element, str]:
    """The root element and the encoding; scripts, styles and comments are gone, nothing is fetched."""
    from lxml import etree, html

    text, encoding = _decoded(data)
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("网页已损坏，打不开", "is a damaged web page") from error
    if root is None:
        raise ReadError("网页里没有内容", "is an empty web page")
    etree.strip_elements(root, "script", "style", "noscript", "template", "svg", "iframe", with_tail=False)
    return root, encoding


def _decoded(data: bytes) -> tuple[str, str]:
    """By the page's own word where that holds, a few broken bytes aside, as browsers do; gb2312 is read as gb18030."""
    if (found := _CHARSET.search(data[:_HEAD])) and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = found[1].decode("ascii").lower()
        name = "gb18030" if name in ("gb2312", "gbk", "gb_2312-80", "x-gbk") else name
        try:
            return data.decode(name).replace("\x00", ""), name
        except UnicodeDecodeError:
            if reads_well(data, name):
                return data.decode(name, "replace").replace("\x00", ""), name
        except LookupError:
            pass
    text, encoding = decode(data)
    return text.replace("\x00", ""), encoding


def find_content(root: Element, rules: PageRules) -> Element:
    """The element that holds the notice: by the sites' habits, else by the general reader, else the whole page."""
    fill_rows(root)
    for attribute, value in rules.content:
        found = [each for each in root.iter() if _has(each, attribute, value)]
        best = max(found, key=_length, default=None)
        if best is not None and _length(best) >= _ENOUGH:
            return best
    return _general(root)


def drop_unseen(root: Element, rules: PageRules) -> list[str]:
    """Take out what is no part of the text, or can't be seen; gives the hidden words with a star, which may be marks
    of secrecy (lists of choices have levels without one)."""
    words: list[str] = []
    for table in list(root.iter("table", "ul", "dl")):
        if holds_fields(table, rules) and table.getparent() is not None:
            table.drop_tree()
    for each in list(root.iter()):
        hidden = (
            "display:none" in (each.get("style") or "").replace(" ", "").lower() if isinstance(each.tag, str) else False
        )
        if hidden or any(_has(each, attribute, value) for attribute, value in rules.skip):
            parent = each.getparent()
            if parent is not None and each.tag != "body":
                words += (part for part in each.itertext() if hidden and "★" in part)
                each.drop_tree()
    return words


def _has(element: Element, attribute: str, value: str) -> bool:
    if not isinstance(element.tag, str):
        return False
    found = element.get(attribute) or ""
    return found == value if attribute == "id" else value in found.split()


def _length(element: Element) -> int:
    return sum(len(part.strip()) for part in element.itertext())


def _general(root: Element) -> Element:
    """What trafilatura takes for the text, where it leaves most of a page that is mostly text."""
    from trafilatura import bare_extraction

    body = root.find(".//body")
    whole = body if body is not None else root
    try:
        found = bare_extraction(root, favor_recall=True, include_tables=True, include_comments=False)
    except Exception:  # whatever a broken page does to it, the page itself is still there
        return whole
    content = getattr(found, "body", None)
    if content is None or _length(content) < min(_ENOUGH, _length(whole)):
        return whole
    return _in_lines(content)


def _in_lines(content: Element) -> Element:
    """The text in paragraphs: of a short page the general reader makes one, whose line breaks part what blocks were."""
    if len(content) != 1 or len(content[0]) or "\n" not in (content[0].text or ""):
        return content
    lines = (content[0].text or "").split("\n")
    content.remove(content[0])
    for line in lines:
        paragraph = content.makeelement("p", {})
        paragraph.text = line
        content.append(paragraph)
    return content


def title_of(root: Element) -> str:
    """The page's headline, else its title without the site's name."""
    for path in (".//h1", ".//title"):
        found = root.find(path)
        text = " ".join("".join(found.itertext()).split()) if found is not None else ""
        if text:
            return text if path == ".//h1" else _SITE.sub("", text)
    return ""
