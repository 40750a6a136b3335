from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Release, Value
from roadmap_lint.order import misplaced
from roadmap_lint.platforms import cannot_exist
from roadmap_lint.record import Record
from roadmap_lint.release_tables import lines
from roadmap_lint.rule import Context, Rule
from roadmap_lint.values import Version, VersionRange


class TablePlatform(Rule):
    """In a support table, a release supports older versions of a platform than the release before it.

    ## What it checks

    The platform ranges of the minors of one major, at both ends: from one release to the next, neither the oldest nor
    the newest supported version steps back. A release whose row calls it long-term (`LTS`, `ESR`) is not compared: it
    keeps old versions longer than others, and takes in new ones with its patches. Nor is the newest version of one that
    ends half a year after a later one. Versions that cannot exist are left to kubernetes-unknown-version. The fewest
    rows are told whose ranges would have to change.

    ## Why it matters

    A digit typed wrong in this column sends users to a platform that nobody tested, or keeps them from one that works.

    ## Examples

    ```markdown bad
    # Acme Releases

    | Version | Released | Supported Kubernetes versions |
    |---------|----------|-------------------------------|
    | 1.13    | Aug 2026 | 1.32 → 1.36                   |
    | 1.12    | May 2026 | 1.31 → 1.35                   |
    | 1.11    | Jan 2026 | 1.30 → 1.38                   |
    | 1.10    | Oct 2025 | 1.29 → 1.33                   |
    ```

    ```text output
    ROADMAP.md:7:24: RM256 table-platform error the newest Kubernetes of 1.11 is 1.38, above 1.35 of the later 1.12: correct one of the two
      |
    7 | | 1.11    | Jan 2026 | 1.30 → 1.38                   |
      |                        ^^^^^^^^^^^
      = line 6: 1.12 supports 1.31 to 1.35
    ```

    ```markdown good
    # Acme Releases

    | Version | Released | Supported Kubernetes versions |
    |---------|----------|-------------------------------|
    | 1.12    | May 2026 | 1.31 → 1.35                   |
    | 1.11    | Jan 2026 | 1.31 → 1.34                   |
    | 1.10    | Oct 2025 | 1.29 → 1.33                   |
    ```

    ## When to disable

    Where support for an older platform is taken back in on purpose.
    """

    code = "RM256"
    name = "table-platform"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        marked = _marked_long_term(document)
        for line in lines(document):
            if not any(release.platforms for release in line):
                continue
            told: set[int] = set()
            for ends in _ends(line, marked, context):
                for place in misplaced(ends, _steps_back):
                    end, other = ends[place.position], ends[place.other]
                    if end.range.span.start not in told:
                        told.add(end.range.span.start)
                        yield self._wrong(end, other)

    def _wrong(self, end: _End, other: _End) -> Diagnostic:
        step = "above" if end.bound.series > other.bound.series else "below"
        order = "later" if other.release.version.value > end.release.version.value else "earlier"
        return self.finding(
            end.range.span,
            f"the {end.name} {end.platform} of {end.release.version} is {end.bound}, {step} {other.bound} of the {order} "
            f"{other.release.version}: correct one of the two",
            related=[Related(other.range.span, f"{other.release.version} supports {other.range.value}")],
        )


class _End(Record):
    """One end of what a release supports of a platform; `name` says which one: oldest or newest."""

    release: Release
    platform: str
    name: str
    bound: Version
    range: Value[VersionRange]


def _ends(line: tuple[Release, ...], marked: Collection[int], context: Context) -> Iterator[list[_End]]:
    """The ends of one kind in one column, in the order of the releases.

    What a release runs on that outlives later ones grows as long as it is patched: its newest version is not compared,
    and nothing of one whose row calls it long-term, in any of its cells or by a mark.
    """
    found: dict[tuple[int, str], list[_End]] = {}
    for release, outlives in zip(line, _outlive(line), strict=True):
        words = "\n".join([cell.text for cell in release.row.cells])
        if release.version.span.start in marked or _LONG_TERM.search(words):
            continue
        for platform, supported in release.platforms:
            column = sum(cell.span.end < supported.span.start for cell in release.row.cells)
            newest = None if outlives else supported.value.newest
            for name, bound in (("newest", newest), ("oldest", supported.value.oldest)):
                if bound is not None and not cannot_exist(bound, context.facts.platform(platform)):
                    end = _End(release, platform, name, bound, supported)
                    found.setdefault((column, name), []).append(end)
    yield from found.values()


_LONG_TERM = pattern(r"\b(?:E?LTSS?|ESR|long[- ]term|extended support)\b", re.IGNORECASE)
_ALL_LONG_TERM = pattern(r"\W*(?:is )?(?:E?LTSS?|ESR|long[- ]term(?: support)?)\W*", re.IGNORECASE)
_YES = pattern(r"\W*(?:yes|y|x|true)\W*|[✅✔☑✓]\W*", re.IGNORECASE)


def _marked_long_term(document: Document) -> frozenset[int]:
    """The places of the releases that have a mark in a column called long-term."""
    return frozenset(
        release.version.span.start
        for table in document.support_tables
        for column in table.columns
        if _ALL_LONG_TERM.fullmatch(column.title.text)
        for release in table.releases
        if column.position < len(release.row.cells) and _YES.fullmatch(release.row.cells[column.position].text)
    )


# So much longer than a later release one is supported that is long-term, and not a few days.
_LONGER = timedelta(days=182)


def _outlive(line: tuple[Release, ...]) -> list[bool]:
    """Of each release whether its support ends long after that of a later one."""
    found: list[bool] = []
    soonest = date.max
    for release in reversed(line):
        end = release.end_of_life.value if release.end_of_life else None
        found.append(end is not None and end.start is not None and end.start - soonest > _LONGER)
        soonest = min(soonest, (end.end if end else None) or date.max)
    return found[::-1]


def _steps_back(older: _End, newer: _End) -> bool:
    """Whether the newer release's bound is below the older one's; `1.18.x` covers all of 1.18, `20` all of 20."""
    first, second = older.bound.series, newer.bound.series
    if min(len(older.bound.release), len(newer.bound.release)) == 1:
        return second[0] < first[0]
    return second < first
