"""The words of a roadmap: versions, periods, statuses and API versions, parsed, compared and printed.

Nothing here knows where a word stands; `model.Value` pairs a word with its place. Readers take a text and return
`None`, or `(value, start, end)`, where they find nothing: they raise on no input.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import total_ordering

from roadmap_lint.lazy import pattern
from roadmap_lint.record import Record

# --------------------------------------------------------------------------------------------------------- versions

_VERSION = pattern(
    r"""
    (?<![\w.])                               # 'rev1.2' and '1.2.3.4' hold no version of their own
    (?P<prefix>[vV](?=\d))?
    (?P<release>\d{1,6}(?:\.\d{1,6}){0,3})
    (?P<wildcard>\.(?:[xX*]|\\\*))?
    (?P<pre>-[0-9A-Za-z][0-9A-Za-z.-]*(?<![.-])|(?:alpha|beta|rc|pre|dev|preview)[-.]?\d*(?:\.\d+)*)?
    (?:\+(?P<build>[0-9A-Za-z][0-9A-Za-z.-]*))?
    (?P<open>\+)?
    (?![\w]|\.\d)
    """,
    re.VERBOSE,
)


@total_ordering
class Version:
    """A version as roadmaps write them: `v2.5`, `2.5.x`, `1.29+`, `v2.5.0-rc.1`.

    `release` holds the numbers; `wildcard` is true of `2.5.x`, `open` of `1.29+`. Versions compare by number, never as
    text: v2.10 is above v2.9, 2.8 equals v2.8.0 and 2.8.x, and a pre-release is below its release (order of
    pre-releases: `packaging.version` where it reads them, else SemVer 2.0 item 11).
    """

    __slots__ = ("_number", "open", "pre", "release", "text", "wildcard")

    def __init__(
        self, text: str, release: tuple[int, ...], pre: str = "", *, wildcard: bool = False, open: bool = False
    ) -> None:
        self.text = text
        self.release = release
        self.pre = pre
        self.wildcard = wildcard
        self.open = open
        significant = len(release)
        while significant > 1 and not release[significant - 1]:
            significant -= 1
        self._number = release[:significant]

    @classmethod
    def parse(cls, text: str) -> Version | None:
        """The version that the whole text is, or `None`."""
        found = read_version(text)
        return found[0] if found and found[1:] == (0, len(text)) else None

    @property
    def major(self) -> int:
        return self.release[0]

    @property
    def minor(self) -> int | None:
        """The second number; `None` where the text has only one."""
        return self.release[1] if len(self.release) > 1 else None

    @property
    def series(self) -> tuple[int, int]:
        """Major and minor: what support windows count. `v3` counts as 3.0."""
        return self.release[0], self.release[1] if len(self.release) > 1 else 0

    def agrees_with(self, other: Version) -> bool:
        """Whether one names a part of the other: 2.8 agrees with v2.8.0 and 2.8.x, not with 2.9."""
        shorter = min(len(self.release), len(other.release))
        return self.release[:shorter] == other.release[:shorter]

    def like(self, series: tuple[int, int]) -> str:
        """The name of another series in this one's style: `v2.5.x` like (2, 6) is `v2.6.x`."""
        prefix = self.text[: len(self.text) - len(self.text.lstrip("vV"))]
        wildcard = re.search(r"\.(?:[xX*]|\\\*)", self.text)
        tail = wildcard[0] if wildcard else ".0" * max(0, len(self.release) - 2)
        return f"{prefix}{series[0]}.{series[1]}{tail}{'+' if self.open else ''}"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Version):
            return NotImplemented
        if self._number != other._number or bool(self.pre) != bool(other.pre):
            return False
        return self.pre == other.pre or _prerelease_key(self.pre) == _prerelease_key(other.pre)

    def __lt__(self, other: Version) -> bool:
        mine, theirs = self._number, other._number
        if mine != theirs:
            return mine < theirs
        if not self.pre or not other.pre:
            return bool(self.pre) and not other.pre
        return _prerelease_key(self.pre) < _prerelease_key(other.pre)

    def __hash__(self) -> int:
        return hash((self._number, bool(self.pre)))  # rc1 equals -rc.1

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Version({self.text!r})"


