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
from roadmap_lint.parser.heading_parts import (
    NO_NAME,
    PRODUCT,
    TAIL,
    Dated,
    Range,
    Seen,
    begins_with,
    find_version,
    of_version,
    product_before,
    rather_known,
    stands_as_period,
    with_stage,
)
from roadmap_lint.parser.slips import malformed_period
from roadmap_lint.record import Record
from roadmap_lint.values import (
    Period,
    Version,
    read_bucket,
    read_versions,
)


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


# ------------------------------------------------------------------------------------------------------ the notations


# What only says that a name is one: 'Acme release 2.0'.
_KIND = pattern(r"\s(?:version|release|milestone|project)$", re.IGNORECASE)
# What a period may be the period of: 'Acme 2026 Roadmap', 'Goals for Q3 2026'.
_PLAN = r"(?:road[ -]?map|plan|plans|planning|goals|priorities|objectives|okrs|milestones|themes|targets)"
_PLAN_BEHIND = pattern(rf"[\s*_]+{_PLAN}[\s*_]*(?:$|[(:–—|]|-+\s)", re.IGNORECASE)
_PLAN_BEFORE = pattern(rf"\b{_PLAN}\b[\W_]*(?:\b(?:for|in|of)\s+(?:the\s+)?)?[\W_]*", re.IGNORECASE)
_IN_BEFORE = pattern(r"\s(?:in|during|for|by)\s+", re.IGNORECASE)
_SET_OFF = pattern(r"[\s*_]*(?:[:(/|–—]|-+(?=\s))[\s*_]*")
_SET_OFF_REMARK = pattern(r"\s*(?:$|[(:–—|✅]|-+\s)")


def _period_then_version(seen: Seen) -> HeadingReading | None:
    found = next(iter(seen.dates or seen.dates_below_the_year()), None)
    if found is None or not begins_with(seen.text, found[1][0]):
        return None
    behind = found[1][1]
    version = next(read_versions(seen.text, behind), None)
    if version is None or version[0].text[0] not in "vV" or not _SET_OFF.fullmatch(seen.text, behind, version[1]):
        return None
    if not (TAIL.match(seen.text, version[2]) or seen.text[version[2] :].strip() == ")"):
        return None
    return HeadingReading(None, with_stage(seen.text, *version), found, None)


def _version_first(seen: Seen) -> HeadingReading | None:
    version = find_version(seen)
    if version is None:
        return None
    product = product_before(seen, version[1][0])
    kind = _KIND.search(seen.text, *product) if product else None
    if product and kind:
        product = product[0], len(seen.text[: kind.start()].rstrip())
    return HeadingReading(product, version, *of_version(seen, version[1][1]))


def _period_set_off(seen: Seen) -> HeadingReading | None:
    for found in seen.dates:
        if stands_as_period(seen.text, *found[1]):
            found = rather_known(seen, found, 0) or found
            return HeadingReading(product_before(seen, found[1][0]), None, found, None)
    return None


def _year_alone(seen: Seen) -> HeadingReading | None:
    found = next(iter(seen.dates_and_years()), None)
    if found is None or seen.dates or not begins_with(seen.text, found[1][0]):
        return None
    return HeadingReading(None, None, found, None) if _SET_OFF_REMARK.match(seen.text, found[1][1]) else None


def _period_below_its_year(seen: Seen) -> HeadingReading | None:
    for found in seen.dates_below_the_year():
        if begins_with(seen.text, found[1][0]) and stands_as_period(seen.text, *found[1]):
            return HeadingReading(None, None, found, None)
    return None


def _period_then_plan(seen: Seen) -> HeadingReading | None:
    found = _first_known(seen)
    if found is None or not _PLAN_BEHIND.match(seen.text, found[1][1]):
        return None
    before = PRODUCT.fullmatch(seen.text, 0, found[1][0])
    if before is None or _says_more(before["name"]):
        return None
    return HeadingReading(product_before(seen, found[1][0]), None, found, None)


def _plan_then_period(seen: Seen) -> HeadingReading | None:
    found = _first_known(seen)
    plan = _ending_at(_PLAN_BEFORE, seen.text, found[1][0]) if found else None
    if found is None or plan is None or not _SET_OFF_REMARK.match(seen.text, found[1][1]):
        return None
    before = PRODUCT.fullmatch(seen.text, 0, plan.start())
    if before is None or _says_more(before["name"]):
        return None
    return HeadingReading(product_before(seen, plan.start()), None, found, None)


def _ending_at(words: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """The last match of words before a place, if it reaches that place."""
    found = list(words.finditer(text, 0, end))
    return found[-1] if found and found[-1].end() == end else None


def _first_known(seen: Seen) -> Dated | None:
    found = next(iter(seen.dates_and_years() or seen.dates_below_the_year()), None)
    return found if found and found[0].is_known else None


def _says_more(name: str | None) -> bool:
    """Whether the words before a plan make a sentence of it: 'How we made the 2026 roadmap'."""
    return any(word in NO_NAME for word in (name or "").lower().split())


def _state_and_period(seen: Seen) -> HeadingReading | None:
    found = _first_known(seen)
    before = _ending_at(_IN_BEFORE, seen.text, found[1][0]) if found else None
    if found is None or before is None or not _SET_OFF_REMARK.match(seen.text, found[1][1]):
        return None
    return HeadingReading(None, None, found, None) if read_bucket(seen.text[: before.start()]) else None


def _period_that_cannot_be(seen: Seen) -> HeadingReading | None:
    malformed = malformed_period(seen.text, 0)
    if malformed is None or not stands_as_period(seen.text, *malformed):
        return None
    return HeadingReading(product_before(seen, malformed[0]), None, None, malformed)


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
