"""Tables written in HTML, read cell by cell with the place of every character.

Markdown leaves HTML alone; a table of releases is a table of releases all the same. What is not closed, nested or too
long to be written by hand is left alone here, too.
"""

from __future__ import annotations

from roadmap_lint.markdown.html_text import HtmlReader, HtmlText
from roadmap_lint.markdown.tree import TableNode
from roadmap_lint.model import Row, Text
from roadmap_lint.source import Source, Span

LONGEST = 200_000


def read_html_tables(source: Source, span: Span) -> tuple[TableNode, ...]:
    """The outermost tables in a stretch of HTML whose first row has headings; raises on no input."""
    text = source[span]
    if len(text) > LONGEST:
        return ()
    reader = _Reader(source, span.start, text)
    reader.feed(text)
    reader.close()
    return tuple(reader.tables)


class _Reader(HtmlReader):
    def __init__(self, source: Source, start: int, text: str) -> None:
        super().__init__(source, start, text)
        self.tables: list[TableNode] = []
        self.depth = 0
        self.table_start = 0
        self.rows: list[list[Text]] = []
        self.has_heading = False
        self.cell: HtmlText | None = None

    @property
    def taken(self) -> HtmlText | None:
        return self.cell if self.depth == 1 else None

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
            self.cell = HtmlText(self.source, self.start + behind)
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

    def _end_cell(self) -> None:
        if self.cell is not None:
            self.rows[-1].append(self.cell.end(self.start + self._here(), "cell"))
            self.cell = None

    def _end_table(self) -> None:
        header, *body = [row for row in self.rows if row] or [[]]
        if self.has_heading and body:
            width = len(header)
            rows = tuple(Row(tuple(row[:width])) for row in body)
            end = self.start + self._here() + len("</table")
            self.tables.append(TableNode(tuple(header), rows, Span(self.start + self.table_start, end)))
