"""What became of a roadmap between two revisions: milestones and tasks found again, and what changed of them.

A milestone is known again by its product and version, else by its heading, its period or its tasks; a task by what it
links to, else by its words, else by words that are mostly the same: one that was moved or reworded is not gone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeAlias, TypeVar

from roadmap_lint.forges import forge_address
from roadmap_lint.lazy import pattern
from roadmap_lint.model import (
    Claim,
    Deprecates,
    Document,
    EndOfSupport,
    Group,
    Heading,
    Item,
    Link,
    Milestone,
    Promotes,
    Removes,
    Task,
    TestedWith,
)
from roadmap_lint.record import Record
from roadmap_lint.source import Span
from roadmap_lint.values import Period

T = TypeVar("T")


class Entry(Record):
    """A task, or a group with a box of its own, and where it stands.

    `milestone` is `None` outside of milestones; `heading` is the nearest one above. `words` are those of its text that
    tell something, in their order; `targets` what it links to.
    """

    item: Item
    milestone: Milestone | None
    heading: Heading | None
    label: str
    words: tuple[str, ...]
    targets: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words of the task, or the title of the group."""
        return self.item.text.value if isinstance(self.item, Task) else self.item.title.value

    @property
    def is_work(self) -> bool:
        """Whether it is a task itself, and no group of tasks with boxes of their own."""
        return isinstance(self.item, Task) or all(task.box is None for task in self.item.tasks)

    @property
    def statements(self) -> tuple[Claim, ...]:
        """What it says of support and of APIs; a promotion is work like any other."""
        return tuple(claim for claim in self.item.claims if not isinstance(claim, Promotes))


class Shift(Record):
    """By how much a period moved; later where `amount` is above 0. `unit` is day, month, quarter, half year, year."""

    amount: int
    unit: str

    def __str__(self) -> str:
        amount = abs(self.amount)
        if self.unit == "half year":
            return "half a year" if amount == 1 else f"{amount} half years"
        return f"one {self.unit}" if amount == 1 else f"{amount} {self.unit}s"


class MilestoneAdded(Record):
    """A milestone that the base does not have."""

    after: Milestone


class MilestoneVanished(Record):
    """`near` is the milestone that it stood before (`is_before`) or behind, as it is now, if any is left.

    `doubtful`: its name still stands in a heading that is no milestone, or it was a time whose open tasks live on.
    """

    before: Milestone
    near: Milestone | None
    is_before: bool
    doubtful: bool


class MilestoneRescheduled(Record):
    """Another period, or one where there was none, or none any more. `by` is `None` where it did not clearly move."""

    before: Milestone
    after: Milestone
    by: Shift | None


class StatusChanged(Record):
    """A milestone whose status word stands for another state; either may have no status."""

    before: Milestone
    after: Milestone


class VersionChanged(Record):
    """A milestone, known again by its heading or tasks, with another version; either may have none."""

    before: Milestone
    after: Milestone


class GoalChanged(Record):
    """A milestone whose goal reads otherwise; either may have none."""

    before: Milestone
    after: Milestone


class ClaimAdded(Record):
    """`before` is the milestone as it was, `None` for a new one."""

    before: Milestone | None
    after: Milestone
    claim: Claim


class ClaimRemoved(Record):
    """`after` is the milestone that made the statement, as it is now."""

    before: Milestone
    after: Milestone
    claim: Claim


class ClaimChanged(Record):
    """A statement of a milestone that says something else now: `was` is as the base has it, `claim` as it is."""

    before: Milestone
    after: Milestone
    was: Claim
    claim: Claim


class ClaimMoved(Record):
    """A statement that another milestone makes now. `origin` is the milestone that made it, as it is now; `target` the
    one that makes it, as it was (`None` for a new one)."""

    before: Milestone
    origin: Milestone
    target: Milestone | None
    after: Milestone
    was: Claim
    claim: Claim


class TaskAdded(Record):
    """A task that the base does not have."""

    after: Entry


class TaskVanished(Record):
    """`milestone` is the task's milestone as it is now, `None` where it is gone, too, or there was none. `doubtful`:
    its text or its link stands elsewhere, or a new task may be a rewording."""

    before: Entry
    milestone: Milestone | None
    doubtful: bool


