from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from roadmap_lint.addresses import definition_of
from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Link, Milestone, StatusLine
from roadmap_lint.record import Record
from roadmap_lint.releases import RELEASE_WORDS, ReleaseAddress, release_address, release_date
from roadmap_lint.rule import Context, Rule
from roadmap_lint.source import Span
from roadmap_lint.values import COMPLETED, DAYS_OF_A_QUARTER, Period, Version, read_periods, read_versions

# 'Completed in v2.9.0' names another release on purpose.
_ON_PURPOSE = pattern(r"\b(?:as|by|in|with)\s+[^\W\d_]*\s?$", re.IGNORECASE)
_WORD = pattern(r"[^\W\d_]+")
# The days that a month has at most.
_MONTH = 31


class _Announcement(Record):
    """A link of a status line that tells of one release and of nothing else."""

    link: Link
    address: ReleaseAddress


class ReleaseLinkMismatch(Rule):
    """The status line of a completed milestone disagrees with itself or with the milestone.

    ## What it checks

    Where a status line says `Completed`, links to a release of this project: its tag, changelog or announcement. The
    version in the address must be of the milestone's minor; a date in its path (`/2026/02/`) must be less than a month
    from the date in the line. And the date in the line, else that of the link, must not lie more than a quarter outside
    of the milestone's period.

    Only what is provably the announcement of the milestone's own release is judged: address and line hold nothing but
    dates, versions, the project's name (from the title, the heading, the config) and words such as 'changelog'. Where
    another version is named on purpose (`Completed in v2.9.0`, `superseded by …`), or the own one is linked besides,
    nothing is said.

    ## Why it matters

    The status line of a release is copied from the one before. What was not changed sends readers to the notes of
    another release, or tells them a wrong day to count the end of support from.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: Completed on 2026-02-20 (v2.8.0 [changelog](https://acme.example/blog/2026/02/acme-v2.8.0/))

    ### v2.9 (Q2 2026)

    **Status**: Completed on 2026-05-29 (v2.9.0 [changelog](https://acme.example/blog/2026/05/acme-v2.8.0/))

    ### v2.10 (Q3 2026)

    **Status**: Completed on 2026-08-20 (v2.10.0 [changelog](https://acme.example/blog/2026/05/acme-v2.10.0/))

    ### v2.11 (Q4 2026)

    **Status**: Completed on 2025-11-20
    ```

    ```text output
    ROADMAP.md:9:96: RM112 release-link-mismatch error v2.9 is completed, and this link goes to v2.8.0: the release of v2.9 would be right
      |
    9 | **Status**: Completed on 2026-05-29 (v2.9.0 [changelog](https://acme.example/blog/2026/05/acme-v2.8.0/))
      |                                                                                                ^^^^^^
      = line 7: the milestone is v2.9

    ROADMAP.md:13:84: RM112 release-link-mismatch error the address is of 2026/05, and the line says 2026-08-20: one of the two is wrong
       |
    13 | **Status**: Completed on 2026-08-20 (v2.10.0 [changelog](https://acme.example/blog/2026/05/acme-v2.10.0/))
       |                                                                                    ^^^^^^^
       = line 13: the date of v2.10

    ROADMAP.md:17:26: RM112 release-link-mismatch error 2025-11-20 is more than a quarter from Q4 2026, the period of v2.11: one of the two is wrong
       |
    17 | **Status**: Completed on 2025-11-20
       |                          ^^^^^^^^^^
       = line 15: v2.11 is planned for Q4 2026
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: Completed on 2026-04-02 (v2.8.0 [changelog](https://acme.example/blog/2026/04/acme-v2.8.0/))

    ### v2.9 (Q2 2026)

    **Status**: Completed on 2026-05-29, superseded by [v2.10](https://acme.example/blog/2026/05/acme-v2.10.0/)
    ```

    ## When to disable

    Where milestones keep the period that was first planned, however late they were.
    """

    code = "RM112"
    name = "release-link-mismatch"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        names = _names_of_the_project(document, context)
        homes = _homes_of_right_ones(document, names)
        for milestone in document.milestones:
            line = milestone.status
            if line is None or line.status.value.state != COMPLETED:
                continue
            announcements = list(_announcements(milestone, names))
            own = [item for item in announcements if _is_of(milestone, item.address.version)]
            if not own:
                for item in announcements:
                    if _is_ours(item.address, names, homes):
                        yield from self._wrong_version(milestone, item)
            far = list(self._outside_the_period(milestone, line, own))
            yield from far or self._wrong_dates(milestone, line, own)

    def _wrong_version(self, milestone: Milestone, item: _Announcement) -> Iterable[Diagnostic]:
        version = milestone.version
        if version is None:
            return
        span = _place(item.link, item.address.version_place)
        yield self.finding(
            span,
            f"{milestone.name} is completed, and this link goes to {item.address.version}: "
            f"the release of {milestone.name} would be right",
            related=[Related(version.span, f"the milestone is {version}"), *_elsewhere(item.link, span)],
        )

    def _wrong_dates(
        self, milestone: Milestone, line: StatusLine, own: Sequence[_Announcement]
    ) -> Iterable[Diagnostic]:
        stated = release_date(line)
        if stated is None:
            return
        every_date = [period for period, _, _ in read_periods(line.content.within(line.span))]
        for item in own:
            dated = item.address.date
            if dated and all(dated.days_apart(period) >= _MONTH for period in every_date):
                span = _place(item.link, item.address.date_place)
                yield self.finding(
                    span,
                    f"the address is of {_dated(item)}, and the line says {stated.raw}: one of the two is wrong",
                    related=[Related(stated.span, f"the date of {milestone.name}"), *_elsewhere(item.link, span)],
                )

    def _outside_the_period(
        self, milestone: Milestone, line: StatusLine, own: Sequence[_Announcement]
    ) -> Iterable[Diagnostic]:
        period = milestone.period
        if period is None:
            return
        planned = [Related(period.span, f"{milestone.name} is planned for {milestone.planned_for}")]
        if line.date:
            stated = release_date(line)
            if stated and _is_far(stated.value, period.value):
                yield self.finding(
                    stated.span,
                    f"{stated.raw} is more than a quarter from {_of(milestone)}: one of the two is wrong",
                    related=planned,
                )
            return
        for item in own:
            if item.address.date and _is_far(item.address.date, period.value):
                span = _place(item.link, item.address.date_place)
                yield self.finding(
                    span,
                    f"the address is of {_dated(item)}, more than a quarter from {_of(milestone)}: "
                    "one of the two is wrong",
                    related=[*planned, *_elsewhere(item.link, span)],
                )


