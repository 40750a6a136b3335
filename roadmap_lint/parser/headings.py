"""The grammar of milestone headings: `v2.8 (Q1 2026)`, `Flux GitOps GA (TBA)`, `Q1 2022`, `Rook 1.4`.

A number at the head of a heading is a version only where the rest of the heading agrees: `1.1 Runtime improvements`
is a section, `02-client refactor` is neither.
"""

from __future__ import annotations

import re

from roadmap_lint.lazy import pattern
from roadmap_lint.record import Record
from roadmap_lint.spelling import distance
from roadmap_lint.values import (
    MONTH_NUMBERS,
    MONTHS,
    STATUS_SYNONYMS,
    STATUS_WORDS,
    Period,
    Version,
    read_periods,
    read_versions,
)

Range = tuple[int, int]

# What may stand before a version: nothing, marks and emoji, or the name of a product in up to four words.
_PRODUCT = pattern(r"[\W_]*(?P<name>[^\W\d_][\w.+#&-]*(?:\s+[^\W_][\w.+#&-]*){0,3})?[\W_]*", re.UNICODE)
_NOT_A_PRODUCT = frozenset({"version", "release", "milestone", "v", "target", "planned"})
_PROSE_WORDS = frozenset(
    [
        "a",
        "after",
        "and",
        "before",
        "beyond",
        "changes",
        "for",
        "from",
        "from:",
        "in",
        "into",
        "new",
        "of",
        "on",
        "or",
        "post",
        "pre",
        "since",
        "the",
        "to",
        "towards",
        "until",
        "upgrade",
        "upgrading",
        "via",
        "what",
        "what's",
        "with",
        "without",
    ]
)
# What may stand behind it, where it has no 'v' to show what it is.
_TAIL = pattern(
    r"\s*+(?:$|[\[(~:–—|✅✔🚧⏳🔮]|-+\s|--|\.?\s*$|(?:and (?:beyond|later|above)|or later|release\b|milestone\b|"
    r"roadmap\b|completed|complete|done|released|planned|lts|ga)\b)",
    re.IGNORECASE,
)
# In the place of a period, meant as one, and none: Q5 2026, Q0, 'Q3 202', 4Q 2026, H3 2026, Q2 2O26.
_MALFORMED = pattern(
    r"(?<![\w.])(?:Q\s?\d+|Q\s?I{1,3}V?|\dQ|QQ\d)\s*+(?:[-/,]\s*+)?['’‘]?[\dOoIl]{1,6}(?![\w.])"
    r"|(?<![\w.])H\d+(?:\s+|\s*[-/,'’‘]\s*)[\dOoIl]{1,6}(?![\w.])|(?<![\w.])Q(?:0|[5-9]|\d\d+)(?!\w)",
    re.IGNORECASE,
)
# Not '#12', which is an issue.
_HASHES = pattern(r"(?!#\d+(?![\w.]))#{1,6}(?![#\s])")
# 'O3 2026': behind a version it can be nothing else. ('03 2026' may be March.)
_LETTER_FOR_Q = pattern(r"(?<![\w.])O\s?[1-4]\s*+(?:[-/,]\s*+)?(?:(?:19|20)\d\d|['’‘]\d\d)(?![\w.])", re.IGNORECASE)
_WORD_AND_YEAR = pattern(r"(?P<word>[^\W\d_]{4,10})\.?,?\s+(?:19|20)\d\d(?!\w)")
# A version that slipped: 'v2,9', 'v 2.9', 'v2..9', 'v2.O', 'vv2.9', 'V2.9.', '2.1O'
_SUSPECT_VERSION = pattern(r"[\W_]*(?P<suspect>v+[\s.,;:-]?\d\S*|\d+[.,;:]+[\dOol][\w.,;:-]*)", re.IGNORECASE)
_SUSPECT_PERIOD = pattern(r"\((?=[^()\d]*+\d)(?P<suspect>[^()]*+)\)|\s[-–—](?=[^\d\n]{0,200}+\d)\s*+(?P<tail>.*)$")
# What a period is written with: words of the calendar, numbers, and letters that slipped for another or for a digit.
_CALENDAR = frozenset(
    re.split(
        " ",
        "early mid middle late beginning start end of the in by or and to about around approx expected estimated "
        "tentative planned target targeted quarter quarters qtr half halves month months year years first second "
        "third fourth spring summer autumn fall winter season",
    )
)
_PART_OF_PERIOD = pattern(r"[^\W\d_]\d{1,2}|\d{1,2}[^\W\d_]|(?=[oOlI]*+\d)[\doOlI]++|\d{1,2}(?:st|nd|rd|th)|[^\W\d_]")
_HINT_OF_PERIOD = pattern(r"(?<![^\W_])(?:[12][\doOlI]{3}|['’‘]\d\d|[QH]\s?\d|\d\s?[QH])(?![^\W_])", re.IGNORECASE)
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


class HeadingReading(Record):
    """What a heading says; ranges are offsets in its text."""

    product: Range | None
    version: tuple[Version, Range] | None
    period: tuple[Period, Range] | None
    malformed_period: Range | None

    @property
    def is_milestone(self) -> bool:
        return self.version is not None or self.period is not None or self.malformed_period is not None


