"""Headings written in HTML: `<h2 id="next">Next</h2>`, `<summary>v2.8 (Q1 2026)</summary>`.

What is not closed, holds a template tag or is too long to be a heading is left alone.
"""

from __future__ import annotations

from roadmap_lint.markdown.html_text import HtmlReader, HtmlText
from roadmap_lint.model import Heading, Text, Value
from roadmap_lint.source import Source, Span

LONGEST = 20_000
_LEVELS = {f"h{level}": level for level in range(1, 7)}


def read_html_headings(source: Source, span: Span) -> tuple[Heading, ...]:
    """The headings in a stretch of HTML, in order; raises on no input. A `<summary>` has the level 0."""
    text = source[span]
    if len(text) > LONGEST:
        return ()
    reader = _Reader(source, span.start, text)
    reader.feed(text)
    reader.close()
    return tuple(reader.headings)


class _Reader(HtmlReader):
    def __init__(self, source: Source, start: int, text: str) -> None:
        super().__init__(source, start, text)
        self.headings: list[Heading] = []
        self.tag = ""
        self.opened = 0
        self.identifier: Value[str] | None = None
        self.content: HtmlText | None = None

    @property
    def taken(self) -> HtmlText | None:
        return self.content

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LEVELS or tag == "summary":  # a heading within a summary is the one that counts
            written = self.get_starttag_text() or ""
            self.tag, self.opened = tag, self._here()
            self.identifier = self._identifier(written, dict(attrs).get("id"))
            self.content = HtmlText(self.source, self.start + self.opened + len(written))
        elif tag == "code":
            self.code += 1
        elif tag == "br" and self.content is not None:
            at = self.start + self._here()
            self.content.add(" ", Span(at, at + len(self.get_starttag_text() or "")), exact=False)

    def handle_endtag(self, tag: str) -> None:
        if tag == self.tag and self.content is not None:
            self._end(self.content.end(self.start + self._here(), "heading" if tag in _LEVELS else "paragraph"))
        elif tag == "code" and self.code:
            self.code -= 1

    def _identifier(self, written: str, identifier: str | None) -> Value[str] | None:
        at = written.find(identifier) if identifier else -1
        if identifier is None or at < 0:  # an entity in it, say
            return None
        place = Span(self.start + self.opened + at, self.start + self.opened + at + len(identifier))
        return Value(identifier, place, self.source[place])

    def _end(self, text: Text) -> None:
        span = Span(self.start + self.opened, self.start + self._here() + len(self.tag) + 3)
        if text.text and not any(mark in self.source[span] for mark in ("{{", "{%")):
            kind = "html" if self.tag in _LEVELS else "summary"
            level = _LEVELS.get(self.tag, 0)
            self.headings.append(Heading(level, text.whole(0), text, self.identifier, (), span, kind))
        self.tag, self.content, self.identifier = "", None, None
