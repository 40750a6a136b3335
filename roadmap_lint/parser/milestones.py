"""The grammar below a milestone's heading: its status line, its goal, its groups."""

from __future__ import annotations

import re

from roadmap_lint.lazy import pattern
from roadmap_lint.markdown.tree import Block, List, Paragraph, Quote
from roadmap_lint.model import Link, StatusLine, Text, Value
from roadmap_lint.values import read_period, read_status

_STATUS_LABEL = pattern(r"[\W_]*status[\s*_]*[:：–—-][\s*_]*", re.IGNORECASE)
_STATUS_IN_HEADING = pattern(r"\((?P<inside>[^()]*)\)[\W_]*$")


def read_status_line(block: Block) -> StatusLine | None:
    """A paragraph, or the first item of a list, that says `Status: …`, or says nothing but a status."""
    if isinstance(block, Paragraph):
        return _labelled(block.content, block.links) or _bare(block.content, block.links)
    if isinstance(block, List):
        for item in block.items:
            for child in item.children:
                found = _labelled(child.content, child.links) if isinstance(child, Paragraph) else None
                if found:
                    return found
    return None


def _labelled(content: Text, links: tuple[Link, ...]) -> StatusLine | None:
    label = _STATUS_LABEL.match(content.text)
    return _status(content, links, label.end(), first_line_end(content)) if label else None


def _bare(content: Text, links: tuple[Link, ...]) -> StatusLine | None:
    """`_Completed Q2 2021_` alone on its line."""
    end = first_line_end(content)
    if end > 60:
        return None
    line = _status(content, links, 0, end)
    if line is None or line.status.value.state is None:
        return None
    rest = content.text[content.text.index(line.status.value.text) + len(line.status.value.text) : end]
    date = read_period(rest)
    outside = rest[: date[1]] + rest[date[2] :] if date else rest
    return line if re.fullmatch(r"(?:[\W_]|\b(?:in|on|by|for|expected|planned)\b)*", outside) else None


def status_in_heading(content: Text, links: tuple[Link, ...]) -> StatusLine | None:
    """`v2.0 (Completed in July 2023)`: a known status in the brackets that end a heading."""
    match = _STATUS_IN_HEADING.search(content.text)
    if match is None:
        return None
    line = _status(content, links, *match.span("inside"))
    known = line is not None and line.status.value.state is not None
    return line if known and line is not None and not read_period(line.status.value.text) else None


def _status(content: Text, links: tuple[Link, ...], start: int, end: int) -> StatusLine | None:
    found = read_status(content.text[start:end])
    if found is None:
        return None
    status, first, last = found
    span = content.locate(start, end)
    date = read_period(content.text[start + last : end])
    return StatusLine(
        content.value(status, start + first, start + last),
        content.value(date[0], start + last + date[1], start + last + date[2]) if date else None,
        tuple(link for link in links if span.start <= link.span.start < span.end),
        content,
        span,
    )


def first_line_end(content: Text) -> int:
    """Where the first line of a paragraph ends, in its text."""
    for piece in content.pieces:
        if not piece.exact and "\n" in content.source[piece.span].replace("\r", "\n"):
            return piece.start
    return len(content.text)


def read_goal(blocks: list[Block]) -> Value[str] | None:
    """The first paragraph that is not the status line, before any list."""
    for block in blocks:
        if isinstance(block, Quote | List):
            return None
        if isinstance(block, Paragraph) and block.content.text.strip():
            start = 0
            if read_status_line(block):
                start = first_line_end(block.content) + 1
            if start < len(block.content.text):
                return block.content.part(start, len(block.content.text))
    return None
