"""What a document says in its tables, statuses and periods, and what nothing of it was understood.

`Document.unread` holds headings that slipped, which rules judge. This is more, it is for people (`roadmap-lint parse`),
and only they pay for it: whoever wonders why nothing is said of a cell finds it here. What says nothing (`n/a`, a dash)
and what is no roadmap's business (notes, links, names) is no loss, and is not listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from roadmap_lint.lazy import pattern
from roadmap_lint.model import (
    Column,
    Document,
    Group,
    Milestone,
    Release,
    Section,
    SupportTable,
    Table,
    Task,
    TaskTable,
    Text,
    Value,
    legible,
)
from roadmap_lint.parser.cells import (
    EMPTY_CELL,
    NO_DATE,
    Reads,
    cell_of,
    event_of_cell,
    said,
    version_of_cell,
)
from roadmap_lint.parser.columns import called
from roadmap_lint.parser.headings import read_heading
from roadmap_lint.parser.milestones import DATE_LABEL, LONGEST_DATE_LINE, first_line_end
from roadmap_lint.parser.slips import is_of_time, suspect_period
from roadmap_lint.parser.tables import dated_columns
from roadmap_lint.parser.task_tables import is_time
from roadmap_lint.record import Record
from roadmap_lint.source import Span
from roadmap_lint.values import Period, Status, read_period, read_periods, read_range, read_versions


class NotUnderstood(Record):
    """Something that a roadmap says and that was not understood: what kind of thing it is, why, and where it stands.

    `kind` is one of `row`, `column`, `cell`, `status`, `period`, `table` and `list`. `times` counts the places that say
    the same, of which `text` is the first. `section` and `table` index `Document.sections` and `Document.tables`;
    `heading` and `column` are what these are called.
    """

    kind: str
    reason: str
    text: Value[str]
    section: int | None
    heading: str | None
    table: int | None = None
    column: str | None = None
    times: int = 1


def not_understood(document: Document) -> tuple[NotUnderstood, ...]:
    """Everything that was not understood, in the order of the document; what is said again is counted."""
    told: dict[tuple[object, ...], NotUnderstood] = {}
    for one in sorted((one for find in _FINDERS for one in find(document)), key=lambda one: one.text.span):
        same = (one.kind, one.reason, one.table, one.column, one.text.value.casefold())
        first = told.get(same)
        told[same] = first._replace(times=first.times + 1) if first else one
    return tuple(told.values())


def _in_section(document: Document, kind: str, reason: str, text: Value[str], section: int | None) -> NotUnderstood:
    heading = document.sections[section].heading if section is not None else None
    return NotUnderstood(kind, reason, text, section, legible(heading.text) if heading else None)


class _Place:
    """A table in its document: what is found in it knows where it stands."""

    def __init__(self, document: Document, table: Table) -> None:
        self.document = document
        self.table = table
        self.index = next(index for index, one in enumerate(document.tables) if one is table)

    def lost(self, kind: str, reason: str, text: Value[str], column: Column | None = None) -> NotUnderstood:
        found = _in_section(self.document, kind, reason, text, self.table.section)
        return found._replace(table=self.index, column=column.title.text if column else None)

    def row(self, cells: Sequence[Text]) -> Value[str]:
        """A row as a whole, which may begin in a row of HTML above."""
        span = Span(min(cell.span.start for cell in cells), max(cell.span.end for cell in cells))
        source = self.document.source
        return Value(" | ".join(cell.text for cell in cells), span, source[span])


def _share(cells: Sequence[str], fits: Callable[[str], bool]) -> bool:
    """Whether half of the cells that say something are of a sort."""
    return bool(cells) and 2 * sum(map(fits, cells)) >= len(cells)


# --------------------------------------------------------------------------------------------------- support tables

# Rows of these are no releases: 'main' is where the next one grows.
_BRANCH = pattern(
    r"[\W_]*(?:main|master|trunk|head|nightly|edge|canary|dev(?:elop(?:ment)?)?|unreleased|snapshots?)"
    r"(?:\s+(?:branch|builds?))?[\W_]*",
    re.IGNORECASE,
)
# Headings of columns that are for people.
_FOR_PEOPLE = pattern(
    r"\b(?:notes?|comments?|remarks?|descriptions?|details?|summary|links?|url|change\s?logs?|announcements?|blog|"
    r"documentation|docs|downloads?|issues?|tickets?|prs?|pull requests?|tags?|highlights?|features?|maintainers?|"
    r"owners?|managers?|leads?|team|code\s?names?|artifacts?|images?|reason)\b",
    re.IGNORECASE,
)


def _in_support_tables(document: Document) -> Iterator[NotUnderstood]:
    for table in document.support_tables:
        place = _Place(document, table.table)
        yield from _rows_without_release(place, table)
        yield from _columns_without_meaning(place, table)
        yield from _columns_not_taken(place, table)
        yield from _cells_without_value(place, table)


def _rows_without_release(place: _Place, table: SupportTable) -> Iterator[NotUnderstood]:
    read = {id(release.row) for release in table.releases}
    version = table.column("version")
    for row in table.table.rows:
        if id(row) in read or all(EMPTY_CELL.fullmatch(cell.text) for cell in row.cells):
            continue
        cell = cell_of(row, version)
        if cell is None or EMPTY_CELL.fullmatch(cell.text):
            yield place.lost("row", "it names no version", place.row(row.cells), version)
        elif not _BRANCH.fullmatch(cell.text):
            yield place.lost("row", "this is not one version", cell.whole(), version)


def _names_a_version(text: str) -> bool:
    """`v2`, `1.4`, not the numbers that a table may be full of."""
    return any(len(version.release) > 1 or not version.text[0].isdigit() for version, _, _ in read_versions(text))


# What may fill a column, and what is lost with it; the more telling first.
_WRITTEN: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("its dates have no meaning that is known", lambda cell: read_period(cell) is not None),
    ("its versions have no meaning that is known", _names_a_version),
)
_WORDS = "its words have no meaning that is known"
_LONGEST_WORD = 40


def _columns_without_meaning(place: _Place, table: SupportTable) -> Iterator[NotUnderstood]:
    for column, cells in _others(place.table, table.columns):
        reason = next((reason for reason, fits in _WRITTEN if _share(cells, fits)), None)
        kind = called(column.title.text)
        if reason is None and cells and kind:
            reason = f"its heading means {kind}, and most of its cells are no dates"
        elif reason is None and _is_vocabulary(cells):
            reason = _WORDS
        if reason:
            yield place.lost("column", reason, column.title.whole())


def _others(table: Table, columns: Sequence[Column]) -> Iterator[tuple[Column, list[str]]]:
    """The columns that mean nothing and are not for people, and their cells that say something."""
    for column in columns:
        if column.kind == "other" and not _FOR_PEOPLE.search(column.title.text):
            yield column, Reads(table).telling(column.position)


def _is_vocabulary(cells: Sequence[str]) -> bool:
    """Whether a column sorts its rows: a few short words, said again and again."""
    words = {cell.casefold().strip() for cell in cells}
    return len(cells) > 2 and len(words) < len(cells) and all(len(word) <= _LONGEST_WORD for word in words)


_DATED = ("released", "maintenance", "end of life")


def _taken(table: SupportTable, kind: str) -> list[Column]:
    """The columns of a kind of date that some row is read from: the first of them, and those that fill its gaps."""
    columns = dated_columns(table.columns, kind)
    return [column for column in columns if column is columns[0] or _fills_a_gap(column, columns, table)]


def _fills_a_gap(column: Column, columns: Sequence[Column], table: SupportTable) -> bool:
    before = columns[: columns.index(column)]
    for release in table.releases:
        cells = [cell for one in before if (cell := cell_of(release.row, one)) is not None]
        own = cell_of(release.row, column)
        if own is not None and _is_dated(said(own)) and not any(_is_dated(said(cell)) for cell in cells):
            return True
    return False


def _columns_not_taken(place: _Place, table: SupportTable) -> Iterator[NotUnderstood]:
    for kind in _DATED:
        taken = _taken(table, kind)
        for column in table.columns:
            if column.kind == kind and column not in taken and Reads(place.table).telling(column.position):
                name = taken[0].title.text
                yield place.lost("column", f"another one of this meaning is read: {name}", column.title.whole())


def _is_dated(text: str) -> bool:
    if read_period(text) is not None or event_of_cell(text) is not None:
        return True
    return NO_DATE.fullmatch(text) is not None and not _has_number(text)


def _is_supporting(text: str, column: Column) -> bool:
    return not _has_number(text) or read_range(text, column.platform or "") is not None


def _has_number(text: str) -> bool:
    return any(map(str.isdigit, text))


# What the cells of a column are, and why one is listed that is not.
_VALUES: dict[str, tuple[str, Callable[[str, Column], bool]]] = {
    **dict.fromkeys(_DATED, ("this is no date", lambda text, column: _is_dated(text))),
    "platform": ("this is no range of versions", _is_supporting),
}


def _cells_without_value(place: _Place, table: SupportTable) -> Iterator[NotUnderstood]:
    for column in table.columns:
        if column.kind not in _VALUES or (column.kind in _DATED and column not in _taken(table, column.kind)):
            continue
        reason, is_read = _VALUES[column.kind]
        for release in table.releases:
            cell = cell_of(release.row, column)
            if cell is None or EMPTY_CELL.fullmatch(said(cell)) or is_read(said(cell), column):
                continue
            date = _date_in(cell, release)
            if date is None or date.precision == "year":
                yield place.lost("cell", reason if date is None else _ONLY_ITS_YEAR, cell.whole(), column)


_ONLY_ITS_YEAR = "only its year is read: nothing tells which number is the month"


def _date_in(cell: Text, release: Release) -> Period | None:
    """The date of a release that is told by the other cells of its column, too (`05/01/2027`)."""
    dates = (release.released, release.maintenance, release.end_of_life)
    within = (date.value for date in dates if date and cell.span.start <= date.span.start < cell.span.end)
    return next(within, None)


# ------------------------------------------------------------------------------------------------------ task tables


def _in_task_tables(document: Document) -> Iterator[NotUnderstood]:
    for table in document.task_tables:
        place = _Place(document, table.table)
        yield from _dates_without_meaning(place, table)
        yield from _statuses_in_cells(place, table)
        yield from _periods_in_cells(place, table)


def _dates_without_meaning(place: _Place, table: TaskTable) -> Iterator[NotUnderstood]:
    reason, is_date = _WRITTEN[0]
    for column, cells in _others(place.table, table.columns):
        if _share(cells, is_date):
            yield place.lost("column", reason, column.title.whole())


_NO_STATUS = "this is no status that is known"
_NO_TIME = "this is no time"


def _statuses_in_cells(place: _Place, table: TaskTable) -> Iterator[NotUnderstood]:
    column = next((column for column in table.columns if column.kind == "status"), None)
    for row in table.rows if column else ():
        cell = cell_of(row.row, column)
        if cell is None or EMPTY_CELL.fullmatch(cell.text):
            continue
        if row.status is None or row.status.value.state is None:
            yield place.lost("status", _NO_STATUS, cell.whole(), column)


def _periods_in_cells(place: _Place, table: TaskTable) -> Iterator[NotUnderstood]:
    column = next((column for column in table.columns if column.kind == "period"), None)
    for row in table.rows if column else ():
        cell = cell_of(row.row, column)
        if cell is None or EMPTY_CELL.fullmatch(cell.text) or row.malformed_period is not None:
            continue
        if not is_time(cell.text):
            yield place.lost("cell", _NO_TIME, cell.whole(), column)


# ----------------------------------------------------------------------------------------------------- other tables


def _has_columns_of_periods(table: Table) -> bool:
    """`| Q1 2026 | Q2 2026 |` above what comes in each."""
    titles = [title.text for title in table.header if title.text.strip()]
    dated = [title for title in titles if (found := read_period(title)) and not title[: found[1]].strip(" *_~(")]
    return len(dated) > 1 and 2 * len(dated) >= len(titles)


def _has_rows_of_versions(table: Table) -> bool:
    cells = Reads(table).telling(0)
    return len(cells) > 1 and _share(cells, _is_of_versions)


def _is_of_versions(text: str) -> bool:
    return _names_a_version(text) and (version_of_cell(text) is not None or read_range(text) is not None)


def _has_dates(table: Table) -> bool:
    columns = (Reads(table).telling(index) for index in range(len(table.header)))
    return any(_share(cells, _is_about_a_date) for cells in columns)


def _is_about_a_date(text: str) -> bool:
    """A day, month or quarter in few words: a year alone may be anybody's."""
    return len(text) <= _LONGEST_WORD and next(read_periods(text, years=False), None) is not None


