from __future__ import annotations

from collections.abc import Iterable, Iterator

from roadmap_lint.diagnostic import Diagnostic, Related, Severity
from roadmap_lint.lists import is_set_aside, is_struck
from roadmap_lint.model import Document, Group, Item
from roadmap_lint.rule import Context, Rule
from roadmap_lint.source import Span
from roadmap_lint.values import COMPLETED

_MOST_RELATED = 5


class TaskParentState(Rule):
    """An item is checked, and a task below it is not.

    ## What it checks

    Task boxes of items with tasks of their own. Struck tasks (`~~…~~`), items without a box and tasks that say that
    they are optional, a follow-up or moved are passed over; so are completed milestones, where
    RM108 completed-open-task names each open task. Of checked items within each other the innermost is
    named.

    ## Why it matters

    Whoever looks at the item alone takes all of it for done, and the open task is forgotten.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.9 (Q2 2026)

    - [x] Plugin API
      - [x] Discovery
      - [ ] Signatures
    ```

    ```text output
    ROADMAP.md:5:3: RM604 task-parent-state warning this item is checked and a task below it is open: check that, or uncheck the item
      |
    5 | - [x] Plugin API
      |   ^^^
      = line 7: still open
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.9 (Q2 2026)

    - [x] Plugin API
      - [x] Discovery
      - [ ] ~~Signatures~~ (dropped)
      - [ ] Examples (optional)
    - [ ] Console
      - [x] Dark mode
    ```

    ## When to disable

    Where the box of an item says that its main part is done.
    """

    code = "RM604"
    name = "task-parent-state"
    severity = Severity.WARNING

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        told = {
            task.span
            for milestone in document.milestones
            if milestone.status is not None and milestone.status.status.value.state == COMPLETED
            for task in milestone.tasks
        }
        for group in document.groups:
            if group.checked and group.box is not None and not is_struck(group):
                left = list(_open(group.items))
                if left and not any(task.span in told for task in group.tasks):
                    yield self._contradicts(group.box.span, left)

    def _contradicts(self, box: Span, left: list[Item]) -> Diagnostic:
        number = len(left)
        are_open = "a task below it is open: check that" if number == 1 else f"{number} below it are open: check them"
        related = [Related(item.box.span, "still open") for item in left[:_MOST_RELATED] if item.box is not None]
        return self.finding(box, f"this item is checked and {are_open}, or uncheck the item", related=related)


def _open(items: Iterable[Item]) -> Iterator[Item]:
    """What is open below a checked item: a group with open tasks by these, and not what a checked group within holds."""
    for item in items:
        if is_struck(item) or is_set_aside(item):
            continue
        within = list(_open(item.items)) if isinstance(item, Group) else []
        if within and item.checked:
            continue  # that item is the one to correct
        if within:
            yield from within
        elif item.checked is False:
            yield item
