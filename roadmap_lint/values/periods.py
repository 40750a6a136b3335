"""Periods of time, from a day to `TBA`, in every notation that roadmaps use: one row a notation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from roadmap_lint.lazy import pattern
from roadmap_lint.record import Record


class Period(Record):
    """A stretch of time: `Q1 2026`, `H1 2026`, `mid Q4 2026`, `Late Oct '26`, `2026`, `TBA`.

    Both days belong to it; a missing one is not known: `Q3 2026 or later` has no end. `precision` is one of `day`,
    `month`, `quarter`, `half`, `year`, `range`, `none` (TBA, TBD). Early, mid and late mean the first, middle and last
    third (of a quarter: its first, middle, last month). Periods compare as intervals: only what cannot overlap is
    before or after.
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
        return self.start is not None or self.end is not None

    def __str__(self) -> str:
        if self.start is None or self.end is None:
            return "no date" if not self.is_known else f"{self.start or '…'} to {self.end or '…'}"
        return str(self.start) if self.start == self.end else f"{self.start} to {self.end}"


DAYS_OF_A_QUARTER = 92  # at most

# In English: a word that slipped is corrected to one of them.
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
# German, French, Spanish, Italian, Portuguese, Dutch, and what Scandinavians write otherwise.
_MONTHS_ABROAD = (
    "januar jänner janvier enero gennaio janeiro januari",
    "februar februari février fevrier febrero febbraio fevereiro",
    "märz maerz mars marzo março maart marts",
    "avril abril aprile",
    "mai mayo maggio maio mei maj",
    "juni juin junio giugno junho",
    "juli juillet julio luglio julho",
    "août aout agosto augustus augusti",
    "septembre septiembre settembre setembro",
    "oktober octobre octubre ottobre outubro",
    "novembre noviembre novembro",
    "dezember décembre decembre diciembre dicembre dezembro desember",
)
_ABROAD = {name: number for number, names in enumerate(_MONTHS_ABROAD, start=1) for name in names.split()}
MONTH_NUMBERS = MONTHS | _ABROAD
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH_ABROAD = "|".join(sorted(_ABROAD, key=len, reverse=True))
# A month whose year is not said, in the place of a date.
MONTH_ALONE = pattern(
    rf"(?:(?:early|mid|late|(?:the\s+)?end\s+of)[\s-]+)?(?:{_MONTH}|{_MONTH_ABROAD})\b", re.IGNORECASE
)
_YEAR = r"(?:(?P<year>(?:19|20)\d\d)|['’‘](?P<short>\d\d))(?![\d.])"
_PART = r"(?:(?P<part>early|mid|middle|late|beginning|start|end)(?:\s*-\s*|\s+(?:of\s+|in\s+)?))?"
_BEFORE = r"(?<![\w./-])"

_UNDECIDED = pattern(r"(?<![\w-])(?:TBA|TBD|TBC|to be (?:announced|decided|determined|confirmed))(?![\w-])", re.I)
_TENTATIVE_BEFORE = pattern(
    r"(?:~|\b(?:about|around|approx\.?|approximately|expected|estimated|tentative(?:ly)?|planned|target(?:ed)?)\b[\s:]*"
    r"(?:for|in|on)?)\s*$",
    re.I,
)
_TENTATIVE_AFTER = pattern(r"\s*(?:\?|\(?[_*]*(?:expected|tentative|estimated|planned|provisional)\b)", re.I)
# Nobody said when it ends.
_OPEN_BEFORE = pattern(r"\b(?:after|not before|(?:no|not) (?:earlier|sooner) than|earliest:?)(?:\s+in)?\s*$", re.I)
_OPEN_AFTER = pattern(
    r"\s*(?:\+(?!\w)|,?\s*"
    r"(?:(?:or|and)\s+(?:later|beyond|after(?:wards)?|onwards?)|onwards?|at the earliest|earliest)\b)",
    re.I,
)


