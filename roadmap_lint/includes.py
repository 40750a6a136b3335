"""Text that another file or a template brings into a document: what is in it nobody sees here."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, told_once
from roadmap_lint.source import Span

_INCLUDE = pattern(
    r"\{\{[<%]\s*[\w./-]*(?:include|read|snippet|import|embed|partial|transclude|content|release|table|list)"
    r"|\{\{-?\s*(?:include|readfile|partial|template)|\{%-?\s*(?:include|import|render|for|macro|capture|from)"
    r"|-{1,2}8<-{1,2}|^\{!|\[!INCLUDE|^`{3,}\{include\}|<!--\s*#include|(?-i:<[A-Z])[\w.]*[^<>\n]{0,200}/>"
    r"|^\.\. include::|\{\{#include",
    re.MULTILINE | re.IGNORECASE,
)

_END = pattern(r"[^\n]{0,300}?(?:\}\}|%\}|-->|/>|!\}|(?=\n|$))")


# One of these is in every text that the pattern finds something in, and in few others.
_BRACES = ("{{", "{%", "{!", "`{")
_SIGNS = ("8<-", "nclude", "NCLUDE")
_TAG = pattern(r"<(?:[A-Z]|!--\s*#)")


def includes(document: Document) -> tuple[Span, ...]:
    """Where a document brings in text of other files, or of templates that are known to make some, in order."""
    return told_once(document, _includes)


def _includes(document: Document) -> tuple[Span, ...]:
    text = document.source.text
    signs = (*_BRACES, *_SIGNS) if "{" in text else _SIGNS  # one character is found in no time
    may_include = any(sign in text for sign in signs) or _TAG.search(text) is not None
    return tuple(_included(document)) if may_include else ()


def _included(document: Document) -> Iterator[Span]:
    starts = [code.start for code in document.code]
    for match in _INCLUDE.finditer(document.source.text):
        # the code that begins last before it
        index = bisect_left(starts, match.start())
        if not index or match.start() >= document.code[index - 1].end:
            end = _END.match(document.source.text, match.end())
            yield Span(match.start(), end.end() if end else match.end())


def has_include(document: Document) -> bool:
    """Whether a document brings in any."""
    return bool(includes(document))