def _prerelease_key(pre: str) -> tuple[tuple[int, int, str], ...]:
    """Order of pre-releases: by `packaging` where it reads the text as one, by SemVer where it does not."""
    from packaging.version import InvalidVersion
    from packaging.version import Version as Pep440

    # PEP 440 reads '-1' as a post-release and does not read 'alpha.beta'; SemVer says what they mean.
    if not re.fullmatch(r"-?\d.*|.*[A-Za-z].*\.[A-Za-z].*", pre):
        try:
            parsed = Pep440("0" + pre)
        except InvalidVersion:
            pass
        else:
            if parsed.pre is not None:
                return ((1, 0, parsed.pre[0]), (0, parsed.pre[1], ""))
            if parsed.dev is not None:
                return ((1, 0, ""), (0, parsed.dev, ""))
    parts = re.findall(r"\d+|[A-Za-z-]+", pre.lstrip("-"))
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in parts)


def read_versions(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[Version, int, int]]:
    """Every version in the text, with its offsets: in the text, code points, half open."""
    for match in _VERSION.finditer(text, start, len(text) if end is None else end):
        if not match["release"].isascii():
            continue
        release = tuple(int(number) for number in match["release"].split("."))
        version = Version(
            match[0],
            release,
            (match["pre"] or "").lower(),
            wildcard=match["wildcard"] is not None,
            open=match["open"] is not None,
        )
        yield version, match.start(), match.end()


def read_version(text: str, start: int = 0) -> tuple[Version, int, int] | None:
    """The first version in the text, with its offsets."""
    return next(read_versions(text, start), None)


# ---------------------------------------------------------------------------------------------------------- periods


class Period(Record):
    """A stretch of time: `Q1 2026`, `H1 2026`, `mid Q4 2026`, `Late Oct '26`, `2026`, `TBA`.

    Both days belong to it; a missing one is not known. `precision` is one of `day`, `month`, `quarter`, `half`,
    `year`, `range`, `none` (TBA, TBD). Early, mid and late mean the first, middle and last third (of a quarter: its
    first, middle, last month). Periods compare as intervals: only what cannot overlap is before or after.
    """

    start: date | None
    end: date | None
    precision: str
    tentative: bool = False

    def is_before(self, other: Period) -> bool:
        """Whether this period is certainly over when the other begins."""
        return self.end is not None and other.start is not None and self.end < other.start

    @property
    def is_known(self) -> bool:
        return self.start is not None or self.end is not None

    def __str__(self) -> str:
        if self.start is None or self.end is None:
            return "no date" if not self.is_known else f"{self.start or '…'} to {self.end or '…'}"
        return str(self.start) if self.start == self.end else f"{self.start} to {self.end}"


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
_TENTATIVE_AFTER = pattern(r"\s*(?:\?|\(?[_*]*(?:expected|tentative|estimated|planned|provisional)\b|or later\b)", re.I)


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
    `expected`, `tentative`): these set `tentative`.
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


def _built(build: Callable[[re.Match[str]], Period | None], match: re.Match[str]) -> Period | None:
    if "q" in match.re.groupindex and match["q"]:
        return None  # '4Q 2026' is no notation of ours: RM111 offers 'Q4 2026'
    known = match[0].isascii() or all(sign.isascii() or sign in "’‘–" or sign.isalpha() for sign in match[0])
    return build(match) if known else None


def read_period(text: str, *, years: bool = True) -> tuple[Period, int, int] | None:
    """The first period in the text, with its offsets."""
    return next(read_periods(text, years=years), None)


# --------------------------------------------------------------------------------------------------------- statuses

# The states a milestone goes through, as ranks; what is cancelled or postponed has none.
PLANNED, IN_PROGRESS, COMPLETED = "planned", "in progress", "completed"
CANCELLED, POSTPONED = "cancelled", "postponed"
STATE_RANK = {PLANNED: 0, IN_PROGRESS: 1, COMPLETED: 2}

