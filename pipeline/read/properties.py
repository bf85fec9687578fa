"""What a file says of itself beside its text: title, subject, keywords, category, properties of one's own.

Offices write a level of secrecy there (a custom property 密级); it is looked at for that and kept nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.read.unzip import Package
from pipeline.read.xml import Element, attribute, local, parse

_PARTS = re.compile(r"docProps/(?:core|app|custom)\.xml|meta\.xml|OFD\.xml", re.IGNORECASE)
_LISTED = re.compile("[;,；，、]")


def property_words(package: Package) -> Iterator[str]:
    """The values in the package's own description (Office, OpenDocument, OFD), those with a name also with it."""
    for name in package:
        if _PARTS.fullmatch(name):
            for element in parse(package.read(name)).iter():
                yield from _words(element)


def named_words(values: Mapping[str, object]) -> Iterator[str]:
    """The same of properties by name.

    >>> list(named_words({"Keywords": "消防；机密★1年"}))
    ['消防 机密★1年', 'Keywords：消防 机密★1年']
    """
    for name, value in values.items():
        if words := _LISTED.sub(" ", str(value or "")).strip():
            yield words
            yield f"{name}：{words}"


def _words(element: Element) -> Iterator[str]:
    """An element's words; a property of one's own has its name in an attribute and its value inside."""
    name = element.get("name") or element.get("Name") or attribute(element, "name") or local(element)
    if len(element) == 0 or local(element) == "property":
        yield from named_words({name: "".join(element.itertext())})
