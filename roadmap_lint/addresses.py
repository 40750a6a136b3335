"""The addresses that a document writes down, each once, however many links share it."""

from __future__ import annotations

from collections.abc import Mapping

from roadmap_lint.diagnostic import Edit, Fix, Related
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Link, Value, told_once
from roadmap_lint.record import Record
from roadmap_lint.rule import replacement
from roadmap_lint.source import Span
from roadmap_lint.urls import Fault, WebAddress, web_address

_REFERENCES = ("full", "collapsed", "shortcut")
# What ends a bare address for a reader, though not for every renderer: 'see [https://…]', Chinese punctuation.
_PROSE_MARK = pattern(r"[\]}|\"`（）［］【】「」《》，。、；：！？]")


class Address(Record):
    """An address and its place; a `bare` one stands in the prose, with no brackets around it.

    `parts` are `None` where it is none of the web.
    """

    value: Value[str]
    bare: bool
    parts: WebAddress | None

    def place(self, fault: Fault) -> Span:
        """Where a fault stands: all of the address, where escapes hide the place."""
        if self.value.value != self.value.raw:
            return self.value.span
        return Span(self.value.span.start + fault.start, self.value.span.start + fault.end)

    def correction(self, fault: Fault) -> Fix | None:
        """The fix of a fault, where its correction is certain and nothing hides its place."""
        if fault.correction is None or self.value.value != self.value.raw:
            return None
        place = self.place(fault)
        return replacement(place, fault.correction) if fault.correction else Fix("remove it", (Edit(place, ""),))


def addresses(document: Document) -> tuple[Address, ...]:
    """Every address of links, images and definitions that a template does not make, in the order of the document."""
    return told_once(document, _addresses)


def web_addresses(document: Document) -> Mapping[str, WebAddress | None]:
    """The parts of every address that a link or definition has; `None` for one that is none of the web."""
    return told_once(document, _web_addresses)


def _web_addresses(document: Document) -> dict[str, WebAddress | None]:
    linked = {link.destination.value for link in document.links}
    defined = {definition.destination.value for definition in document.definitions}
    return {url: web_address(url) for url in linked | defined}


def _addresses(document: Document) -> tuple[Address, ...]:
    found = {definition.destination.span: (definition.destination, False) for definition in document.definitions}
    for link in document.links:
        if not link.opaque and link.kind not in _REFERENCES:
            bare = link.kind == "literal"
            found[link.destination.span] = (_prose_cut(link.destination) if bare else link.destination, bare)
    parts = web_addresses(document)
    return tuple(
        Address(value, bare, parts[value.value] if value.value in parts else web_address(value.value))
        for value, bare in (found[span] for span in sorted(found))
        if "{{" not in value.value and "{%" not in value.value
    )


def _prose_cut(value: Value[str]) -> Value[str]:
    match = _PROSE_MARK.search(value.value)
    if match is None or value.value != value.raw or "[" in value.value[: match.start()]:
        return value
    cut = value.value[: match.start()]
    return Value(cut, Span(value.span.start, value.span.start + len(cut)), cut)


def definition_of(link: Link) -> list[Related]:
    """Where the address stands, if that is elsewhere."""
    if link.span.start <= link.destination.span.start < link.span.end:
        return []
    return [Related(link.destination.span, "the address is defined here")]
