"""Days as they are written: what each part of a date says, whether or not there is such a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from roadmap_lint.lazy import pattern
from roadmap_lint.record import Record
from roadmap_lint.values.calendar import (
    MONTH,
    MONTH_ABROAD,
    MONTH_NUMBERS,
    WEEKDAY_NUMBERS,
    names_a_day,
    names_a_day_abroad,
    names_a_month,
)
from roadmap_lint.values.reading import A_DIGIT, A_YEAR, Notation, found_by, holds, table


class Part(Record):
    """A part of a date: what it says, and its offsets."""

    value: int
    start: int
    end: int


class WrittenDate(Record):
    """`Monday, 8th of January 2024`: the parts of a date. Whether they agree is for others to say.

    `month` counts from 1 and may be above 12, `weekday` counts from Monday, 0; `ordinal` is what stands right behind
    the digits of the day (`th`), or empty. `sure` is false where it may as well be a version (`2024.02.30`).
    """

    start: int
    end: int
    day: Part
    month: Part
    year: Part | None
    weekday: Part | None
    ordinal: str
    sure: bool

    @property
    def date(self) -> date | None:
        """The day meant, or `None` where there is no such day, or its year is not said."""
        try:
            return date(self.year.value, self.month.value, self.day.value) if self.year else None
        except ValueError:
            return None

    @property
    def last_day(self) -> int | None:
        """The number of days of the month: of the longest one where no year is said; `None` where there is no month."""
        if not 1 <= self.month.value <= 12:
            return None
        year, month = self.year.value if self.year else 2000, self.month.value
        return (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day


def _written(match: re.Match[str]) -> WrittenDate | None:
    groups = match.re.groupindex
    name = match["month"]
    month = int(name) if name.isdigit() else MONTH_NUMBERS.get(name.lower())
    if month is None:
        return None  # 'ſept', which is September to a pattern without regard to case
    weekday = weekday_of(match.string, *match.span())
    parts = (
        *with_weekday(*match.span(), weekday),
        Part._make((int(match["day"]), *match.span("day"))),
        Part._make((month, *match.span("month"))),
        _year(match) if "year" in groups else None,
        weekday,
        (match["ordinal"] or "") if "ordinal" in groups else "",
        True,
    )
    return WrittenDate._make(parts)


_WEEKDAY = r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)"
# Not 'Monday or Tuesday, 9 January': where two are named, either may be the date's.
_BEFORE_DATE = pattern(
    rf"(?P<two>[/&–—-]\s*|\b(?:or|and|to)\s+)?(?<!\w){_WEEKDAY}(?P<mark>\.?,?)\s+(?:the\s+)?$", re.IGNORECASE
)
_NAMED = pattern("mon|tue|wed|thu|fri|sat|sun", re.IGNORECASE)
_BEHIND_DATE = pattern(rf"\s\({_WEEKDAY}\)", re.IGNORECASE)


def weekday_of(text: str, start: int, end: int) -> Part | None:
    """The weekday that stands before a date, or behind it in brackets."""
    offset = max(0, start - 24)
    before = text[offset:start]
    match = _BEFORE_DATE.search(before) if before.endswith((" ", "\t", "\n")) and _NAMED.search(before) else None
    if match is None and text.startswith(" (", end):
        match, offset = _BEHIND_DATE.match(text, end), 0
    if match is None or match.groupdict().get("two"):
        return None
    name = match["weekday"]
    if len(name) < 6 and (not name.istitle() or (name == "Sun" and not match.groupdict().get("mark", "."))):
        return None  # 'it sat 8 January', 'the assets of Sun 27 January 2010'
    first, last = match.span("weekday")
    return Part(WEEKDAY_NUMBERS[name.lower()], offset + first, offset + last)


def _year(match: re.Match[str]) -> Part:
    written = "year" if match["year"] else "short"
    return Part._make((full_year(match[written]), *match.span(written)))


def with_weekday(start: int, end: int, weekday: Part | None) -> tuple[int, int]:
    """The offsets of a date and its weekday."""
    if weekday is None:
        return start, end
    return (weekday.start, end) if weekday.start < start else (start, weekday.end + 1)


def full_year(digits: str) -> int:
    """The year that four digits, or the last two of them, mean."""
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _big_endian(match: re.Match[str]) -> WrittenDate | None:
    """`2026/31/12` is read by some as the last day of the year: no date can be told from it."""
    written = _written(match)
    return None if written is None or written.month.value > 12 >= written.day.value else written


def _dotted(match: re.Match[str]) -> WrittenDate | None:
    """`2024.1.2` is a version, unless it is called a date."""
    called = is_called_a_date(match.string, match.start())
    padded = len(match["month"]) == len(match["day"]) == 2
    written = _big_endian(match) if called or padded else None
    return written._replace(sure=called) if written else None


def _day_first(match: re.Match[str]) -> WrittenDate | None:
    """`20.02.2026`; some write `02.20.2026` or `02/20/2026` for it."""
    written = _written(match)
    if written and written.month.value > 12 >= written.day.value:
        return written._replace(day=written.month, month=written.day)
    return written


def _slashed(match: re.Match[str]) -> WrittenDate | None:
    """`20/02/2026` and `02/20/2026` are the same day; `05/04/2026` is nobody knows which."""
    ambiguous = int(match["day"]) <= 12 and int(match["month"]) <= 12
    return None if ambiguous else _day_first(match)


_CALLED = pattern(
    r"\b(?:date|eta|due)(?:\s+(?:is|on))?[\s:：]*$"
    r"|(?<![\w.])v?\d{1,3}\.\d[^()]*\(\s*(?:release\s+)?(?:plan(?:ned)?|expected|scheduled)\b[\s:：]*$",
    re.IGNORECASE,
)


def is_called_a_date(text: str, start: int) -> bool:
    """Whether the words before what may as well be a version say that it is a date (`Release date: 2021.5`)."""
    return _CALLED.search(text[max(0, start - 60) : start]) is not None


# A year that may be on a roadmap.
FOUR_DIGITS = r"(?P<year>(?:19|20)\d\d)"
_FULL = rf"(?:{FOUR_DIGITS}|['’‘](?P<short>\d\d))(?!\d)"
_ORDINAL = r"(?P<ordinal>st|nd|rd|th)?"


DATE_NOTATIONS: tuple[Notation[WrittenDate], ...] = table(
    (
        rf"{FOUR_DIGITS}-(?P<month>\d\d)-(?P<day>\d\d)(?:T\d\d[\d:.]{{2,15}}(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])",
        _written,
        "2026-02-20",
        holds("-"),
    ),
    (
        rf"{FOUR_DIGITS}/(?P<month>\d\d?)/(?P<day>\d\d?)(?![\w/]|\.\w)",
        _big_endian,
        "2026/02/20",
        lambda text: text.count("/") > 1,
    ),
    (
        rf"{FOUR_DIGITS}\.(?P<month>\d\d?)\.(?P<day>\d\d?)(?![\w/]|\.\w)",
        _dotted,
        "2026.02.20",
        lambda text: text.count(".") > 1,
    ),
    (
        rf"(?P<day>\d\d)/(?P<month>\d\d)/{FOUR_DIGITS}(?![\w/]|\.\w)",
        _slashed,
        "20/02/2026",
        lambda text: text.count("/") > 1,
    ),
    (
        rf"(?P<day>\d\d)\.(?P<month>\d\d)\.{FOUR_DIGITS}(?![\w/]|\.\w)",
        _day_first,
        "20.02.2026",
        lambda text: text.count(".") > 1,
    ),
    (
        rf"(?P<month>{MONTH})\.?\s+(?P<day>\d\d?){_ORDINAL}(?:\s*,\s*|\s+){_FULL}",
        _written,
        "Feb 20, 2026",
        names_a_day,
    ),
    (
        rf"(?P<day>\d\d?){_ORDINAL}\s+(?:of\s+)?(?P<month>{MONTH})\.?,?\s+{_FULL}",
        _written,
        "20th February 2026",
        names_a_day,
    ),
    (
        rf"(?P<month>{MONTH})-(?P<day>\d\d)-(?:{FOUR_DIGITS}|(?P<short>\d\d))(?![\w-])",
        _written,
        "Feb-20-26",
        names_a_day,
    ),
    (
        rf"{FOUR_DIGITS}-(?P<month>{MONTH})-(?P<day>\d\d?)(?![\w-])",
        _written,
        "2026-Feb-20",
        names_a_day,
    ),
    (
        rf"(?P<day>\d\d?)-(?P<month>{MONTH})-(?:{FOUR_DIGITS}|(?P<short>\d\d))(?![\w-])",
        _written,
        "20-Feb-2026",
        names_a_day,
    ),
    (
        rf"(?P<day>\d\d?)(?:\.|er|º)?\s+(?:de\s+)?(?P<month>{MONTH_ABROAD})\s+(?:del?\s+)?{FOUR_DIGITS}(?!\d)",
        _written,
        "20. März 2026",
        names_a_day_abroad,
    ),
    (rf"{FOUR_DIGITS}\s?年\s?(?P<month>\d\d?)\s?月\s?(?P<day>\d\d?)\s?[日号]", _written, "2026年2月20日", holds("年")),
)


def _of_any_year(match: re.Match[str]) -> WrittenDate | None:
    """'In April 31 issues were closed' is no date: an ordinal or a weekday tells."""
    written = _written(match)
    return written if written and (written.ordinal or written.weekday) else None


_OF_ANY_YEAR: tuple[Notation[WrittenDate], ...] = table(
    (
        rf"(?P<month>{MONTH})\.?\s+(?P<day>\d\d?){_ORDINAL}(?!\w|[.,:/-]\d)",
        _of_any_year,
        "February 20th",
        names_a_month,
    ),
    (
        rf"(?P<day>\d\d?){_ORDINAL}\s+(?:of\s+)?(?P<month>{MONTH})(?![\w-])",
        _of_any_year,
        "20th of February",
        names_a_month,
    ),
)


_OF_ONE_YEAR_OR_ANY = (*DATE_NOTATIONS, *_OF_ANY_YEAR)


def read_dates(text: str) -> Iterator[WrittenDate]:
    """Every date in the text that names a day, in the order of the text, whether or not there is such a day."""
    notations = _OF_ONE_YEAR_OR_ANY if A_YEAR.search(text) else _OF_ANY_YEAR
    for _, _, written in sorted(found_by(notations, text, A_DIGIT)):
        yield written