# In what a table looks like a roadmap.
_LIKE_A_ROADMAP: tuple[tuple[str, Callable[[Table], bool]], ...] = (
    ("its columns are periods", _has_columns_of_periods),
    ("its rows are versions, and no other column is understood", _has_rows_of_versions),
    ("it has dates, and no columns that say of what", _has_dates),
)


def _in_other_tables(document: Document) -> Iterator[NotUnderstood]:
    read = {id(table.table) for table in document.support_tables} | {id(table.table) for table in document.task_tables}
    for table in document.tables:
        if id(table) in read:
            continue
        reason = next((reason for reason, looks in _LIKE_A_ROADMAP if looks(table)), None)
        if reason:
            place = _Place(document, table)
            yield place.lost("table", reason, place.row(table.header))


# --------------------------------------------------------------------------------------------- milestones and tasks


def _statuses(document: Document) -> Iterator[NotUnderstood]:
    for milestone in document.milestones:
        if milestone.status is not None and milestone.status.status.value.state is None:
            yield _in_section(document, "status", _NO_STATUS, _words(milestone.status.status), milestone.section)
    rows = (row for table in document.task_tables for row in table.rows)
    explained = {row.status.value.text for row in rows if row.status is not None and row.status.value.state}
    for index, section in enumerate(document.sections):
        for task in _tasks(section):
            # the items of a legend begin with the signs that they explain
            if task.status is not None and task.status.value.state is None and task.status.raw not in explained:
                yield _in_section(document, "status", _NO_STATUS, _words(task.status), index)


