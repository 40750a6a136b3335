"""The grammar of milestone headings: `v2.8 (Q1 2026)`, `Flux GitOps GA (TBA)`, `Q1 2022`, `Rook 1.4`, `2026 Roadmap`.

`HEADING_NOTATIONS` is the table: one row a notation, with the function that reads it, examples of it, and headings that
come close and that it leaves alone. The first row that reads a heading decides. Whoever adds a notation adds a row; the
tests take the examples from here.

A number at the head of a heading is a version only where the rest of the heading agrees: `1.1 Runtime improvements`
is a section, `02-client refactor` is neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from roadmap_lint.lazy import pattern
from roadmap_lint.parser.slips import malformed_period
from roadmap_lint.record import Record
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


class HeadingReading(Record):
    """What a heading says; ranges are offsets in its text."""

    product: Range | None
    version: tuple[Version, Range] | None
    period: tuple[Period, Range] | None
    malformed_period: Range | None
    end_of_life: tuple[Period, Range] | None = None

    @property
    def is_milestone(self) -> bool:
        return self.version is not None or self.period is not None or self.malformed_period is not None


class Example(Record):
    """A heading, and the parts of it that are read; `below` is the year that the heading above it says."""

    text: str
    product: str | None = None
    version: str | None = None
    period: str | None = None
    below: int | None = None


class HeadingNotation(Record):
    """A way to write the heading of a milestone: what reads it, headings that it reads, others that it leaves alone."""

    name: str
    read: Callable[[Seen], HeadingReading | None]
    examples: tuple[Example, ...]
    others: tuple[str, ...] = ()


_Dated = tuple[Period, Range]


class Seen:
    """A heading with what every notation asks about it.

    `dates` are the periods that it says in full, but for a year alone, which is one only where a notation wants it.
    """

    __slots__ = ("_below", "_with_years", "dates", "text", "year")

    def __init__(self, text: str, year: int | None) -> None:
        self.text = without_shortcodes(text)
        self.year = year
        self.dates: list[_Dated] = _periods(self.text, years=False)
        self._with_years: list[_Dated] | None = None  # several notations ask
        self._below: list[_Dated] | None = None

    def dates_and_years(self) -> list[_Dated]:
        if self._with_years is None:
            self._with_years = self.dates or _periods(self.text, years=True)
        return self._with_years

    def dates_below_the_year(self) -> list[_Dated]:
        """The periods whose year the heading above says."""
        if self._below is None:
            asked = self.year is not None and not self.dates
            self._below = _periods(self.text, years=False, year=self.year) if asked else []
        return self._below


def _periods(text: str, *, years: bool, year: int | None = None) -> list[_Dated]:
    return [(period, (start, end)) for period, start, end in read_periods(text, years=years, year=year)]


NOTHING = HeadingReading(None, None, None, None)
# So much of a heading is read: how its parts stand to each other is looked at many times.
LONGEST = 1_000


def read_heading(text: str, year: int | None = None) -> HeadingReading:
    """Read the text of a heading, below one that says the year if any. No milestone: every part is `None`."""
    text = text[:LONGEST]
    if not any(map(str.isdigit, text)) and "tb" not in text.lower() and "to be " not in text.lower() and not year:
        return NOTHING
    seen = Seen(text, year)
    return next((reading for row in HEADING_NOTATIONS if (reading := row.read(seen)) is not None), NOTHING)


# --------------------------------------------------------------------------------------------- the parts of a version

# What may stand before a version: nothing, marks and emoji, or the name of a product in up to four words.
_PRODUCT = pattern(r"[\W_]*(?P<name>[^\W\d_][\w.+#&-]*(?:\s+[^\W_][\w.+#&-]*){0,3})?[\W_]*", re.UNICODE)
_NOT_A_PRODUCT = frozenset({"version", "release", "milestone", "v", "target", "planned", "roadmap", "special"})
# What only says that a name is one: 'Acme release 2.0'.
_KIND = pattern(r"\s(?:version|release|milestone|project)$", re.IGNORECASE)
# Where one of them stands before a number, the number is no version that comes out.
_NO_NAME = frozenset(
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
_TAIL = pattern(
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


def _find_version(seen: Seen) -> tuple[Version, Range] | None:
    """The version at the head of a heading, behind marks or the name of a product at most."""
    text = seen.text
    for version, start, end in read_versions(text):
        if any(start < last and first < end for _, (first, last) in seen.dates):
            continue
        before = _PRODUCT.fullmatch(text, 0, start)
        if before is None:
            return None
        words = (before["name"] or "").lower().split()
        if words == ["v"] or any(word.rstrip("-") in _NO_NAME for word in words):
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
        return _with_stage(text, version, start, end) if sure or _tail_agrees(seen, end) else None
    return None


def _with_stage(text: str, version: Version, start: int, end: int) -> tuple[Version, Range]:
    """`v2.0 RC 1` is the pre-release that `v2.0-rc.1` is, and not v2.0."""
    whole = not version.pre and not version.wildcard and not version.open
    stage = _STAGE.match(text, end) if whole and text[end:].lstrip()[:1].isalpha() else None
    if stage is None:
        return version, (start, end)
    pre = stage["stage"].lower() + (stage["number"] or "")
    return Version(text[start : stage.end()], version.release, pre), (start, stage.end())


def _tail_agrees(seen: Seen, end: int) -> bool:
    if not _TAIL.match(seen.text, end):
        return False
    separator = _COMMA_OR_SLASH.match(seen.text, end)
    if separator is None:
        return True
    # '2.0, Q1 2026', not '2.0/2.1 parity'
    return any(not seen.text[separator.end() : first].strip(" ~(") for _, (first, _last) in seen.dates)


# 'FY26 Q3', 'Q3 FY26'
_FISCAL = pattern(r"(?:(?:[QH][1-4]\s*)?FY\s?'?\d{2,4}(?:\s*[QH][1-4])?|priority\s\d+)", re.IGNORECASE)


def _product(seen: Seen, end: int) -> Range | None:
    """The name before a version or period, unless it is a word for any milestone, a bucket or a period."""
    match = _PRODUCT.fullmatch(seen.text, 0, end)
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
# What a period may be the period of: 'Acme 2026 Roadmap', 'Goals for Q3 2026'.
_PLAN = r"(?:road[ -]?map|plan|plans|planning|goals|priorities|objectives|okrs|milestones|themes|targets)"
_PLAN_BEHIND = pattern(rf"[\s*_]+{_PLAN}[\s*_]*(?:$|[(:–—|]|-+\s)", re.IGNORECASE)
_PLAN_BEFORE = pattern(rf"\b{_PLAN}\b[\W_]*(?:\b(?:for|in|of)\s+(?:the\s+)?)?[\W_]*", re.IGNORECASE)
_IN_BEFORE = pattern(r"\s(?:in|during|for|by)\s+", re.IGNORECASE)
_SET_OFF = pattern(r"[\s*_]*(?:[:(/|–—]|-+(?=\s))[\s*_]*")
_CLOSED = pattern(r"[^()]*\)[\W_]*")
_SET_OFF_REMARK = pattern(r"\s*(?:$|[(:–—|✅]|-+\s)")


# What stands before the end of a version's life: 'EOL April 2027', 'security fixes until April 2027'.
_ENDS = pattern(
    r"\b(?:(?:eol|end[\s-]of[\s-](?:life|support))(?:\s+date)?(?:\s+(?:in|on))?|(?:support|maintenance)\s+ends(?:\s+(?:in|on))?"
    r"|(?:support(?:ed)?|maintained|maintenance|lts|(?:security|bug)[\s-]?fixes|(?:security\s+)?(?:updates|patches))"
    r"\s+(?:until|till|through))\b[\s*_]*(?:[:：–—-][\s*_]*)?(?:the\s+)?~?",
    re.IGNORECASE,
)


def _of_version(seen: Seen, end: int) -> tuple[_Dated | None, Range | None, _Dated | None]:
    """The period behind a version, or what stands in its place and is none; and when it is no longer supported."""
    ended = _end_of_life(seen.text, end)
    dates = [found for found in seen.dates if found[1][0] >= end and not _is_same(found, ended)]
    period = _rather_known(seen, next(iter(dates), None), end)
    malformed = None if period or ended else malformed_period(seen.text, end, versioned=True)
    if period is None and malformed is None:
        years = (found for found in _periods(seen.text, years=True) if found[1][0] >= end)
        years = (found for found in years if not _is_same(found, ended))
        period = next((found for found in years if _year_stands(seen.text, end, *found[1])), None)
    if period is None and malformed is None:
        below = (found for found in seen.dates_below_the_year() if found[1][0] >= end)
        period = next((found for found in below if _stands_as_period(seen.text, *found[1])), None)
    return period, malformed, ended


def _end_of_life(text: str, start: int) -> _Dated | None:
    words = _ENDS.search(text, start)
    found = read_period(text[words.end() :]) if words else None
    if words is None or found is None or found[1] or not found[0].is_known:
        return None
    return found[0], (words.end(), words.end() + found[2])


def _is_same(found: _Dated, other: _Dated | None) -> bool:
    return other is not None and found[1][0] == other[1][0]


# Between a period and the doubt about it: not 'TBD, was Q1 2026'.
_BETWEEN_DOUBTS = pattern(
    r"(?:[\W_]|\b(?:date|exact|expected|estimated|planned|target|maybe|likely|possibly|in|for)\b)*", re.IGNORECASE
)


def _rather_known(seen: Seen, found: _Dated | None, start: int) -> _Dated | None:
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


def _begins_with(text: str, start: int) -> bool:
    """Whether nothing but emoji, emphasis and doubt stands before a place."""
    return not without_marks(text[:start]).strip("~*_ ")


def _stands_as_period(text: str, start: int, end: int) -> bool:
    """Whether the range is the whole heading, in brackets at its end, or set off by a dash or colon.

    Emoji around the heading are decoration, or its status.
    """
    before, after = text[:start].strip(), text[end:].strip()
    if _begins_with(text, start):
        return not without_marks(after[:1]) or after[0] in "-–—:(|,/"
    if before.endswith("(") or "(" in before[before.rfind(")") + 1 :]:
        return _CLOSED.fullmatch(after) is not None
    return not without_marks(after).strip("*_") and before[-1] in "-–—:,|~"


# ------------------------------------------------------------------------------------------------------ the notations


def _period_then_version(seen: Seen) -> HeadingReading | None:
    found = next(iter(seen.dates or seen.dates_below_the_year()), None)
    if found is None or not _begins_with(seen.text, found[1][0]):
        return None
    behind = found[1][1]
    version = next(read_versions(seen.text, behind), None)
    if version is None or version[0].text[0] not in "vV" or not _SET_OFF.fullmatch(seen.text, behind, version[1]):
        return None
    if not (_TAIL.match(seen.text, version[2]) or seen.text[version[2] :].strip() == ")"):
        return None
    return HeadingReading(None, _with_stage(seen.text, *version), found, None)


def _version_first(seen: Seen) -> HeadingReading | None:
    version = _find_version(seen)
    if version is None:
        return None
    product = _product(seen, version[1][0])
    kind = _KIND.search(seen.text, *product) if product else None
    if product and kind:
        product = product[0], len(seen.text[: kind.start()].rstrip())
    return HeadingReading(product, version, *_of_version(seen, version[1][1]))


def _period_set_off(seen: Seen) -> HeadingReading | None:
    for found in seen.dates:
        if _stands_as_period(seen.text, *found[1]):
            found = _rather_known(seen, found, 0) or found
            return HeadingReading(_product(seen, found[1][0]), None, found, None)
    return None


def _year_alone(seen: Seen) -> HeadingReading | None:
    found = next(iter(seen.dates_and_years()), None)
    if found is None or seen.dates or not _begins_with(seen.text, found[1][0]):
        return None
    return HeadingReading(None, None, found, None) if _SET_OFF_REMARK.match(seen.text, found[1][1]) else None


def _period_below_its_year(seen: Seen) -> HeadingReading | None:
    for found in seen.dates_below_the_year():
        if _begins_with(seen.text, found[1][0]) and _stands_as_period(seen.text, *found[1]):
            return HeadingReading(None, None, found, None)
    return None


def _period_then_plan(seen: Seen) -> HeadingReading | None:
    found = _first_known(seen)
    if found is None or not _PLAN_BEHIND.match(seen.text, found[1][1]):
        return None
    before = _PRODUCT.fullmatch(seen.text, 0, found[1][0])
    if before is None or _says_more(before["name"]):
        return None
    return HeadingReading(_product(seen, found[1][0]), None, found, None)


def _plan_then_period(seen: Seen) -> HeadingReading | None:
    found = _first_known(seen)
    plan = _ending_at(_PLAN_BEFORE, seen.text, found[1][0]) if found else None
    if found is None or plan is None or not _SET_OFF_REMARK.match(seen.text, found[1][1]):
        return None
    before = _PRODUCT.fullmatch(seen.text, 0, plan.start())
    if before is None or _says_more(before["name"]):
        return None
    return HeadingReading(_product(seen, plan.start()), None, found, None)


def _ending_at(words: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """The last match of words before a place, if it reaches that place."""
    found = list(words.finditer(text, 0, end))
    return found[-1] if found and found[-1].end() == end else None


def _first_known(seen: Seen) -> _Dated | None:
    found = next(iter(seen.dates_and_years() or seen.dates_below_the_year()), None)
    return found if found and found[0].is_known else None


def _says_more(name: str | None) -> bool:
    """Whether the words before a plan make a sentence of it: 'How we made the 2026 roadmap'."""
    return any(word in _NO_NAME for word in (name or "").lower().split())


def _state_and_period(seen: Seen) -> HeadingReading | None:
    found = _first_known(seen)
    before = _ending_at(_IN_BEFORE, seen.text, found[1][0]) if found else None
    if found is None or before is None or not _SET_OFF_REMARK.match(seen.text, found[1][1]):
        return None
    return HeadingReading(None, None, found, None) if read_bucket(seen.text[: before.start()]) else None


def _period_that_cannot_be(seen: Seen) -> HeadingReading | None:
    malformed = malformed_period(seen.text, 0)
    if malformed is None or not _stands_as_period(seen.text, *malformed):
        return None
    return HeadingReading(_product(seen, malformed[0]), None, None, malformed)


HEADING_NOTATIONS: tuple[HeadingNotation, ...] = (
    HeadingNotation(
        "a period, then a version",
        _period_then_version,
        (
            Example("Q1 2026: v2.8", version="v2.8", period="Q1 2026"),
            Example("2026 Q1 (v2.8)", version="v2.8", period="2026 Q1"),
            Example("May 2026 - v2.8.0", version="v2.8.0", period="May 2026"),
            Example("Q1: v2.8", version="v2.8", period="Q1", below=2026),
        ),
        ("Q1 2026: v2 feature parity", "Q1 2026 - 2.8 million users"),
    ),
    HeadingNotation(
        "a version, with the name of a product before it and a period behind it, if any",
        _version_first,
        (
            Example("v2.8", version="v2.8"),
            Example("v2.8 (Q1 2026)", version="v2.8", period="Q1 2026"),
            Example("2.5", version="2.5"),
            Example("2.x", version="2.x"),
            Example("2.x series", version="2.x"),
            Example("3.1 release line (Q1 2026)", version="3.1", period="Q1 2026"),
            Example("v0.56 (LTS)", version="v0.56"),
            Example("2.0 Beta", version="2.0 Beta"),
            Example("Acme v2.0 RC 1 (May 2026)", product="Acme", version="v2.0 RC 1", period="May 2026"),
            Example("V0.35 (completed Q3 2021)", version="V0.35", period="Q3 2021"),
            Example("v2.3 and beyond", version="v2.3"),
            Example("v0.3 Stability (Mar 11, 2020)", version="v0.3", period="Mar 11, 2020"),
            Example("v1.2(Planned on Oct 23,2020)", version="v1.2", period="Oct 23,2020"),
            Example("v0.4.0 Roadmap(Release Plan: 2021.5)", version="v0.4.0", period="2021.5"),
            Example("v1.11.0 -- July 2022", version="v1.11.0", period="July 2022"),
            Example("v0.9.0 - ~ 2018-06-14", version="v0.9.0", period="2018-06-14"),
            Example("v0.4 (v1alpha4) ~ Q4 2020", version="v0.4", period="Q4 2020"),
            Example("v1.0 v1beta1/v1 ~ Q2 2021", version="v1.0", period="Q2 2021"),
            Example("[1.0.0] - 2026-01-02", version="1.0.0", period="2026-01-02"),
            Example("1.0.0 / 2026-01-02", version="1.0.0", period="2026-01-02"),
            Example("Rook 1.4", product="Rook", version="1.4"),
            Example("Acme release 2.0", product="Acme", version="2.0"),
            Example("Acme CLI project 2.0", product="Acme CLI", version="2.0"),
            Example("Special: v1.20", version="v1.20"),
            Example("rkt 1.5 (April)", product="rkt", version="1.5"),
            Example("rkt 1.5 (April)", product="rkt", version="1.5", period="April", below=2026),
            Example("v2.8 (Q1)", version="v2.8", period="Q1", below=2026),
            Example("✅ Acme v2.10 (TBD)", product="Acme", version="v2.10", period="TBD"),
            Example("Next release: v2.9", version="v2.9"),
            Example(":rocket: v2.9 (Q2 2026)", version="v2.9", period="Q2 2026"),
            Example(":white_check_mark: Acme 2.9", product="Acme", version="2.9"),
            Example("Version 3.1 (2027)", version="3.1", period="2027"),
        ),
        (
            "1.1 Runtime improvements",
            "02-client refactor",
            "2 Frozen features",
            "Section 1.2",
            "Post-1.0",
            "Pre-1.0",
            "Post 1.0 Work",
            "Upgrade from v2.7 to v2.8",
            "Helm v3 feature parity",
            "vue-cli 3.0 redesign",
            "1.1 Line numbers",
            "V8 release schedule",
            "Updating V8",
            "Support TypeScript 4.4",
            "Acme 2.0 - Supported OS versions",
            "Angular 13+ Support On Older Versions of iOS",
            "1.2/1.3 parity",
            "v1.2 retrospective",
            "v2.8: Known issues",
            "v2.8 upgrade notes",
        ),
    ),
    HeadingNotation(
        "a period, alone or set off from the name before it",
        _period_set_off,
        (
            Example("Q1 2022", period="Q1 2022"),
            Example("2024 H1", period="2024 H1"),
            Example("22H1", period="22H1"),
            Example("Q3/Q4 2026", period="Q3/Q4 2026"),
            Example("Early Q4 2026 (October)", period="Early Q4 2026"),
            Example("Flux GitOps GA (TBA)", product="Flux GitOps GA", period="TBA"),
            Example("Phase 1 (Q1 2026)", product="Phase 1", period="Q1 2026"),
            Example("Roadmap:  May 2021 - July 2021", period="May 2021 - July 2021"),
            Example("Shipped (Q1 2026)", period="Q1 2026"),
            Example("📅 Q1 2026: Foundation", period="Q1 2026"),
            Example("✅ Q1 2026", period="Q1 2026"),
            Example("Q1 2026 🚀", period="Q1 2026"),
            Example(":rocket: 2026 Q3", period="2026 Q3"),
            Example("Q1\u00a02026", period="Q1\u00a02026"),
            Example("Q2/26: Scale", period="Q2/26"),
        ),
        ("Changes since Q1 2026 in the API", "Notes from the Q1 2026 meeting", "Support for May 2026 leap seconds"),
    ),
    HeadingNotation(
        "a year, alone or with a remark behind it",
        _year_alone,
        (
            Example("2025", period="2025"),
            Example("2026 and beyond", period="2026 and beyond"),
            Example("2025 (done)", period="2025"),
            Example("2026: The year of speed", period="2026"),
            Example("🎯 2026", period="2026"),
        ),
        ("2026 KubeCon", "KubeCon 2026", "2025 in review", "VueConf US 2018"),
    ),
    HeadingNotation(
        "a period without its year, below a heading that says it",
        _period_below_its_year,
        (
            Example("Early Q4 (October)", period="Early Q4", below=2022),
            Example("End of Q4 (December)", period="End of Q4", below=2022),
            Example("H1", period="H1", below=2026),
            Example("March", period="March", below=2026),
        ),
        ("Early Q4 (October)", "March"),
    ),
    HeadingNotation(
        "a period, then the word plan or a like one",
        _period_then_plan,
        (
            Example("Fluid 2024 Roadmap", product="Fluid", period="2024"),
            Example("2026 Roadmap", period="2026"),
            Example("Q3 2026 priorities", period="Q3 2026"),
            Example("Q4 goals", period="Q4", below=2026),
        ),
        ("2025 Roadmap Retrospective", "How we made the 2026 roadmap", "Windows 2025"),
    ),
    HeadingNotation(
        "the word plan or a like one, then a period",
        _plan_then_period,
        (
            Example("Roadmap for 2026", period="2026"),
            Example("Acme roadmap Q4’22/Q1’23", product="Acme", period="Q4’22/Q1’23"),
            Example("Goals for H1 2026", period="H1 2026"),
            Example("Roadmap 2026 (draft)", period="2026"),
        ),
        ("Planning the 2026 conference", "What became of the roadmap for 2026", "Plan for 2026 attendees"),
    ),
    HeadingNotation(
        "what becomes of the work in a period",
        _state_and_period,
        (
            Example("Planned for Q3 2026", period="Q3 2026"),
            Example("Shipped in 2025", period="2025"),
        ),
        ("Planned for KubeCon 2026", "Lessons learned in 2025"),
    ),
    HeadingNotation(
        "what stands in the place of a period and cannot be one",
        _period_that_cannot_be,
        (Example("Q5 2026"), Example("Acme GA (Q0)", product="Acme GA")),
        ("Q5 tickets", "Q&A"),
    ),
)
