from __future__ import annotations

import re
from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Release
from roadmap_lint.release_tables import product_tables
from roadmap_lint.rule import Context, Rule

# 'latest patch of each' and 'current LTS' are other things than the current release
_CURRENT = pattern(
    r"[\W_]*+(?:(?:supported|stable|active)[\W_]*+)?\b(?P<word>current|latest)\b(?:[\W_]*+(?:release|stable|version))?[\W_]*+",
    re.IGNORECASE,
)


class TableCurrent(Rule):
    """In a support table, two releases say that they are the current or latest one.

    ## What it checks

    The status column of a support table: of the releases of one product, one can be current, or latest.

    ## Why it matters

    After a release the new row is added and the old one keeps its word: users install the version that was current.

    ## Examples

    ```markdown bad
    # Acme Releases

    | Version | Released   | Status              |
    |---------|------------|---------------------|
    | 1.9     | 2026-07-22 | Supported (current) |
    | 1.8     | 2026-04-05 | Supported (current) |
    | 1.7     | 2026-01-26 | End of life         |
    ```

    ```text output
    ROADMAP.md:6:26: RM254 table-current error 1.8 and 1.9 both say that they are current: one can be, as it seems 1.9
      |
    6 | | 1.8     | 2026-04-05 | Supported (current) |
      |                          ^^^^^^^^^^^^^^^^^^^
      = line 5: 1.9 is current, too
    ```

    ```markdown good
    # Acme Releases

    | Version | Released   | Status              |
    |---------|------------|---------------------|
    | 1.9     | 2026-07-22 | Supported (current) |
    | 1.8     | 2026-04-05 | Supported           |
    | 1.7     | 2026-01-26 | End of life         |
    ```

    ## When to disable

    Where a table holds several lines that are current at the same time.
    """

    code = "RM254"
    name = "table-current"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for tables in product_tables(document):
            current: dict[tuple[str, str], list[Release]] = {}
            for release in (release for table in tables for release in table.releases):
                match = _CURRENT.fullmatch(release.status.value) if release.status else None
                if match:
                    product = release.product.value.casefold() if release.product else ""
                    current.setdefault((product, match["word"].casefold()), []).append(release)
            for (_, word), releases in current.items():
                if len(releases) == _TWO:
                    older, newer = sorted(releases, key=lambda release: release.version.value)
                    if older.status != newer.status:  # a cell of HTML that covers both rows
                        yield self._wrong(older, newer, word)

    def _wrong(self, older: Release, newer: Release, word: str) -> Diagnostic:
        assert older.status is not None
        assert newer.status is not None  # only rows with a status say that they are current
        return self.finding(
            older.status.span,
            f"{older.version} and {newer.version} both say that they are {word}: one can be, as it seems {newer.version}",
            related=[Related(newer.status.span, f"{newer.version} is {word}, too")],
        )


# Where three or more say it, the word means something else.
_TWO = 2