def _words(status: Value[Status]) -> Value[str]:
    return Value(status.value.text, status.span, status.raw)


def _periods(document: Document) -> Iterator[NotUnderstood]:
    slipped = {unread.heading.span for unread in document.unread}
    for milestone in document.milestones:
        if milestone.period is None and milestone.malformed_period is None and milestone.heading.span not in slipped:
            found = _beside_version(milestone) or _below_heading(document, milestone)
            if found is not None:
                yield _in_section(document, "period", _NO_TIME, found, milestone.section)
    named = {milestone.section for milestone in document.milestones} | {bucket.section for bucket in document.buckets}
    for index, section in enumerate(document.sections):
        heading = section.heading
        if heading is None or index in named or not heading.is_real or heading.span in slipped:
            continue
        if _names_a_time(heading.text.value):
            yield _in_section(document, "period", _NO_TIME, heading.text, section.parent)


# 'v2.8 (April)': no number tells that a time is meant.
_IN_BRACKETS = pattern(r"\((?P<inside>[^()\d]{3,40})\)")


def _beside_version(milestone: Milestone) -> Value[str] | None:
    """What stands behind the version of a heading in the place of a period."""
    text = milestone.heading.text.value
    version = read_heading(text).version
    if version is None:
        return None
    place = suspect_period(text, version[1][1])
    words = _IN_BRACKETS.search(text, version[1][1]) if place is None else None
    if words and is_of_time(words["inside"]):
        place = words.span("inside")
    return milestone.heading.content.part(*place) if place else None


