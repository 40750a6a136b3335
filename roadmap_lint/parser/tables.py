"""The grammar of support tables: their rows, which are releases. What columns mean is `parser.columns`' to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roadmap_lint.model import Column, Release, Row, Supported, SupportTable, Table, Text, Value
from roadmap_lint.parser.cells import Reads, as_date, cell_of, end_of_words, event_of_cell, said
from roadmap_lint.parser.columns import PLANNED, dates_patches, name_in, read_columns
from roadmap_lint.values import Period, Version, VersionRange

_TELLING = frozenset({"released", "maintenance", "end of life", "platform", "status"})


def read_support_table(table: Table) -> SupportTable | None:
    """A table whose rows are releases; `None` for any other."""
    reads = Reads(table)
    columns = read_columns(table, reads)
    version = next((column for column in columns if column.kind == "version"), None)
    if version is None:
        return None
    if not any(column.kind in _TELLING for column in columns) and not dates_patches(version, table, reads):
        return None
    if _is_of_things(columns, version, table):
        return None
    releases = tuple(_releases(table, columns, version, reads))
    if not releases:
        return None
    return SupportTable(name_in(said(version.title)), columns, releases, table)


def _is_of_things(columns: tuple[Column, ...], version: Column, table: Table) -> bool:
    """Whether the rows are no releases, but what came with them: `| Component | Status | Stable since |`."""
    if not any(column.kind in ("other", "product") for column in columns[: version.position]):
        return False
    cells = [row.cells[version.position].text for row in table.rows if version.position < len(row.cells)]
    return len(cells) - len(set(cells)) > 1


def _releases(table: Table, columns: tuple[Column, ...], version: Column, reads: Reads) -> Iterator[Release]:
    of = next((column for column in columns if column.kind == "product"), None)
    product: Value[str] | None = None
    for row in table.rows:
        named = cell_of(row, of)
        if named is not None and named.text.strip():
            product = named.whole()
        release = _release(row, columns, version, product, reads)
        if release is not None:
            yield release


def _release(
    row: Row, columns: tuple[Column, ...], version_column: Column, product: Value[str] | None, reads: Reads
) -> Release | None:
    cell = cell_of(row, version_column)
    found = reads.version(said(cell)) if cell is not None else None
    if cell is None or found is None:
        return None
    version, start, end = found
    end_of_life, ends_with = _end(row, dated_columns(columns, "end of life"), reads)
    return Release(
        _row_product(cell, start) or product,
        cell.value(version, start, end),
        _date(row, dated_columns(columns, "released"), reads),
        _date(row, dated_columns(columns, "maintenance"), reads),
        end_of_life,
        _status(row, next((column for column in columns if column.kind == "status"), None)),
        tuple(supported for column in columns if (supported := _supported(row, column, reads)) is not None),
        row,
        ends_with,
    )


def dated_columns(columns: Sequence[Column], kind: str) -> list[Column]:
    """The columns that a row's date of a kind is read from: the first of these that has one.

    Of releases the day counts on which they came, then the one that is planned; of ends of life the last.
    """
    of_kind = [column for column in columns if column.kind == kind]
    if kind == "end of life":
        return of_kind[::-1]
    planned = [column for column in of_kind if PLANNED.search(column.title.text)]
    return [*[column for column in of_kind if column not in planned][:1], *planned[:1]]


def _row_product(cell: Text, end: int) -> Value[str] | None:
    """The name before a row's version (`.NET Core` of `.NET Core 2.0`); `release-1.9` has none."""
    name = cell.text[:end].strip(" *_`~[(-")
    start = cell.text.index(name) if name else 0
    return cell.part(start, start + len(name)) if name_in(name) else None


def _date(row: Row, columns: Sequence[Column], reads: Reads) -> Value[Period] | None:
    for column in columns:
        cell = cell_of(row, column)
        found = reads.period(as_date(said(cell))) if cell is not None else None
        if cell is not None and found is not None:
            period, start, end = found
            planned = column.kind == "released" and PLANNED.search(column.title.text)
            return cell.value(period._replace(tentative=True) if planned else period, start, end)
    return None


def _end(row: Row, columns: Sequence[Column], reads: Reads) -> tuple[Value[Period] | None, Value[Version] | None]:
    """The end of life of a row, and the release that it comes with."""
    for column in columns:
        cell = cell_of(row, column)
        if cell is None:
            continue
        date, event = _date(row, [column], reads), event_of_cell(said(cell))
        if date is not None or event is not None:
            return date, cell.value(*event) if event is not None else None
    return None, None


def _status(row: Row, column: Column | None) -> Value[str] | None:
    cell = cell_of(row, column)
    if cell is None or not cell.text.strip():
        return None
    end = end_of_words(cell.text)
    return cell.whole(0, end if end and end < len(cell.text.rstrip()) else None)


def _supported(row: Row, column: Column, reads: Reads) -> Supported | None:
    cell = cell_of(row, column)
    if column.kind != "platform" or column.platform is None or cell is None:
        return None
    found = reads.range(said(cell), column.platform)
    if found is None:
        return None
    if column.bound == "oldest":
        found = VersionRange(found.oldest or found.newest, None)
    elif column.bound == "newest":
        found = VersionRange(None, found.newest or found.oldest)
    return Supported(column.platform, cell.value(found, 0, len(cell.text)))
