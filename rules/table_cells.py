from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related
from roadmap_lint.model import Document, Release, Row, SupportTable, Table, Text
from roadmap_lint.rule import Context, Rule
from roadmap_lint.urls import shown
from roadmap_lint.values import read_period, read_range


class TableCells(Rule):
    r"""A row of a table has a cell too many, or lacks one so that the next cells stand under wrong headings.

    ## What it checks

    Cells that no heading has: Markdown drops them without a word. And, in support tables, rows that have fewer cells
    than headings: only where a cell does not fit its own heading and fits the next one (a date in the status column).

    ## Why it matters

    What is dropped was written for somebody: nobody ever sees it. A missing cell moves the end of support under
    "Released".

    ## Examples

    ```markdown bad
    # Acme Releases

    | Version | Released   | End of life |
    |---------|------------|-------------|
    | 1.9     | 2026-07-22 | 2027-01-11  | with security fixes |
    | 1.8     | 2026-04-05 | 2026-10-17  |
    ```

    ```text output
    ROADMAP.md:5:40: RM255 table-cells warning the table has 3 headings and this row has more cells: 'with security fixes' is not shown; add a heading, join cells, or write '\|' for a bar within a cell
      |
    5 | | 1.9     | 2026-07-22 | 2027-01-11  | with security fixes |
      |                                        ^^^^^^^^^^^^^^^^^^^
      = line 3: the last heading
    ```

    ```markdown bad
    # Acme Releases

    | Version | Released   | Status  | End of life |
    |---------|------------|---------|-------------|
    | 1.9     | 2026-07-22 | Current | 2027-01-11  |
    | 1.8     | 2026-04-05 | 2026-10-17 |
    ```

    ```text output
    ROADMAP.md:6:26: RM255 table-cells warning '2026-10-17' stands under 'Status' and fits the next heading: a cell is missing before it
      |
    6 | | 1.8     | 2026-04-05 | 2026-10-17 |
      |                          ^^^^^^^^^^
      = line 3: the heading above it
    ```

    ```markdown good
    # Acme Releases

    | Version | Released   | Status  | End of life | Notes |
    |---------|------------|---------|-------------|-------|
    | 1.9     | 2026-07-22 | Current | 2027-01-11  |
    | 1.8     | 2026-04-05 |
    ```

    ## When to disable

    Where another tool reads the cells that Markdown drops.
    """

    code = "RM255"
    name = "table-cells"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for table in document.tables:
            for row in table.rows:
                if row.excess is not None:
                    yield self._too_many(row, table, document)
        for support_table in document.support_tables:
            for release in support_table.releases:
                place = _under_a_wrong_heading(release.row, support_table)
                if place is not None:
                    yield self._too_few(release, place, support_table)

    def _too_many(self, row: Row, table: Table, document: Document) -> Diagnostic:
        assert row.excess is not None
        lost = shown(" ".join(document.source[row.excess].split()), 40)
        return self.finding(
            row.excess,
            f"the table has {len(table.header)} headings and this row has more cells: '{lost}' is not shown; "
            r"add a heading, join cells, or write '\|' for a bar within a cell",
            related=[Related(table.header[-1].span, "the last heading")],
        )

    def _too_few(self, release: Release, place: int, table: SupportTable) -> Diagnostic:
        title = table.columns[place].title
        cell = release.row.cells[place]
        return self.finding(
            cell.span,
            f"'{shown(cell.text, 40)}' stands under '{title.text}' and fits the next heading: a cell is missing before it",
            related=[Related(title.span, "the heading above it")],
        )


def _under_a_wrong_heading(row: Row, table: SupportTable) -> int | None:
    """The first cell of a short row that is not what its column holds, and is what the next one holds."""
    if len(row.cells) >= len(table.columns):
        return None
    for column, following, cell in zip(table.columns, table.columns[1:], row.cells, strict=False):
        kinds = _is_of(column.kind, cell), _is_of(following.kind, cell)
        if kinds == (False, True):
            return column.position
    return None


def _is_of(kind: str, cell: Text) -> bool | None:
    """Whether a cell is surely of a kind (or surely not); `None` where it may be."""
    dated = read_period(cell.text, years=False) is not None
    ranged = read_range(cell.text) is not None
    if not cell.text.strip(" -–—?"):
        return None
    if kind in ("released", "maintenance", "end of life"):
        return True if dated else False if ranged else None
    if kind == "platform":
        return True if ranged else False if dated else None
    if kind == "status":
        return False if dated or ranged else None
    return None