class TaskMoved(Record):
    """A task that stands in another milestone or bucket."""

    before: Entry
    after: Entry


class TaskChecked(Record):
    """A task whose box is checked now, and was not."""

    before: Entry
    after: Entry


class TaskUnchecked(Record):
    """A task whose box was checked, and is not any more."""

    before: Entry
    after: Entry


class TaskReworded(Record):
    """A task, known again by its link or most of its words, that reads otherwise."""

    before: Entry
    after: Entry


Change: TypeAlias = (
    MilestoneAdded
    | MilestoneVanished
    | MilestoneRescheduled
    | StatusChanged
    | VersionChanged
    | GoalChanged
    | ClaimAdded
    | ClaimRemoved
    | ClaimChanged
    | ClaimMoved
    | TaskAdded
    | TaskVanished
    | TaskMoved
    | TaskChecked
    | TaskUnchecked
    | TaskReworded
)


def changes(before: Document, after: Document) -> tuple[Change, ...]:
    """What changed from one revision of a document to another: milestones, then statements, then tasks."""
    entries = _Pairing(list(_entries(before)), list(_entries(after)))
    milestones = _pair_milestones(before, after, entries)
    found: list[Change] = []
    pairs = sorted(milestones.pairs, key=lambda pair: pair[1].span)
    for old, new in pairs:
        found += _of_milestone(old, new)
    found += [MilestoneAdded(milestone) for milestone in milestones.right]
    places = _places(pairs)
    _pair_tasks(entries, places)
    found += [_vanished(milestone, before, after, pairs, entries) for milestone in milestones.left]
    found += _of_claims(pairs, milestones.right)
    found += _of_tasks(entries, pairs, after)
    return tuple(found)


# ---------------------------------------------------------------------------------------------------------- matching


class _Pairing(Generic[T]):
    """Things of two revisions: the pairs found so far, and what is left of each side, in the documents' order."""

    def __init__(self, left: list[T], right: list[T]) -> None:
        self.before, self.after = tuple(left), tuple(right)
        self.left, self.right = left, right
        self.pairs: list[tuple[T, T]] = []

    def by(
        self, key: Callable[[T], Hashable], other: Callable[[T], Hashable] | None = None, *, unique: bool = False
    ) -> None:
        """Pair what has one key, in order, or only where each side has it once. `None` is no key.

        `other` is the key of the right side where it is made in another way.
        """
        mine, theirs = _by_key(self.left, key), _by_key(self.right, other or key)
        self.take(
            pair
            for name in mine
            if name in theirs and (not unique or len(mine[name]) == len(theirs[name]) == 1)
            for pair in zip(mine[name], theirs[name], strict=False)
        )

    def take(self, pairs: Iterable[tuple[T, T]]) -> None:
        pairs = list(pairs)
        self.pairs += pairs
        taken = {id(one) for pair in pairs for one in pair}
        self.left = [one for one in self.left if id(one) not in taken]
        self.right = [one for one in self.right if id(one) not in taken]


def _best(candidates: Iterable[tuple[float, T, T]], place: Callable[[T], Span]) -> list[tuple[T, T]]:
    """The pairs with the highest scores, each thing once; of equal ones the first in the documents."""
    pairs: list[tuple[T, T]] = []
    taken: set[int] = set()
    for _, old, new in sorted(candidates, key=lambda one: (-one[0], place(one[1]), place(one[2]))):
        if not taken & {id(old), id(new)}:
            taken |= {id(old), id(new)}
            pairs.append((old, new))
    return pairs


def _by_key(things: Iterable[T], key: Callable[[T], Hashable]) -> dict[Hashable, list[T]]:
    found: dict[Hashable, list[T]] = {}
    for thing in things:
        name = key(thing)
        if name is not None:
            found.setdefault(name, []).append(thing)
    return found


# -------------------------------------------------------------------------------------------------------- milestones

# Of the tasks and statements of two milestones, so many must be the same for the milestones to be: half, and two.
_SAME_TASKS = 2


