"""Headings written in HTML: `<h2 id="next">Next</h2>`, `<summary>v2.8 (Q1 2026)</summary>`.

What is not closed, or holds a template tag, is left alone.
"""

from __future__ import annotations

import re

from roadmap_lint.markdown.html_text import HtmlReader, HtmlText, attribute
from roadmap_lint.model import Heading, Text, Value
from roadmap_lint.source import Source, Span

_LEVELS = {f"h{level}": level for level in range(1, 7)}


def read_html_headings(source: Source, span: Span) -> tuple[Heading, ...]:
    """The headings in a stretch of HTML, in order; raises on no input. A `<summary>` has the level 0."""
    reader = _Reader(source, span)
    reader.read()
    return tuple(reader.headings)


class _Reader(HtmlReader):
    def __init__(self, source: Source, span: Span) -> None:
        super().__init__(source, span)
        self.headings: list[Heading] = []
        self.tag = ""
        self.opened = 0
        self.identifier: Value[str] | None = None
        self.content: HtmlText | None = None

    @property
    def taken(self) -> HtmlText | None:
        return self.content

    def begin(self, tag: str, written: re.Match[str]) -> None:
        if tag in _LEVELS or tag == "summary":  # a heading within a summary is the one that counts
            self.tag, self.opened = tag, written.start()
            self.identifier = attribute(self.source, written, "id")
            self.content = HtmlText(self.source, written.end())

    def finish(self, tag: str, span: Span) -> None:
        if tag == self.tag and self.content is not None:
            text = self.content.end(span.start, "heading" if tag in _LEVELS else "paragraph")
            self._end(text, Span(self.opened, span.end))

    def _end(self, text: Text, span: Span) -> None:
        if text.text and not any(mark in self.source[span] for mark in ("{{", "{%")):
            kind = "html" if self.tag in _LEVELS else "summary"
            level = _LEVELS.get(self.tag, 0)
            self.headings.append(Heading(level, text.whole(0), text, self.identifier, (), span, kind))
        self.tag, self.content, self.identifier = "", None, None
