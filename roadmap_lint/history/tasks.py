"""Tasks found again: by what they link to, else by their words, else by words that are mostly the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeAlias

from roadmap_lint.forges import forge_address
from roadmap_lint.history.kinds import (
    Change,
    Entry,
    TaskAdded,
    TaskChecked,
    TaskMoved,
    TaskReworded,
    TaskUnchecked,
    TaskVanished,
)
from roadmap_lint.history.pairing import Pairing, best_pairs
from roadmap_lint.history.phrases import phrases_in
from roadmap_lint.history.statements import claim_identity, statements_of, subject_of
from roadmap_lint.history.words import COMMON, folded_text, similarity, telling_words
from roadmap_lint.model import Document, Group, Heading, Item, Link, Milestone, Promotes, Task

# Words that two tasks share must be this part of what both have: in one place, and in two places.
_REWORDED = 0.55
_REWORDED_ELSEWHERE = 0.75
# The same few words in another milestone may be another task.
_FEWEST_WORDS = 3


def entries_of(document: Document) -> Iterator[Entry]:
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
            yield from _items(item.items, folded_text(item.title.value), of_task=item.box is not None)


def _entry(item: Item, milestone: Milestone | None, heading: Heading | None, label: str) -> Entry:
    text = item.text.value if isinstance(item, Task) else item.title.value
    targets = [target for link in item.links if (target := _target(link))]
    return Entry(item, milestone, heading, label, telling_words(text), tuple(targets))


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


def places_of(pairs: Sequence[tuple[Milestone, Milestone]]) -> tuple[Places, Places]:
    """For each side, what says where an entry stands: the same of a milestone and what became of it."""
    before = {old.section: number for number, (old, _) in enumerate(pairs)}
    after = {new.section: number for number, (_, new) in enumerate(pairs)}

    def place(numbers: dict[int, int], side: str) -> Places:
        def of(entry: Entry) -> Hashable:
            if entry.milestone is None:
                return "outside", folded_text(entry.heading.text.value) if entry.heading else ""
            return numbers.get(entry.milestone.section, (side, entry.milestone.section))

        return of

    return place(before, "before"), place(after, "after")


def pair_tasks(entries: Pairing[Entry], places: tuple[Places, Places]) -> None:
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
    return subject_of(entry.statements[0]) if len(entry.statements) == 1 else None


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
            for word in dict.fromkeys(entry.words):
                holders.setdefault(word, []).append(number)
        self._holders = {word: numbers for word, numbers in holders.items() if len(numbers) <= COMMON}

    def like(self, entry: Entry) -> Iterator[tuple[float, Entry]]:
        """The entries most like one, with how much they are."""
        shared = Counter(number for word in dict.fromkeys(entry.words) for number in self._holders.get(word, ()))
        for number, _ in shared.most_common(8):
            yield similarity(entry.words, self._entries[number].words), self._entries[number]


def _reworded(
    entries: Pairing[Entry],
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
    return best_pairs(found, lambda entry: entry.item.span)


def _promotes(entry: Entry) -> frozenset[str]:
    return frozenset(folded_text(claim.api.value) for claim in entry.item.claims if isinstance(claim, Promotes))


def task_changes(
    entries: Pairing[Entry], pairs: Sequence[tuple[Milestone, Milestone]], after: Document
) -> Iterator[Change]:
    now = {old.section: new for old, new in pairs}
    for old, new in sorted(entries.pairs, key=lambda pair: pair[1].item.span):
        if new.is_work:
            yield from _of_task(old, new, now)
    excused = {id(old) for old, _ in _reworded(entries, lambda old, new: _same_place(old, new, now), 0.5, None)}
    gone = [entry for entry in entries.left if entry.is_work]
    elsewhere = _Elsewhere(after, gone)
    for entry in gone:
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
    return folded_text(entry.heading.text.value) if entry.heading else ""


class _Elsewhere:
    """What stands in a document outside of its tasks: a task that is gone may have become a part of something else."""

    def __init__(self, document: Document, gone: Sequence[Entry]) -> None:
        self._targets = {target for link in document.links if (target := _target(link))}
        phrases = {entry.words for entry in gone if len(entry.words) > 1}
        self._phrases = phrases_in((telling_words(text.text) for text in document.texts), phrases)
        statements = (claim for milestone in document.milestones for claim in statements_of(milestone))
        self._claims = set(map(claim_identity, statements))

    def holds(self, entry: Entry) -> bool:
        if entry.statements:
            return all(claim_identity(claim) in self._claims for claim in entry.statements)
        if any(target in self._targets for target in entry.targets):
            return True
        return not entry.words or entry.words in self._phrases
