"""The ways in which roadmaps write a period: one row a notation, the more exact first."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache, partial

from roadmap_lint.values.calendar import (
    MONTH,
    MONTH_ABROAD,
    MONTH_NUMBERS,
    names_a_month,
    names_a_month_abroad,
    names_two_months,
)
from roadmap_lint.values.dates import DATE_NOTATIONS, FOUR_DIGITS, WrittenDate, full_year, is_called_a_date
from roadmap_lint.values.intervals import Period, joined, months, part_of
from roadmap_lint.values.reading import Notation, holds, table

# Not '2026.1', which is a version; the full stop of 'It comes in Q1 2026.' is none of the year's.
_YEAR = rf"(?:{FOUR_DIGITS}|['’‘](?P<short>\d\d))(?!\d|\.\d)"
# 'Q1 2026', 'Q1/2026', 'Q1, 2026', 'Q1-2026', 'Q1 of 2026', "Q1'26", "Q1'2026"
_OF_YEAR = rf"\s*+(?:[-–,/]\s*+|of\s++|['’‘](?=\d{{4}}))?{_YEAR}"
_PARTS = "early|mid|middle|late|beginning|start|end"
_OF = r"(?:\s*-\s*|\s+(?:of\s+|in\s+)?(?:the\s+)?)"
_PART = rf"(?:(?P<part>{_PARTS})(?:(?:\s*[/–-]\s*|[\s-]to[\s-])(?P<other_part>{_PARTS}))?{_OF})?"
_LAST_PART = rf"(?:(?P<last_part>{_PARTS}){_OF})?"
_AND = r"\s*(?:-+>|[-–—/&+→]|\b(?:to|and|or)\b)\s*"
# 'Q1, Q2 and Q3'
_AND_QUARTERS = rf"(?:\s*,\s*Q[1-4]){{0,2}}(?:\s*,\s*|,?{_AND})"
# '2026 Q3-4': not 'Q3 - 4 features'
_AND_NUMBER = r"[-–/&](?P<last>[1-4])"


def _year_of(match: re.Match[str], year: int | None) -> int:
    return year if year is not None else full_year(match["year"] or match["short"])


def _named_part(match: re.Match[str], whole: Period) -> Period:
    first = part_of(whole, match["part"])
    return (joined(first, part_of(whole, match["other_part"])) or whole) if match["other_part"] else first


def _quarter(match: re.Match[str], year: int | None = None) -> Period | None:
    number = int(match["quarter"])
    if not 1 <= number <= 4 or _stands_between_years(match):
        return None
    return _named_part(match, months(_year_of(match, year), 3 * number - 2, 3 * number, "quarter"))


def _stands_between_years(match: re.Match[str]) -> bool:
    """`Q4 – 2027` in `2026 Q4 – 2027 Q1`"""
    before = match.string[max(0, match.start() - 5) : match.start()]
    behind = match.string[match.end() : match.end() + 3].lstrip(" -").lower()
    return behind.startswith("q") and before.rstrip()[-4:].isdigit()


def _half(match: re.Match[str], year: int | None = None) -> Period | None:
    number = int(match["half"])
    if not 1 <= number <= 2:
        return None
    return _named_part(match, months(_year_of(match, year), 6 * number - 5, 6 * number, "half"))


def _month(match: re.Match[str], year: int | None = None) -> Period | None:
    number = MONTH_NUMBERS.get(match["month"].lower())
    return _named_part(match, months(_year_of(match, year), number, number, "month")) if number else None


def _whole_year(match: re.Match[str]) -> Period | None:
    return _named_part(match, months(_year_of(match, None), 1, 12, "year"))


def _end_of_year(match: re.Match[str]) -> Period:
    return part_of(months(_year_of(match, None), 1, 12, "year"), "end")


def _some_of_year(match: re.Match[str]) -> Period | None:
    return months(_year_of(match, None), 1, 12, "year")._replace(tentative=True)


_COUNTED = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0}


def _counted(match: re.Match[str]) -> Period | None:
    """`the second half of 2026`, `4th quarter 2026`"""
    count, length = (4, 3) if match["unit"].lower() == "quarter" else (2, 6)
    word = match["count"].lower()
    number = _COUNTED[word] or count if word in _COUNTED else int(word[0])
    if number > count:
        return None
    precision = "quarter" if count == 4 else "half"
    return _named_part(match, months(_year_of(match, None), length * (number - 1) + 1, length * number, precision))


def _season(match: re.Match[str]) -> Period | None:
    """All days that it may mean, on either hemisphere: the winter of the one, which is the summer of the other, begins
    in the year before or ends in the year after; spring and autumn are those of a year, a term or a year's half."""
    year = _year_of(match, None)
    if match["next"] and int(match["next"][-2:]) == (year + 1) % 100:
        return Period(date(year, 1, 1), date(year + 1, 12, 31), "range", True)
    if match["season"].lower() in ("winter", "summer"):
        return Period(date(year - 1, 12, 1), date(year + 1, 3, 31), "season", True)
    return Period(date(year, 1, 1), date(year, 12, 31), "season", True)


