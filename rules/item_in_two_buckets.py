from __future__ import annotations

from collections.abc import Iterable, Iterator

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.lazy import pattern
from roadmap_lint.model import Bucket, Document, Group, Item, Task, legible
from roadmap_lint.record import Record
from roadmap_lint.rule import Context, Rule
from roadmap_lint.urls import shown
from roadmap_lint.values import read_period
from roadmap_lint.work import Work, work_of

# Emoji and the like around an item say how far it is, not what it is.
_MARKS_BEFORE = pattern(r"[^\w\x00-\x7f]++\s*+")
_MARK = pattern(r"[^\w\x00-\x7f]")
# What is never at an end: 'API improvements' are made now and later.
_THEMES = pattern(
    r"\b(?:improvements?|enhancements?|fix(?:es)?|updates?|optimi[sz]ations?|polish(?:ing)?|clean[- ]?ups?|refactorings?"
    r"|documentation|docs|tests?|testing|maintenance|features?|experience|quality|coverage|usability|stability|reliability"
    r"|performance|scalability|accessibility|security|hardening|outreach|adoption)$"
)
_LONGEST_HEADING = 40


class ItemInTwoBuckets(Rule):
    """The same item stands under two buckets, such as Now and Done.

    ## What it checks

    Items with the same text under two bucket headings that stand side by side (Now, Next, Later, Done, Backlog and
    their like; `roadmap-lint parse FILE` shows which are read). Boxes and emoji do not matter. Links that differ make
    two items, and so do the groups around them. Struck items, single words, what is done again and again (updates,
    fixes, improvements) and what stands under three buckets may repeat.

    ## Why it matters

    An item that moves on is copied, and stays behind: readers of Next wait for what is done, or the work is planned
    twice.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ## Now

    - Audit log for administrators
    - Plugin API

    ## Done

    - ✅ Plugin API
    ```

    ```text output
    ROADMAP.md:10:3: RM606 item-in-two-buckets warning this item stands under 'Now' as well: keep it in the one bucket where it belongs
       |
    10 | - ✅ Plugin API
       |   ^^^^^^^^^^^^^
       = line 6: under 'Now'
    ```

    ```markdown good
    # Acme Roadmap

    ## Now

    - Plugin API, second part
    - Performance improvements

    ## Done

    - Plugin API, first part
    - Performance improvements
    ```

    ## When to disable

    Where an item is listed in each bucket that it passes through.
    """

    code = "RM606"
    name = "item-in-two-buckets"
    severity = Severity.WARNING

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        families: dict[int | None, list[Bucket]] = {}
        for bucket in document.buckets:
            families.setdefault(bucket.parent, []).append(bucket)
        for siblings in families.values():
            for first, second in _in_two(siblings) if len(siblings) > 1 else ():
                name = shown(legible(first.bucket.heading.text), _LONGEST_HEADING)
                yield self.finding(
                    second.task.text.span,
                    f"this item stands under '{name}' as well: keep it in the one bucket where it belongs",
                    related=[Related(first.task.text.span, f"under '{name}'")],
                )


class _Place(Record):
    bucket: Bucket
    task: Task
    work: Work


def _in_two(buckets: Iterable[Bucket]) -> Iterator[tuple[_Place, _Place]]:
    """The first places of items that stand under two buckets exactly, whatever is between these."""
    places: dict[tuple[str, tuple[str, ...]], list[_Place]] = {}
    for bucket in buckets:
        for task, within in _tasks(bucket.items, ()):
            work = work_of(task, within)
            if work is None:
                continue
            words = _unmarked(work.words)
            found = places.setdefault((words, within), [])
            if len(found) <= 2 and all(place.bucket.section != bucket.section for place in found):
                found.append(_Place(bucket, task, work._replace(words=words)))
    for found in places.values():
        if len(found) == 2 and _is_same(*found):
            yield found[0], found[1]


def _tasks(items: Iterable[Item], within: tuple[str, ...]) -> Iterator[tuple[Task, tuple[str, ...]]]:
    for item in items:
        if isinstance(item, Group):
            yield from _tasks(item.items, (*within, item.title.value.casefold()))
        else:
            yield item, within


def _is_same(first: _Place, second: _Place) -> bool:
    """Whether the same words are the same work: they say enough, and no two links tell them apart."""
    targets = {place.work.targets for place in (first, second)} - {()}
    if len(targets) > 1 or _name(first.bucket) == _name(second.bucket) or _are_periods_of_one(first, second):
        return False
    if first.work.targets == second.work.targets != ():
        return True
    words = first.work._replace(targets=())
    return words.says_enough(4, 15) or (
        words.says_enough(2, 8) and not words.is_chore and not _THEMES.search(words.words)
    )


def _are_periods_of_one(first: _Place, second: _Place) -> bool:
    """Whether the headings are the same but for the period: `Shipped (Q1 2026)`, `Shipped (Q2 2026)`."""
    names = [place.bucket.kind.raw.casefold() for place in (first, second)]
    return names[0] == names[1] and all(read_period(place.bucket.heading.text.value) for place in (first, second))


def _name(bucket: Bucket) -> str:
    return bucket.heading.text.value.casefold()


def _unmarked(words: str) -> str:
    """Words without the marks around them."""
    before = None if words[:1].isalnum() else _MARKS_BEFORE.match(words)
    words = words[before.end() :] if before else words
    end = len(words)
    while end and not words[end - 1].isalnum() and _MARK.match(words, end - 1):
        end -= 1
    return words[:end].rstrip() if end < len(words) else words