def _month_span(year: int, first: int, last: int, precision: str) -> Period:
    after = date(year + last // 12, last % 12 + 1, 1)
    return Period(date(year, first, 1), after - timedelta(days=1), precision)


def _third(period: Period, part: str | None) -> Period:
    """The early, middle or late third of a period."""
    if part is None or period.start is None or period.end is None:
        return period
    index = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1}.get(part.lower(), 2)
    months = period.end.month - period.start.month + 1
    if months == 1:
        last = period.end.day
        days = ((1, 10), (11, 20), (21, last))[index]
        return Period(period.start.replace(day=days[0]), period.end.replace(day=days[1]), "range")
    each = months // 3 or 1
    first = period.start.month + index * each
    if months % 3:  # a half year has no month in its exact middle third; be generous at the seam
        first = period.start.month + index * months // 3
        each = months - (2 * months // 3) if index == 2 else -(-months // 3)
    return _month_span(
        period.start.year, first, min(first + each - 1, period.end.month), "month" if each == 1 else "range"
    )


def _year_of(match: re.Match[str]) -> int:
    return int(match["year"]) if match["year"] else 2000 + int(match["short"])


def _quarter(match: re.Match[str]) -> Period | None:
    year, number = _year_of(match), int(match["quarter"])
    if not 1 <= number <= 4:
        return None
    return _third(_month_span(year, 3 * number - 2, 3 * number, "quarter"), match["part"])


def _half(match: re.Match[str]) -> Period | None:
    number = int(match["half"])
    if not 1 <= number <= 2:
        return None
    return _third(_month_span(_year_of(match), 6 * number - 5, 6 * number, "half"), match["part"])


def _month(match: re.Match[str]) -> Period | None:
    number = MONTH_NUMBERS.get(match["month"].lower())
    return _third(_month_span(_year_of(match), number, number, "month"), match["part"]) if number else None


def _day(match: re.Match[str]) -> Period | None:
    name = match["month"]
    try:
        month = int(name) if name.isdigit() else MONTH_NUMBERS.get(name.lower(), 0)
        day = date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None  # 30 February: RM251 says so
    return Period(day, day, "day")


def _numbered_month(match: re.Match[str]) -> Period | None:
    number = int(match["number"])
    return _month_span(int(match["year"]), number, number, "month") if 1 <= number <= 12 else None


def _whole_year(match: re.Match[str]) -> Period | None:
    return _third(_month_span(_year_of(match), 1, 12, "year"), match["part"])


def _season(match: re.Match[str]) -> Period | None:
    """No hemisphere is known, and a winter may end in the year that follows."""
    year = _year_of(match)
    last = int(match["next"][-2:]) == (year + 1) % 100 if match["next"] else False
    return Period(date(year, 1, 1), date(year + last, 12, 31), "range" if last else "year", True)


def _quarters(match: re.Match[str]) -> Period | None:
    first, last = int(match["first"]), int(match["last"])
    if not 1 <= first < last <= 4:
        return None
    return _month_span(_year_of(match), 3 * first - 2, 3 * last, "range")


class _Notation(Record):
    """A way to write a period: its pattern, what it means, what a newcomer should see it reads.

    `may_hold` tells, of a text in lower case, whether looking is worth while: most documents use two notations.
    """

    pattern: re.Pattern[str]
    build: Callable[[re.Match[str]], Period | None]
    example: str
    may_hold: Callable[[str], bool]


def _holds(*parts: str) -> Callable[[str], bool]:
    return lambda text: any(part in text for part in parts)


_names_a_month = _holds(*{name[:3] for name in MONTHS})
_names_a_month_abroad = _holds(*(name if len(name) > 3 else f"{name} " for name in _ABROAD))

# The more exact first: what one has read, the next ones leave.
_NOTATIONS: tuple[_Notation, ...] = tuple(
    _Notation(pattern(_BEFORE + text, re.IGNORECASE), build, example, may_hold)
    for text, build, example, may_hold in (
        (r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])", _day, "2026-02-20", _holds("-")),
        (
            r"(?P<year>(?:19|20)\d\d)[/.](?P<month>\d\d?)[/.](?P<day>\d\d?)(?![\w/.])",
            _day,
            "2026/02/20",
            lambda text: text.count("/") > 1 or text.count(".") > 1,
        ),
        (
            rf"(?P<month>{_MONTH})\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?P<year>(?:19|20)\d\d)(?!\d)",
            _day,
            "Feb 20, 2026",
            _names_a_month,
        ),
        (
            rf"(?P<day>\d\d?)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\.?,?\s+(?P<year>(?:19|20)\d\d)(?!\d)",
            _day,
            "20th February 2026",
            _names_a_month,
        ),
        (
            rf"(?P<day>\d\d?)(?:\.|er|º)?\s+(?:de\s+)?(?P<month>{_MONTH_ABROAD})\s+(?:del?\s+)?(?P<year>(?:19|20)\d\d)(?!\d)",
            _day,
            "20. März 2026",
            _names_a_month_abroad,
        ),
        (
            rf"Q(?P<first>[1-4])\s*[-–/]\s*Q(?P<last>[1-4])\s*[-,/]?\s*{_YEAR}",
            _quarters,
            "Q1–Q2 2026",
            lambda text: text.count("q") > 1,
        ),
        (
            rf"{_PART}(?:Q\s?(?P<quarter>\d)|(?P<q>\d)Q)(?!\d)\s*[-,/]?\s*{_YEAR}",
            _quarter,
            "mid Q4 2026",
            _holds("q"),
        ),
        (
            rf"{_PART}(?P<year>(?:19|20)\d\d)(?P<short>)\s*[-/]?\s*Q(?P<quarter>\d)(?!\w)",
            _quarter,
            "2026 Q1",
            lambda text: "20" in text[: max(0, text.rfind("q"))],
        ),
        (rf"{_PART}H(?P<half>\d)(?!\d)\s*[-,/]?\s*{_YEAR}", _half, "H1 2026", _holds("h1", "h2")),
        (
            rf"{_PART}(?P<year>(?:19|20)\d\d)(?P<short>)\s*[-/]?\s*H(?P<half>\d)(?!\w)",
            _half,
            "2026 H1",
            _holds("h1", "h2"),
        ),
        (rf"{_PART}(?P<year>)(?P<short>\d\d)H(?P<half>\d)(?!\w)", _half, "26H1", _holds("h1", "h2")),
        (rf"{_PART}(?P<month>{_MONTH})\b\.?,?\s*{_YEAR}", _month, "Late Oct '26", _names_a_month),
        (
            rf"{_PART}(?P<month>{_MONTH_ABROAD})\b\.?,?\s*(?:del?\s+)?{_YEAR}",
            _month,
            "marzo de 2026",
            _names_a_month_abroad,
        ),
        (
            rf"{_PART}(?:spring|summer|autumn|fall|winter)(?:\s+of)?,?\s*{_YEAR}(?:\s?[/–-]\s?(?P<next>(?:20)?\d\d)(?!\d))?",
            _season,
            "Spring 2026",
            _holds("spring", "summer", "autumn", "fall", "winter"),
        ),
        (
            r"(?P<year>(?:19|20)\d\d)[-.](?P<number>\d\d?)(?![\w-]|\.\d)",
            _numbered_month,
            "2026-03",
            lambda text: any(text[at - 4 : at].isdigit() for at in range(4, len(text)) if text[at] in "-."),
        ),
        (rf"{_PART}(?P<year>(?:19|20)\d\d)(?P<short>)(?![\w./-]\w|\w)", _whole_year, "2026", _holds("19", "20")),
    )
)
PERIOD_EXAMPLES: tuple[str, ...] = (*(notation.example for notation in _NOTATIONS), "TBA")


