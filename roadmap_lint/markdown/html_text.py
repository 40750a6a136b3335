"""What a reader sees of a stretch of HTML, with the place of every character."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from roadmap_lint.model import Piece, Text
from roadmap_lint.source import Source, Span

_ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9A-Fa-f]{1,8}|[A-Za-z][A-Za-z0-9]{0,40});?")
_PART = re.compile(r"\s+|\S+")


class HtmlReader(HTMLParser):
    """Reads a stretch of HTML; what `taken` is not `None` for goes into that text."""

    def __init__(self, source: Source, start: int, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.source = source
        self.start = start
        self.text = text
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.code = 0

    @property
    def taken(self) -> HtmlText | None:
        raise NotImplementedError

    def _here(self) -> int:
        line, column = self.getpos()
        return self.line_starts[line - 1] + column

    def handle_data(self, data: str) -> None:
        if self.taken is None:
            return
        at = self.start + self._here()
        for part in _PART.finditer(data):
            place = Span(at + part.start(), at + part.end())
            blank = part[0].isspace()
            shown = " " if blank else part[0].replace("\0", "\ufffd")
            self.taken.add(shown, place, exact=not blank, code=self.code > 0)

    def handle_entityref(self, name: str) -> None:
        self._entity()

    def handle_charref(self, name: str) -> None:
        self._entity()

    def _entity(self) -> None:
        match = _ENTITY.match(self.text, self._here())
        if match and self.taken is not None:
            place = Span(self.start + match.start(), self.start + match.end())
            self.taken.add(unescape(match[0]), place, exact=False, code=self.code > 0)


class HtmlText:
    """A text in the making; blanks at its ends are no part of it."""

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.start = start
        self.parts: list[tuple[str, Span, bool, bool]] = []

    def add(self, text: str, span: Span, *, exact: bool, code: bool = False) -> None:
        if text != " " or (self.parts and self.parts[-1][0] != " "):
            self.parts.append((text, span, exact, code))

    def end(self, place: int, role: str) -> Text:
        while self.parts and self.parts[-1][0] == " ":
            self.parts.pop()
        pieces, length = [], 0
        for text, span, exact, code in self.parts:
            pieces.append(Piece(length, length + len(text), span, exact, code))
            length += len(text)
        whole = Span(pieces[0].span.start, pieces[-1].span.end) if pieces else Span(self.start, min(self.start, place))
        return Text(self.source, "".join(part[0] for part in self.parts), tuple(pieces), whole, role)