def _season_of_two_years(match: re.Match[str]) -> Period | None:
    """`Winter 26/27`; `26/28` is no winter."""
    return _season(match) if int(match["next"]) == (int(match["short"]) + 1) % 100 else None


_EAST_ASIAN = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}


def _east_asian(match: re.Match[str]) -> Period | None:
    """`2026年第一季度`, `2026年上半年`"""
    part = match["part"]
    number = _EAST_ASIAN.get(part) or int(part)
    count, precision = (6, "half") if part in "上下" else (3, "quarter")
    return months(int(match["year"]), count * (number - 1) + 1, count * number, precision)


def _quarters(match: re.Match[str]) -> Period | None:
    year, first, last = _year_of(match, None), int(match["first"]), int(match["last"])
    if first > last:
        return _over_new_year(year, 3 * first - 2, 3 * last)
    start = part_of(months(year, 3 * first - 2, 3 * first, "quarter"), match["part"])
    return joined(start, part_of(months(year, 3 * last - 2, 3 * last, "quarter"), match["last_part"]))


def _numbered_quarters(match: re.Match[str]) -> Period | None:
    """`Q3-4 2026`; `Q4-1 2026` is nobody knows what."""
    year, first, last = _year_of(match, None), int(match["first"]), int(match["last"])
    return months(year, 3 * first - 2, 3 * last, "range") if first < last else None


def _both_halves(match: re.Match[str]) -> Period:
    return months(_year_of(match, None), 1, 12, "range")


def _two_months(match: re.Match[str]) -> Period | None:
    year = _year_of(match, None)
    numbers = [MONTH_NUMBERS.get(match[name].lower()) for name in ("first", "last")]
    if None in numbers:
        return None
    first, last = (number or 0 for number in numbers)
    if first > last:
        return _over_new_year(year, first, last)
    start = part_of(months(year, first, first, "month"), match["part"])
    return joined(start, part_of(months(year, last, last, "month"), match["last_part"]))


def _over_new_year(year: int, first: int, last: int) -> Period | None:
    """`Dec/Jan 2026`: the year may be that of either."""
    whole = joined(months(year - 1, first, 12, "range"), months(year + 1, 1, last, "range"))
    return whole._replace(tentative=True) if whole else None


def _numbered_month(match: re.Match[str]) -> Period | None:
    number = int(match["number"])
    return months(int(match["year"]), number, number, "month") if 1 <= number <= 12 else None


def _dotted_month(match: re.Match[str]) -> Period | None:
    """`2024.1` is a version, unless it is called a date."""
    return _numbered_month(match) if is_called_a_date(match.string, match.start()) else None


def _day(read: Callable[[re.Match[str]], WrittenDate | None]) -> Callable[[re.Match[str]], Period | None]:
    def build(match: re.Match[str]) -> Period | None:
        written = read(match)
        day = written.date if written else None  # there is no 30 February: RM251 says so
        return Period._make((day, day, "day", False)) if day else None

    return build


_SEASONS = "spring|summer|autumn|fall|winter"
_in_season = holds(*_SEASONS.split("|"))
_in_half = holds("h1", "h2")


def _in_two_quarters(text: str) -> bool:
    return text.count("q") > 1


def _in_numbered_quarters(text: str) -> bool:
    return "q" in text and any(f"q{number}{mark}" in text for number in "123" for mark in "-–/&")


def _in_two_halves(text: str) -> bool:
    return "h1" in text and "h2" in text


