"""Tables written in HTML, read cell by cell with the place of every character.

Markdown leaves HTML alone; a table of releases is a table of releases all the same. What is not closed or nested is
left alone here, too.
"""

from __future__ import annotations

import re

from roadmap_lint.markdown.html_cells import GAPS, RAISING
from roadmap_lint.markdown.html_text import HtmlReader, HtmlText
from roadmap_lint.markdown.tree import TableNode
from roadmap_lint.model import Row, Text
from roadmap_lint.source import Source, Span


def read_html_tables(source: Source, span: Span) -> tuple[TableNode, ...]:
    """The outermost tables in a stretch of HTML whose first row has headings; raises on no input."""
    reader = _Reader(source, span)
    reader.read()
    return tuple(reader.tables)


class _Reader(HtmlReader):
    def __init__(self, source: Source, span: Span) -> None:
        super().__init__(source, span)
        self.tables: list[TableNode] = []
        self.depth = 0
        self.opened = 0
        self.rows: list[list[Text]] = []
        self.has_heading = False
        self.cell: HtmlText | None = None

    @property
    def taken(self) -> HtmlText | None:
        return self.cell if self.depth == 1 else None

    def begin(self, tag: str, written: re.Match[str]) -> None:
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.opened, self.rows, self.has_heading = written.start(), [], False
        elif self.depth == 1 and tag == "tr":
            self._end_cell(written.start())
            self.rows.append([])
        elif self.depth == 1 and tag in ("td", "th") and self.rows:
            self._end_cell(written.start())
            self.has_heading |= tag == "th" and len(self.rows) == 1
            self.cell = HtmlText(self.source, written.end())
        elif self.taken is not None:
            self._within(self.taken, tag, Span(*written.span()), opened=1)

    def finish(self, tag: str, span: Span) -> None:
        if tag == "table" and self.depth:
            if self.depth == 1:
                self._end_cell(span.start)
                self._end_table(Span(self.opened, span.end))
            self.depth -= 1
        elif self.depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell(span.start)
        elif self.taken is not None:
            self._within(self.taken, tag, span, opened=-1)

    @staticmethod
    def _within(cell: HtmlText, tag: str, span: Span, *, opened: int) -> None:
        """A tag in a cell."""
        if tag in GAPS:
            cell.add(" ", span, exact=False)
        elif tag in RAISING:
            cell.raised = max(0, cell.raised + opened)

    def _end_cell(self, at: int) -> None:
        if self.cell is not None:
            self.rows[-1].append(self.cell.end(at, "cell"))
            self.cell = None

    def _end_table(self, span: Span) -> None:
        header, *body = [row for row in self.rows if row] or [[]]
        if self.has_heading and body:
            width = len(header)
            rows = tuple(Row(tuple(row[:width])) for row in body)
            self.tables.append(TableNode(tuple(header), rows, span))