def _below_heading(document: Document, milestone: Milestone) -> Value[str] | None:
    """What stands behind `Release date:` and the like."""
    for text in document.texts_below(milestone):
        if text.place == "heading":
            return None
        end = min(first_line_end(text), LONGEST_DATE_LINE)
        label = DATE_LABEL.match(text.text, 0, end) if ":" in text.text[:end] else None
        said = text.text[label.end() : end] if label else ""
        if label and read_period(said) is None and is_of_time(said):
            return text.part(label.end(), label.end() + len(said))
    return None


def _names_a_time(text: str) -> bool:
    return is_of_time(text) and any(map(str.isdigit, text))


# ------------------------------------------------------------------------------------------------------------ lists


def _lists(document: Document) -> Iterator[NotUnderstood]:
    """Lists whose items are milestones: `- v2.8 (Q1 2026): builds`."""
    inside = [milestone.span for milestone in document.milestones]
    for index, section in enumerate(document.sections):
        if any(span.start <= section.span.start < span.end for span in inside):
            continue
        alike = [item for item in section.items if _is_like_a_milestone(item.content.text)]
        if len(alike) > 1 and 2 * len(alike) >= len(section.items):
            yield _in_section(document, "list", "its items look like milestones", alike[0].content.whole(), index)


_LONGEST_HEAD = 60


def _is_like_a_milestone(text: str) -> bool:
    """Whether an item begins with a version and its period, or with a period that is set off."""
    head = text.split(":")[0]
    reading = read_heading(head) if len(head) <= _LONGEST_HEAD else None
    return reading is not None and reading.period is not None and reading.period[0].precision != "day"


def _tasks(section: Section) -> Iterator[Task]:
    for item in section.items:
        if isinstance(item, Group):
            yield from item.tasks
        else:
            yield item


_FINDERS: tuple[Callable[[Document], Iterator[NotUnderstood]], ...] = (
    _in_support_tables,
    _in_task_tables,
    _in_other_tables,
    _statuses,
    _periods,
    _lists,
)