def read_periods(text: str, *, years: bool = True) -> Iterator[tuple[Period, int, int]]:
    """Every period in the text, with its offsets, in the order of the text; `years` says whether 2026 alone is one.

    The offsets hold the words that shape the interval (`mid`, `early`), not those that only doubt it (`~`,
    `expected`, `tentative`): these set `tentative`. Words that leave the end open (`or later`) take the end away.
    """
    folded = text.lower()
    found: list[tuple[int, int, Period]] = []
    taken: list[tuple[int, int]] = []  # in order and apart
    for notation in _NOTATIONS:
        if not notation.may_hold(folded) or (notation.build is _whole_year and not years):
            continue
        for match in notation.pattern.finditer(text):
            start, end = match.span()
            index = bisect_left(taken, (end, end))
            if index and start < taken[index - 1][1]:
                continue  # a part of a more exact one
            period = _built(notation.build, match)
            if period is not None:
                taken.insert(index, (start, end))
                if _is_open(text, start, end):
                    period = period._replace(end=None, tentative=True)
                tentative = period.tentative or _is_doubted(text, start, end)
                found.append((start, end, period._replace(tentative=tentative)))
    if "tb" in folded or "to be " in folded:
        found.extend((*match.span(), Period(None, None, "none", True)) for match in _UNDECIDED.finditer(text))
    for start, end, period in sorted(found, key=lambda item: item[:2]):
        yield period, start, end


_DOUBTS = ("~", "about", "around", "approx", "expected", "estimated", "tentative", "planned", "target")


def _is_doubted(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 40) : start], text[end : end + 20].lstrip()
    # patterns that hardly any text needs are looked at only where they may match
    doubted_before = any(hint in before.lower() for hint in _DOUBTS) and _TENTATIVE_BEFORE.search(before)
    return bool(doubted_before or (after not in ("", ")") and _TENTATIVE_AFTER.match(after)))


def _is_open(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 40) : start], text[end : end + 20]
    opened = any(hint in before.lower() for hint in ("after", "before", " than", "earliest"))
    return bool(opened and _OPEN_BEFORE.search(before)) or (
        after[:1] not in ("", ")") and _OPEN_AFTER.match(after) is not None
    )


def _built(build: Callable[[re.Match[str]], Period | None], match: re.Match[str]) -> Period | None:
    if "q" in match.re.groupindex and match["q"]:
        return None  # '4Q 2026' is no notation of ours: RM111 offers 'Q4 2026'
    known = match[0].isascii() or all(sign.isascii() or sign in "’‘–" or sign.isalpha() for sign in match[0])
    return build(match) if known else None


def read_period(text: str, *, years: bool = True) -> tuple[Period, int, int] | None:
    """The first period in the text, with its offsets."""
    return next(read_periods(text, years=years), None)
