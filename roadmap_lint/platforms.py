"""Platforms that a roadmap supports: what its milestones say of them, and the windows that follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

from roadmap_lint.facts import Platform, Series
from roadmap_lint.model import Document, EndOfSupport, Milestone, TestedWith, told_once
from roadmap_lint.order import in_time, out_of_time
from roadmap_lint.record import Record
from roadmap_lint.rule import Context
from roadmap_lint.support import SequenceProblem, Statement, agreed_lag, fewest_problems
from roadmap_lint.values import Version


def platforms(document: Document, context: Context) -> list[str]:
    """The platforms with known releases that milestones test or end, in lower case, in the order of the document."""
    names = dict.fromkeys(
        platform.name.casefold()
        for product in told_once(document, _products)
        if (platform := context.facts.platform(product)) is not None
    )
    return list(names)


def _products(document: Document) -> tuple[str, ...]:
    """What milestones test or end, each once, as it is first written."""
    return tuple(
        dict.fromkeys(
            claim.product.value
            for milestone in document.milestones
            for claim in milestone.claims
            if isinstance(claim, EndOfSupport | TestedWith)
        )
    )


def of_platform(
    milestones: Iterable[Milestone], name: str, kind: type, context: Context, *, any_version: bool = False
) -> list[Statement]:
    """The statements of one kind (`EndOfSupport`, `TestedWith`) about a platform, by name or alias, in order.

    Those about versions that cannot exist are left out, unless asked for: kubernetes-unknown-version says all there is
    to say of them.
    """
    return [
        Statement(milestone, claim)
        for milestone in milestones
        for claim in milestone.claims
        if isinstance(claim, kind) and isinstance(claim, EndOfSupport | TestedWith)
        if (platform := context.facts.platform(claim.product.value)) and platform.name.casefold() == name
        if any_version or may_exist(claim.version.value.series, platform)
    ]


_Find: TypeAlias = Callable[[Sequence[Milestone], str, Context], list[SequenceProblem]]


def platform_problems(document: Document, context: Context, find: _Find) -> Iterator[SequenceProblem]:
    """What is wrong in the sequences of every platform, among the siblings of each parent."""
    for platform in platforms(document, context):
        for family in document.families:
            yield from fewest_problems(family, partial(_asked, find, platform, context))


def _asked(find: _Find, platform: str, context: Context, line: Sequence[Milestone]) -> list[SequenceProblem]:
    return find(line, platform, context)


def certain_problems(
    problems: Iterable[SequenceProblem], line: Sequence[Milestone], platform: str, kind: type, context: Context
) -> list[SequenceProblem]:
    """Without the skips over a milestone whose version cannot exist: it may be the one that seems to be skipped."""
    sections = [milestone.section for milestone in line]

    def between(problem: SequenceProblem) -> Sequence[Milestone]:
        ends = (sections.index(statement.milestone.section) for statement in (problem.other, problem.statement))
        first, last = sorted(ends)
        return line[first + 1 : last]

    return [
        problem
        for problem in problems
        if problem.kind != "skip" or not of_platform(between(problem), platform, kind, context, any_version=True)
    ]


def dated_in_order(document: Document) -> list[Milestone]:
    """The milestones whose periods can be relied on: those out of order are quarter-order's to speak of."""
    doubtful = {milestone.section for family in document.families for milestone, _ in out_of_time(family)}
    return [milestone for milestone in document.milestones if milestone.period and milestone.section not in doubtful]


# How many minors after the newest known one a roadmap may speak of: two years at three a year.
AHEAD = 6


def may_exist(series: Series, platform: Platform) -> bool:
    """Whether a minor exists, or may within the years that a roadmap looks ahead."""
    # the shipped calendar begins later than Kubernetes itself, and no platform is younger than its x.0
    oldest = (min(platform.releases)[0], 0)
    newest = platform.newest
    return series >= oldest and series[0] <= newest[0] and (series[0] < newest[0] or series[1] <= newest[1] + AHEAD)


def cannot_exist(version: Version, platform: Platform | None) -> bool:
    """Whether a minor written in a table is one that a known platform cannot have: far ahead of its newest.

    Numbers of another major are perhaps those of a library for it.
    """
    if platform is None or len(version.release) < 2 or version.major != platform.newest[0]:
        return False
    return not may_exist(version.series, platform)


class Window(Record):
    """What a milestone ends, oldest first, and the newest version that it tests (or supports)."""

    newest: Statement
    ended: list[Statement]

    @property
    def lag(self) -> int | None:
        first, second = self.newest.version.series, self.ended[-1].version.series
        return first[1] - second[1] if first[0] == second[0] else None


def windows(document: Document, platform: str, basis: str, context: Context) -> Iterator[Window]:
    """The windows of the milestones that end a version, and test one (or come behind one that does)."""
    for family in document.families:
        newest: dict[str | None, Statement] = {}
        for milestone in in_time(family):
            product = milestone.product.value.casefold() if milestone.product else None
            if basis == "tested":
                newest.pop(product, None)
            tested = of_platform([milestone], platform, TestedWith, context)
            ended = of_platform([milestone], platform, EndOfSupport, context)
            known = [*tested, newest[product]] if product in newest else tested
            if known:
                newest[product] = max(known, key=lambda statement: statement.version.series)
            if known and ended:
                ended.sort(key=lambda statement: statement.version.series)
                yield Window(newest[product], ended)


def out_of_window(document: Document, platform: str, basis: str, context: Context) -> set[int]:
    """The sections of milestones whose window is not the one that the others agree on."""
    found = list(windows(document, platform, basis, context))
    usual = agreed_lag(window.lag for window in found)
    return {window.ended[-1].milestone.section for window in found if usual is not None and window.lag != usual}
