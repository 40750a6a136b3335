"""The grammar of milestone headings: `v2.8 (Q1 2026)`, `Flux GitOps GA (TBA)`, `Q1 2022`, `Rook 1.4`.

A number at the head of a heading is a version only where the rest of the heading agrees: `1.1 Runtime improvements`
is a section, `02-client refactor` is neither.
"""

from __future__ import annotations

import re

from roadmap_lint.lazy import pattern
from roadmap_lint.record import Record
from roadmap_lint.spelling import distance
from roadmap_lint.values import MONTHS, Period, Version, read_periods, read_versions

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
    r"\s*(?:$|[\[(~:–—|✅✔🚧⏳🔮]|-+\s|--|\.?\s*$|(?:and (?:beyond|later|above)|or later|release\b|milestone\b|"
    r"roadmap\b|completed|complete|done|released|planned|lts|ga)\b)",
    re.IGNORECASE,
)
# In the place of a period, meant as one, and none: Q5 2026, Q0, 'Q3 202', 4Q 2026, H3 2026, Q2 2O26.
_MALFORMED = pattern(
    r"(?<![\w.])(?:Q\s?\d+|Q\s?I{1,3}V?|\dQ|QQ\d)\s*[-/,]?\s*['’‘]?[\dOoIl]{1,6}(?![\w.])"
    r"|(?<![\w.])H\d+(?:\s+|\s*[-/,'’‘]\s*)[\dOoIl]{1,6}(?![\w.])|(?<![\w.])Q(?:0|[5-9]|\d\d+)(?!\w)",
    re.IGNORECASE,
)
_WORD_AND_YEAR = pattern(r"(?P<word>[^\W\d_]{4,10})\.?,?\s+(?:19|20)\d\d(?!\w)")
# A version that slipped: 'v2,9', 'v 2.9', 'v2..9', 'v2.O', 'vv2.9', 'V2.9.', '2.1O'
_SUSPECT_VERSION = pattern(r"[\W_]*(?P<suspect>v+[\s.,;:-]?\d\S*|\d+[.,;:]+[\dOol][\w.,;:-]*)", re.IGNORECASE)


class HeadingReading(Record):
    """What a heading says; ranges are offsets in its text."""

    product: Range | None
    version: tuple[Version, Range] | None
    period: tuple[Period, Range] | None
    malformed_period: Range | None

    @property
    def is_milestone(self) -> bool:
        return self.version is not None or self.period is not None or self.malformed_period is not None


def read_heading(text: str) -> HeadingReading:
    """Read the text of a heading. Where it is no milestone, every part is `None`."""
    if not any(map(str.isdigit, text)) and "tb" not in text.lower() and "to be " not in text.lower():
        return HeadingReading(None, None, None, None)
    periods = [(period, (start, end)) for period, start, end in read_periods(text, years=False)]
    version = _version(text, [place for _, place in periods])
    if version is not None:
        period = next((found for found in periods if found[1][0] >= version[1][1]), None)
        malformed = None if period else _malformed(text, version[1][1])
        if period is None and malformed is None:
            period = next(((p, (s, e)) for p, s, e in read_periods(text) if s >= version[1][1]), None)
        return HeadingReading(_product(text, version[1][0]), version, period, malformed)
    for found in periods or [(p, (s, e)) for p, s, e in read_periods(text)]:
        if _stands_as_period(text, *found[1], alone=not periods):
            return HeadingReading(_product(text, found[1][0]), None, found, None)
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


def _malformed(text: str, start: int) -> Range | None:
    match = _MALFORMED.search(text, start)
    if match:
        return match.span()
    for match in _WORD_AND_YEAR.finditer(text, start):
        word = match["word"].lower()
        if word not in MONTHS and any(
            distance(word, month, 2) <= 1 + (len(month) > 6) for month in MONTHS if len(month) > 3
        ):
            return match.span()
    return None


def suspect_version(text: str) -> Range | None:
    """What stands at the head of a heading as if it were a version, though it cannot be read as one."""
    match = _SUSPECT_VERSION.match(text)
    return match.span("suspect") if match else None


def suspect_period(text: str, start: int) -> Range | None:
    """What stands in brackets, or behind a dash, in the place of a period and holds a digit."""
    match = re.compile(r"\((?P<suspect>[^()]*\d[^()]*)\)|\s[-–—]\s*(?P<tail>.*\d.*)$").search(text, start)
    if match is None:
        return None
    return match.span("suspect") if match["suspect"] else match.span("tail")
