"""What the XML formats share: how a tree becomes a text that no document text can break."""

from __future__ import annotations

from xml.etree import ElementTree

from roadmap_lint.report import visible


def child(parent: ElementTree.Element, tag: str, /, **attributes: object) -> ElementTree.Element:
    """A new element within another. Values are made safe: XML has no place for control characters."""
    return ElementTree.SubElement(parent, tag, {name: visible(str(value)) for name, value in attributes.items()})


def written(root: ElementTree.Element) -> str:
    """The tree as a document, in ASCII: whatever encoding it is stored in, it says the same."""
    ElementTree.indent(root)
    body: bytes = ElementTree.tostring(root, "us-ascii")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body.decode("ascii")}\n'
