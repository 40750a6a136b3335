"""Blocks that CommonMark does not know and hosts of documentation do: what stands indented below a mark is Markdown.

MkDocs admonitions (`!!! note`, `??? example "Title"`) and tabs (`=== "Tab"`) are made items of a list for the parser,
which begin and end as they do: CommonMark takes what is indented below such a mark for code, and links in it for none.
"""

from __future__ import annotations

import re

from roadmap_lint.lazy import pattern

# https://python-markdown.github.io/extensions/admonition/ and https://facelessuser.github.io/pymdown-extensions/
# A title alone is a paragraph: the next line that is not blank is indented.
_CONTAINER = pattern(
    r"^(?P<before>(?P<indent>[ \t]*+)(?:>[ \t>]*+)?+)"
    r"(?P<mark>(?:!!!|\?\?\?\+?|===[!+]?)[ \t]++(?:[\w-]++(?:[ \t]++[\w-]++)*+[ \t]*+)?(?:\"[^\"\r\n]*+\"[ \t]*+)?)"
    r"(?=(?:\r\n|\n|\r)(?:[ \t>]*+(?:\r\n|\n|\r))*+(?:>[ \t>]*?)?(?P=indent)(?:    |\t)[ \t]*+[^\s])",
    re.MULTILINE,
)
# An item whose content is indented by four begins with a heading, which no line below goes on with.
_ITEM = "*   #"
_FIRST = frozenset("!?=")


def mask_containers(text: str) -> str:
    """The text with the mark of each such block made that of an item, as long as it was."""
    if "!!! " not in text and "???" not in text and "===" not in text:
        return text
    return _CONTAINER.sub(lambda match: match["before"] + _ITEM.ljust(len(match["mark"])), text)


def is_container(text: str, start: int) -> bool:
    """Whether an item that begins at a place of the text as it was written is such a block."""
    return text[start] in _FIRST