# The words of RULES.md first (they are offered as corrections), then others that are read and never complained about.
STATUS_WORDS: dict[str, str] = {
    "provisional": PLANNED,
    "planned": PLANNED,
    "proposed": PLANNED,
    "in progress": IN_PROGRESS,
    "completed": COMPLETED,
    "done": COMPLETED,
    "released": COMPLETED,
    "cancelled": CANCELLED,
    "postponed": POSTPONED,
    "delayed": POSTPONED,
}
STATUS_SYNONYMS: dict[str, str] = {
    "active": IN_PROGRESS,
    "blocked": IN_PROGRESS,
    "canceled": CANCELLED,
    "complete": COMPLETED,
    "deferred": POSTPONED,
    "delivered": COMPLETED,
    "deployed": COMPLETED,
    "draft": PLANNED,
    "dropped": CANCELLED,
    "finished": COMPLETED,
    "future": PLANNED,
    "implemented": COMPLETED,
    "in development": IN_PROGRESS,
    "in review": IN_PROGRESS,
    "launched": COMPLETED,
    "merged": COMPLETED,
    "not started": PLANNED,
    "on hold": POSTPONED,
    "on track": IN_PROGRESS,
    "ongoing": IN_PROGRESS,
    "open": PLANNED,
    "pending": PLANNED,
    "planning": PLANNED,
    "promised": PLANNED,
    "proposal": PLANNED,
    "published": COMPLETED,
    "rolled out": COMPLETED,
    "scheduled": PLANNED,
    "shipped": COMPLETED,
    "started": IN_PROGRESS,
    "tba": PLANNED,
    "tbd": PLANNED,
    "tentative": PLANNED,
    "todo": PLANNED,
    "to do": PLANNED,
    "upcoming": PLANNED,
    "wip": IN_PROGRESS,
    "work in progress": IN_PROGRESS,
}


_LONGEST_STATUS = max(len(word) for word in (*STATUS_WORDS, *STATUS_SYNONYMS))


class Status(Record):
    """A status word as written, and the state it stands for; `None` for a word that is not known."""

    text: str
    state: str | None

    @property
    def rank(self) -> int | None:
        """How far along: 0 planned, 1 in progress, 2 completed; `None` for the rest."""
        return STATE_RANK.get(self.state) if self.state else None


_WORDS = pattern(r"[^\W\d_]+(?:[-\s][^\W\d_]+)*")


# What stands before a word for 'completed', or behind it, and means that something is left to do.
_NEARLY = pattern(
    r"(?:(?:partially|partly|in part|almost|nearly|mostly|largely|half|halfway|not(?:\s+(?:yet|fully|quite))?|"
    r"(?:soon|yet)\s+to\s+be|(?:to|will|should|can)\s+be|being|about\s+to\s+be|(?P<share>\d{1,3})(?:[.,]\d+)?\s*%)"
    r"[\s-]+)+",
    re.IGNORECASE,
)
_LEFT_OPEN = pattern(
    r"[\s*_]{0,9}(?P<mark>[,:(–—-]?)[\s*_]{0,9}(?:(?:soon|shortly|eventually|partially|partly|(?:by\s+)?next\s+\w+)\b|"
    r"(?:as|in|to)\s+(?:an?\s+)?(?:(?:public|private|open|closed|early|developer|dev|tech(?:nology|nical)?)[\s-]+)?"
    r"(?:alpha|beta|preview|prototype|draft|experiment(?:al)?|rc|release candidate)\b|"
    r"(?:all\s+)?(?:except(?:ing)?|excluding|apart\s+from|aside\s+from|with\s+the\s+exception\s+of|but\s+(?:not|for))\b|"
    r"(?:at\s+|to\s+|~)?(?P<share>\d{1,3})(?:[.,]\d+)?\s*%|(?P<by>by)\s+(?:the\s+)?)",
    re.IGNORECASE,
)


def read_status(text: str) -> tuple[Status, int, int] | None:
    """The status that a status line begins with, after emoji and marks, with its offsets.

    A word of the vocabulary is taken whole (`In Progress`); of other text the words up to the first number,
    punctuation or preposition are taken, with state `None`. What is completed in part, or will be (`80% complete`,
    `Released soon`, `Complete by Q3 2026`), is in progress.
    """
    found = _read_state(text)
    nearly = _nearly(text, found)
    if nearly:
        return nearly
    if found is None or found[0].state != COMPLETED:
        return found
    end = _left_open(text, *found[1:])
    return (Status(text[found[1] : end], IN_PROGRESS), found[1], end) if end else found


