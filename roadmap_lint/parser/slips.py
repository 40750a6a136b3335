"""Slips in headings: what was meant as a version or a period, or as a heading, and cannot be read as one."""

from __future__ import annotations

import re

from roadmap_lint.lazy import pattern
from roadmap_lint.spelling import distance
from roadmap_lint.values import MONTH_NUMBERS, MONTHS, Version

Range = tuple[int, int]

# In the place of a period, meant as one, and none: Q5 2026, Q0, 'Q3 202', 4Q 2026, H3 2026, Q2 2O26.
_MALFORMED = pattern(
    r"(?<![\w.])(?:Q\s?\d+|Q\s?I{1,3}V?|\dQ|QQ\d)\s*+(?:[-/,]\s*+)?['’‘]?[\dOoIl]{1,6}(?![\w.])"
    r"|(?<![\w.])H\d+(?:\s+|\s*[-/,'’‘]\s*)[\dOoIl]{1,6}(?![\w.])|(?<![\w.])Q(?:0|[5-9]|\d\d+)(?!\w)",
    re.IGNORECASE,
)
# 'O3 2026': behind a version it can be nothing else. ('03 2026' may be March.)
_LETTER_FOR_Q = pattern(r"(?<![\w.])O\s?[1-4]\s*+(?:[-/,]\s*+)?(?:(?:19|20)\d\d|['’‘]\d\d)(?![\w.])", re.IGNORECASE)
# Not '#12', which is an issue.
_HASHES = pattern(r"(?!#\d+(?![\w.]))#{1,6}(?![#\s])")
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
# Those of them that say nothing of a time by themselves.
_BETWEEN = frozenset({"and", "in", "of", "or", "the", "to"})
_PART_OF_PERIOD = pattern(r"[^\W\d_]\d{1,2}|\d{1,2}[^\W\d_]|(?=[oOlI]*+\d)[\doOlI]++|\d{1,2}(?:st|nd|rd|th)|[^\W\d_]")
_HINT_OF_PERIOD = pattern(r"(?<![^\W_])(?:[12][\doOlI]{3}|['’‘]\d\d|[QH]\s?\d|\d\s?[QH])(?![^\W_])", re.IGNORECASE)


def malformed_period(text: str, start: int, *, versioned: bool = False) -> Range | None:
    """What stands in the place of a period, was meant as one and is none."""
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
    return match.span("suspect") if match and not _are_versions(match["suspect"]) else None


def _are_versions(text: str) -> bool:
    """Whether a text is a version, or several with marks between them: `v1beta1/v1`, of an API say."""
    if Version.parse(text):
        return True
    parts = re.split(r"[/&–—-]|\+(?=.)", text.rstrip(",:;"))
    return len(parts) > 1 and all(Version.parse(part) and (part[0] in "vV" or "." in part) for part in parts)


# Ways to write a period, which are none of ours and no slips either: '09/2026', '2026.9', 'W36 2026', 'Q3-Q4'.
_OTHER_NOTATION = pattern(
    r"[\W_]*(?:\d{1,2}[./]20\d\d|20\d\d[./]\d{1,2}|W\d{1,2}[\s/-]*20\d\d|20\d\d[\s/-]*W\d{1,2}|"
    r"(?P<part>[QH])[1-4]\s*(?:[-–/&+]|to|and)\s*(?P=part)?[1-4])[\W_]*",
    re.IGNORECASE,
)


def suspect_period(text: str, start: int) -> Range | None:
    """What stands in brackets, or behind a dash, in the place of a period, with a number and no words but of time."""
    match = _SUSPECT_PERIOD.search(text, start) if any(map(str.isdigit, text[start:])) else None
    if match is None:
        return None
    inside = match["suspect"] or match["tail"]
    if not is_of_time(inside) or _OTHER_NOTATION.fullmatch(inside):
        return None
    return match.span("suspect" if match["suspect"] else "tail")


def is_of_time(text: str) -> bool:
    """Whether a text has no words but those of time, and numbers: `end of Q3`, `mid 2O26`."""
    words = re.findall(r"[^\W_]+", text)
    calendar = [word for word in words if word.lower() in _CALENDAR or word.lower() in MONTH_NUMBERS]
    others = [word for word in words if word not in calendar]
    if not all(_PART_OF_PERIOD.fullmatch(word) for word in others):
        return False
    return any(word.lower() not in _BETWEEN for word in calendar) or _HINT_OF_PERIOD.search(text) is not None


def hashes_without_blank(text: str) -> int:
    """How many `#` begin a paragraph that would be a heading, had it a blank behind them."""
    match = _HASHES.match(text)
    return match.end() if match else 0
