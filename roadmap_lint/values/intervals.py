"""Periods as intervals of days: how they compare, and how early, middle and late divide them."""

from __future__ import annotations

from datetime import date, timedelta

from roadmap_lint.record import Record

DAYS_OF_A_QUARTER = 92  # at most


class Period(Record):
    """A stretch of time: `Q1 2026`, `H1 2026`, `mid Q4 2026`, `Late Oct '26`, `2026`, `TBA`.

    Both days belong to it; a missing one is not known: `Q4 2026 or later` has no end, `by Q3 2026` no start, and so the
    first is never over and the second never ahead. `precision` is one of `day`, `month`, `quarter`, `half`, `season`,
    `year`, `range`, `none` (TBA, TBD), and of an open period that of the end that is known. A season holds all the days
    it may mean, as nobody says on which hemisphere: `Winter 2026` is December 2025 to March 2027. Early, mid and late
    mean the first, middle and last third (of a quarter: its first, middle, last month). Periods compare as intervals:
    only what cannot overlap is before or after.
    """

    start: date | None
    end: date | None
    precision: str
    tentative: bool = False

    def is_before(self, other: Period) -> bool:
        """Whether this period is certainly over when the other begins."""
        return self.end is not None and other.start is not None and self.end < other.start

    def days_apart(self, other: Period) -> int:
        """How many days after the end of the earlier one the later one begins; 0 where they may overlap."""
        first, second = (self, other) if self.is_before(other) else (other, self)
        return (second.start - first.end).days if first.is_before(second) and second.start and first.end else 0

    @property
    def is_known(self) -> bool:
        """Whether at least one end is known: not so of `TBA`."""
        return self.start is not None or self.end is not None

    def __str__(self) -> str:
        if self.start is None or self.end is None:
            return "no date" if not self.is_known else f"{self.start or '…'} to {self.end or '…'}"
        return str(self.start) if self.start == self.end else f"{self.start} to {self.end}"


def months(year: int, first: int, last: int, precision: str) -> Period:
    """From the first day of one month of a year to the last day of another, or of the same."""
    after = date(year + last // 12, last % 12 + 1, 1)
    return Period._make((date(year, first, 1), after - timedelta(days=1), precision, False))


def joined(first: Period, last: Period) -> Period | None:
    """From the beginning of one period to the end of another, which must not begin earlier; an end may be unknown."""
    if first.start is None or (last.start is not None and last.start < first.start):
        return None
    ends = [period.end for period in (first, last)]
    end = None if None in ends else max(end for end in ends if end)
    return Period(first.start, end, "range", first.tentative or last.tentative)


_THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2}


def part_of(period: Period, part: str | None) -> Period:
    """The early, middle or late third of a period; all of it where no part is named."""
    if part is None or period.start is None or period.end is None:
        return period
    index = _THIRDS[part.lower()]
    count = period.end.month - period.start.month + 1
    if count == 1:
        first, last = ((1, 10), (11, 20), (21, period.end.day))[index]
        return Period(period.start.replace(day=first), period.end.replace(day=last), "range")
    each = count // 3 or 1
    first = period.start.month + index * each
    if count % 3:  # a half year has no month in its exact middle third; be generous at the seam
        first = period.start.month + index * count // 3
        each = count - (2 * count // 3) if index == 2 else -(-count // 3)
    last = min(first + each - 1, period.end.month)
    return months(period.start.year, first, last, "month" if each == 1 else "range")