# --------------------------------------------------------------------------------------------------------- evidence


def _names_of_the_project(document: Document, context: Context) -> list[frozenset[str]]:
    """What the project is called, each name as its words in lower case."""
    names = [context.project.product or ""]
    names += [heading.text.value for heading in document.headings if heading.level == 1][:1]
    if document.front_matter and (title := document.front_matter.field("title")):
        names.append(title.value.value)
    names += [milestone.product.value for milestone in document.milestones if milestone.product]
    return [words for name in names if (words := frozenset(_words(name)) - _NOT_A_NAME)]


_NOT_A_NAME = frozenset({*RELEASE_WORDS, "milestone", "milestones", "plan", "plans", "project", "public", "roadmap"})


def _announcements(milestone: Milestone, names: Sequence[frozenset[str]]) -> Iterator[_Announcement]:
    """The links of a status line to releases, where neither line nor address speaks of anything else."""
    line = milestone.status
    if line is None or not line.links or _speaks_of_more(line, names):
        return
    for link in line.links:
        address = release_address(link.destination.value)
        if address and not link.opaque and not link.image and _known(address.words, names):
            yield _Announcement(link, address)


def _speaks_of_more(line: StatusLine, names: Sequence[frozenset[str]]) -> bool:
    said = line.content.within(Span(line.status.span.end, line.span.end))
    for _, start, end in read_periods(said):
        said = said[:start] + " " * (end - start) + said[end:]
    versions = list(read_versions(said))
    if any(_ON_PURPOSE.search(said, 0, start) for _, start, _ in versions):
        return True
    for _, start, end in versions:
        said = said[:start] + " " * (end - start) + said[end:]
    return not _known(_words(said), names)


def _known(words: Iterable[str], names: Sequence[frozenset[str]]) -> bool:
    return {*words} <= RELEASE_WORDS.union(*names)


def _is_of(milestone: Milestone, version: Version) -> bool:
    """Whether a release is of the milestone's minor; of its major, where it names no more."""
    own = milestone.version.value if milestone.version else None
    if own is None:
        return False
    return own.major == version.major if own.minor is None else own.series == version.series


def _is_ours(address: ReleaseAddress, names: Sequence[frozenset[str]], homes: frozenset[str]) -> bool:
    """Whether the release is provably one of this project: by its name, or by a sibling's release in the same place."""
    if address.home in homes:
        return True
    if address.repository:
        return {*address.repository} in names
    host = re.split(r"[.-]", address.home)
    return any(name <= {*address.words} or any(_is_named(label, name) for label in host) for name in names)


def _is_named(label: str, name: frozenset[str]) -> bool:
    """Whether a part of a host is the name, or one word of three letters or more and a short ending (`acmeproj`)."""
    word = next(iter(name))
    return len(name) == 1 and len(word) > 2 and label.startswith(word) and len(label) < len(word) + 5


def _homes_of_right_ones(document: Document, names: Sequence[frozenset[str]]) -> frozenset[str]:
    """Where releases are that status lines link rightly."""
    return frozenset(
        item.address.home
        for milestone in document.milestones
        for item in _announcements(milestone, names)
        if _is_of(milestone, item.address.version)
    )


def _is_far(day: Period, period: Period) -> bool:
    return day.days_apart(period) > DAYS_OF_A_QUARTER


# ------------------------------------------------------------------------------------------------------------- words


def _words(text: str) -> list[str]:
    return [match[0] for match in _WORD.finditer(text.casefold())]


def _of(milestone: Milestone) -> str:
    own = milestone.name_beside_period != milestone.name
    return milestone.planned_for if own else f"{milestone.planned_for}, the period of {milestone.name}"


def _dated(item: _Announcement) -> str:
    start, end = item.address.date_place
    return item.link.destination.value[start:end]


def _place(link: Link, part: tuple[int, int]) -> Span:
    """Where a part of the address stands; the text of the link, where the address is escaped or stands elsewhere."""
    destination = link.destination
    if destination.raw != destination.value or definition_of(link):
        return link.text.span
    return Span(destination.span.start + part[0], destination.span.start + part[1])


def _elsewhere(link: Link, span: Span) -> list[Related]:
    return definition_of(link) if span == link.text.span else []