_in_east_asian = holds("年")
_ISO_YEAR = rf"{FOUR_DIGITS}(?P<short>)"

_DAYS: tuple[Notation[Period], ...] = tuple(
    Notation(row.pattern, _day(row.build), row.example, row.may_hold) for row in DATE_NOTATIONS
)
_QUARTERS: tuple[Notation[Period], ...] = table(
    (
        rf"{_PART}Q(?P<first>[1-4]){_AND_QUARTERS}{_LAST_PART}Q(?P<last>[1-4]){_OF_YEAR}",
        _quarters,
        "Q1–Q2 2026",
        _in_two_quarters,
    ),
    (
        rf"{_PART}{_ISO_YEAR}\s*+(?:[-/]\s*+)?Q(?P<first>[1-4]){_AND_QUARTERS}{_LAST_PART}Q(?P<last>[1-4])(?!\w|\s*,?\s*20\d\d)",
        _quarters,
        "2026 Q1–Q2",
        _in_two_quarters,
    ),
    (rf"Q(?P<first>[1-3]){_AND_NUMBER}{_OF_YEAR}", _numbered_quarters, "Q3-4 2026", _in_numbered_quarters),
    (
        rf"{_ISO_YEAR}\s*+(?:[-/]\s*+)?Q(?P<first>[1-3]){_AND_NUMBER}(?![\w/-]|\.\d)",
        _numbered_quarters,
        "2026 Q3-4",
        _in_numbered_quarters,
    ),
    (rf"{_PART}Q\s?(?P<quarter>\d)(?!\d){_OF_YEAR}", _quarter, "mid Q4 2026", holds("q")),
    (
        rf"{_PART}Q(?P<quarter>[1-4])(?P<year>)[/-](?P<short>[1-4]\d)(?![\w/.-])",
        _quarter,
        "Q2/26",
        lambda text: any(f"q{number}{mark}" in text for number in "1234" for mark in "/-"),
    ),
    (
        rf"{_PART}{_ISO_YEAR}\s*+(?:[-/]\s*+)?Q(?P<quarter>\d)(?!\w)",
        _quarter,
        "2026 Q1",
        lambda text: "20" in text[: max(0, text.rfind("q"))],
    ),
    (
        rf"{_PART}(?P<year>)(?P<short>[2-4]\d)Q(?P<quarter>[1-4])(?!\w)",
        _quarter,
        "28Q2",
        lambda text: "q" in text and any(f"{digit}q" in text for digit in "0123456789"),
    ),
)
_HALVES: tuple[Notation[Period], ...] = table(
    (rf"H1{_AND}H2{_OF_YEAR}", _both_halves, "H1/H2 2026", _in_two_halves),
    (rf"{_ISO_YEAR}\s*+(?:[-/]\s*+)?H1{_AND}H2(?!\w|\s*,?\s*20\d\d)", _both_halves, "2026 H1–H2", _in_two_halves),
    (rf"{_PART}H(?P<half>\d)(?!\d){_OF_YEAR}", _half, "H1 2026", _in_half),
    (rf"{_PART}{_ISO_YEAR}\s*+(?:[-/]\s*+)?H(?P<half>\d)(?!\w)", _half, "2026 H1", _in_half),
    (rf"{_PART}H(?P<half>[12])(?P<year>)[/-](?P<short>[1-4]\d)(?![\w/.-])", _half, "H1/26", _in_half),
    (rf"{_PART}(?P<year>)(?P<short>\d\d)H(?P<half>\d)(?!\w)", _half, "26H1", _in_half),
    (rf"{_PART}(?P<half>[12])H\s*+{_YEAR}", _half, "1H 2028", lambda text: "1h" in text or "2h" in text),
)
_IN_WORDS: tuple[Notation[Period], ...] = table(
    (rf"EOY\s*+{_YEAR}", _end_of_year, "EOY 2026", holds("eoy")),
    (
        rf"{_PART}(?P<count>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+(?P<unit>quarter|half){_OF_YEAR}",
        _counted,
        "second half of 2026",
        holds("quarter", "half"),
    ),
    (
        rf"{_PART}(?P<first>{MONTH})\b\.?{_AND}{_LAST_PART}(?P<last>{MONTH})\b\.?,?\s*{_YEAR}",
        _two_months,
        "Feb/Mar 2026",
        names_two_months,
    ),
    (rf"{_PART}(?P<month>{MONTH})\b\.?,?\s*(?:of\s+)?{_YEAR}", _month, "Late Oct '26", names_a_month),
    (
        rf"{_PART}(?P<month>{MONTH_ABROAD})\b\.?,?\s*(?:del?\s+)?{_YEAR}",
        _month,
        "marzo de 2026",
        names_a_month_abroad,
    ),
    (
        rf"{_PART}(?P<season>{_SEASONS})(?:\s+of)?,?\s*{_YEAR}(?:\s?[/–-]\s?(?P<next>(?:20)?\d\d)(?!\d))?",
        _season,
        "Spring 2026",
        _in_season,
    ),
    (
        rf"{_PART}(?P<season>{_SEASONS})\s+(?P<year>)(?P<short>\d\d)/(?P<next>\d\d)(?![\w/])",
        _season_of_two_years,
        "Winter 26/27",
        _in_season,
    ),
    (
        rf"{FOUR_DIGITS}\s?年\s?第?\s?(?P<part>[1-4一二三四])\s?(?:季度?|四半期)",
        _east_asian,
        "2026年第一季度",
        _in_east_asian,
    ),
    (rf"{FOUR_DIGITS}\s?年\s?(?P<part>[上下])(?:半年|半期)", _east_asian, "2026年上半年", _in_east_asian),
    (rf"{FOUR_DIGITS}\s?年\s?(?P<number>\d\d?)\s?月(?!\s?\d)", _numbered_month, "2026年3月", _in_east_asian),
    (
        rf"{FOUR_DIGITS}\.(?P<number>\d\d?)(?![\w-]|\.\d)",
        _dotted_month,
        "Release date: 2026.3",
        holds("date", "plan", "expected", "scheduled", "eta", "due"),
    ),
)
_IN_NUMBERS: tuple[Notation[Period], ...] = table(
    (
        rf"{FOUR_DIGITS}-(?P<number>\d\d?)(?![\w-]|\.\d)",
        _numbered_month,
        "2026-03",
        lambda text: any(text[at - 4 : at].isdigit() for at in range(4, len(text)) if text[at] == "-"),
    ),
    (rf"(?:\?\?|[QH]\?)\s*+(?:[-,/]\s*+)?{_YEAR}", _some_of_year, "?? / 2026", holds("?")),
)
_YEAR_ALONE: tuple[Notation[Period], ...] = table(
    (rf"{_PART}{_ISO_YEAR}(?![\w./-]\w|\w)", _whole_year, "2026", holds("19", "20"))
)


