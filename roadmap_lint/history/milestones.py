"""Milestones found again: by product and version, else by heading, period or tasks; and what changed of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from roadmap_lint.history.kinds import (
    Change,
    Entry,
    GoalChanged,
    MilestoneRescheduled,
    MilestoneVanished,
    Shift,
    StatusChanged,
    VersionChanged,
)
from roadmap_lint.history.pairing import Pairing, best_pairs
from roadmap_lint.history.phrases import phrases_in
from roadmap_lint.history.words import COMMON, all_words, folded_text, similarity, telling_words
from roadmap_lint.model import Document, Heading, Milestone
from roadmap_lint.values import Period

# Of the tasks and statements of two milestones, so many must be the same for the milestones to be: half, and two.
_SAME_TASKS = 2
# Where more headings cannot be read, any of them may be the milestone that is looked for.
_MOST_UNREAD = 50


def pair_milestones(before: Document, after: Document, entries: Pairing[Entry]) -> Pairing[Milestone]:
    found = Pairing(list(before.milestones), list(after.milestones))
    found.by(_build)
    found.by(lambda milestone: (_product(milestone), milestone.version.value) if milestone.version else None)
    found.by(lambda milestone: milestone.version.value if milestone.version else None, unique=True)
    found.by(lambda milestone: None if milestone.version else folded_text(milestone.name))
    found.by(lambda milestone: None if milestone.version else _period(milestone), unique=True)
    candidates = _of_one_work(found, _work(entries.before), _work(entries.after))
    found.take(best_pairs(candidates, lambda milestone: milestone.span))
    return found


def _of_one_work(
    found: Pairing[Milestone], before: dict[int, set[Hashable]], after: dict[int, set[Hashable]]
) -> list[tuple[float, Milestone, Milestone]]:
    """The milestones of two sides that hold mostly the same, with the share."""
    holders: dict[Hashable, list[Milestone]] = {}
    for new in found.right:
        for work in after.get(new.section, ()) if not _is_time(new) else ():
            holders.setdefault(work, []).append(new)
    candidates = []
    for old in found.left:
        mine = before.get(old.section, set()) if not _is_time(old) else set()
        near = {new.section: new for work in mine for new in holders.get(work, ())[:COMMON]}
        candidates += [(share, old, new) for new in near.values() if (share := _share(mine, after[new.section]))]
    return candidates


def _build(milestone: Milestone) -> Hashable:
    version = milestone.version.value if milestone.version else None
    return (_product(milestone), version, version.build) if version and version.build else None


def _product(milestone: Milestone) -> str:
    return folded_text(milestone.product.value) if milestone.product else ""


def _period(milestone: Milestone) -> Hashable:
    period = milestone.period.value if milestone.period else None
    return (period.start, period.end) if period and period.is_known else None


def _is_time(milestone: Milestone) -> bool:
    """Whether a milestone is a time and nothing else: `Q3 2026` does not become `Q4 2026`, its tasks move."""
    return milestone.version is None and milestone.product is None and milestone.period is not None


def _work(entries: Iterable[Entry]) -> defaultdict[int, set[Hashable]]:
    found: defaultdict[int, set[Hashable]] = defaultdict(set)
    for entry in entries:
        if entry.milestone is not None:
            found[entry.milestone.section].add(entry.targets[:1] or entry.words)
    return found


def _share(first: set[Hashable], second: set[Hashable]) -> float:
    """Which share of the larger of two milestones both hold; 0 where that is too little to be one milestone."""
    common = len(first & second)
    share = common / max(len(first), len(second), 1)
    return share if common >= _SAME_TASKS and share >= 0.5 else 0


def milestone_changes(before: Milestone, after: Milestone) -> Iterator[Change]:
    if _version(before) != _version(after):
        yield VersionChanged(before, after)
    if _is_rescheduled(before, after):
        by = shift(before.period.value, after.period.value) if before.period and after.period else None
        yield MilestoneRescheduled(before, after, by)
    if _status(before) != _status(after):
        yield StatusChanged(before, after)
    if telling_words(before.goal.value if before.goal else "") != telling_words(after.goal.value if after.goal else ""):
        yield GoalChanged(before, after)


def _version(milestone: Milestone) -> Hashable:
    return milestone.version.value if milestone.version else None


def _is_rescheduled(before: Milestone, after: Milestone) -> bool:
    if before.malformed_period or after.malformed_period:
        return False
    return _period(before) != _period(after)


def _status(milestone: Milestone) -> str | None:
    """The state, or the word itself where it stands for none."""
    status = milestone.status.status.value if milestone.status else None
    return (status.state or folded_text(status.text)) if status else None


def shift(before: Period, after: Period) -> Shift | None:
    """By how much a period moved, in the coarser unit of the two, by its end.

    `None` where not both are known, or where one lies within the other: it was dated more or less exactly. Of a season
    nobody knows when it is, so not by how much it moved either.
    """
    if before.start is None or before.end is None or after.start is None or after.end is None:
        return None
    if "season" in (before.precision, after.precision):
        return None
    later = after.start > before.start and after.end > before.end
    if not later and not (after.start < before.start and after.end < before.end):
        return None
    months = 12 * (after.end.year - before.end.year) + after.end.month - before.end.month
    quarters = 4 * (after.end.year - before.end.year) + (after.end.month - 1) // 3 - (before.end.month - 1) // 3
    precisions = {before.precision, after.precision}
    if precisions == {"year"}:
        return Shift(after.end.year - before.end.year, "year")
    if precisions == {"half"}:
        return Shift(quarters // 2, "half year")
    if quarters and precisions & {"quarter", "half", "year", "range"}:
        return Shift(quarters, "quarter")
    if months and (precisions != {"day"} or abs(months) > 1):
        return Shift(months, "month")
    return Shift((after.end - before.end).days, "day")


def vanished_milestones(
    vanished: Sequence[Milestone],
    before: Document,
    after: Document,
    pairs: Sequence[tuple[Milestone, Milestone]],
    entries: Pairing[Entry],
) -> Iterator[MilestoneVanished]:
    """What became of the milestones that were not found again, in the order in which they stood."""
    now = {old.section: new for old, new in pairs}
    sections = [one.section for one in before.milestones]
    behind, ahead = _last_kept(reversed(sections), now), _last_kept(sections, now)
    named = _named(vanished, after)
    open_tasks = {id(entry.milestone) for entry in entries.left if entry.item.checked is not True}
    for milestone in vanished:
        near = behind[milestone.section] or ahead[milestone.section]
        doubtful = id(milestone) in named or (_is_time(milestone) and id(milestone) not in open_tasks)
        yield MilestoneVanished(milestone, near, behind[milestone.section] is not None, doubtful)


def _last_kept(sections: Iterable[int], now: Mapping[int, Milestone]) -> dict[int, Milestone | None]:
    """For each section the milestone before it that was found again, as it is now; `None` where there is none."""
    found: dict[int, Milestone | None] = {}
    last = None
    for section in sections:
        found[section] = last
        last = now.get(section, last)
    return found


def _named(milestones: Sequence[Milestone], document: Document) -> set[int]:
    """Those (by their `id`) that a heading which is not read as a milestone may be."""
    if not milestones:
        return set()
    if len(document.unread) > _MOST_UNREAD:
        return set(map(id, milestones))
    known = {other.heading.span for other in document.milestones}
    headings = [heading for heading in document.headings if heading.span not in known and heading.level > 1]
    headings += [unread.heading for unread in document.unread]
    names = {id(milestone): all_words(milestone.name) for milestone in milestones}
    standing = phrases_in((all_words(heading.text.value) for heading in headings), names.values())
    unread = [(all_words(one.heading.text.value), one.heading) for one in document.unread]
    return {
        id(milestone)
        for milestone in milestones
        if names[id(milestone)] in standing
        or any(similarity(names[id(milestone)], words) >= 0.5 or _near(milestone, heading) for words, heading in unread)
    }


def _near(milestone: Milestone, heading: Heading) -> bool:
    """Whether a heading that cannot be read is this one with a typing error."""
    from roadmap_lint.spelling import distance

    return distance(folded_text(milestone.heading.text.value), folded_text(heading.text.value), 3) <= 3
