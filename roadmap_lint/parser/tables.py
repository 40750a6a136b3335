"""The grammar of support tables: their rows, which are releases. What columns mean is `parser.columns`' to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from roadmap_lint.model import Column, Release, Row, Supported, SupportTable, Table, Text, Value
from roadmap_lint.parser.cells import Reads, as_date, cell_of, end_of_words, event_of_cell, said
from roadmap_lint.parser.columns import PLANNED, dates_patches, read_columns
from roadmap_lint.parser.names import name_in
from roadmap_lint.record import Record
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
    before = [column for column in columns[: version.position] if column.kind in ("other", "product")]
    if not before:
        return False
    cells = [row.cells[version.position].text for row in table.rows if version.position < len(row.cells)]
    if len(cells) - len(set(cells)) < 2:
        return False
    return not any(column.kind == "product" and _has_releases_each(column, version, table) for column in before)


def _has_releases_each(product: Column, version: Column, table: Table) -> bool:
    """Whether each product has several rows, which name different versions of it."""
    versions: list[list[str]] = []
    name = ""
    for row in table.rows:
        named, of = cell_of(row, product), cell_of(row, version)
        if named is not None and named.text.strip() and (not versions or named.text != name):
            name = named.text
            versions.append([])
        if versions and of is not None:
            versions[-1].append(of.text)
    return all(len(found) > 1 and len(set(found)) == len(found) for found in versions)


class _Sources(Record):
    """The columns that the parts of a row are read from."""

    version: Column
    product: Column | None
    released: tuple[_Dates, ...]
    maintenance: tuple[_Dates, ...]
    end_of_life: tuple[_Dates, ...]
    status: Column | None
    platforms: tuple[Column, ...]


class _Dates(Record):
    """A column of dates, and whether they are those of releases that are only planned."""

    column: Column
    planned: bool


def _sources(columns: tuple[Column, ...], version: Column) -> _Sources:
    return _Sources(
        version,
        next((column for column in columns if column.kind == "product"), None),
        _dates(columns, "released"),
        _dates(columns, "maintenance"),
        _dates(columns, "end of life"),
        next((column for column in columns if column.kind == "status"), None),
        tuple(column for column in columns if column.kind == "platform"),
    )


def _dates(columns: tuple[Column, ...], kind: str) -> tuple[_Dates, ...]:
    return tuple(
        _Dates(column, kind == "released" and PLANNED.search(column.title.text) is not None)
        for column in dated_columns(columns, kind)
    )


def _releases(table: Table, columns: tuple[Column, ...], version: Column, reads: Reads) -> Iterator[Release]:
    sources = _sources(columns, version)
    product: Value[str] | None = None
    for row, words in zip(table.rows, reads.column(version.position), strict=True):
        named = cell_of(row, sources.product)
        if named is not None and named.text.strip():
            product = named.whole()
        release = _release(row, words, sources, product, reads)
        if release is not None:
            yield release


def _release(row: Row, words: str, sources: _Sources, product: Value[str] | None, reads: Reads) -> Release | None:
    """The release of a row whose column of versions says these words."""
    cell = cell_of(row, sources.version)
    found = reads.version(words) if cell is not None else None
    if cell is None or found is None:
        return None
    version, start, end = found
    end_of_life, ends_with = _end(row, sources.end_of_life, reads)
    return Release._make(
        (
            _row_product(cell, start) or product,
            cell.value(version, start, end),
            _date(row, sources.released, reads),
            _date(row, sources.maintenance, reads),
            end_of_life,
            _status(row, sources.status),
            _supported(row, sources.platforms, reads),
            row,
            ends_with,
        )
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
    if not name:
        return None
    start = cell.text.index(name)
    return cell.part(start, start + len(name)) if name_in(name) else None


def _date(row: Row, sources: Sequence[_Dates], reads: Reads) -> Value[Period] | None:
    for source in sources:
        cell = cell_of(row, source.column)
        date = _date_of(cell, said(cell), source, reads) if cell is not None else None
        if date is not None:
            return date
    return None


def _date_of(cell: Text, words: str, source: _Dates, reads: Reads) -> Value[Period] | None:
    found = reads.period(as_date(words))
    if found is None:
        return None
    period, start, end = found
    return cell.value(period._replace(tentative=True) if source.planned else period, start, end)


def _end(row: Row, sources: Sequence[_Dates], reads: Reads) -> tuple[Value[Period] | None, Value[Version] | None]:
    """The end of life of a row, and the release that it comes with."""
    for source in sources:
        cell = cell_of(row, source.column)
        if cell is None:
            continue
        words = said(cell)
        date, event = _date_of(cell, words, source, reads), event_of_cell(words)
        if date is not None or event is not None:
            return date, cell.value(*event) if event is not None else None
    return None, None


def _status(row: Row, column: Column | None) -> Value[str] | None:
    cell = cell_of(row, column)
    if cell is None or not cell.text.strip():
        return None
    end = end_of_words(cell.text)
    return cell.whole(0, end if end and end < len(cell.text.rstrip()) else None)


def _supported(row: Row, columns: Sequence[Column], reads: Reads) -> tuple[Supported, ...]:
    if not columns:
        return ()
    return tuple(supported for column in columns if (supported := _supported_of(row, column, reads)) is not None)


def _supported_of(row: Row, column: Column, reads: Reads) -> Supported | None:
    cell = cell_of(row, column)
    if column.platform is None or cell is None:
        return None
    found = reads.range(said(cell), column.platform)
    if found is None:
        return None
    if column.bound == "oldest":
        found = VersionRange(found.oldest or found.newest, None)
    elif column.bound == "newest":
        found = VersionRange(None, found.newest or found.oldest)
    return Supported(column.platform, cell.value(found, 0, len(cell.text)))
