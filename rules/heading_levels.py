from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from roadmap_lint.diagnostic import Diagnostic, Related
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Heading, Milestone
from roadmap_lint.order import is_patch, of_one_product
from roadmap_lint.record import Record
from roadmap_lint.rule import Context, Rule
from roadmap_lint.source import Span

# Headings above milestones that say nothing of them but what they are.
_NEUTRAL = pattern(r"(?:[\W_]|\b(?:the|our|milestones?|roadmap|releases?|versions?|plans?|schedule|timeline)\b)*", re.I)


class _Clash(Record):
    """A milestone at the wrong level, and one at the right level that tells so."""

    odd: Milestone
    other: Milestone


class HeadingLevels(Rule):
    """Sibling milestones stand at different heading levels, or a level is left out above them.

    ## What it checks

    Milestones of one product that no other one contains: v2.9 does not belong to v2.8, though v2.8.1 does, and v3.1
    to v3; a period may hold versions, and a version periods. One that is read as a part of another one, or under the
    same heading as others, must stand at their level; so must one that continues their versions at the end of their
    section, at a higher level. The level that most of them have is right. Quarters and other periods that are the whole
    name of milestones are compared in the same way. Below a heading that is not the title, milestones stand one level
    down.

    ## Why it matters

    A milestone at a lower level belongs to the one above it: for readers of the table of contents, for screen readers,
    and for every rule that compares milestones with their siblings.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ## v2.8 (Q1 2026)

    ### v2.9 (Q2 2026)

    ## v2.10 (Q3 2026)
    ```

    ```text output
    ROADMAP.md:5:1: RM009 heading-levels warning v2.9 is a heading of level 3, and v2.8 one of level 2, so that v2.9 is read as a part of v2.8: '## v2.9' would be right
      |
    5 | ### v2.9 (Q2 2026)
      | ^^^
      = line 3: v2.8 is at level 2
    ```

    ```markdown bad
    # Acme Roadmap

    ## Milestones

    #### v2.8 (Q1 2026)

    #### v2.9 (Q2 2026)
    ```

    ```text output
    ROADMAP.md:5:1: RM009 heading-levels warning v2.8 is a heading of level 4 below one of level 2: level 3 would be right
      |
    5 | #### v2.8 (Q1 2026)
      | ^^^^
      = line 3: the heading above
    ```

    ```markdown good
    # Acme Roadmap

    ## 2026

    ### v2.8 (Q1 2026)

    #### v2.8.1

    ### v2.9 (Q2 2026)

    ## v3 (2027)

    ### v3.1 (Q1 2027)
    ```

    ## When to disable

    Where levels are chosen for their looks.
    """

    code = "RM009"
    name = "heading-levels"

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        odd: dict[int, _Clash] = {}
        with_marks = [milestone for milestone in document.milestones if milestone.heading.kind == "markdown"]
        for alike in (*of_one_product(with_marks), *_periods_alone(with_marks)):
            for clash in _clashes(_of_themselves(alike), document):
                odd.setdefault(clash.odd.section, clash)
        for clash in odd.values():
            yield self._at_another_level(clash, document)
        for family in document.families:
            if not any(milestone.section in odd or milestone.parent in odd for milestone in family):
                yield from self._level_left_out(family[0], document)

    def _at_another_level(self, clash: _Clash, document: Document) -> Diagnostic:
        milestone, other = clash
        level = other.heading.level
        outer, inner = sorted(clash, key=lambda item: item.heading.level)
        so = f", so that {inner.name} is read as a part of {outer.name}" if inner.parent == outer.section else ""
        return self.finding(
            _marks(milestone.heading, document),
            f"{milestone.name} is a heading of level {milestone.heading.level}, and {other.name} one of level "
            f"{level}{so}: '{'#' * level} {milestone.name}' would be right",
            related=[Related(other.heading.text.span, f"{other.name} is at level {level}")],
        )

    def _level_left_out(self, milestone: Milestone, document: Document) -> Iterable[Diagnostic]:
        above = document.sections[milestone.parent].heading if milestone.parent is not None else None
        if above is None or above.level == 1 or milestone.heading.level <= above.level + 1:
            return
        if milestone.heading.kind != "markdown":
            return
        yield self.finding(
            _marks(milestone.heading, document),
            f"{milestone.name} is a heading of level {milestone.heading.level} below one of level {above.level}: "
            f"level {above.level + 1} would be right",
            related=[Related(above.text.span, "the heading above")],
        )