def _pair_milestones(before: Document, after: Document, entries: _Pairing[Entry]) -> _Pairing[Milestone]:
    found = _Pairing(list(before.milestones), list(after.milestones))
    found.by(lambda milestone: (_product(milestone), milestone.version.value) if milestone.version else None)
    found.by(lambda milestone: milestone.version.value if milestone.version else None, unique=True)
    found.by(lambda milestone: None if milestone.version else _folded(milestone.name))
    found.by(lambda milestone: None if milestone.version else _period(milestone), unique=True)
    candidates = _of_one_work(found, _work(entries.before), _work(entries.after))
    found.take(_best(candidates, lambda milestone: milestone.span))
    return found


def _of_one_work(
    found: _Pairing[Milestone], before: dict[int, set[Hashable]], after: dict[int, set[Hashable]]
) -> list[tuple[float, Milestone, Milestone]]:
    """The milestones of two sides that hold mostly the same, with the share."""
    holders: dict[Hashable, list[Milestone]] = {}
    for new in found.right:
        for work in after.get(new.section, ()) if not _is_time(new) else ():
            holders.setdefault(work, []).append(new)
    candidates = []
    for old in found.left:
        mine = before.get(old.section, set()) if not _is_time(old) else set()
        near = {new.section: new for work in mine for new in holders.get(work, ())[:_COMMON]}
        candidates += [(share, old, new) for new in near.values() if (share := _share(mine, after[new.section]))]
    return candidates


def _product(milestone: Milestone) -> str:
    return _folded(milestone.product.value) if milestone.product else ""


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


def _of_milestone(before: Milestone, after: Milestone) -> Iterator[Change]:
    if _version(before) != _version(after):
        yield VersionChanged(before, after)
    if _is_rescheduled(before, after):
        by = shift(before.period.value, after.period.value) if before.period and after.period else None
        yield MilestoneRescheduled(before, after, by)
    if _status(before) != _status(after):
        yield StatusChanged(before, after)
    if _words(before.goal.value if before.goal else "") != _words(after.goal.value if after.goal else ""):
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
    return (status.state or _folded(status.text)) if status else None


def shift(before: Period, after: Period) -> Shift | None:
    """By how much a period moved, in the coarser unit of the two, by its end.

    `None` where not both are known, or where one lies within the other: it was dated more or less exactly.
    """
    if before.start is None or before.end is None or after.start is None or after.end is None:
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


def _vanished(
    milestone: Milestone,
    before: Document,
    after: Document,
    pairs: Sequence[tuple[Milestone, Milestone]],
    entries: _Pairing[Entry],
) -> MilestoneVanished:
    order = [one.section for one in before.milestones]
    at = order.index(milestone.section)
    now = {old.section: new for old, new in pairs}
    behind = [now[section] for section in order[at + 1 :] if section in now]
    ahead = [now[section] for section in order[:at] if section in now]
    near = behind[0] if behind else ahead[-1] if ahead else None
    doubtful = _is_named(milestone, after) or (_is_time(milestone) and not _lost_tasks(milestone, entries))
    return MilestoneVanished(milestone, near, bool(behind), doubtful)


def _is_named(milestone: Milestone, document: Document) -> bool:
    """Whether a heading that is not read as a milestone may be this one."""
    known = {other.heading.span for other in document.milestones}
    headings = [heading for heading in document.headings if heading.span not in known and heading.level > 1]
    headings += [unread.heading for unread in document.unread]
    name = _all_words(milestone.name)
    return any(_holds(_all_words(heading.text.value), name) for heading in headings) or any(
        _similarity(name, _all_words(unread.heading.text.value)) >= 0.5 or _near(milestone, unread.heading)
        for unread in document.unread
    )


def _near(milestone: Milestone, heading: Heading) -> bool:
    """Whether a heading that cannot be read is this one with a typing error."""
    from roadmap_lint.spelling import distance

    return distance(_folded(milestone.heading.text.value), _folded(heading.text.value), 3) <= 3


def _lost_tasks(milestone: Milestone, entries: _Pairing[Entry]) -> bool:
    return any(entry.milestone is milestone and entry.item.checked is not True for entry in entries.left)


# -------------------------------------------------------------------------------------------------------- statements


