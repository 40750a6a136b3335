"""Support tables as rules judge them: which are of one product, which rows are minors, and in what order they came."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from heapq import heappop, heappush
from typing import TypeAlias

from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Release, SupportTable, told_once
from roadmap_lint.order import is_patch
from roadmap_lint.values import Period

_Series: TypeAlias = tuple[int, int]
_Key: TypeAlias = tuple[Hashable, _Series]
_Ends: TypeAlias = tuple[_Series, _Series, Sequence[Hashable]]

# Headings that divide the releases of one product by their age, and name no other.
_BY_AGE = pattern(
    r"\b(?:(?:un)?supported|support|current(?:ly)?|active|maintained|upcoming|future|next|planned|old(?:er)?|past|previous|"
    r"former|historic(?:al)?|archived?|end[- ]of[- ](?:life|support)|eol|obsolete|deprecated|not supported)\b",
    re.IGNORECASE,
)


def product_tables(document: Document) -> tuple[tuple[SupportTable, ...], ...]:
    """The support tables of a document, those together that hold the releases of one product.

    Such tables have the same columns, stand below one heading or below headings that sort by age (`Old releases`), and
    one begins with the minor that follows the last of another. In doubt each table stands alone.
    """
    return told_once(document, _product_tables)


def _product_tables(document: Document) -> tuple[tuple[SupportTable, ...], ...]:
    groups = _Groups()
    for table in document.support_tables:
        groups.add(table, _families(table, document))
    return tuple(tuple(group) for group in groups.found)


class _Groups:
    """Tables that go on with each other: a group is found by the minors that it begins and ends with."""

    def __init__(self) -> None:
        self.found: list[list[SupportTable]] = []
        self._ends: list[_Ends] = []
        # by family and minor: the groups that began or ended with it once, the first of them at the top
        self._by_oldest: dict[_Key, list[int]] = {}
        self._by_newest: dict[_Key, list[int]] = {}

    def add(self, table: SupportTable, families: Sequence[Hashable]) -> None:
        """Add a table to the first group that it goes on with, else as a group of its own."""
        series = [release.version.value.series for release in table.releases]
        oldest, newest = min(series), max(series)
        places = [self._first(self._by_newest, (family, (oldest[0], oldest[1] - 1)), 1) for family in families]
        places += [self._first(self._by_oldest, (family, (newest[0], newest[1] + 1)), 0) for family in families]
        group = min((place for place in places if place is not None), default=None)
        if group is None:
            group = len(self.found)
            self.found.append([])
            self._ends.append((oldest, newest, families))
        self.found[group].append(table)
        first, last, families = self._ends[group]
        self._ends[group] = oldest, newest, families = min(first, oldest), max(last, newest), families
        for family in families:
            heappush(self._by_oldest.setdefault((family, oldest), []), group)
            heappush(self._by_newest.setdefault((family, newest), []), group)

    def _first(self, groups: dict[_Key, list[int]], key: _Key, end: int) -> int | None:
        """The first of the groups that begin or end with a minor still."""
        known = groups.get(key, [])
        while known and self._ends[known[0]][end] != key[1]:
            heappop(known)
        return known[0] if known else None


def _families(table: SupportTable, document: Document) -> list[Hashable]:
    """What tables share that may be parts of one: product and columns, and the section or that it sorts by age."""
    columns = tuple((column.kind, column.platform) for column in table.columns)
    products = frozenset(release.product and release.product.value for release in table.releases)
    shape = table.product, columns, products
    return [(shape, table.table.section), *([(shape, "by age")] if _by_age(table, document) else [])]


def _by_age(table: SupportTable, document: Document) -> bool:
    heading = document.sections[table.table.section].heading
    return heading is not None and _BY_AGE.search(heading.text.value) is not None


def lines(document: Document) -> tuple[tuple[Release, ...], ...]:
    """The rows of one product and one major, oldest version first; patches, pre-releases and wholes are left out.

    A last minor of an old major may come out after the first of the next, so majors are never compared.
    """
    return told_once(document, _all_lines)


def _all_lines(document: Document) -> tuple[tuple[Release, ...], ...]:
    return tuple(line for tables in product_tables(document) for line in lines_of(tables))


def lines_of(tables: Iterable[SupportTable]) -> list[tuple[Release, ...]]:
    """Those of the tables of one product."""
    by_line: dict[tuple[str, int], list[Release]] = {}
    for table in tables:
        for release in table.releases:
            version = release.version.value
            if version.pre or len(version.release) < 2 or is_patch(version):
                continue
            by_line.setdefault((_product_of(release), version.major), []).append(release)
    return [_once(releases) for releases in by_line.values()]


def ends_of(releases: Sequence[Release]) -> list[Period | None]:
    """When releases end: as the row says, or when the one comes out that ends it (`Release of 1.13`)."""
    came: dict[tuple[str, tuple[int, ...]], list[Period]] = {}
    if any(release.ends_with is not None for release in releases):
        for release in releases:
            if release.released is not None:
                key = _product_of(release), release.version.value.release
                came.setdefault(key, []).append(release.released.value)
    return [_end_of(release, came) for release in releases]


def _end_of(release: Release, came: Mapping[tuple[str, tuple[int, ...]], list[Period]]) -> Period | None:
    if release.end_of_life is not None:
        return release.end_of_life.value
    if release.ends_with is None:
        return None
    found = came.get((_product_of(release), release.ends_with.value.release), [])
    return found[0] if len(found) == 1 else None


def _product_of(release: Release) -> str:
    return release.product.value.casefold() if release.product else ""


def _once(releases: Iterable[Release]) -> tuple[Release, ...]:
    """By version; of a version that several rows name none can be judged."""
    by_series: dict[tuple[int, int], list[Release]] = {}
    for release in releases:
        by_series.setdefault(release.version.value.series, []).append(release)
    return tuple(rows[0] for _, rows in sorted(by_series.items()) if len(rows) == 1)
