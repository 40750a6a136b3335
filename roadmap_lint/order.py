"""Order among milestones: which way a document runs, and which entries stand out of line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from roadmap_lint.lazy import pattern
from roadmap_lint.model import Document, Milestone, told_once
from roadmap_lint.record import Record
from roadmap_lint.values import COMPLETED, Version

T = TypeVar("T")


class Misplaced(Record):
    """An entry that is out of line, and one that it is out of line with; both index the sequence."""

    position: int
    other: int


def is_descending(milestones: Sequence[Milestone]) -> bool:
    """Whether siblings run from the newest to the oldest. A tie means ascending."""
    return direction(milestones) < 0


def direction(milestones: Sequence[Milestone]) -> int:
    """Above 0 where siblings run from the oldest to the newest, below 0 the other way, 0 where nothing tells.

    The majority of neighbours decides, versions before periods. Patch releases may come beside newer lines: where
    nothing else tells, those of one line count before all.
    """
    versions = [
        [milestone.version.value for milestone in product if milestone.version]
        for product in of_one_product(milestones)
    ]
    rise = (
        sum(_rise(version for version in product if not is_patch(version)) for product in versions)
        or sum(_rise(line) for product in versions for line in _lines(product))
        or sum(_rise(product) for product in versions)
    )
    if rise:
        return rise
    periods = [milestone.period.value for milestone in _before_open_end(milestones) if milestone.period]
    steps = [first.is_before(second) - second.is_before(first) for first, second in pairwise(periods)]
    return sum(steps)


def _before_open_end(milestones: Sequence[Milestone]) -> Sequence[Milestone]:
    """Siblings without one that has no end and stands last, whichever way the others run: `2027 and beyond`."""
    last = milestones[-1].period if len(milestones) > 2 else None
    return milestones[:-1] if last and last.value.is_known and last.value.end is None else milestones


def _rise(versions: Iterable[Version]) -> int:
    return sum((first < second) - (second < first) for first, second in pairwise(versions))


def _lines(versions: Iterable[Version]) -> Iterable[list[Version]]:
    lines: dict[tuple[int, int], list[Version]] = {}
    for version in versions:
        lines.setdefault(version.series, []).append(version)
    return lines.values()


def of_one_product(milestones: Iterable[Milestone]) -> list[list[Milestone]]:
    """The milestones that name a version, product by product."""
    products: dict[str, list[Milestone]] = {}
    for milestone in milestones:
        if milestone.version is not None:
            name = milestone.product.value.casefold() if milestone.product else ""
            products.setdefault(name, []).append(milestone)
    return list(products.values())


def is_patch(version: Version) -> bool:
    return any(version.release[2:])


_WHOLE_NUMBER = pattern(r"\s+\d{1,3}$")


def same_product(first: Milestone, second: Milestone) -> bool:
    """Whether two milestones may be releases of one product: not where both name one, and not the same."""
    names = _product_of(first), _product_of(second)
    return None in names or names[0] == names[1]


def _product_of(milestone: Milestone) -> str | None:
    """The product that a milestone names before its version, or before a whole number: `Console 3 (Q1 2026)`."""
    if milestone.product is None:
        return None
    name = milestone.product.value.casefold()
    if milestone.version is not None:
        return name
    number = _WHOLE_NUMBER.search(name)
    return name[: number.start()] if number else None


def comes_before(first: Milestone, second: Milestone, document: Document) -> bool:
    """Whether one milestone is earlier: by version, else by period, else by place among its siblings."""
    if first.version and second.version and same_product(first, second):
        return first.version.value < second.version.value
    if first.period and second.period and first.period.value.is_known and second.period.value.is_known:
        return first.period.value.is_before(second.period.value)
    places = told_once(document, _places_in_time)
    known = first.section in places and second.section in places
    return known and first.parent == second.parent and places[first.section] < places[second.section]


def _places_in_time(document: Document) -> dict[int, int]:
    """For each milestone, by its section, how many of its siblings are older."""
    return {milestone.section: place for family in document.families for place, milestone in enumerate(in_time(family))}


def go_beside(first: Milestone, second: Milestone) -> bool:
    """Whether two releases have no order: products of their own, or the older a patch of a line that goes on."""
    if not same_product(first, second):
        return True
    if first.version is None or second.version is None:
        return False
    older, newer = sorted((first.version.value, second.version.value))
    return is_patch(older) and older.series != newer.series


def runs(milestones: Sequence[Milestone]) -> list[Sequence[Milestone]]:
    """Siblings in stretches that each run one way, the earlier stretch first: nearly always one.

    What is to come may stand above what is out, and run the other way: `v1.1`, `v1.2`, and then `v1.0 (released)`.
    """
    out = [_is_out(milestone) for milestone in milestones]
    borders = [at for at, (first, second) in enumerate(pairwise(out), 1) if first != second]
    if len(borders) != 1:
        return [milestones]
    parts = milestones[: borders[0]], milestones[borders[0] :]
    released, upcoming = parts if out[0] else parts[::-1]
    turns = (
        direction(released) < 0 < direction(upcoming) and len(released) > 2
        if out[0]
        else direction(upcoming) > 0 or (direction(released) > 0 and len(released) > 2)
    )
    is_apart = turns and not any(_is_later(done, planned) for done in released for planned in upcoming)
    return [released, upcoming] if is_apart else [milestones]


def _is_out(milestone: Milestone) -> bool:
    """Whether a milestone says that it is completed, or says nothing and has every task checked."""
    if milestone.status is not None:
        return milestone.status.status.value.state == COMPLETED
    boxes = [task.checked for task in milestone.tasks if task.checked is not None]
    return bool(boxes) and all(boxes)


def _is_later(first: Milestone, second: Milestone) -> bool:
    """Whether the version or the period of a milestone is not before that of another one."""
    if first.version and second.version and same_product(first, second) and not go_beside(first, second):
        return second.version.value <= first.version.value
    if first.period and second.period:
        return second.period.value.is_before(first.period.value) and not go_beside(first, second)
    return False


def in_time(milestones: Sequence[Milestone]) -> tuple[Milestone, ...]:
    """Siblings from the oldest to the newest, as the document means them."""
    return tuple(milestone for run in runs(milestones) for milestone in (reversed(run) if is_descending(run) else run))


def one_line(milestones: Sequence[Milestone]) -> tuple[Milestone, ...]:
    """Siblings from the oldest to the newest, without patch releases of a line that a newer one stands before."""
    line: list[Milestone] = []
    newest: Version | None = None
    for milestone in in_time(milestones):
        version = milestone.version.value if milestone.version else None
        if version and newest and is_patch(version) and version < newest and version.series != newest.series:
            continue
        line.append(milestone)
        if version and (newest is None or newest < version):
            newest = version
    return tuple(line)


# Every entry is compared with every other one; of more than any roadmap has, each with its neighbour.
MOST_COMPARED = 400


def misplaced(items: Sequence[T], conflict: Callable[[T, T], bool]) -> list[Misplaced]:
    """The fewest entries whose removal leaves no conflict; where either of two would do, the later one.

    `conflict(a, b)` says whether `b` must not stand behind `a`. Fewest for orders; intervals may overlap, so that what
    agrees with its neighbours may still conflict with another one: of such a chain those with the most conflicts go.
    """
    if len(items) > MOST_COMPARED:
        return [Misplaced(at + 1, at) for at, pair in enumerate(pairwise(items)) if conflict(*pair)]
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
    clashes = {one: {other for other in kept if _clash(items, one, other, conflict)} for one in kept}
    while any(clashes.values()):
        worst = max(clashes, key=lambda one: (len(clashes[one]), one))
        for other in clashes.pop(worst):
            clashes[other].discard(worst)
    kept = list(clashes)
    for index in range(len(items)):
        if index not in clashes and not any(_clash(items, index, other, conflict) for other in kept):
            kept.append(index)
    return [Misplaced(index, _other(items, index, kept, conflict)) for index in sorted({*range(len(items))} - {*kept})]


def _has_conflict(items: Sequence[T], conflict: Callable[[T, T], bool]) -> bool:
    return any(conflict(items[first], second) for index, second in enumerate(items) for first in range(index))


def _other(items: Sequence[T], index: int, kept: list[int], conflict: Callable[[T, T], bool]) -> int:
    """The nearest entry in line that an entry conflicts with."""
    against = [other for other in kept if _clash(items, index, other, conflict)]
    return min(against, key=lambda other: abs(other - index), default=kept[0])


def _clash(items: Sequence[T], one: int, other: int, conflict: Callable[[T, T], bool]) -> bool:
    return one != other and conflict(items[min(one, other)], items[max(one, other)])


def out_of_time(family: Sequence[Milestone]) -> list[tuple[Milestone, Milestone]]:
    """Siblings whose periods are out of the document's direction, each with one that it is out of line with."""
    return [pair for run in runs(family) for pair in _out_of_time(run)]


def _out_of_time(run: Sequence[Milestone]) -> Iterator[tuple[Milestone, Milestone]]:
    dated = _before_open_end([milestone for milestone in run if milestone.period and milestone.period.value.is_known])
    for place in misplaced(dated, _later_first if is_descending(run) else _earlier_last):
        yield dated[place.position], dated[place.other]


def _earlier_last(first: Milestone, second: Milestone) -> bool:
    assert first.period is not None
    assert second.period is not None
    return second.period.value.is_before(first.period.value) and not go_beside(first, second)


def _later_first(first: Milestone, second: Milestone) -> bool:
    return _earlier_last(second, first)
