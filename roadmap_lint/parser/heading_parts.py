"""The parts of a heading, and how they stand to each other: its version and product, its periods."""

from __future__ import annotations

import re

from roadmap_lint.lazy import pattern
from roadmap_lint.parser.slips import malformed_period
from roadmap_lint.values import (
    STATUS_SYNONYMS,
    STATUS_WORDS,
    Period,
    Version,
    read_bucket,
    read_period,
    read_periods,
    read_versions,
    without_marks,
    without_shortcodes,
)

Range = tuple[int, int]
Dated = tuple[Period, Range]


class Seen:
    """A heading with what every notation asks about it.

    `dates` are the periods that it says in full, but for a year alone, which is one only where a notation wants it.
    """

    __slots__ = ("_below", "_with_years", "dates", "text", "year")

    def __init__(self, text: str, year: int | None) -> None:
        self.text = without_shortcodes(text)
        self.year = year
        self.dates: list[Dated] = _periods(self.text, years=False)
        self._with_years: list[Dated] | None = None  # several notations ask
        self._below: list[Dated] | None = None

    def dates_and_years(self) -> list[Dated]:
        if self._with_years is None:
            self._with_years = self.dates or _periods(self.text, years=True)
        return self._with_years

    def dates_below_the_year(self) -> list[Dated]:
        """The periods whose year the heading above says."""
        if self._below is None:
            asked = self.year is not None and not self.dates
            self._below = _periods(self.text, years=False, year=self.year) if asked else []
        return self._below


def _periods(text: str, *, years: bool, year: int | None = None) -> list[Dated]:
    return [(period, (start, end)) for period, start, end in read_periods(text, years=years, year=year)]


# --------------------------------------------------------------------------------------------- the parts of a version

# What may stand before a version: nothing, marks and emoji, or the name of a product in up to four words.
PRODUCT = pattern(r"[\W_]*(?P<name>[^\W\d_][\w.+#&-]*(?:\s+[^\W_][\w.+#&-]*){0,3})?[\W_]*", re.UNICODE)
_NOT_A_PRODUCT = frozenset({"version", "release", "milestone", "v", "target", "planned", "roadmap", "special"})
# Where one of them stands before a number, the number is no version that comes out.
NO_NAME = frozenset(
    re.split(
        " ",
        "adopting backporting building installing maintaining migrating moving porting preparing removing releasing "
        "running supporting switching testing updating using "
        "a after and before beyond changes for from from: in into new of on or post pre since the to towards until "
        "upgrade upgrading via what what's with without appendix chapter figure part phase section sprint step week",
    )
)
# What is to be done with the product of another: 'Support TypeScript 4.4'.
_WORK = frozenset(
    re.split(" ", "add adopt allow bump deprecate drop enable end migrate remove require support upgrade use")
)
# What may stand behind it, where it has no 'v' to show what it is.
TAIL = pattern(
    r"""\s*+(?:$|[\[\](~:/,–—|"“'‘«✅✔🚧⏳🔮]|-+\s|--|\.?\s*$
    |(?:and (?:beyond|later|above)|or later|release\b|milestone\b|roadmap\b|completed|complete|done|released|planned|lts
    |ga|alpha|beta|rc|preview|final|stable)\b
    |(?:series|line|branch)\b\s*(?:$|[(:–—]|-+\s))""",
    re.IGNORECASE | re.VERBOSE,
)
_STAGE = pattern(
    r"\s+(?P<stage>alpha|beta|rc|preview)(?:[\s.-]?(?P<number>\d{1,3}))?(?=[\s*_]*(?:$|[(\[:,|~–—]|-+\s))",
    re.IGNORECASE,
)
_COMMA_OR_SLASH = pattern(r"\s*[,/]")
# 'Acme 2.0 - Supported platforms' is about a version that is out.
_ABOUT_A_VERSION = pattern(
    r"[\W_]*(?:supported|support|compatib\w+|requirements|prerequisites|upgrad\w+|migrat\w+|known issues|release notes"
    r"|breaking changes|release (?:schedule|process|policy|cycle|cadence|calendar))\b",
    re.IGNORECASE,
)

