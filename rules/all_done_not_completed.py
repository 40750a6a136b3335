from __future__ import annotations

from collections.abc import Iterable, Iterator

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.lists import is_struck
from roadmap_lint.model import Document, Group, Item, Milestone, Task
from roadmap_lint.rule import Context, Rule
from roadmap_lint.values import PLANNED


class AllDoneNotCompleted(Rule):
    """Every task of a milestone is checked, and its status is still planned.

    ## What it checks

    Milestones whose status says planned, provisional or the like, with two tasks or more, all of them checked; struck
    ones (`~~…~~`) count as done. Statements such as "End support for Acme v2.5.x" need no box; another item without one
    among tasks that have one may still be open. The rule runs only where it is selected.

    ## Why it matters

    Work that is done is announced as a plan: readers wait for what they could have.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: Provisional

    - [x] Cache layers
    - [x] Parallel builds
    ```

    ```text output
    ROADMAP.md:5:13: RM114 all-done-not-completed note every task of v2.8 is done, and it is Provisional: 'In Progress' or 'Completed' would be right
      |
    5 | **Status**: Provisional
      |             ^^^^^^^^^^^
      = line 8: the last one
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    **Status**: In Progress

    - [x] Cache layers
    - [x] Parallel builds

    ### v2.9 (Q2 2026)

    **Status**: Provisional

    - [x] Sign builds
    - [ ] Verify signatures
    ```

    ## When to disable

    It is off unless it is selected.
    """

    code = "RM114"
    name = "all-done-not-completed"
    severity = Severity.NOTE
    default = False

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for milestone in document.milestones:
            line = milestone.status
            if line is None or line.status.value.state != PLANNED:
                continue
            boxes = list(_boxes(milestone))
            done = [item for item in boxes if item.checked and isinstance(item, Task)]
            if len(done) < _FEWEST or not all(item.checked or is_struck(item) for item in boxes):
                continue
            if any(_may_be_open(items) for items in _lists(milestone.items)):
                continue
            yield self.finding(
                line.status.span,
                f"every task of {milestone.name} is done, and it is {line.status.value.text}: "
                "'In Progress' or 'Completed' would be right",
                related=[Related(item.box.span, "the last one") for item in done[-1:] if item.box],
            )


# One box that is checked may be a first step of what is not yet written down.
_FEWEST = 2


def _boxes(milestone: Milestone) -> Iterator[Item]:
    items: tuple[Item, ...] = (*milestone.groups, *milestone.tasks)
    return (item for item in items if item.box)


def _lists(items: tuple[Item, ...]) -> Iterator[tuple[Item, ...]]:
    yield items
    for item in items:
        if isinstance(item, Group):
            yield from _lists(item.items)


def _may_be_open(items: tuple[Item, ...]) -> bool:
    """Whether tasks without a box stand among those that have one."""
    tasks = [item for item in items if isinstance(item, Task) and not item.claims]
    return any(task.box for task in tasks) and not all(task.box for task in tasks)
