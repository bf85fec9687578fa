"""XML from strangers: no external entity, no DTD, no network, no unbounded depth or text."""

from __future__ import annotations

from typing import Any

from lxml import etree

from pipeline.errors import ReadError

Element = Any  # lxml's elements are dynamic; the readers treat them as trees of tags and attributes


def parse(data: bytes) -> Element:
    """The root of an XML file; raises ReadError for what is damaged or declares a document type.

    Office packages never carry a DTD; whatever does wants to expand or to fetch something.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("内部 XML 已损坏；请重新取得这个文件", "its XML is damaged; get the file again") from error
    if root is None or root.getroottree().docinfo.doctype:
        raise ReadError(
            "内部 XML 含有文档类型声明，不安全，不读取", "its XML declares a document type, which is unsafe"
        )
    return root


def local(element: Element) -> str:
    """The tag without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str, default: str = "") -> str:
    """An attribute that bears a namespace, whichever: ``r:id``, ``table:name``."""
    return next((str(value) for key, value in element.attrib.items() if key.endswith("}" + name)), default)


def run_words(element: Element) -> str:
    """What stands in the ``t`` elements inside, as Office writes a paragraph or a cell in runs."""
    return "".join(each.text or "" for each in element.iter() if local(each) == "t")