# 'v2.8 retrospective' looks back at a version, or helps with it; whatever stands before it.
_BESIDE_A_VERSION = pattern(
    r"[\W_]*(?:retro(?:spective)?|post-?mortem|recap|lessons learned|faq|known issues|release notes|change\s?log"
    r"|breaking changes|(?:upgrade|upgrading|migration) (?:guide|notes|instructions))[\W_]*$",
    re.IGNORECASE,
)


def find_version(seen: Seen) -> tuple[Version, Range] | None:
    """The version at the head of a heading, behind marks or the name of a product at most."""
    text = seen.text
    for version, start, end in read_versions(text):
        if any(start < last and first < end for _, (first, last) in seen.dates):
            continue
        before = PRODUCT.fullmatch(text, 0, start)
        if before is None:
            return None
        words = (before["name"] or "").lower().split()
        if words == ["v"] or any(word.rstrip("-") in NO_NAME for word in words):
            return None
        if len(words) > 1 and words[0] in _WORK:
            return None
        marked = version.text[0] in "vV"
        if len(version.release) == 1 and not marked and not version.wildcard:
            return None  # 'Phase 1', '2026'
        if _BESIDE_A_VERSION.match(text, end):
            return None
        if (words or len(version.release) == 1) and _ABOUT_A_VERSION.match(text, end):  # 'V8' is a name, too
            return None
        sure = marked and not words and len(version.release) > 1
        return with_stage(text, version, start, end) if sure or _tail_agrees(seen, end) else None
    return None


def with_stage(text: str, version: Version, start: int, end: int) -> tuple[Version, Range]:
    """`v2.0 RC 1` is the pre-release that `v2.0-rc.1` is, and not v2.0."""
    whole = not version.pre and not version.wildcard and not version.open
    stage = _STAGE.match(text, end) if whole and text[end:].lstrip()[:1].isalpha() else None
    if stage is None:
        return version, (start, end)
    pre = stage["stage"].lower() + (stage["number"] or "")
    return Version(text[start : stage.end()], version.release, pre), (start, stage.end())


def _tail_agrees(seen: Seen, end: int) -> bool:
    if not TAIL.match(seen.text, end):
        return False
    separator = _COMMA_OR_SLASH.match(seen.text, end)
    if separator is None:
        return True
    # '2.0, Q1 2026', not '2.0/2.1 parity'
    return any(not seen.text[separator.end() : first].strip(" ~(") for _, (first, _last) in seen.dates)


# 'FY26 Q3', 'Q3 FY26'
_FISCAL = pattern(r"(?:(?:[QH][1-4]\s*)?FY\s?'?\d{2,4}(?:\s*[QH][1-4])?|priority\s\d+)", re.IGNORECASE)


def product_before(seen: Seen, end: int) -> Range | None:
    """The name before a version or period, unless it is a word for any milestone, a bucket or a period."""
    match = PRODUCT.fullmatch(seen.text, 0, end)
    if match is None or not match["name"] or match["name"].lower() in _NOT_A_PRODUCT:
        return None
    start, stop = match.span("name")
    if any(start < last and first < stop for _, (first, last) in seen.dates):
        return None
    name = seen.text[start:stop]
    return None if read_bucket(name) or _FISCAL.fullmatch(name) else (start, stop)


# ---------------------------------------------------------------------------------------------- the parts of a period

# Around a year that stands alone as the period of a version.
_OF_A_DATE = "|".join(
    sorted(
        {
            *(word.replace(" ", r"\s+") for word in (*STATUS_WORDS, *STATUS_SYNONYMS)),
            *("in", "by", "on", "for", "of", "during", "until", "approx", "about", "around", "expected", "estimated"),
            *("target", "targeted", "release", "year", "sometime", "tentatively"),
        },
        key=len,
        reverse=True,
    )
)
_BEFORE_YEAR = pattern(rf"(?:^|[(\[–—:,|~/]|[\s)]-)[\W_]*(?:(?:{_OF_A_DATE})\b[\W_]*)*$", re.IGNORECASE)
_BEHIND_YEAR = pattern(rf"[\s*_]*(?:(?:{_OF_A_DATE})\b[\s*_]*)*(?:[^\w\s]|$)", re.IGNORECASE)
_CLOSED = pattern(r"[^()]*\)[\W_]*")


