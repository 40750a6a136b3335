"""Tables written in HTML, read cell by cell with the place of every character.

Markdown leaves HTML alone; a table of releases is a table of releases all the same. What is not closed, nested or too
long to be written by hand is left alone here, too.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from roadmap_lint.markdown.tree import TableNode
from roadmap_lint.model import Piece, Row, Text
from roadmap_lint.source import Source, Span

LONGEST = 200_000

_ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9A-Fa-f]{1,8}|[A-Za-z][A-Za-z0-9]{0,40});?")
_PART = re.compile(r"\s+|\S+")


def read_html_tables(source: Source, span: Span) -> tuple[TableNode, ...]:
    """The outermost tables in a stretch of HTML whose first row has headings; raises on no input."""
    text = source[span]
    if len(text) > LONGEST:
        return ()
    reader = _Reader(source, span.start, text)
    reader.feed(text)
    reader.close()
    return tuple(reader.tables)


class _Reader(HTMLParser):
    def __init__(self, source: Source, start: int, text: str) -> None:
        super().__init__(convert_charrefs=False)
        self.source = source
        self.start = start
        self.text = text
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.tables: list[TableNode] = []
        self.depth = 0
        self.table_start = 0
        self.rows: list[list[Text]] = []
        self.has_heading = False
        self.cell: _Cell | None = None
        self.code = 0

    def _here(self) -> int:
        line, column = self.getpos()
        return self.line_starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.table_start, self.rows, self.has_heading = self._here(), [], False
        elif self.depth == 1 and tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif self.depth == 1 and tag in ("td", "th") and self.rows:
            self._end_cell()
            self.has_heading |= tag == "th" and len(self.rows) == 1
            behind = self._here() + len(self.get_starttag_text() or "")
            self.cell = _Cell(self.source, self.start + behind)
        elif tag == "code":
            self.code += 1
        elif tag == "br" and self.cell is not None:
            at = self.start + self._here()
            self.cell.add(" ", Span(at, at + len(self.get_starttag_text() or "")), exact=False)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if tag == "br":
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self.depth:
            if self.depth == 1:
                self._end_cell()
                self._end_table()
            self.depth -= 1
        elif self.depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "code" and self.code:
            self.code -= 1

    def handle_data(self, data: str) -> None:
        if self.cell is None or self.depth != 1:
            return
        at = self.start + self._here()
        for part in _PART.finditer(data):
            place = Span(at + part.start(), at + part.end())
            blank = part[0].isspace()
            self.cell.add(" " if blank else part[0], place, exact=not blank, code=self.code > 0)

    def handle_entityref(self, name: str) -> None:
        self._entity()

    def handle_charref(self, name: str) -> None:
        self._entity()

    def _entity(self) -> None:
        match = _ENTITY.match(self.text, self._here())
        if match and self.cell is not None and self.depth == 1:
            place = Span(self.start + match.start(), self.start + match.end())
            self.cell.add(unescape(match[0]), place, exact=False, code=self.code > 0)

    def _end_cell(self) -> None:
        if self.cell is not None:
            self.rows[-1].append(self.cell.end(self.start + self._here()))
            self.cell = None

    def _end_table(self) -> None:
        header, *body = [row for row in self.rows if row] or [[]]
        if self.has_heading and body:
            width = len(header)
            rows = tuple(Row(tuple(row[:width])) for row in body)
            end = self.start + self._here() + len("</table")
            self.tables.append(TableNode(tuple(header), rows, Span(self.start + self.table_start, end)))


class _Cell:
    """The text of one cell in the making; blanks at its ends are no part of it."""

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self.start = start
        self.parts: list[tuple[str, Span, bool, bool]] = []

    def add(self, text: str, span: Span, *, exact: bool, code: bool = False) -> None:
        if text != " " or (self.parts and self.parts[-1][0] != " "):
            self.parts.append((text, span, exact, code))

    def end(self, place: int) -> Text:
        while self.parts and self.parts[-1][0] == " ":
            self.parts.pop()
        pieces, length = [], 0
        for text, span, exact, code in self.parts:
            pieces.append(Piece(length, length + len(text), span, exact, code))
            length += len(text)
        whole = Span(pieces[0].span.start, pieces[-1].span.end) if pieces else Span(self.start, min(self.start, place))
        return Text(self.source, "".join(part[0] for part in self.parts), tuple(pieces), whole, "cell")