def _of_claims(pairs: Sequence[tuple[Milestone, Milestone]], added: Sequence[Milestone]) -> Iterator[Change]:
    gone: list[tuple[Milestone, Milestone, Claim]] = []
    new: list[tuple[Milestone | None, Milestone, Claim]] = []
    changed: list[Change] = []
    for before, after in pairs:
        found = _Pairing(_statements(before), _statements(after))
        found.by(claim_identity)
        left, right = _by_key(found.left, _subject), _by_key(found.right, _subject)
        for subject, was in left.items():
            if len(was) == len(right.get(subject, ())) == 1:
                changed.append(ClaimChanged(before, after, was[0], right[subject][0]))
                found.take([(was[0], right[subject][0])])
        gone += [(before, after, claim) for claim in found.left if not _still_said(claim, after)]
        new += [(before, after, claim) for claim in found.right]
    for milestone in added:
        new += [(None, milestone, claim) for claim in _statements(milestone)]
    yield from changed
    for before, after, claim in gone:
        moved = next((other for other in new if claim_identity(other[2]) == claim_identity(claim)), None)
        if moved is not None:
            new.remove(moved)
            yield ClaimMoved(before, after, moved[0], moved[1], claim, moved[2])
        else:
            yield ClaimRemoved(before, after, claim)
    for earlier, after, claim in new:
        yield ClaimAdded(earlier, after, claim)


def _statements(milestone: Milestone) -> list[Claim]:
    return [claim for claim in milestone.claims if not isinstance(claim, Promotes)]


def _subject(claim: Claim) -> tuple[str, str]:
    """What a claim is about, without its version: two milestones may say different things of one product."""
    if isinstance(claim, EndOfSupport | TestedWith):
        return type(claim).__name__, _folded(claim.product.value)
    if isinstance(claim, Deprecates | Removes):
        return type(claim).__name__, _folded(claim.api.raw).rpartition("/")[0]
    return type(claim).__name__, _folded(claim.api.value)


def claim_identity(claim: Claim) -> Hashable:
    """What makes two claims one: the same kind of statement about the same version."""
    if isinstance(claim, Deprecates | Removes):
        return type(claim).__name__, _folded(claim.api.raw)
    return (*_subject(claim), claim.version.value)


def _still_said(claim: Claim, milestone: Milestone) -> bool:
    """Whether the version or API still stands below the milestone, in words that are not read as a statement."""
    named = claim.api.raw if isinstance(claim, Deprecates | Removes) else claim.version.raw
    source = milestone.heading.content.source
    below = source.text[milestone.heading.span.end : milestone.span.end]
    return any(_holds(_all_words(text), _all_words(named)) for text in below.split("\n")) and not any(
        named == (said.api.raw if isinstance(said, Deprecates | Removes) else said.version.raw)
        for said in milestone.claims
    )


# ------------------------------------------------------------------------------------------------------------- tasks

# Words that two tasks share must be this part of what both have: in one place, and in two places.
_REWORDED = 0.55
_REWORDED_ELSEWHERE = 0.75
# The same few words in another milestone may be another task.
_FEWEST_WORDS = 3
# Words that many tasks have tell nothing, and would make the work grow with the square of the tasks.
_COMMON = 40

_WORD = pattern(r"\w+(?:[.'’-]\w+)*")
_FILLERS = frozenset(
    "a an and as at be by for from in into is it of on or our so the their this to via we with".split()  # noqa: SIM905
)


def _entries(document: Document) -> Iterator[Entry]:
    seen: set[int] = set()
    for milestone in document.milestones:
        for item, label in _items(milestone.items, ""):
            seen.add(item.span.start)
            yield _entry(item, milestone, milestone.heading, label)
    for section in document.sections:
        for item, label in _items(section.items, ""):
            if item.span.start not in seen:
                yield _entry(item, None, section.heading, label)


def _items(items: Iterable[Item], label: str, *, of_task: bool = False) -> Iterator[tuple[Item, str]]:
    """Tasks and groups with a box; not the plain items that say more of a task."""
    for item in items:
        if item.box is not None or (isinstance(item, Task) and not of_task):
            yield item, label
        if isinstance(item, Group):
            yield from _items(item.items, _folded(item.title.value), of_task=item.box is not None)


def _entry(item: Item, milestone: Milestone | None, heading: Heading | None, label: str) -> Entry:
    text = item.text.value if isinstance(item, Task) else item.title.value
    targets = [target for link in item.links if (target := _target(link))]
    return Entry(item, milestone, heading, label, _words(text), tuple(targets))


