"""Text that another file or a template brings into a document: what is in it nobody sees here."""

from __future__ import annotations

import re

from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document

_INCLUDE = pattern(
    r"\{\{[<%]\s*[\w./-]*(?:include|read|snippet|import|embed|partial|transclude|content|release|table|list)"
    r"|\{\{-?\s*(?:include|readfile|partial|template)|\{%-?\s*(?:include|import|render|for|macro|capture|from)"
    r"|-{1,2}8<-{1,2}|^\{!|\[!INCLUDE|^`{3,}\{include\}|<!--\s*#include|(?-i:<[A-Z])[\w.]*[^<>\n]{0,200}/>"
    r"|^\.\. include::|\{\{#include",
    re.MULTILINE | re.IGNORECASE,
)


def has_include(document: Document) -> bool:
    """Whether a document brings in text of other files, or of templates that are known to make some."""
    return any(
        not any(code.start < match.start() < code.end for code in document.code)
        for match in _INCLUDE.finditer(document.source.text)
    )
