"""Events beside releases in tables: what comes on a day that is no day of a release."""

from __future__ import annotations

from collections.abc import Sequence

from roadmap_lint.lazy import pattern
from roadmap_lint.parser.cells import Reads
from roadmap_lint.parser.phrases import alone, any_of

# Numbers below one of these are days, whatever they look like: '27.11', '9/28'.
_EVENT = any_of(
    r"freezes?",
    r"frozen",
    r"cut(?:[- ]?off)?",
    r"branch(?:ed|ing)",
    r"deadlines?",
    r"roll(?:ed)?[- ]?out",
    r"(?:re)?launch(?:ed)?",
    r"go[- ]?live",
    r"tagg(?:ed|ing)",
    r"qa",
    r"sign(?:ed)?[- ]?off",
)
# What rows are events by, perhaps of one release: `| Event | Date | Release |`.
_EVENTS = any_of(alone(r"(?:events?|actions?|activit(?:y|ies))"))
_WHAT = any_of(alone("what"))
_STEPS = any_of(alone(r"(?:(?:support |release )?(?:phases?|stages?)|milestones?)"))
_COMES = any_of(
    *("releases?", "released", "ga", r"general(?:ly)? availab(?:le|ility)"),
    *("alpha", "beta", r"rc\W?\d*", "preview", "stable"),
)
# Days that are those of releases, whatever the rows are sorted by: `| Phase | Version | Released |`.
_OF_RELEASES = any_of("releas(?:ed?|es)", "ga", "general availability", "publish(?:ed)?", "launch(?:ed)?", "stable")
# What the release of a row comes to, and other days on its way.
_ENDS = any_of(
    *("end of", "ends", "eol", "end-of-life", "deprecat(?:ed|ion)", "fix(?:es)? only"),
    r"maintenance(?: mode| phase)?(?=\W*\Z)",
    *(r"(?:security|critical|bug) ?fix(?:es)?", r"(?:active|full|extended|security|limited|critical) support"),
)
_COMES_NOT = any_of(
    *("starts?", "begins?", "last", "support", "security", "active", "remov(?:ed|al)"),
    *("planning", "testing", "development"),
)
# Numbers beside one of these may be days, too.
_BEFORE_RELEASE = any_of("alpha", "beta", r"rc\d*")
_DAY_OR_VERSION = pattern(r"\W*(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|[12]\d|3[01])\.?\W*")
# '14.09.'
_DAY = pattern(r"\W*(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.\W*")


def is_event(heading: str) -> bool:
    return _EVENT.search(heading) is not None


def is_day(text: str) -> bool:
    return text.endswith(".") and _DAY.fullmatch(text) is not None


def are_days(cells: Sequence[str], reads: Reads) -> bool:
    """Whether numbers that may be days stand beside those of events."""
    return all(map(_DAY_OR_VERSION.fullmatch, cells)) and reads.has_title(_heads_days)


def _heads_days(heading: str) -> bool:
    return is_event(heading) or _BEFORE_RELEASE.search(heading) is not None


def column_of_events(titles: Sequence[str], dated: Sequence[str], version: int, reads: Reads) -> int | None:
    """The position of the column that says what happens on the day of a row; none where the days are of releases.

    `dated` are the titles of the columns of days, `version` is the position of the versions.
    """
    if any(map(_OF_RELEASES.search, dated)):
        return None
    for index, title in enumerate(titles):
        if _EVENTS.search(title) and not all(map(_is_release, reads.telling(index))):
            return index
        may_be = _STEPS.search(title) or (index < version and _WHAT.search(title))
        if may_be and any(map(_is_no_release, reads.telling(index))):
            return index
    return None


def _is_release(event: str) -> bool:
    return _COMES.search(event) is not None and not _is_no_release(event) and _COMES_NOT.search(event) is None


def _is_no_release(event: str) -> bool:
    return _EVENT.search(event) is not None or _ENDS.search(event) is not None