def _target(link: Link) -> str | None:
    """What a link names: an issue and the pull request of its number are one."""
    address = link.destination.value
    if link.image or link.opaque or address.startswith("#"):
        return None
    found = forge_address(address)
    if found is not None and found.number is not None:
        return f"{found.host}/{found.owner}/{found.repository}#{found.number}".casefold()
    return address.rstrip("/")


Places: TypeAlias = Callable[[Entry], Hashable]


def _places(pairs: Sequence[tuple[Milestone, Milestone]]) -> tuple[Places, Places]:
    """For each side, what says where an entry stands: the same of a milestone and what became of it."""
    before = {old.section: number for number, (old, _) in enumerate(pairs)}
    after = {new.section: number for number, (_, new) in enumerate(pairs)}

    def place(numbers: dict[int, int], side: str) -> Places:
        def of(entry: Entry) -> Hashable:
            if entry.milestone is None:
                return "outside", _folded(entry.heading.text.value) if entry.heading else ""
            return numbers.get(entry.milestone.section, (side, entry.milestone.section))

        return of

    return place(before, "before"), place(after, "after")


def _pair_tasks(entries: _Pairing[Entry], places: tuple[Places, Places]) -> None:
    def within(key: Callable[[Entry], tuple[Hashable, ...] | None], *, unique: bool = False) -> None:
        def on(place: Places) -> Callable[[Entry], Hashable]:
            return lambda entry: None if (found := key(entry)) is None else (place(entry), *found)

        entries.by(on(places[0]), on(places[1]), unique=unique)

    within(lambda entry: (entry.label, entry.words, entry.targets))
    within(lambda entry: (entry.words, entry.targets))
    within(lambda entry: entry.targets[:1] or None, unique=True)
    within(lambda entry: (entry.label, entry.words))
    within(lambda entry: (entry.words,))
    within(_only_statement, unique=True)
    entries.by(lambda entry: (entry.words, entry.targets) if entry.targets and not entry.statements else None)
    entries.by(lambda entry: entry.targets[:1] or None if not entry.statements else None, unique=True)
    entries.by(lambda entry: entry.words if len(entry.words) >= _FEWEST_WORDS and not entry.statements else None)
    rivals = _Rivals(entries.before), _Rivals(entries.after)
    entries.take(_reworded(entries, lambda old, new: places[0](old) == places[1](new), _REWORDED, rivals))
    entries.take(_reworded(entries, lambda old, new: True, _REWORDED_ELSEWHERE, rivals))


def _only_statement(entry: Entry) -> tuple[Hashable, ...] | None:
    """The subject of a task that is one statement: `End-to-end testing for Kubernetes 1.36`."""
    return _subject(entry.statements[0]) if len(entry.statements) == 1 else None


class _Rivals:
    """How much a task is like the others of its own document: those made after one pattern are no rewordings."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._index = _Index(entries)
        self._known: dict[int, float] = {}

    def best(self, entry: Entry) -> float:
        if id(entry) not in self._known:
            others = (score for score, other in self._index.like(entry) if other is not entry)
            self._known[id(entry)] = max(others, default=0)
        return self._known[id(entry)]


class _Index:
    """Finds entries by the words that they share."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        holders: dict[str, list[int]] = {}
        for number, entry in enumerate(entries):
            for word in {*entry.words}:
                holders.setdefault(word, []).append(number)
        self._holders = {word: numbers for word, numbers in holders.items() if len(numbers) <= _COMMON}

    def like(self, entry: Entry) -> Iterator[tuple[float, Entry]]:
        """The entries most like one, with how much they are."""
        shared = Counter(number for word in {*entry.words} for number in self._holders.get(word, ()))
        for number, _ in shared.most_common(8):
            yield _similarity(entry.words, self._entries[number].words), self._entries[number]


def _reworded(
    entries: _Pairing[Entry],
    may_be: Callable[[Entry, Entry], bool],
    least: float,
    rivals: tuple[_Rivals, _Rivals] | None,
) -> list[tuple[Entry, Entry]]:
    """The pairs of what is left that are most alike; with `rivals`, more than they are like others of their own."""
    index = _Index(entries.right)
    found = [
        (score, old, new)
        for old in entries.left
        if not old.statements
        for score, new in index.like(old)
        if score >= least and may_be(old, new) and not new.statements and _promotes(old) == _promotes(new)
        if rivals is None or score > max(rivals[0].best(old), rivals[1].best(new))
    ]
    return _best(found, lambda entry: entry.item.span)


