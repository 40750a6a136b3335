"""Tables written in HTML, read cell by cell with the place of every character.

Markdown leaves HTML alone; a table of releases is a table of releases all the same. What is not closed, nested or far
larger than it is written is left alone here, too.
"""

from __future__ import annotations

import re

from roadmap_lint.lazy import pattern
from roadmap_lint.markdown.html_cells import GAPS, RAISING
from roadmap_lint.markdown.html_text import HtmlReader, HtmlText, attribute
from roadmap_lint.markdown.tree import TableNode
from roadmap_lint.model import Row, Text
from roadmap_lint.record import Record
from roadmap_lint.source import Source, Span

# Tables that need more cells than are written, and more than these, are left alone.
MOST_FILLED = 2_000


_BOLD = pattern(r"\s*<(?P<tag>b|strong)\b[^<>]*>(?:(?!</?(?P=tag)\b).)+</(?P=tag)\s*>\s*", re.IGNORECASE | re.DOTALL)
_LONGEST_HEADING = 300


class _Cell(Record):
    """A cell as it is written, how many columns and rows it covers, whether it is a heading, or bold as one."""

    text: Text
    columns: int
    rows: int
    is_heading: bool
    is_bold: bool


def read_html_tables(source: Source, span: Span) -> tuple[TableNode, ...]:
    """The outermost tables in a stretch of HTML whose first row has headings, or is all bold; raises on no input."""
    reader = _Reader(source, span)
    reader.read()
    return tuple(reader.tables)


class _Reader(HtmlReader):
    def __init__(self, source: Source, span: Span) -> None:
        super().__init__(source, span)
        self.tables: list[TableNode] = []
        self.depth = 0
        self.opened = 0
        self.rows: list[list[_Cell]] = []
        self.cell: HtmlText | None = None
        self.covers = 1, 1
        self.is_heading = False

    @property
    def taken(self) -> HtmlText | None:
        return self.cell if self.depth == 1 else None

    def begin(self, tag: str, written: re.Match[str]) -> None:
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.opened, self.rows = written.start(), []
        elif self.depth == 1 and tag == "tr":
            self._end_cell(written.start())
            self.rows.append([])
        elif self.depth == 1 and tag in ("td", "th") and self.rows:
            self._end_cell(written.start())
            self.covers = _number(self.source, written, "colspan"), _number(self.source, written, "rowspan")
            self.is_heading = tag == "th"
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
            self.rows[-1].append(
                _Cell(self.cell.end(at, "cell"), *self.covers, self.is_heading, self._is_bold(self.cell.start, at))
            )
            self.cell = None

    def _is_bold(self, start: int, end: int) -> bool:
        """Whether all of a cell in the first row is bold."""
        first = len(self.rows) == 1 and not self.is_heading and end - start <= _LONGEST_HEADING
        return first and _BOLD.fullmatch(self.source.text, start, end) is not None

    def _end_table(self, span: Span) -> None:
        rows = [row for row in self.rows if row]
        if len(rows) < 2 or not _has_headings(rows[0]):
            return
        laid = _laid_out(rows)
        headings = 2 if _has_two_rows_of_headings(rows) else 1
        if len(laid) > headings:
            header, body = laid[headings - 1], laid[headings:]
            cells = (Row(tuple(row[: len(header)])) for row in body)
            self.tables.append(TableNode(tuple(header), tuple(cells), span))


def _number(source: Source, tag: re.Match[str], name: str) -> int:
    """How many columns or rows a cell covers; what is no number of them is one."""
    said = attribute(source, tag, name)
    return max(1, int(said.raw)) if said and re.fullmatch("[0-9]{1,4}", said.raw) else 1


def _has_headings(row: list[_Cell]) -> bool:
    return any(cell.is_heading for cell in row) or (len(row) > 1 and all(cell.is_bold for cell in row))


def _has_two_rows_of_headings(rows: list[list[_Cell]]) -> bool:
    """Whether the headings of the first row cover those of the second, which say what the columns are."""
    covering = any(cell.columns > 1 for cell in rows[0])
    return covering and all(cell.is_heading for row in rows[:2] for cell in row)


def _laid_out(rows: list[list[_Cell]]) -> list[list[Text]]:
    """The cells where they are shown: one that covers rows stands in each, one that covers columns in the first.

    In the others stands nothing: nobody knows of which of them it speaks.
    """
    laid: list[list[Text]] = []
    above: dict[int, tuple[Text, int]] = {}  # by column: what reaches down, and into how many more rows
    left = MOST_FILLED
    for row in rows:
        cells: list[Text] = []
        below: dict[int, tuple[Text, int]] = {}
        waiting = row[::-1]
        while waiting or len(cells) in above:
            if len(cells) in above:
                text, more = above[len(cells)]
                if more > 1:
                    below[len(cells)] = text, more - 1
                cells.append(text)
                left -= 1
                continue
            cell = waiting.pop()
            for text in (cell.text, *[_nothing_behind(cell.text)] * min(cell.columns - 1, left)):
                if cell.rows > 1:
                    below[len(cells)] = text, cell.rows - 1
                cells.append(text)
            left -= cell.columns - 1
        if left < 0:
            return []
        laid.append(cells)
        above = below
    return laid


def _nothing_behind(text: Text) -> Text:
    return Text(text.source, "", (), Span(text.span.end, text.span.end), text.place)
