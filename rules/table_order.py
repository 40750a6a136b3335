from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.model import Document, Release
from roadmap_lint.order import misplaced
from roadmap_lint.release_tables import lines
from roadmap_lint.rule import Context, Rule


class TableOrder(Rule):
    """In a support table, a release came out before the version below it.

    ## What it checks

    The release dates of the minors of one major must rise with their versions, whichever way the rows run. Dates are
    intervals, and only those that cannot overlap are out of order. The fewest rows are told whose dates would have to
    change. Majors, patch releases and pre-releases are not compared: an old line may go on beside a new one.

    ## Why it matters

    It is the year that was not changed in January. Whoever computes the support window from this table is a year off.

    ## Examples

    ```markdown bad
    # Acme Releases

    | Version | Released   | End of life |
    |---------|------------|-------------|
    | 1.9     | 2026-07-22 | 2027-01-11  |
    | 1.8     | 2026-04-05 | 2026-10-17  |
    | 1.7     | 2025-01-26 | 2026-07-22  |
    | 1.6     | 2025-10-26 | 2026-04-05  |
    | 1.5     | 2025-08-11 | 2026-01-26  |
    ```

    ```text output
    ROADMAP.md:7:13: RM252 table-order error 1.7 came out before 1.6 (2025-10-26): correct one of the dates
      |
    7 | | 1.7     | 2025-01-26 | 2026-07-22  |
      |             ^^^^^^^^^^
      = line 8: 1.6 came out here
    ```

    ```markdown good
    # Acme Releases

    | Version | Released   | End of life |
    |---------|------------|-------------|
    | 2.0     | 2026-01-26 | 2026-12-31  |
    | 1.9     | 2026-02-22 | 2027-01-11  |
    | 1.8     | Q3 2025    | 2026-10-17  |
    | 1.7     | Aug 2025   | 2026-01-22  |
    ```

    ## When to disable

    Where a column that says `Released` holds something else.
    """

    code = "RM252"
    name = "table-order"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for line in lines(document):
            dated = [release for release in line if release.released is not None]
            for place in misplaced(dated, _came_later):
                yield self._wrong(dated[place.position], dated[place.other])

    def _wrong(self, release: Release, other: Release) -> Diagnostic:
        date, against = release.released, other.released
        assert date is not None
        assert against is not None  # only dated rows are compared
        order = "before" if date.value.is_before(against.value) else "after"
        return self.finding(
            date.span,
            f"{release.version} came out {order} {other.version} ({against.raw}): correct one of the dates",
            related=[Related(against.span, f"{other.version} came out here")],
        )


def _came_later(older: Release, newer: Release) -> bool:
    assert older.released is not None
    assert newer.released is not None
    return newer.released.value.is_before(older.released.value)
