"""Periods of time, from a day to `TBA`, found in a text: ranges, open ends and doubts around the notations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from roadmap_lint.lazy import pattern
from roadmap_lint.values.calendar import MONTH, MONTH_ABROAD, MONTHS
from roadmap_lint.values.dates import weekday_of, with_weekday
from roadmap_lint.values.intervals import Period, joined
from roadmap_lint.values.notations import notations_in, notations_within
from roadmap_lint.values.reading import A_YEAR, Notation, found_by

_Found = tuple[int, int, Period]

# A month, or a day of it, whose year is not said, in the place of a date.
MONTH_ALONE = pattern(
    rf"(?:(?:early|mid|late|(?:the\s+)?end\s+of)[\s-]+)?(?:{MONTH}|{MONTH_ABROAD})\b(?:\s+\d{{1,2}}(?:st|nd|rd|th)?(?![\w.:]))?",
    re.IGNORECASE,
)
_UNDECIDED = pattern(r"(?<![\w-])(?:TBA|TBD|TBC|to be (?:announced|decided|determined|confirmed))(?![\w-])", re.I)


def read_periods(text: str, *, years: bool = True, year: int | None = None) -> Iterator[tuple[Period, int, int]]:
    """Every period in the text, with its offsets, in the order of the text.

    `years` says whether 2026 alone is one; `year` is what a quarter, half or month without one belongs to, if known.
    The offsets hold the words that shape the interval (`mid`, `early`, `or later`), not those that only doubt it (`~`,
    `expected`, `tentative`): these set `tentative`. Fiscal years (`FY26 Q1`) begin when each company likes: they are
    not read.
    """
    notations = _notations(text, years=years, year=year)
    for start, end, period in _ranges(text, _all(text, notations, year), notations, year):
        if not _is_fiscal(text, start, end):
            yield _doubted(text, *_opened(text, start, end, period))


def read_period(text: str, *, years: bool = True, year: int | None = None) -> tuple[Period, int, int] | None:
    """The first period in the text, with its offsets."""
    return next(read_periods(text, years=years, year=year), None)


def _notations(text: str, *, years: bool, year: int | None) -> tuple[Notation[Period], ...]:
    """Those that may be in a text: where it says no year, only those whose year is said elsewhere."""
    saying = notations_in(text, years=years) if A_YEAR.search(text) else ()
    return saying if year is None else (*saying, *notations_within(year))


def _all(text: str, notations: Sequence[Notation[Period]], year: int | None) -> list[_Found]:
    read = found_by(notations, text, A_YEAR if year is None else None) if notations else []
    found = [_with_weekday(text, *item) for item in read]
    folded = text.lower()
    if "tb" in folded or "to be " in folded:
        found += ((*match.span(), Period(None, None, "none", True)) for match in _UNDECIDED.finditer(text))
    return sorted(found, key=lambda item: item[:2])


def _with_weekday(text: str, start: int, end: int, period: Period) -> _Found:
    if period.precision == "day":
        start, end = with_weekday(start, end, weekday_of(text, start, end))
    return start, end, period


# ------------------------------------------------------------------------------------------------------------ ranges

_UNTIL = pattern(r"\s*(?:-+>|[-–—/→]|\b(?:to|until|till|through)\b)\s*(?!\s)", re.IGNORECASE)
_LONGEST = 64  # of what is read behind a dash


def _ranges(
    text: str, found: Sequence[_Found], notations: Sequence[Notation[Period]], year: int | None
) -> Iterator[_Found]:
    """`May 2021 - July 2021` is one period; so is `Q4'22/Q1'23`, whose second part no notation finds by itself."""
    reached = 0
    for start, end, period in found:
        if start < reached:
            continue  # the end of the range before
        until = _UNTIL.match(text, end) if text[end : end + 3].strip() else None
        last = _period_at(text, until.end(), notations, year) if until and period.start else None
        whole = joined(period, last[0]) if last else None
        if last and whole:
            end, period = last[1], whole
        elif period.precision == "day" and _may_be_begun(text, start):
            start, period = _begun(text, start, period)
        reached = end
        yield start, end, period


# 'June 1 -', '1 June to', '3–' before 'June 14, 2026'; not 'Sprint 3 - 14 June 2026'.
_FIRST_DAY = pattern(
    rf"(?<![\w./-])(?:(?P<month>{MONTH})\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?|(?P<early>\d\d?)(?:st|nd|rd|th)?\s+(?P<of>{MONTH}))"
    r"(?:\s*(?:-+>|[-–—→])\s*|\s+to\s+)$|(?:^|[(\[,:]\s*)(?P<alone>\d\d?)[-–]$",
    re.IGNORECASE,
)


def _may_be_begun(text: str, start: int) -> bool:
    return text[max(0, start - 3) : start].rstrip().endswith(("-", "–", "—", "→", ">", "to"))


def _begun(text: str, start: int, last: Period) -> tuple[int, Period]:
    """From the day before the dash, whose year is that of the last one."""
    offset = max(0, start - _LONGEST)
    first = _FIRST_DAY.search(text[offset:start])
    if first is None or last.end is None:
        return start, last
    name = first["month"] or first["of"]
    month = MONTHS[name.lower()] if name else last.end.month
    try:
        begin = last.end.replace(month=month, day=int(first["day"] or first["early"] or first["alone"]))
        begin = begin.replace(year=begin.year - 1) if name and begin > last.end else begin
    except ValueError:
        return start, last  # there is no 31 June
    at = next(place for group in ("month", "early", "alone") if (place := first.start(group)) >= 0)
    whole = joined(Period(begin, begin, "day"), last) if begin <= last.end else None
    return (offset + at, whole) if whole else (start, last)


def _period_at(
    text: str, start: int, notations: Sequence[Notation[Period]], year: int | None
) -> tuple[Period, int] | None:
    first = next(iter(_all(text[start : start + _LONGEST], notations, year)), None)
    return (first[2], start + first[1]) if first and not first[0] else None


# --------------------------------------------------------------------------------------------------- words around it

_LATER = pattern(
    r"\s*+(?:\+(?!\w)|(?:,\s*+)?"
    r"(?:(?:or|and)\s+(?:later|after(?:wards)?|beyond|onwards?)|onwards?|(?:at the )?earliest)\b)",
    re.IGNORECASE,
)
_FROM = pattern(
    r"\b(?:after|from|since|starting|earliest|not\s+before|(?:no|not)\s+(?:earlier|sooner)\s+than)(?:\s+in)?\s+$",
    re.IGNORECASE,
)
_BY = pattern(
    r"\b(?:by|(?P<before>(?<!not\s)before)|until|till|(?:not|no)\s+later\s+than)\s+(?:the\s+)?$", re.IGNORECASE
)
_TENTATIVE_BEFORE = pattern(
    r"(?:~|\b(?:about|around|approx\.?|approximately|expected|estimated|tentative(?:ly)?|planned|target(?:ed)?)\b[\s:]*"
    r"(?:for|in|on)?)\s*$",
    re.I,
)
_TENTATIVE_AFTER = pattern(
    r"\s*(?:\?|\(?[_*]*(?:expected|tentative|estimated|planned|provisional|tb[acd])(?![^\W_]))", re.I
)
_DOUBTS = ("~", "about", "around", "approx", "expected", "estimated", "tentative", "planned", "target")


def _opened(text: str, start: int, end: int, period: Period) -> _Found:
    """A period without the end, or the start, that the words around it leave open."""
    if not period.is_known:
        return start, end, period
    later = _LATER.match(text, end) if text[end : end + 1] in ("+", " ", ",") else None
    before = text[max(0, start - 24) : start].lower()
    if later:
        return start, later.end(), period._replace(end=None, tentative=True)
    if before.endswith(" ") and period.end and period.start:
        if period.precision != "range" and _FROM.search(before):
            return start, end, period._replace(end=None)
        by = _BY.search(before)
        if by:
            excluded = by["before"] and text[start : start + 3].lower() != "end"  # 'before the end of 2026' is in it
            last = period.start - timedelta(days=1) if excluded else period.end
            return start, end, period._replace(start=None, end=last)
    return start, end, period


def _doubted(text: str, start: int, end: int, period: Period) -> tuple[Period, int, int]:
    before, after = text[max(0, start - 40) : start], text[end : end + 20].lstrip()
    # patterns that hardly any text needs are looked at only where they may match
    doubted = any(hint in before.lower() for hint in _DOUBTS) and _TENTATIVE_BEFORE.search(before)
    doubted = doubted or (after not in ("", ")") and _TENTATIVE_AFTER.match(after))
    return (period._replace(tentative=True) if doubted else period), start, end


def _is_fiscal(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 14) : start].lower().rstrip(" \t\n:(")
    after = text[end : end + 8].lower().lstrip(" \t\n")
    return before.endswith(("fy", "fiscal", "fiscal year")) or after.startswith(("fy", "fiscal"))
