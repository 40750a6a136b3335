"""What GitHub makes of the text between the marks: links of bare addresses; and references that nothing defines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from roadmap_lint.lazy import pattern
from roadmap_lint.model import OPAQUE, Link, Reference, Text

# https://github.github.com/gfm/#autolinks-extension-
_LITERAL_URL = pattern(rf"(?<![\w/.:@-])(?:https?://|www\.)[^\s<{OPAQUE}]+", re.IGNORECASE)
_TRAILING = frozenset("?!.,:*_~'\"")
_TRAILING_ENTITY = pattern(r"&[A-Za-z0-9]{1,40};$")
_REFERENCE = pattern(r"(?<![\w\])])\[(?P<text>[^\[\]]{1,999})\]\[(?P<label>[^\[\]]{0,999})\]")


def _inside(ranges: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch meets one of the ranges, which are in order and apart."""
    index = bisect_left(ranges, (end, end))
    return index > 0 and start < ranges[index - 1][1]


def literal_links(text: Text, taken: list[tuple[int, int]]) -> Iterator[Link]:
    """The addresses that stand bare in a text, outside of the stretches that are links already."""
    for match in _LITERAL_URL.finditer(text.prose):
        url = _without_trailing_marks(match[0])
        start, end = match.start(), match.start() + len(url)
        if len(url) <= len("https://") or _inside(taken, start, end):
            continue
        value = text.part(start, end)
        yield Link("literal", value.span, value, value)


def _without_trailing_marks(url: str) -> str:
    """The part of a bare URL that GitHub links: no punctuation, entity or unopened bracket at its end."""
    unopened = url.count(")") - url.count("(")
    end = len(url)
    while end:
        if url[end - 1] in _TRAILING:
            end -= 1
        elif url[end - 1] == ")" and unopened > 0:
            end -= 1
            unopened -= 1
        elif url[end - 1] == ";" and (entity := _TRAILING_ENTITY.search(url, max(0, end - 42), end)):
            end = entity.start()
        else:
            break
    return url[:end]


def references_in(text: Text, taken: list[tuple[int, int]]) -> Iterator[Reference]:
    """What is written as a reference is, outside of the stretches that are links already."""
    for match in _REFERENCE.finditer(text.prose):
        label = match["label"] or match["text"]
        start, end = match.span("label") if match["label"] else match.span("text")
        if _inside(taken, *match.span()) or label.startswith("^") or label.strip(" xX") == "":
            continue
        whole = text.part(*match.span())
        if whole.raw != match[0]:
            continue  # escaped brackets, or brackets with markup between them
        yield Reference(text.part(start, end), whole.span)
