"""Support tables as rules judge them: which are of one product, which rows are minors, and in what order they came."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Release, SupportTable
from roadmap_lint.order import is_patch
from roadmap_lint.values import Period

# Headings that divide the releases of one product by their age, and name no other.
_BY_AGE = pattern(
    r"\b(?:(?:un)?supported|support|current(?:ly)?|active|maintained|upcoming|future|next|planned|old(?:er)?|past|previous|"
    r"former|historic(?:al)?|archived?|end[- ]of[- ](?:life|support)|eol|obsolete|deprecated|not supported)\b",
    re.IGNORECASE,
)


def product_tables(document: Document) -> list[tuple[SupportTable, ...]]:
    """The support tables of a document, those together that hold the releases of one product.

    Such tables have the same columns, stand below one heading or below headings that sort by age (`Old releases`), and
    one begins with the minor that follows the last of another. In doubt each table stands alone.
    """
    groups: list[list[SupportTable]] = []
    for table in document.support_tables:
        group = next((group for group in groups if _continues(table, group, document)), None)
        if group is None:
            groups.append([table])
        else:
            group.append(table)
    return [tuple(group) for group in groups]


def _continues(table: SupportTable, group: Sequence[SupportTable], document: Document) -> bool:
    first = group[0]
    if _shape(table) != _shape(first):
        return False
    if table.table.section != first.table.section and not (_by_age(table, document) and _by_age(first, document)):
        return False
    known = sorted(release.version.value.series for each in group for release in each.releases)
    own = sorted(release.version.value.series for release in table.releases)
    return _follows(own[0], known[-1]) or _follows(known[0], own[-1])


def _follows(later: tuple[int, int], earlier: tuple[int, int]) -> bool:
    return later[0] == earlier[0] and later[1] == earlier[1] + 1


def _shape(table: SupportTable) -> tuple[object, ...]:
    columns = tuple((column.kind, column.platform) for column in table.columns)
    return table.product, columns, {release.product and release.product.value for release in table.releases}


def _by_age(table: SupportTable, document: Document) -> bool:
    heading = document.sections[table.table.section].heading
    return heading is not None and _BY_AGE.search(heading.text.value) is not None


def lines(tables: Iterable[SupportTable]) -> list[tuple[Release, ...]]:
    """The rows of one product and one major, oldest version first; patches, pre-releases and wholes are left out.

    A last minor of an old major may come out after the first of the next, so majors are never compared.
    """
    by_line: dict[tuple[str, int], list[Release]] = {}
    for release in (release for table in tables for release in table.releases):
        version = release.version.value
        if version.pre or is_patch(version) or len(version.release) < 2:
            continue
        product = release.product.value.casefold() if release.product else ""
        by_line.setdefault((product, version.major), []).append(release)
    return [_once(releases) for releases in by_line.values()]


def end_of(release: Release, others: Iterable[Release]) -> Period | None:
    """When a release ends: as its row says, or when the release comes out that ends it (`Release of 1.13`)."""
    if release.end_of_life is not None:
        return release.end_of_life.value
    if release.ends_with is None:
        return None
    product = release.product.value.casefold() if release.product else ""
    found = [
        other.released.value
        for other in others
        if other.released is not None
        and other.version.value.release == release.ends_with.value.release
        and (other.product.value.casefold() if other.product else "") == product
    ]
    return found[0] if len(found) == 1 else None


def _once(releases: Iterable[Release]) -> tuple[Release, ...]:
    """By version; of a version that several rows name none can be judged."""
    by_series: dict[tuple[int, int], list[Release]] = {}
    for release in releases:
        by_series.setdefault(release.version.value.series, []).append(release)
    return tuple(rows[0] for _, rows in sorted(by_series.items()) if len(rows) == 1)