def _nearly(text: str, found: tuple[Status, int, int] | None) -> tuple[Status, int, int] | None:
    """The status where its first words take back that it is completed."""
    if found is None or found[0].state not in (None, COMPLETED):
        return None
    number = re.search(r"\d", text[: found[1]])
    if number is None and found[0].state:
        return None
    start = number.start() if number else found[1]
    before = _NEARLY.match(text, start)
    share = before["share"] if before else None
    if before is None or (share and int(share) >= 100):
        return None
    done = _read_state(text[before.end() :])
    if done is None or done[0].state != COMPLETED or done[1]:
        return None
    end = before.end() + done[2]
    return Status(text[start:end], IN_PROGRESS), start, end


def _left_open(text: str, start: int, end: int) -> int | None:
    """Where the words end that take back, behind a status, that it is completed."""
    rest = text[end:].strip(" *_")
    after = None if not rest or rest.startswith("on ") else _LEFT_OPEN.match(text, end)
    if after is None or (after["share"] and int(after["share"]) >= 100):
        return None
    if not after["by"]:
        return end if after["mark"] == "(" else after.end()
    period = read_period(text[after.end() :])
    if period is None or period[1]:
        month = MONTH_ALONE.match(text, after.end())
        return month.end() if month else None  # 'Completed by the team'
    if period[0].precision == "day" and text[start:end].lower().endswith("ed"):
        return None  # 'Completed by 2026-02-20'
    return after.end() + period[2]


def _read_state(text: str) -> tuple[Status, int, int] | None:
    words = _WORDS.search(text)
    if words is None:
        return None
    folded = re.sub(r"[-\s]", " ", words[0][: _LONGEST_STATUS + 1]).lower()
    for length in range(min(len(folded), _LONGEST_STATUS), 0, -1):
        if length < len(folded) and folded[length] != " ":
            continue
        state = STATUS_WORDS.get(folded[:length]) or STATUS_SYNONYMS.get(folded[:length])
        if state:
            end = words.start() + length
            return Status(text[words.start() : end], state), words.start(), end
    stop = re.search(r"\s(?:on|in|at|by|as|for|since|until|with|and|but|see)\b", words[0], re.I)
    # 'In Progres' begins with a preposition that belongs to the status
    if stop and stop.start() < 3:
        stop = None
    end = words.start() + (stop.start() if stop else len(words[0]))
    return Status(text[words.start() : end], None), words.start(), end


# ------------------------------------------------------------------------------------------------------ API versions

# https://kubernetes.io/docs/concepts/overview/kubernetes-api/: v1, v1beta2, v2alpha1
_KUBERNETES_VERSION = pattern(r"v([1-9]\d*)(?:(alpha|beta)([1-9]\d*))?")
# RFC 1123 subdomain with at least one dot, which every group of a custom resource has
_API_GROUP = pattern(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")


class ApiVersion(Record):
    """A Kubernetes API group and version: `source.toolkit.fluxcd.io/v1beta2`. Either part may be missing or wrong."""

    group: str
    version: str

    @classmethod
    def parse(cls, text: str) -> ApiVersion:
        """The two sides of the last slash; without one, the version is empty."""
        group, slash, version = text.rpartition("/")
        return cls(group, version) if slash else cls(text, "")

    @property
    def priority(self) -> tuple[int, int, int] | None:
        """Order within a group, by stability, as Kubernetes sorts (v1 above v2beta1); `None` if malformed."""
        match = _KUBERNETES_VERSION.fullmatch(self.version)
        if match is None:
            return None
        stage = {"alpha": 0, "beta": 1, None: 2}[match[2]]
        return stage, int(match[1]), int(match[3] or 0)

    @property
    def problem(self) -> str | None:
        """What is wrong with it, in words, or `None`."""
        if not self.version:
            return f"'{self.group}' names no API version"
        if self.priority is None:
            return f"{self.version!r} is no Kubernetes API version (v1, v1beta1, v2alpha1)"
        if not _API_GROUP.fullmatch(self.group):
            return f"{self.group!r} is not an API group (a lower-case domain name)"
        return None

    def __str__(self) -> str:
        return f"{self.group}/{self.version}" if self.version else self.group
