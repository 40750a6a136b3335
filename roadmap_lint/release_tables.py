"""Support tables as rules judge them: which rows are minors of one product, and in what order they came."""

from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.model import Release, SupportTable
from roadmap_lint.order import is_patch


def lines(table: SupportTable) -> list[tuple[Release, ...]]:
    """The rows of one product and one major, oldest version first; patches, pre-releases and wholes are left out.

    A last minor of an old major may come out after the first of the next, so majors are never compared.
    """
    by_line: dict[tuple[str, int], list[Release]] = {}
    for release in table.releases:
        version = release.version.value
        if version.pre or is_patch(version) or len(version.release) < 2:
            continue
        product = release.product.value.casefold() if release.product else ""
        by_line.setdefault((product, version.major), []).append(release)
    return [_once(releases) for releases in by_line.values()]


def _once(releases: Iterable[Release]) -> tuple[Release, ...]:
    """By version; of a version that several rows name none can be judged."""
    by_series: dict[tuple[int, int], list[Release]] = {}
    for release in releases:
        by_series.setdefault(release.version.value.series, []).append(release)
    return tuple(rows[0] for _, rows in sorted(by_series.items()) if len(rows) == 1)
