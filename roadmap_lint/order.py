"""Order among milestones: which way a document runs, and which entries stand out of line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from roadmap_lint.model import Milestone

T = TypeVar("T")


class Misplaced(NamedTuple):
    """An entry that is out of line, and one that it is out of line with; both index the sequence."""

    index: int
    other: int


def is_descending(milestones: Sequence[Milestone]) -> bool:
    """Whether siblings run from the newest to the oldest: the majority of neighbours, versions before periods.

    A tie means ascending.
    """
    versions = [milestone.version.value for milestone in milestones if milestone.version]
    steps = [(first < second) - (second < first) for first, second in pairwise(versions)]
    if sum(steps):
        return sum(steps) < 0
    periods = [milestone.period.value for milestone in milestones if milestone.period]
    steps = [first.is_before(second) - second.is_before(first) for first, second in pairwise(periods)]
    return sum(steps) < 0


def in_time(milestones: Sequence[Milestone]) -> tuple[Milestone, ...]:
    """Siblings from the oldest to the newest, as the document means them."""
    return tuple(reversed(milestones)) if is_descending(milestones) else tuple(milestones)


def misplaced(items: Sequence[T], conflict: Callable[[T, T], bool]) -> list[Misplaced]:
    """The fewest entries whose removal leaves no conflict; where either of two would do, the later one.

    `conflict(a, b)` says whether `b` must not stand behind `a`. Fewest among chains of neighbours: enough for orders,
    and for intervals that rarely overlap.
    """
    if not _has_conflict(items, conflict):
        return []
    longest = [1] * len(items)
    for first in range(len(items) - 2, -1, -1):
        for second in range(first + 1, len(items)):
            if longest[second] >= longest[first] and not conflict(items[first], items[second]):
                longest[first] = longest[second] + 1
    kept: list[int] = []
    needed = max(longest)
    for index, length in enumerate(longest):
        if length == needed and not any(conflict(items[other], items[index]) for other in kept[-1:]):
            kept.append(index)
            needed -= 1
    return [Misplaced(index, _other(items, index, kept, conflict)) for index in sorted({*range(len(items))} - {*kept})]


def _has_conflict(items: Sequence[T], conflict: Callable[[T, T], bool]) -> bool:
    return any(conflict(items[first], second) for index, second in enumerate(items) for first in range(index))


def _other(items: Sequence[T], index: int, kept: list[int], conflict: Callable[[T, T], bool]) -> int:
    """The nearest entry in line that an entry conflicts with."""
    against = [
        other
        for other in kept
        if (conflict(items[other], items[index]) if other < index else conflict(items[index], items[other]))
    ]
    return min(against, key=lambda other: abs(other - index), default=kept[0])
