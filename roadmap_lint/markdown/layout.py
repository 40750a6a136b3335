"""The text that the parser is given where it would read lines otherwise than GitHub and MDX do.

Lines are moved here, and nothing else: `Edits` say where what follows stands in the text that was written.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from roadmap_lint.lazy import pattern

# Offsets in the text that the parser is given, and how much further what follows each stands in the one written.
Edits: TypeAlias = list[tuple[int, int]]

_CODE_INDENT = 4
_ITEM = pattern(r"(?:[-+*]|\d{1,9}[.)])(?:[ \t]{1,4}+(?=\S)|[ \t]|$)")
# The row below the head of a table; one without a bar is an underline or a rule.
_DELIMITERS = pattern(r"^ {0,3}:?-+:?[ \t]*+(?:\|[ \t]*+:?-+:?[ \t]*+)+\|?[ \t]*+$", re.MULTILINE)
_BEFORE_A_TABLE = pattern(r"(?P<text>[ ]{0,3}[^\s|>#`~<:][^\n]*\n)(?P<head>[ ]{0,3}[^\s|>#`~<:][^\n]*)\n")


def lay_out(text: str, *, mdx: bool) -> tuple[str, list[Edits]]:
    """The text for the parser, and what was moved in it, the last edit first."""
    text, folded = _with_line_feeds(text) if "\r\n" in text else (text, [])
    if mdx:
        text, moved = _without_code_indent(text)
    else:
        text, moved = _with_tables_apart(text) if "-|" in text or "- |" in text else (text, [])
    return text, [moved, folded]


def _with_line_feeds(text: str) -> tuple[str, Edits]:
    """One line feed for each line ending: in code, the parser makes two blanks of two characters."""
    ends = (match.start() for match in re.finditer("\r\n", text))
    return text.replace("\r\n", "\n"), [(end - number + 1, number + 1) for number, end in enumerate(ends)]


def _with_tables_apart(text: str) -> tuple[str, Edits]:
    """A blank line before each table without bars around it that stands right below a paragraph."""
    parts: list[str] = []
    edits: Edits = []
    position = 0
    for match in _DELIMITERS.finditer(text):
        head = text.rfind("\n", 0, max(0, match.start() - 1)) + 1
        above = text.rfind("\n", 0, max(0, head - 1)) + 1
        lines = _BEFORE_A_TABLE.fullmatch(text, above, match.start()) if position <= above < head else None
        if lines and lines["head"].count("|") == match[0].count("|"):
            parts += text[position:head], "\n"
            position = head
            edits.append((head + len(edits) + 1, -len(edits) - 1))
    return "".join([*parts, text[position:]]), edits


def _without_code_indent(text: str) -> tuple[str, Edits]:
    """MDX has no indented code: what is indented is the child of a component, and moves to the left."""
    lines: list[str] = []
    edits: Edits = []
    removed = offset = 0
    first = cut = 0  # lines that are indented as far as the first one lose so much
    contents: list[int] = []  # where the content of the items begins that a line may belong to
    after_blank = True
    for line in text.split("\n"):
        content = line.lstrip(" ")
        indent = len(line) - len(content)
        blank = not content.strip()
        if not blank:
            if indent < first:
                first = cut = 0
            left = indent - cut
            while contents and contents[-1] > left:
                contents.pop()
            base = contents[-1] if contents else 0
            if after_blank and left - base >= _CODE_INDENT:
                first, cut, left = indent, indent - base, base
            if item := _ITEM.match(content):
                contents.append(left + item.end())
        after_blank = blank
        lost = cut if indent >= first else 0
        if lost:
            removed += lost
            edits.append((offset, removed))
        lines.append(line[lost:])
        offset += len(lines[-1]) + 1
    return "\n".join(lines), edits