def read_heading(text: str, year: int | None = None) -> HeadingReading:
    """Read the text of a heading, below one that says the year if any. No milestone: every part is `None`."""
    if not any(map(str.isdigit, text)) and "tb" not in text.lower() and "to be " not in text.lower():
        return HeadingReading(None, None, None, None)
    periods = [(period, (start, end)) for period, start, end in read_periods(text, years=False)]
    version = _version(text, [place for _, place in periods])
    if version is not None:
        period = next((found for found in periods if found[1][0] >= version[1][1]), None)
        malformed = None if period else _malformed(text, version[1][1], versioned=True)
        if period is None and malformed is None:
            years = ((p, (s, e)) for p, s, e in read_periods(text) if s >= version[1][1])
            period = next((found for found in years if _year_stands(text, version[1][1], *found[1])), None)
        return HeadingReading(_product(text, version[1][0]), version, period, malformed)
    for found in periods or [(p, (s, e)) for p, s, e in read_periods(text)]:
        if _stands_as_period(text, *found[1], alone=not periods):
            return HeadingReading(_product(text, found[1][0]), None, found, None)
    if year is not None and not periods:
        within = ((period, (start, end)) for period, start, end in read_periods(text, years=False, year=year))
        named = next((found for found in within if _stands_as_period(text, *found[1], alone=False)), None)
        if named and not text[: named[1][0]].strip():
            return HeadingReading(None, None, named, None)
    malformed = _malformed(text, 0)
    if malformed and _stands_as_period(text, *malformed, alone=False):
        return HeadingReading(_product(text, malformed[0]), None, None, malformed)
    return HeadingReading(None, None, None, None)


def _version(text: str, periods: list[Range]) -> tuple[Version, Range] | None:
    for version, start, end in read_versions(text):
        if any(start < last and first < end for first, last in periods):
            continue
        before = _PRODUCT.fullmatch(text, 0, start)
        if before is None:
            return None
        words = (before["name"] or "").lower().split()
        if words == ["v"] or any(word in _PROSE_WORDS for word in words):
            return None
        marked = version.text[0] in "vV"
        if len(version.release) == 1 and not marked:
            return None  # 'Phase 1', '2026'
        sure = marked and not words and len(version.release) > 1
        return (version, (start, end)) if sure or _TAIL.match(text, end) else None
    return None


def _product(text: str, end: int) -> Range | None:
    match = _PRODUCT.fullmatch(text, 0, end)
    if match is None or not match["name"]:
        return None
    if match["name"].lower() in _NOT_A_PRODUCT:
        return None
    return match.span("name")


def _stands_as_period(text: str, start: int, end: int, *, alone: bool) -> bool:
    """Whether the range is the whole heading, in brackets at its end, or set off by a dash or colon."""
    before, after = text[:start].strip(), text[end:].strip()
    if alone:
        return not before and not after
    if not before.strip("~*_ "):
        return not after or after[0] in "-–—:(|,/✅"
    opened = before.endswith("(") or re.search(r"\([^()]*$", before) is not None
    if opened:
        return re.fullmatch(r"[^()]*\)[\W_]*", after) is not None
    return not after.strip(" ✅*_") and before[-1] in "-–—:,|~"


def _year_stands(text: str, version_end: int, start: int, end: int) -> bool:
    """Whether a year alone is meant as the period: set off from other words, or with words of time and progress."""
    if end - start > 4:
        return True  # 'late 2026'
    before = text[max(version_end, start - 80) : start]
    return _BEFORE_YEAR.search(before) is not None and _BEHIND_YEAR.match(text, end) is not None


def _malformed(text: str, start: int, *, versioned: bool = False) -> Range | None:
    match = _MALFORMED.search(text, start) or (_LETTER_FOR_Q.search(text, start) if versioned else None)
    if match:
        return match.span()
    for match in _WORD_AND_YEAR.finditer(text, start):
        word = match["word"].lower()
        if word not in MONTH_NUMBERS and any(
            distance(word, month, 2) <= 1 + (len(month) > 6) for month in MONTHS if len(month) > 3
        ):
            return match.span()
    return None


def suspect_version(text: str) -> Range | None:
    """What stands at the head of a heading as if it were a version, though it cannot be read as one."""
    match = _SUSPECT_VERSION.match(text)
    return match.span("suspect") if match and Version.parse(match["suspect"]) is None else None


def suspect_period(text: str, start: int) -> Range | None:
    """What stands in brackets, or behind a dash, in the place of a period, with a number and no words but of time."""
    match = _SUSPECT_PERIOD.search(text, start) if any(map(str.isdigit, text[start:])) else None
    if match is None:
        return None
    suspect = match["suspect"] or match["tail"]
    words = re.findall(r"[^\W_]+", suspect)
    calendar = [word for word in words if word.lower() in _CALENDAR or word.lower() in MONTH_NUMBERS]
    others = [word for word in words if word not in calendar]
    if not all(_PART_OF_PERIOD.fullmatch(word) for word in others):
        return None
    timed = any(word.lower() not in _PROSE_WORDS for word in calendar) or _HINT_OF_PERIOD.search(suspect)
    return match.span("suspect" if match["suspect"] else "tail") if timed else None


def heading_without_blank(text: str) -> int | None:
    """How many `#` begin a paragraph that would be the heading of a milestone, had it a blank behind them."""
    match = _HASHES.match(text)
    if match is None:
        return None
    return match.end() if read_heading(text[match.end() :]).is_milestone else None