def _promotes(entry: Entry) -> frozenset[str]:
    return frozenset(_folded(claim.api.value) for claim in entry.item.claims if isinstance(claim, Promotes))


def _of_tasks(
    entries: _Pairing[Entry], pairs: Sequence[tuple[Milestone, Milestone]], after: Document
) -> Iterator[Change]:
    now = {old.section: new for old, new in pairs}
    for old, new in sorted(entries.pairs, key=lambda pair: pair[1].item.span):
        if new.is_work:
            yield from _of_task(old, new, now)
    excused = {id(old) for old, _ in _reworded(entries, lambda old, new: _same_place(old, new, now), 0.5, None)}
    elsewhere = _Elsewhere(after)
    for entry in filter(lambda entry: entry.is_work, entries.left):
        milestone = now.get(entry.milestone.section) if entry.milestone else None
        yield TaskVanished(entry, milestone, id(entry) in excused or elsewhere.holds(entry))
    yield from (TaskAdded(entry) for entry in entries.right if entry.is_work)


def _of_task(old: Entry, new: Entry, now: dict[int, Milestone]) -> Iterator[Change]:
    if old.item.checked is not True and new.item.checked is True:
        yield TaskChecked(old, new)
    if old.item.checked is True and new.item.checked is False:
        yield TaskUnchecked(old, new)
    if not old.statements and not _same_place(old, new, now):
        yield TaskMoved(old, new)
    if not old.statements and old.words != new.words:
        yield TaskReworded(old, new)


def _same_place(old: Entry, new: Entry, now: dict[int, Milestone]) -> bool:
    if old.milestone is None or new.milestone is None:
        if old.milestone is not new.milestone:
            return False
        return _heading(old) == _heading(new)
    return now.get(old.milestone.section) is new.milestone


def _heading(entry: Entry) -> str:
    return _folded(entry.heading.text.value) if entry.heading else ""


class _Elsewhere:
    """What stands in a document outside of its tasks: a task may have become a part of something else."""

    def __init__(self, document: Document) -> None:
        self._targets = {target for link in document.links if (target := _target(link))}
        self._text = " | ".join(["", *(" ".join(_words(text.text)) for text in document.texts), ""])
        self._claims = {claim_identity(claim) for milestone in document.milestones for claim in _statements(milestone)}

    def holds(self, entry: Entry) -> bool:
        if entry.statements:
            return all(claim_identity(claim) in self._claims for claim in entry.statements)
        if any(target in self._targets for target in entry.targets):
            return True
        if len(entry.words) < 2:
            return not entry.words
        return f" {' '.join(entry.words)} " in self._text


# ------------------------------------------------------------------------------------------------------------- words


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _all_words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _words(text: str) -> tuple[str, ...]:
    """The words that tell something, without the mark of more than one."""
    return tuple(_singular(word) for word in _all_words(text) if word not in _FILLERS)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _holds(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return bool(part) and f" {' '.join(part)} " in f" {' '.join(words)} "


def alike(first: str, second: str) -> float:
    """Which part of the words of two texts both have: 0 to 1."""
    return 1 if first == second else _similarity(_words(first), _words(second))


def _similarity(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    """Which part of the words of two texts both have: 0 to 1."""
    one, other = {*first}, {*second}
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0


def says(claim: Claim) -> tuple[str, str]:
    """A statement as the predicate of a milestone, and what it is about: `ends support for`, `Acme v2.5.x`."""
    if isinstance(claim, EndOfSupport):
        return "ends support for", f"{claim.product} {claim.version.raw}"
    if isinstance(claim, TestedWith):
        return "tests", f"{claim.product} {claim.version.raw}"
    if isinstance(claim, Promotes):
        return "promotes", f"{claim.api} to {claim.version}"
    return "deprecates" if isinstance(claim, Deprecates) else "removes", claim.api.raw


def state(milestone: Milestone | None) -> str | None:
    """What the status of a milestone stands for; `None` where there is none, or one that is not known."""
    line = milestone.status if milestone else None
    return line.status.value.state if line else None