def _marks(heading: Heading, document: Document) -> Span:
    """The `###` of a heading; the text of one that is underlined."""
    marks = "#" * heading.level
    start = document.source.text.find(marks, heading.span.start, heading.text.span.start)
    return Span(start, start + len(marks)) if start >= 0 else heading.text.span


def _periods_alone(milestones: list[Milestone]) -> list[list[Milestone]]:
    """Milestones whose whole name is a year, half, quarter or month; each by itself: a year may hold quarters."""
    alike: dict[str, list[Milestone]] = {}
    for milestone in milestones:
        if milestone.version is None and milestone.product is None and milestone.period and _is_bare(milestone):
            alike.setdefault(milestone.period.value.precision, []).append(milestone)
    return [alike[precision] for precision in ("year", "half", "quarter", "month") if precision in alike]


def _is_bare(milestone: Milestone) -> bool:
    """Whether the heading says no more than product, version and period."""
    rest = milestone.heading.text.value
    for part in (milestone.period, milestone.version, milestone.product):
        if part is not None:
            rest = rest.replace(part.value if isinstance(part.value, str) else part.raw, "", 1)
    return re.search(r"\w", rest) is None


def _of_themselves(alike: Sequence[Milestone]) -> list[Milestone]:
    """Those that are no patch, no pre-release, and no heading within another one's notes."""
    times = Counter(milestone.version.value for milestone in alike if milestone.version)
    return [
        milestone
        for milestone in alike
        if milestone.version is None or (times[milestone.version.value] == 1 and _is_release(milestone))
    ]


def _is_release(milestone: Milestone) -> bool:
    assert milestone.version is not None
    version = milestone.version.value
    if version.minor is None or version.pre or is_patch(version):
        return False
    return milestone.period is not None or milestone.status is not None or _is_bare(milestone)


def _clashes(alike: Sequence[Milestone], document: Document) -> Iterator[_Clash]:
    levels = Counter(milestone.heading.level for milestone in alike)
    majors = Counter((item.parent, item.version.value.major) for item in alike if item.version)
    by_section = {milestone.section: milestone for milestone in alike}
    for milestone in alike:
        above = by_section.get(milestone.parent) if milestone.parent is not None else None
        if above is not None and not _contains(above, milestone, majors):
            too_deep = levels[above.heading.level] >= levels[milestone.heading.level]
            yield _Clash(milestone, above) if too_deep else _Clash(above, milestone)
    yield from _beside_each_other(alike)
    for before, milestone in pairwise(alike):
        alone = levels[milestone.heading.level] == 1 < levels[before.heading.level]
        if alone and _goes_on(before, milestone, document):
            yield _Clash(milestone, before)


def _contains(outer: Milestone, inner: Milestone, majors: Counter[tuple[int | None, int]]) -> bool:
    """Whether a milestone may be a part of another one; `majors` counts the milestones of a parent and major."""
    if outer.version is None or inner.version is None:
        first, second = outer.period, inner.period
        return not (first and second and first.value.days_apart(second.value))
    whole, part = outer.version.value, inner.version.value
    heads_a_major = whole.minor == 0 and whole.major == part.major and majors[outer.parent, whole.major] == 1
    return heads_a_major or whole.agrees_with(part)


def _beside_each_other(alike: Sequence[Milestone]) -> Iterator[_Clash]:
    """Milestones under one heading at more levels than one."""
    families: dict[int | None, list[Milestone]] = {}
    for milestone in alike:
        families.setdefault(milestone.parent, []).append(milestone)
    for family in families.values():
        levels = Counter(milestone.heading.level for milestone in family)
        right = max(levels, key=lambda level: (levels[level], -level))
        other = next(milestone for milestone in family if milestone.heading.level == right)
        yield from (_Clash(milestone, other) for milestone in family if milestone.heading.level != right)


def _goes_on(before: Milestone, milestone: Milestone, document: Document) -> bool:
    """Whether a milestone at a higher level is the next one of the section that ends directly before it."""
    above = document.sections[before.parent].heading if before.parent is not None else None
    if above is None or milestone.heading.level >= before.heading.level or not _NEUTRAL.fullmatch(above.text.value):
        return False
    between = document.sections[before.section + 1 : milestone.section]
    if any(section.heading and section.heading.level <= before.heading.level for section in between):
        return False
    if (before.period is None) != (milestone.period is None) or (before.status is None) != (milestone.status is None):
        return False
    if before.version and milestone.version:
        first, second = before.version.value, milestone.version.value
        return first.major == second.major and abs(second.series[1] - first.series[1]) == 1
    if before.period is None or milestone.period is None:
        return False
    return before.period.value.days_apart(milestone.period.value) == 1