def notations_in(text: str, *, years: bool) -> tuple[Notation[Period], ...]:
    """How periods that say their year may be written in a text; `years` says whether a year alone is one."""
    folded = text.lower()
    in_numbers = folded.isascii() and folded == text.upper()
    return _with_letters("q" in folded, "h" in folded, not in_numbers, years)


@cache
def _with_letters(q: bool, h: bool, others: bool, years: bool) -> tuple[Notation[Period], ...]:
    """Those for which a text has the letters."""
    # the numbers alone tell a day where they do in the example
    days = _DAYS if others else tuple(row for row in _DAYS if not any(map(str.isalpha, row.example)))
    return (
        *days,
        *(_QUARTERS if q else ()),
        *(_HALVES if h else ()),
        *(_IN_WORDS if others else ()),
        *_IN_NUMBERS,
        *(_YEAR_ALONE if years else ()),
    )


@lru_cache(maxsize=16)
def notations_within(year: int) -> tuple[Notation[Period], ...]:
    """How periods are written where the year is said already: `Early Q4` below `2026`."""
    return table(
        (rf"{_PART}Q(?P<quarter>[1-4])(?!\w)", partial(_quarter, year=year), "Early Q4", holds("q")),
        (rf"{_PART}H(?P<half>[12])(?!\w)", partial(_half, year=year), "H1", _in_half),
        (rf"{_PART}(?P<month>{MONTH})(?!\w)", partial(_month, year=year), "mid-July", names_a_month),
    )


PERIOD_EXAMPLES: tuple[str, ...] = (*(row.example for row in _with_letters(True, True, True, True)), "TBA")
