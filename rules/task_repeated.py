from __future__ import annotations

from collections.abc import Iterable, Iterator

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.lists import lists
from roadmap_lint.model import Document, Group, Item, Milestone, Task
from roadmap_lint.rule import Context, Rule
from roadmap_lint.values import CANCELLED, COMPLETED, POSTPONED
from roadmap_lint.work import Work, work_of

_FEWEST_WORDS = 3
_FEWEST_LETTERS = 15
_SET_ASIDE = (CANCELLED, POSTPONED, COMPLETED)


class TaskRepeated(Rule):
    """The same task stands twice in one list, or is still open in two milestones.

    ## What it checks

    Tasks with the same text and the same links. In one list, whatever their state. In two milestones, if both have
    it unchecked: then a link, or a text that is no chore of every release (updates, tests, documentation), shows that
    it is the same work. Support statements, items without a box and short texts may repeat; so may tasks of a
    milestone that is completed, postponed or cancelled.

    ## Why it matters

    A task that moves to the next milestone is copied, and stays behind: both promise it, and one of the two will be
    broken. Twice in one list, one of the boxes is never checked.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ## v2.8 (Q1 2026)

    - [ ] Plugin API for the web console ([#12](https://github.com/acme/acme/issues/12))
    - [ ] Audit log for administrators
    - [x] Audit log for administrators

    ## v2.9 (Q2 2026)

    - [ ] Plugin API for the web console ([#12](https://github.com/acme/acme/issues/12))
    ```

    ```text output
    ROADMAP.md:7:7: RM602 task-repeated warning this task stands already in the same list; once would do
      |
    7 | - [x] Audit log for administrators
      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = line 6: the first one

    ROADMAP.md:11:7: RM602 task-repeated warning this task stands already in v2.8, where it is still open; once would do
       |
    11 | - [ ] Plugin API for the web console ([#12](https://github.com/acme/acme/issues/12))
       |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
       = line 5: the first one
    ```

    ```markdown good
    # Acme Roadmap

    ## v2.8 (Q1 2026)

    - [x] Plugin API for the web console
    - [ ] Update the dependencies to their latest minor

    ## v2.9 (Q2 2026)

    - [ ] Plugin API for the web console
    - [ ] Update the dependencies to their latest minor
    ```

    ## When to disable

    Where milestones repeat a template of tasks.
    """

    code = "RM602"
    name = "task-repeated"
    severity = Severity.WARNING

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        told: set[int] = set()
        for items in lists(document):
            for first, second in _repeated_in(items):
                told.add(second.span.start)
                yield self._repeats(first, second, "the same list")
        for family in document.families:
            for place, first, second in _open_twice(family):
                if second.span.start not in told:
                    yield self._repeats(first, second, f"{place}, where it is still open")

    def _repeats(self, first: Task, second: Task, place: str) -> Diagnostic:
        return self.finding(
            second.text.span,
            f"this task stands already in {place}; once would do",
            related=[Related(first.text.span, "the first one")],
        )


def _work(task: Task, within: tuple[str, ...] = ()) -> Work | None:
    """What a task with a box is about."""
    return None if task.checked is None else work_of(task, within)


def _is_telling(work: Work) -> bool:
    """Whether the same words in another milestone are the same work: not where they are few, or a chore."""
    return work.says_enough(_FEWEST_WORDS, _FEWEST_LETTERS) and not work.is_chore


def _repeated_in(items: Iterable[Item]) -> Iterator[tuple[Task, Task]]:
    seen: dict[Work, Task] = {}
    for task in items:
        work = _work(task) if isinstance(task, Task) else None
        if isinstance(task, Task) and work is not None:
            if work in seen:
                yield seen[work], task
            seen.setdefault(work, task)


def _open_twice(family: Iterable[Milestone]) -> Iterator[tuple[str, Task, Task]]:
    """Pairs of open tasks of two milestones of one product, with the name of the first milestone."""
    places: dict[tuple[str | None, Work], list[tuple[Milestone, Task]]] = {}
    for milestone in family:
        if milestone.status is not None and milestone.status.status.value.state in _SET_ASIDE:
            continue
        product = milestone.product.value if milestone.product else None
        for work, task in _open(milestone.items, ()):
            found = places.setdefault((product, work), [])
            if not found or found[-1][0].section != milestone.section:
                found.append((milestone, task))
    for (_, work), found in places.items():
        if (len(found) == 2 or (len(found) > 2 and work.targets)) and _is_telling(work):
            yield from ((found[0][0].name, found[0][1], task) for _, task in found[1:])


def _open(items: Iterable[Item], within: tuple[str, ...]) -> Iterator[tuple[Work, Task]]:
    """The open tasks that say enough to be known again. Without a link, the groups around them must be the same."""
    for item in items:
        if isinstance(item, Group):
            yield from _open(item.items, (*within, item.title.value.casefold()))
        elif item.checked is False:
            work = _work(item, () if item.links else within)
            if work is not None:
                yield work, item