# What stands before the end of a version's life: 'EOL April 2027', 'security fixes until April 2027'.
_ENDS = pattern(
    r"\b(?:(?:eol|end[\s-]of[\s-](?:life|support))(?:\s+date)?(?:\s+(?:in|on))?|(?:support|maintenance)\s+ends(?:\s+(?:in|on))?"
    r"|(?:support(?:ed)?|maintained|maintenance|lts|(?:security|bug)[\s-]?fixes|(?:security\s+)?(?:updates|patches))"
    r"\s+(?:until|till|through))\b[\s*_]*(?:[:：–—-][\s*_]*)?(?:the\s+)?~?",
    re.IGNORECASE,
)


def of_version(seen: Seen, end: int) -> tuple[Dated | None, Range | None, Dated | None]:
    """The period behind a version, or what stands in its place and is none; and when it is no longer supported."""
    ended = _end_of_life(seen.text, end)
    dates = [found for found in seen.dates if found[1][0] >= end and not _is_same(found, ended)]
    period = rather_known(seen, next(iter(dates), None), end)
    malformed = None if period or ended else malformed_period(seen.text, end, versioned=True)
    if period is None and malformed is None:
        years = (found for found in _periods(seen.text, years=True) if found[1][0] >= end)
        years = (found for found in years if not _is_same(found, ended))
        period = next((found for found in years if _year_stands(seen.text, end, *found[1])), None)
    if period is None and malformed is None:
        below = (found for found in seen.dates_below_the_year() if found[1][0] >= end)
        period = next((found for found in below if stands_as_period(seen.text, *found[1])), None)
    return period, malformed, ended


def _end_of_life(text: str, start: int) -> Dated | None:
    words = _ENDS.search(text, start)
    found = read_period(text[words.end() :]) if words else None
    if words is None or found is None or found[1] or not found[0].is_known:
        return None
    return found[0], (words.end(), words.end() + found[2])


def _is_same(found: Dated, other: Dated | None) -> bool:
    return other is not None and found[1][0] == other[1][0]


# Between a period and the doubt about it: not 'TBD, was Q1 2026'.
_BETWEEN_DOUBTS = pattern(
    r"(?:[\W_]|\b(?:date|exact|expected|estimated|planned|target|maybe|likely|possibly|in|for)\b)*", re.IGNORECASE
)


def rather_known(seen: Seen, found: Dated | None, start: int) -> Dated | None:
    """`2028` in `2028, date TBD`: TBD only doubts it."""
    if found is None or found[0].is_known:
        return found
    for period, (first, last) in _periods(seen.text, years=True):
        between = (min(last, found[1][1]), max(first, found[1][0]))
        if not period.is_known or first < start or not _BETWEEN_DOUBTS.fullmatch(seen.text, *between):
            continue
        if last - first > 4 or _year_stands(seen.text, start, first, last):
            return period._replace(tentative=True), (first, last)
    return found


def _year_stands(text: str, version_end: int, start: int, end: int) -> bool:
    """Whether a year alone is meant as the period: set off from other words, or with words of time and progress."""
    if end - start > 4:
        return True  # 'late 2026'
    before = text[max(version_end, start - 80) : start]
    return _BEFORE_YEAR.search(before) is not None and _BEHIND_YEAR.match(text, end) is not None


def begins_with(text: str, start: int) -> bool:
    """Whether nothing but emoji, emphasis and doubt stands before a place."""
    return not without_marks(text[:start]).strip("~*_ ")


def stands_as_period(text: str, start: int, end: int) -> bool:
    """Whether the range is the whole heading, in brackets at its end, or set off by a dash or colon.

    Emoji around the heading are decoration, or its status.
    """
    before, after = text[:start].strip(), text[end:].strip()
    if begins_with(text, start):
        return not without_marks(after[:1]) or after[0] in "-–—:(|,/"
    if before.endswith("(") or "(" in before[before.rfind(")") + 1 :]:
        return _CLOSED.fullmatch(after) is not None
    return not without_marks(after).strip("*_") and before[-1] in "-–—:,|~"
