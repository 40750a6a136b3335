from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Release
from roadmap_lint.record import Record
from roadmap_lint.release_tables import ends_of, lines_of, product_tables
from roadmap_lint.rule import Context, OptionError, Rule, option
from roadmap_lint.values import Period, Version


class TableWindow(Rule):
    """In a support table, a release ends before it began, or sooner than the policy promises.

    ## What it checks

    The end of life of a release must come behind its release; an end that is the coming of another release (`Release of
    1.13`) is when the tables of the document say that it comes out. With the option `end-of-life` it must not come
    sooner than the policy says, either: `n+2` (when the second release after it is out), `n+2 + 1 week`, `9 months`
    (after its own release), `14 months`. The policy is applied where all the dates that it needs are days, months or
    quarters of the document's tables of that product; a month counts to its last day.

    ## Why it matters

    Users plan the next upgrade by this date. One that is too early makes them hurry; one before the release is of
    another row, and so is perhaps the next.

    ## Examples

    ```markdown bad
    # Acme Releases

    | Version | Released   | End of life |
    |---------|------------|-------------|
    | 1.9     | 2026-07-22 | 2026-01-11  |
    | 1.8     | 2026-04-05 | 2026-10-17  |
    ```

    ```text output
    ROADMAP.md:5:26: RM253 table-window error the end of 1.9 (2026-01-11) is not after its release (2026-07-22): correct one of the two
      |
    5 | | 1.9     | 2026-07-22 | 2026-01-11  |
      |                          ^^^^^^^^^^
      = line 5: 1.9 came out here
    ```

    With a policy:

    ```toml options
    end-of-life = "n+2 + 1 week"
    ```

    ```markdown bad
    # Acme Releases

    | Version | Released   | End of life |
    |---------|------------|-------------|
    | 1.9     | 2026-07-22 | TBD         |
    | 1.8     | 2026-04-05 | TBD         |
    | 1.7     | 2026-01-26 | 2026-07-22  |
    ```

    ```text output
    ROADMAP.md:7:26: RM253 table-window error 1.7 ends too soon (2026-07-22): the policy (n+2 + 1 week) keeps it until 2026-07-29
      |
    7 | | 1.7     | 2026-01-26 | 2026-07-22  |
      |                          ^^^^^^^^^^
      = line 5: counted from the release of 1.9
    ```

    ```markdown good
    # Acme Releases

    | Version | Released   | End of life |
    |---------|------------|-------------|
    | 1.9     | 2026-07-22 | TBD         |
    | 1.8     | 2026-04-05 | TBD         |
    | 1.7     | 2026-01-26 | 2026-07-29  |
    ```

    ## When to disable

    Where the column holds something else than the end of support.
    """

    code = "RM253"
    name = "table-window"
    severity = Severity.ERROR

    end_of_life: str = option("", "the policy: `n+2`, `n+2 + 1 week`, `9 months`; empty: none")

    def __init__(self, /, **values: object) -> None:
        super().__init__(**values)
        if self.end_of_life and _policy(self.end_of_life) is None:
            raise OptionError(
                f"option 'end-of-life' takes a policy such as 'n+2', 'n+2 + 1 week' or '9 months', not {self.end_of_life!r}",
                "end-of-life",
            )

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        policy = _policy(self.end_of_life)
        for tables in product_tables(document):
            releases = [release for table in tables for release in table.releases]
            ends = zip(releases, ends_of(releases), strict=True)
            backwards = [release for release, end in ends if _ends_before_it_begins(release, end)]
            yield from map(self._backwards, backwards)
            told = {id(release) for release in backwards}
            for line in lines_of(tables) if policy else ():
                for release, due, reason in _too_short(line, policy):
                    if id(release) not in told:
                        yield self._short(release, due, reason)

    def _backwards(self, release: Release) -> Diagnostic:
        released, ends = release.released, release.end_of_life or release.ends_with
        assert ends is not None
        if released is None or release.ends_with is not None:
            message = f"{release.version} cannot end with the {ends.raw[:1].lower()}{ends.raw[1:]}: a later release would be right"
            return self.finding(ends.span, message)
        return self.finding(
            ends.span,
            f"the end of {release.version} ({ends.raw}) is not after its release ({released.raw}): correct one of the two",
            related=[Related(released.span, f"{release.version} came out here")],
        )

    def _short(self, release: Release, due: date, reason: Release) -> Diagnostic:
        ends = release.end_of_life or release.ends_with
        assert ends is not None
        assert reason.released is not None
        return self.finding(
            ends.span,
            f"{release.version} ends too soon ({ends.raw}): the policy ({self.end_of_life}) keeps it until {due}",
            related=[Related(reason.released.span, f"counted from the release of {reason.version}")],
        )


def _ends_before_it_begins(release: Release, ends: Period | None) -> bool:
    if release.ends_with is not None and _is_no_later(release.ends_with.value, release.version.value):
        return True
    if release.released is None or ends is None:
        return False
    released = release.released.value
    same_day = released.precision == ends.precision == "day" and released.start == ends.start
    return ends.is_before(released) or same_day


def _is_no_later(event: Version, version: Version) -> bool:
    """Whether a release ends with itself or with an older minor; where both are minors of one major."""
    return len(version.release) > 1 and event.major == version.major and event.series <= version.series


class _Policy(Record):
    """Support lasts until the release so many minors later is out, and for a time behind that."""

    minors: int
    days: int
    months: int


_POLICY = pattern(
    r"\s*+(?:n\s*+\+\s*+(?P<minors>\d{1,2})\s*+)?"
    r"(?:(?:\+|(?<!\S))\s*+(?P<number>\d{1,3})\s*+(?P<unit>day|week|month|year)s?\s*+)?",
    re.IGNORECASE,
)
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}


def _policy(text: str) -> _Policy | None:
    match = _POLICY.fullmatch(text) if text.strip() else None
    if match is None or not (match["minors"] or match["number"]):
        return None
    number, unit = int(match["number"] or 0), (match["unit"] or "day").lower()
    return _Policy(int(match["minors"] or 0), number * _DAYS.get(unit, 0), number * _MONTHS.get(unit, 0))


def _too_short(line: Sequence[Release], policy: _Policy | None) -> Iterator[tuple[Release, date, Release]]:
    """Releases that end sooner than the policy says: until when it keeps them, and the release that it counts from."""
    if policy is None:
        return
    by_minor = {release.version.value.series[1]: release for release in line}
    for release, period in zip(line, ends_of(line), strict=True):
        later = by_minor.get(release.version.value.series[1] + policy.minors)
        if later is None or later.released is None or period is None:
            continue
        start, ends = later.released.value.start, period.end
        if start is not None and ends is not None and ends < (due := _after(start, policy)):
            yield release, due, later


def _after(day: date, policy: _Policy) -> date:
    months = day.month - 1 + policy.months
    first = date(day.year + months // 12, months % 12 + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return first.replace(day=min(day.day, last)) + timedelta(days=policy.days)
